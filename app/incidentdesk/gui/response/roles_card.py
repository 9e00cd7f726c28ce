"""Who has which role in the response."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from incidentdesk.base.texts import _
from incidentdesk.domain.responses import ROLE_TEXTS
from incidentdesk.gui.response.room_card import RoomCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.response_view import RoomView


class RolesCard(RoomCard):
    """A row for each role."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Roles"))
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)

    def show_room(self, view: RoomView) -> None:
        """Show the roles as they are now."""
        clear_layout(self._rows)
        for role in view.shown:
            names = ", ".join(one.name for one in view.roles if one.role == role and one.stands)
            self._rows.addWidget(text_label(f"{_(ROLE_TEXTS[role])}: {names or _('nobody')}", wrap=True))
