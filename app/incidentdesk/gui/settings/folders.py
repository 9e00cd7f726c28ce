"""Showing a folder of this computer in its own file manager."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _
from incidentdesk.gui.tasks import Tasks


def open_folder(owner: QObject, tasks: Tasks, folder: Path) -> None:
    """Make ``folder`` if it is not there yet, and let the system show it."""
    tasks.make(owner, lambda: _made(folder), lambda made: _show(made))


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            _("The folder {folder} cannot be made.").format(folder=folder),
            _("Ask for the right to write there."),
        ) from error
    return folder


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
