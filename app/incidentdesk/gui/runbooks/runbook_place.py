"""Runbooks in the incident room, in place of the stage: those that fit, and the one that is gone through."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.runbooks.run_panel import RunPanel
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, PageBody
from incidentdesk.gui.widgets.labels import text_label


class RunbookPlace(QWidget):
    """``closed`` leads back to the stage."""

    closed = Signal()

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self.panel = RunPanel(session)
        self.back_button = ActionButton(_("Back to the stage"), icon_name="arrow-left", key_hint="Esc")
        self.back_button.clicked.connect(lambda _checked=False: self.closed.emit())
        head = QHBoxLayout()
        head.addWidget(text_label(_("Runbooks"), "subheading"))
        head.addStretch(1)
        head.addWidget(self.back_button)
        card = Card(padded=False)
        card.body.setContentsMargins(1, 12, 1, 4)
        card.body.addWidget(self.panel)
        body = PageBody(centred=False)
        body.body.addLayout(head)
        body.body.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)

    def focus_first(self) -> None:
        """Start with the step that is due, or with what fits, as soon as it is there."""
        if not self.panel.focus_first():
            self.back_button.setFocus()
