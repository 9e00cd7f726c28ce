"""A runbook as it is printed: for the wall of the server room, and for the hour when no screen works."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.rendered import Rendered
from incidentdesk.gui.paper import Paper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PageHeader
from incidentdesk.gui.widgets.pdf_view import PdfView


class RunbookPaper(QWidget):
    """Ctrl+P prints, Ctrl+S saves, Esc leads back (``left``)."""

    left = Signal()
    shown = Signal()

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self._session = session
        self.view = PdfView(_("Runbook"))
        self.paper = Paper(session, self.view, self)
        self.header = PageHeader("", above=" ")
        self.save_button = ActionButton(_("Save as…"), key_hint="Ctrl+S", icon_name="save")
        self.print_button = ActionButton(_("Print"), kind="primary", key_hint="Ctrl+P", icon_name="print")
        self.back_button = ActionButton(_("Back"), key_hint="Esc", icon_name="arrow-left")
        self.save_button.clicked.connect(lambda _checked=False: self._save())
        self.print_button.clicked.connect(lambda _checked=False: self.paper.print())
        self.back_button.clicked.connect(lambda _checked=False: self.left.emit())
        for button in (self.back_button, self.save_button, self.print_button):
            self.header.right.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.view, 1)
        for text, keys, act in (
            (_("Print the runbook"), "Ctrl+P", self.paper.print),
            (_("Save the runbook as a file"), "Ctrl+S", self._save),
            (_("Back to the runbook"), "Esc", self.left.emit),
        ):
            add_action(self, text, keys, act, whole_window=False)

    def make(self, key: str, name: str, version: int) -> None:
        """Make the pages of a runbook at some version."""
        self.header.set_title(name)
        self.header.set_above(_("Runbook · version {n}").format(n=version))
        work = partial(self._session.cases.runbooks.pdf, key, version)
        self._session.tasks.make(self, work, partial(self._show, name), topic="runbook")

    def focus_first(self) -> None:
        """Start with printing."""
        self.print_button.setFocus()

    def _show(self, name: str, made: Rendered) -> None:
        self.paper.show(made.data, name)
        self.shown.emit()

    def _save(self) -> None:
        self.paper.save(_("Save the runbook"))
