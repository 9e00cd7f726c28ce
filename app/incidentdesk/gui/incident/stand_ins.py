"""The pages that stand in the incident room for its stage for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidentdesk.gui.incident.room_parts import RoomAround
from incidentdesk.gui.incident.stand_in_part import StandInPart
from incidentdesk.gui.session import WindowSession

if TYPE_CHECKING:
    from incidentdesk.gui.incident.tell_page import TellPage
    from incidentdesk.gui.review.paste_page import PastePage


def telling_part(room: RoomAround) -> StandInPart[TellPage]:
    """Where the reporter is told."""

    def make(session: WindowSession) -> TellPage:
        from incidentdesk.gui.incident.tell_page import TellPage

        return TellPage(session)

    return StandInPart(room, make)


def paste_part(room: RoomAround) -> StandInPart[PastePage]:
    """Where a timeline that was written elsewhere is pasted."""

    def make(session: WindowSession) -> PastePage:
        from incidentdesk.gui.review.paste_page import PastePage

        return PastePage(session)

    return StandInPart(room, make)
