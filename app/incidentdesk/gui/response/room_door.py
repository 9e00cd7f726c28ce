"""The way from the incident's stage to its response room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.process_definition import Stage
from incidentdesk.gui.response.phase_words import is_raised
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.cases.pages import IncidentPage

STAGE = "response"
"""The stage, and the room of the window, of the response."""
KEYS = "Ctrl+2"


class RoomDoor(QWidget):
    """A button at the stage of the response, and nothing at any other."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = ActionButton(_("Open the response room"), icon_name="response", key_hint=KEYS)
        self.button.clicked.connect(self.opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.button)
        words = _("Roles, actions, decisions and updates are there. Here is what resolves it.")
        row.addWidget(text_label(words, "muted", wrap=True), 1)
        self.hide()

    def show_page(self, page: IncidentPage, stage: Stage) -> None:
        """Show the way where ``stage`` has a room."""
        self.setVisible(is_raised(page) and stage.key == STAGE)
