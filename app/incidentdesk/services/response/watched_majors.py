"""Major incidents as every page watches them: asked at each start, so it needs little."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.sev import is_late
from incidentdesk.services.desk.desk import Desk
from incidentdesk.storage import incidents, responses


@dataclass(frozen=True)
class UpdateDue:
    """When people are to be told next of a major incident: for every page, the most pressing first."""

    uid: str
    number: str
    title: str
    sev: str
    drill: bool
    due: Instant
    late: bool


class WatchedMajors:
    """What is told of major incidents on whichever page is shown."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def updates_due(self) -> tuple[UpdateDue, ...]:
        """The next updates of all major incidents, the most pressing first; late ones told as that."""
        with self._desk.reading() as (session, _settings):
            now, found = self._desk.time.now(), []
            for uid in responses.with_updates_due(session):
                incident, room = incidents.by_uid(session, uid), responses.of(session, uid)
                if incident is not None and room is not None and room.update_due is not None:
                    late = is_late(room.update_due, now)
                    found.append(
                        UpdateDue(
                            uid, incident.number, incident.title, incident.sev, incident.drill,
                            room.update_due, late,
                        )
                    )  # fmt: skip
            return tuple(found)

    def any_live(self) -> bool:
        """Whether a major incident is declared and not over, among those that the viewer sees."""
        with self._desk.reading() as (session, _settings):
            return bool(responses.live(session))
