"""Whether a hand-over waits to be accepted, for the mark at the rail: it is asked at each start."""

from __future__ import annotations

from incidentdesk.services.desk.desk import Desk
from incidentdesk.storage import handovers


class WaitingHandover:
    """The hand-over that waits: the newest, unless it is accepted. Older ones are overtaken by it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def author(self) -> str:
        """Who wrote the one that waits (a uid); empty where none does."""
        with self._desk.reading() as (session, _settings):
            newest = handovers.newest(session, 1)
            return newest[0].author if newest and newest[0].accepted is None else ""
