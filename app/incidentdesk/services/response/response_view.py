"""What a response room shows, read in one short transaction. What is late is worked out now, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import public_word
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Incident
from incidentdesk.domain.responses import (
    COMMANDER,
    FIXING_ROLES,
    OPEN_ACTIONS,
    TABLES,
    Response,
    RoleHeld,
    commander_of,
    roles_shown,
)
from incidentdesk.domain.sev import is_late
from incidentdesk.services.cases.case import find
from incidentdesk.services.cases.closing_gate import workers
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.response.response_milestones import milestones
from incidentdesk.services.response.response_rows import late_actions
from incidentdesk.services.response.room import Row, must_be_major, named_rows
from incidentdesk.storage import incidents, registers, responses
from incidentdesk.storage.session import Session

LONG_COMMAND_MINUTES = 240
"""After so long in command one is asked whether somebody else should take over."""


@dataclass(frozen=True)
class RoomView:
    """A response room as it is ``now``.

    ``update_late`` and ``late_actions`` (names of rows) are worked out from stored times. ``warnings`` are
    keys: ``commander_fixes``, ``no_commander``, ``long_command``.
    """

    incident: Incident
    definition: ProcessDefinition
    response: Response
    public: str
    roles: tuple[RoleHeld, ...]
    shown: tuple[str, ...]
    tables: Mapping[str, tuple[Row, ...]]
    milestones: Mapping[str, JsonValue | Instant | None]
    update_late: bool
    late_actions: tuple[str, ...]
    warnings: tuple[str, ...]
    names: Mapping[str, str]
    now: Instant

    @property
    def commander(self) -> RoleHeld | None:
        """Who is in command."""
        return commander_of(self.roles)

    @property
    def offered(self) -> RoleHeld | None:
        """Whom command is offered to, with the form of the hand-over."""
        return next((one for one in self.roles if one.role == COMMANDER and one.state == "offered"), None)

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of one of the room's tables, each with its name in ``row``."""
        return self.tables[table]

    def name(self, uid: JsonValue) -> str:
        """The name behind a uid."""
        return self.names.get(str(uid), str(uid)) if uid else ""


def read_room(desk: Desk, ref: str) -> RoomView:
    """The room of an incident by uid or number."""
    with desk.reading() as (session, _settings):
        incident = find(session, ref)
        must_be_major(incident)
        definition = desk.library.at_version(session, incident.process, incident.process_version)
        return _view(session, incident, definition, desk.time.now())


def _view(session: Session, incident: Incident, definition: ProcessDefinition, now: Instant) -> RoomView:
    room = responses.of(session, incident.uid) or Response(incident.uid)
    roles = tuple(responses.roles(session, incident.uid))
    stage = incidents.stages_of(session, incident.run_uid).get("response")
    rows = {table: _rows(stage.values.get(table) if stage else None) for table in TABLES}
    late = tuple(late_actions(list(rows["actions"]), now))
    people = {str(row.get(key) or "") for table in rows.values() for row in table for key in ("owner", "by")}
    return RoomView(
        incident=incident,
        definition=definition,
        response=room,
        public=public_word(incident.phase),
        roles=roles,
        shown=roles_shown(len(workers(session))),
        tables=rows,
        milestones=milestones(incident, room),
        update_late=is_late(room.update_due, now),
        late_actions=late,
        warnings=_warnings(incident, roles, rows["actions"], now),
        names=registers.names_of(
            session, people | {one.person for one in roles} | {one.offered_by for one in roles}
        ),
        now=now,
    )


def _rows(value: JsonValue) -> tuple[Row, ...]:
    rows = [dict(row) for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    return tuple(named_rows(rows))


def _warnings(
    incident: Incident, roles: tuple[RoleHeld, ...], actions: tuple[Row, ...], now: Instant
) -> tuple[str, ...]:
    commander = commander_of(roles)
    if incident.status not in {"in_progress", "on_hold"}:
        return ()
    if commander is None:
        return ("no_commander",)
    found = []
    fixes = any(one.stands and one.role in FIXING_ROLES and one.person == commander.person for one in roles)
    acts = any(one.get("owner") == commander.person and one.get("state") in OPEN_ACTIONS for one in actions)
    if fixes or acts:
        found.append("commander_fixes")
    if commander.since is not None and now.ms - commander.since.ms >= LONG_COMMAND_MINUTES * 60_000:
        found.append("long_command")
    return tuple(found)
