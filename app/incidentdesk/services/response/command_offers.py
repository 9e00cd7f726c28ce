"""Command that is offered to somebody, for the page they are on: asked at each start, so it needs little."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.services.desk.desk import Desk
from incidentdesk.storage import incidents, registers, responses


@dataclass(frozen=True)
class CommandOffer:
    """Command of a major incident that somebody (``by``, a name) offers, since when."""

    uid: str
    number: str
    title: str
    by: str
    since: Instant | None


class CommandOffers:
    """What waits for an answer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def to(self, person: str) -> tuple[CommandOffer, ...]:
        """What is offered to ``person`` (a uid), that which waits longest first."""
        with self._desk.reading() as (session, _settings):
            found = []
            for held in responses.offered_to(session, person):
                incident = incidents.by_uid(session, held.incident)
                if incident is not None:
                    by = registers.names_of(session, [held.offered_by]).get(held.offered_by, "")
                    offer = CommandOffer(held.incident, incident.number, incident.title, by, held.offered)
                    found.append(offer)
            return tuple(found)
