"""The card of the response room that leads through a runbook."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from incidentdesk.base.texts import _
from incidentdesk.gui.room_card import RoomCard
from incidentdesk.gui.runbooks.run_panel import RunPanel
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.response.response_view import RoomView


class RunCard(RoomCard):
    """Runbooks that fit the major incident, and the one that is gone through."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Runbook"))
        self.panel = RunPanel(session)
        self.body.setContentsMargins(1, 12, 1, 4)
        self.title.setContentsMargins(15, 0, 15, 0)
        self.body.addWidget(self.panel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_room(self, view: RoomView) -> None:
        """Show what belongs to the incident now."""
        self.panel.show_incident(view.incident.uid)

    def leave(self) -> None:
        """Keep what is typed as drafts."""
        self.panel.leave()

    def back(self) -> bool:
        """Put a question away."""
        return self.panel.put_away()

    def focus_first(self) -> bool:
        """Go to the step that is due, or to the runbooks that fit."""
        return self.panel.focus_first()
