"""Writing what is shown to a file of the person's choice."""

from __future__ import annotations

from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a file; ``EnvironmentFault`` where the disk says no."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise EnvironmentFault(
            _("“{file}” cannot be written.").format(file=path), _("Choose another folder.")
        ) from error
    return path
