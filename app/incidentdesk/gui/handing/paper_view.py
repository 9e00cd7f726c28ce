"""A document on paper, in place: looked at, printed, saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.paper import Paper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar
from incidentdesk.gui.widgets.pdf_view import PdfView


class PaperView(QWidget):
    """Shows a PDF. ``left`` when the person goes back."""

    left = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._paper: Paper | None = None
        self._print = ActionButton(_("Print"), kind="primary", icon_name="print")
        self._print.clicked.connect(lambda _checked=False: self._print_it())
        self._save = ActionButton(_("Save as…"))
        self._save.clicked.connect(lambda _checked=False: self._save_it())
        back = ActionButton(_("Back"), icon_name="arrow-left", key_hint="Esc")
        back.clicked.connect(lambda _checked=False: self.left.emit())
        footer = FooterBar()
        footer.left.addWidget(back)
        footer.right.addWidget(self._save)
        footer.right.addWidget(self._print)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(footer)

    def show_pdf(self, data: bytes, name: str) -> None:
        """Show the pages of ``data``, which is saved and printed as ``name``."""
        if self._paper is None:  # it takes Qt's PDF and printing along
            view = PdfView(_("Hand-over"))
            self._column.insertWidget(0, view, 1)
            self._paper = Paper(self._session, view, self)
        self._paper.show(data, name)

    def focus_first(self) -> None:
        """Start at the button that prints."""
        self._print.setFocus()

    def _print_it(self) -> None:
        if self._paper is not None:
            self._paper.print()

    def _save_it(self) -> None:
        if self._paper is not None:
            self._paper.save(_("Save the hand-over"))
