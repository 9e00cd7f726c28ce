"""Files that the CSV page writes: a register, and what becomes of each row of a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.registers.words import count_words
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.write_file import copied


class WrittenFiles(QObject):
    """Asks for names with the system's dialog, and writes on the documents' thread."""

    def __init__(self, session: WindowSession, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page

    def export(self, register: str) -> None:
        """Write a register to a file of the person's choice."""
        dialog = self._dialog(_("Save the register"), f"{register}.csv")
        dialog.fileSelected.connect(lambda name: self.export_to(register, Path(name)))
        dialog.open()

    def export_to(self, register: str, path: Path) -> None:
        """Write a register to ``path``."""

        def told(count: int) -> None:
            words = _("{entries} saved as {file}.")
            said = words.format(entries=count_words(register, count), file=path.name)
            self._session.told.emit(said, "good")

        files = self._session.cases.register_files
        self._session.tasks.make(self, partial(files.export, register, path), told)

    def save_verdicts(self, verdicts: Path) -> None:
        """Copy a file of verdicts to one of the person's choice."""
        dialog = self._dialog(_("Save what becomes of each row"), "verdicts.csv")
        dialog.fileSelected.connect(lambda name: self.save_verdicts_to(verdicts, Path(name)))
        dialog.open()

    def save_verdicts_to(self, verdicts: Path, path: Path) -> None:
        """Copy a file of verdicts to ``path``."""

        def told(saved: Path) -> None:
            self._session.told.emit(_("Saved as {file}.").format(file=saved.name), "good")

        self._session.tasks.make(self, partial(copied, verdicts, path), told)

    def _dialog(self, title: str, proposal: str) -> QFileDialog:
        dialog = QFileDialog(self._page, title, proposal, "CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        return dialog
