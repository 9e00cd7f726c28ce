"""Writing what is shown to a file of the person's choice."""

from __future__ import annotations

import shutil
from pathlib import Path

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a file; ``EnvironmentFault`` where the disk says no."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise _refused(path) from error
    return path


def copied(source: Path, path: Path) -> Path:
    """Copy a file whole; ``EnvironmentFault`` where the disk says no."""
    try:
        shutil.copyfile(source, path)
    except OSError as error:
        raise _refused(path) from error
    return path


def _refused(path: Path) -> EnvironmentFault:
    return EnvironmentFault(_("“{file}” cannot be written.").format(file=path), _("Choose another folder."))
