"""What the response room shows of a major incident, read at once."""

from __future__ import annotations

from typing import NamedTuple

from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.response.response_view import RoomView


class RoomRead(NamedTuple):
    """The room, its incident as every page shows it, and the uids of those who have a PIN."""

    view: RoomView
    page: IncidentPage
    with_pin: frozenset[str]


def read_room(session: WindowSession, uid: str) -> RoomRead:
    """The room of the incident ``uid``; on the reading thread."""
    cases = session.cases
    return RoomRead(
        cases.response.view(uid), cases.pages.incident(uid, session.me), cases.signing_in.with_pin()
    )
