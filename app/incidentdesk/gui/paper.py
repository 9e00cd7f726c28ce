"""What is done with a PDF that is shown: saved as a file, and printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.pdf_view import PdfView
from incidentdesk.gui.write_file import write_bytes


class Paper(QObject):
    """The PDF in ``view``, and the name it is saved and printed under.

    ``printed``: the printer has answered.
    """

    printed = Signal()

    def __init__(self, session: WindowSession, view: PdfView, owner: QWidget) -> None:
        super().__init__(owner)
        self._session = session
        self._view = view
        self._owner = owner
        self.data = b""
        self.name = ""

    def show(self, data: bytes, name: str) -> None:
        """Show the pages of ``data``."""
        self.data, self.name = data, name
        self._view.show_bytes(data)

    def save(self, title: str) -> None:
        """Write what is shown to a file of the person's choice."""
        if not self.data:
            return
        dialog = QFileDialog(self._owner, title, f"{self.name}.pdf", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write what is shown to ``path``."""
        data = self.data
        if not data:
            return
        self._session.tasks.make(
            self,
            lambda: write_bytes(path, data),
            lambda done: self._session.told.emit(_("Saved as {file}.").format(file=done), "good"),
        )

    def print(self) -> None:
        """Ask for a printer, and print what is shown."""
        if not self.data:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.name)
        dialog = QPrintDialog(printer, self._owner)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.setModal(True)
        dialog.show()

    def _print_on(self, printer: QPrinter) -> None:
        job = self._view.printing(printer, self)
        if job is None:
            return
        job.finished.connect(self._printed)
        job.start()

    def _printed(self, well: bool) -> None:
        words = (
            _("Sent to the printer.")
            if well
            else _("The printer did not take it; save the PDF and print that.")
        )
        self._session.told.emit(words, "good" if well else "danger")
        self.printed.emit()
