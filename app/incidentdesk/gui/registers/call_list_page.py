"""The call list in place of a register: what is on it is chosen, and it is printed or saved as it is seen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.rendered import Rendered
from incidentdesk.gui.paper import Paper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PageHeader
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.pdf_view import PdfView
from incidentdesk.services.registers.call_list import SECTIONS


class CallListPage(QWidget):
    """Ctrl+P prints, Ctrl+S saves, Esc leads back (``left``)."""

    left = Signal()
    shown = Signal()
    """The pages are in sight."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view = PdfView(_("Call list"))
        self.paper = Paper(session, self.view, self)
        self.header = PageHeader(_("Call list"))
        self.save_button = ActionButton(_("Save as…"), key_hint="Ctrl+S", icon_name="save")
        self.print_button = ActionButton(_("Print"), kind="primary", key_hint="Ctrl+P", icon_name="print")
        self.back_button = ActionButton(_("Back to the list"), key_hint="Esc", icon_name="arrow-left")
        self.boxes = {key: QCheckBox(_(title)) for key, title in SECTIONS.items()}
        self._lay_out()
        for box in self.boxes.values():
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.make())
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self.print_button.clicked.connect(lambda _checked=False: self.paper.print())
        self.back_button.clicked.connect(lambda _checked=False: self.left.emit())

    def make(self) -> None:
        """Make the pages anew, as the registers are now."""
        chosen = [key for key, box in self.boxes.items() if box.isChecked()]
        for button in (self.save_button, self.print_button):
            button.setEnabled(bool(chosen))
        if chosen:
            work = partial(self._session.cases.call_lists.pdf, self._session.me, chosen)
            self._session.tasks.make(self, work, self._show, topic="call list")

    def save(self) -> None:
        """Write it to a file of the person's choice."""
        self.paper.save(_("Save the call list"))

    def focus_first(self) -> None:
        """Start with printing."""
        self.print_button.setFocus()

    def _show(self, made: Rendered) -> None:
        self.paper.show(made.data, _("Call list"))
        self.shown.emit()

    def _lay_out(self) -> None:
        for button in (self.save_button, self.print_button, self.back_button):
            self.header.right.addWidget(button)
        line = QFrame()
        line.setProperty("surface", "header")
        row = QHBoxLayout(line)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(20)
        row.addWidget(text_label(_("On it:"), "muted"))
        for box in self.boxes.values():
            row.addWidget(box)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(line)
        column.addWidget(self.view, 1)
