"""Files that the import page writes and reads: the way a file is read, and the list of verdicts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from incidentdesk.base.errors import UsageError
from incidentdesk.base.new_file import new_file
from incidentdesk.base.readable import readable
from incidentdesk.base.texts import _
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.gui.tasks import Tasks
from incidentdesk.gui.write_file import copied


class SettingsFiles(QObject):
    """Asks for names with the system's dialog, and reads and writes on the documents' thread."""

    loaded = Signal(object)
    saved = Signal(object)

    def __init__(self, page: QWidget, tasks: Tasks) -> None:
        super().__init__(page)
        self._page = page
        self._tasks = tasks
        self._dialogs: dict[str, QFileDialog] = {}

    def save(self, reading: Reading) -> None:
        """Write how a file is read, as ``import --reading`` takes it."""
        dialog = self._dialog("save", _("Save the import settings"), f"{reading.format}.json")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name), reading))
        dialog.open()

    def save_to(self, path: Path, reading: Reading) -> None:
        """Write it to ``path``."""
        self._tasks.make(self, lambda: write_reading(path, reading), self.saved.emit)

    def load(self) -> None:
        """Read how a file is to be read."""
        dialog = self._dialog("load", _("Load import settings"), "")
        dialog.fileSelected.connect(lambda name: self.load_from(Path(name)))
        dialog.open()

    def load_from(self, path: Path) -> None:
        """Read it from ``path``."""
        self._tasks.make(self, lambda: read_reading(path), self.loaded.emit)

    def save_verdicts(self, verdicts: Path) -> None:
        """Copy the file of verdicts."""
        dialog = self._dialog("verdicts", _("Save what becomes of each record"), "verdicts.csv")
        dialog.fileSelected.connect(lambda name: self.copy_verdicts(verdicts, Path(name)))
        dialog.open()

    def copy_verdicts(self, verdicts: Path, path: Path) -> None:
        """Copy it to ``path``."""
        self._tasks.make(self, lambda: copied(verdicts, path), self.saved.emit)

    def dialog(self, name: str) -> QFileDialog:
        """The dialog ``save``, ``load`` or ``verdicts`` that was opened last."""
        return self._dialogs[name]

    def _dialog(self, name: str, title: str, proposal: str) -> QFileDialog:
        dialog = self._dialogs[name] = QFileDialog(self._page, title)
        if proposal:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(proposal)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilter(_("Import settings") + " (*.json)")
        return dialog


def write_reading(path: Path, reading: Reading) -> Path:
    """Write ``reading`` without what only tells of one file."""
    bare = replace(reading, sample=(), doubts=(), heads=(), rows=0, damaged=0, likeness=0.0)
    with new_file(path) as file:
        file.write(json.dumps(bare.to_json(), ensure_ascii=False, indent=1).encode())
    return path


def read_reading(path: Path) -> Reading:
    """The reading in a file; ``UsageError`` where it holds none."""
    try:
        with readable(path):
            return Reading.from_json(json.loads(path.read_text(encoding="utf-8-sig")))
    except ValueError as error:
        raise UsageError(
            _("“{file}” is not JSON: {error}.").format(file=path.name, error=error), _("Choose another file.")
        ) from None
