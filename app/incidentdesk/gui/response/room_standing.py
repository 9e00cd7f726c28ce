"""Why nothing can be done in a response room, where that is so."""

from __future__ import annotations

from functools import partial

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.response.response_view import RoomView


class RoomStanding(Banner):
    """Says that it has ended, or who may work here."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(closable=False)
        self._session = session
        self.hide()

    def show_room(self, view: RoomView) -> None:
        """Say how it stands with the room."""
        words, actions = "", []
        if view.incident.status in ENDED_STATUSES:
            words = _("It has ended: the room can be read. It is taken up again at the incident.")
            go = partial(self._session.go.emit, "incident", view.incident.uid)
            actions = [(_("Open the incident"), go)]
        elif not self._session.may(Right.WORK):
            words = self._session.who_may(Right.WORK)
        if words != self.text:
            self.set_message(words, "neutral", actions)
