"""Legal notices that are still to be given, for every page: asked at each start, so it needs little."""

from __future__ import annotations

from typing import NamedTuple

from incidentdesk.base.time_source import Instant
from incidentdesk.services.desk.desk import Desk
from incidentdesk.storage import restricted


class NoticeDue(NamedTuple):
    """A legal notice that is still to be given for an incident that the viewer sees."""

    uid: str
    number: str
    due: Instant


class Notices:
    """What is due by law."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def due(self) -> tuple[NoticeDue, ...]:
        """The legal notices still to be given, of the incidents that the viewer sees, late ones first."""
        with self._desk.reading() as (session, _settings):
            return tuple(NoticeDue(*one) for one in restricted.notices_due(session))
