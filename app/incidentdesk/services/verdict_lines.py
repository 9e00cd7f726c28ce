"""A CSV file with a line for each verdict, as a spreadsheet takes it; no cell of it can act as a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _
from incidentdesk.domain.spreadsheet import harmless

WriteLine = Callable[[Iterable[str]], None]


@contextmanager
def verdict_lines(path: Path, heads: Sequence[str]) -> Iterator[WriteLine]:
    """What writes a line to the file at ``path``, below ``heads``; ``EnvironmentFault`` where it cannot."""
    try:
        file = path.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        raise EnvironmentFault(
            _("“{file}” cannot be written.").format(file=path), _("Choose another folder.")
        ) from error
    with file:
        lines = csv.writer(file)
        lines.writerow(heads)
        yield lambda cells: lines.writerow([harmless(cell) for cell in cells])
