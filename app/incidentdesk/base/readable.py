"""Files that people name: they may not be there, or not be for them to read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _


@contextmanager
def readable(file: Path | str) -> Iterator[None]:
    """Tell by an ``EnvironmentFault`` where what is read within, of ``file`` alone, cannot be read."""
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            _("“{file}” cannot be read.").format(file=file), _("Check that it exists and may be read.")
        ) from error
