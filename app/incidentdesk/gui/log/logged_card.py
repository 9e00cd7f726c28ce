"""What is shown when an incident is logged: one line to read to the caller, and where to go next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.caller_line import words_for_caller
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, PageBody
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.cases.pages import IncidentPage


class LoggedCard(PageBody):
    """The end of a call. ``go_on`` leads to the incident, ``next_call`` to an empty form."""

    go_on = Signal(str)
    next_call = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(max_width=720, parent=parent)
        self._uid = ""
        self._card = Card()
        self._title = text_label("", "heading")
        self._line = text_label("", "subheading", wrap=True)
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note = text_label("", "muted", wrap=True)
        self._copied = text_label("", "good")
        self.copy_button = ActionButton(_("Copy"), key_hint="Ctrl+Shift+C", icon_name="copy")
        self.copy_button.clicked.connect(self.copy)
        self.on_button = ActionButton(_("Classify now"), kind="primary", key_hint="Return")
        self.on_button.clicked.connect(lambda: self.go_on.emit(self._uid))
        self.next_button = ActionButton(_("Next call"), key_hint="Ctrl+N")
        self.next_button.clicked.connect(self.next_call)
        add_action(self, _("Copy the line for the caller"), "Ctrl+Shift+C", self.copy, whole_window=False)
        add_action(self, _("Classify now"), "Ctrl+Return", self.on_button.click, whole_window=False)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.on_button, self.next_button, self.copy_button, self._copied):
            row.addWidget(widget)
        row.addStretch(1)
        for one in (self._title, text_label(_("Read to the caller"), "section"), self._line, self._note):
            self._card.body.addWidget(one)
        self._card.body.addLayout(row)
        self.body.addWidget(self._card)

    @property
    def line(self) -> str:
        """The line to read to the caller."""
        return self._line.text()

    def show_page(self, page: IncidentPage) -> None:
        """Show what was logged."""
        self._uid = page.incident.uid
        self._title.setText(_("{number} is logged").format(number=page.incident.number))
        self._line.setText(words_for_caller(page))
        gaps = page.missing(page.definition.stages[0])
        left = ", ".join(gap.label for gap in gaps if gap.label)
        self._note.setText(_("Still open on the first stage: {fields}").format(fields=left) if left else "")
        self._note.setVisible(bool(left))
        self._copied.setText("")
        self.on_button.setText(_("Classify now") if not gaps else _("Go on"))

    def copy(self) -> None:
        """Put the line on the clipboard."""
        QGuiApplication.clipboard().setText(self.line)
        self._copied.setText(_("Copied"))

    def focus_first(self) -> None:
        """The likeliest next step has the focus."""
        self.on_button.setFocus()
