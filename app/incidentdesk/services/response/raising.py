"""Raising a major incident: anybody who works here, with a title alone, and it has a number at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import PROCESS
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.seeing import must_see
from incidentdesk.services.new_incidents.log_incident import LogIncident
from incidentdesk.services.response.response_phases import declare
from incidentdesk.services.response.room import Room
from incidentdesk.storage import incidents

_NEW = {"urgent": False, "external_key": "", "uid": ""}


@dataclass(frozen=True)
class Raised:
    """A major incident that was raised; ``sev`` is empty where nobody has declared it yet."""

    uid: str
    number: str
    sev: str
    changes: Changes


class Raising:
    """The use cases of detection. Whoever may work may raise and declare."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._log = LogIncident(desk)

    def raise_one(
        self,
        title: str,
        author: str,
        *,
        service: str = "",
        levels: Sequence[str] = (),
        drill: bool = False,
        values: Mapping[str, JsonValue] | None = None,
        uid: str = "",
    ) -> Raised:
        """Raise one; with ``levels`` it is declared in the same act. A ``drill`` counts in no figure.

        ``service`` is a name or uid; asking twice with the same ``uid`` raises one.
        """
        with self._desk.changing(author) as work:
            must_see(work.session, uid)
            known = incidents.by_uid(work.session, uid) if uid else None
            if known is not None:
                return Raised(known.uid, known.number, known.sev, work.changes())
            given: dict[str, JsonValue] = {**(values or {}), "title": title}
            if service:
                given["service"] = service
            logged = self._log.log_within(work, given, {}, PROCESS, {**_NEW, "uid": uid})
            room = Room.open(self._desk, work, logged.uid)
            room.case.change(drill=drill)
            room.keep()
            room.record("raised", {"drill": drill})
            if levels:
                declare(room, levels)
            changes = room.finish()
            return Raised(logged.uid, logged.number, room.incident.sev, changes)

    def declare(self, ref: str, levels: Sequence[str], author: str, *, major: bool = False) -> Changes:
        """Declare one at the highest of ``levels``: who is unsure names several. The author takes command."""
        with self._desk.changing(author) as work:
            room = Room.open(self._desk, work, ref)
            declare(room, levels, major=major)
            return room.finish()
