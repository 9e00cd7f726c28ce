"""The verdict of each record as a CSV file, so that nothing is skipped in silence."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _
from incidentdesk.domain.spreadsheet import harmless
from incidentdesk.services.import_types import Control, Verdict

HEADS = ("file", "rows", "key", "verdict", "number", "reasons")
"""Heads of the file: they are stable, for scripts read it."""


@contextmanager
def verdict_file(path: Path | None, control: Control) -> Iterator[Control]:
    """``control`` that also writes each verdict to ``path``, where one is named."""
    if path is None:
        yield control
        return
    try:
        file = path.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        raise EnvironmentFault(
            _("“{file}” cannot be written.").format(file=path), _("Choose another folder.")
        ) from error
    with file:
        lines = csv.writer(file)
        lines.writerow(HEADS)

        def tell(verdict: Verdict) -> None:
            lines.writerow(_cells(verdict))
            control.verdict(verdict)

        yield replace(control, verdict=tell)


def _cells(one: Verdict) -> list[str]:
    rows = " ".join(str(place) for place in one.places)
    cells = [one.file, rows, one.key, one.verdict, one.number, " ".join(one.reasons)]
    return [harmless(cell) for cell in cells]
