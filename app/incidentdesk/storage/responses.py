"""Response rooms: rows of ``response`` and of ``response_role``."""

# ruff: noqa: S608 - our own words
from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.responses import Response, RoleHeld
from incidentdesk.domain.sev import Sizes
from incidentdesk.storage.registers import key_of
from incidentdesk.storage.session import Row, Session

_INCIDENT = "(SELECT id FROM incident WHERE uid = ?)"
_ROLE = (
    "SELECT h.uid, i.uid, h.role, coalesce(p.uid, ''), coalesce(p.name, h.name), h.state, h.how, h.why, "
    "h.offered_by, h.form, h.offered_at, h.offered_offset, h.since_at, h.since_offset, h.until_at, "
    "h.until_offset FROM response_role h JOIN incident i ON i.id = h.incident_id "
    "LEFT JOIN person p ON p.id = h.person_id"
)


def of(session: Session, incident: str) -> Response | None:
    """The response to an incident by uid; ``None`` where there is none."""
    rows = session.sql(
        "SELECT sev_initial, sev_peak, sev_final, bridge, declared_at, declared_offset, update_due_at, "
        "update_due_offset, last_update_at, last_update_offset FROM response "
        f"WHERE incident_id = {_INCIDENT}",
        (incident,),
    )
    if not rows:
        return None
    row = rows[0]
    return Response(incident, Sizes(*row[:3]), row[3], _at(row, 4), _at(row, 6), _at(row, 8))


def write(session: Session, uid: str, one: Response) -> None:
    """Keep a response; ``uid`` is that of a new one, one that is there keeps its own."""
    cells = (
        *one.sizes, one.bridge, *_cells(one.declared), *_cells(one.update_due), *_cells(one.last_update),
    )  # fmt: skip
    session.sql(
        "INSERT INTO response (uid, incident_id, sev_initial, sev_peak, sev_final, bridge, declared_at, "
        "declared_offset, update_due_at, update_due_offset, last_update_at, last_update_offset) "
        f"VALUES (?, {_INCIDENT}, {', '.join('?' * len(cells))}) ON CONFLICT (incident_id) DO UPDATE SET "
        "sev_initial = excluded.sev_initial, sev_peak = excluded.sev_peak, sev_final = excluded.sev_final, "
        "bridge = excluded.bridge, declared_at = excluded.declared_at, "
        "declared_offset = excluded.declared_offset, update_due_at = excluded.update_due_at, "
        "update_due_offset = excluded.update_due_offset, last_update_at = excluded.last_update_at, "
        "last_update_offset = excluded.last_update_offset",
        (uid, one.incident, *cells),
    )


def with_updates_due(session: Session) -> list[str]:
    """The uids of incidents whose next update has a time, that which is due first at the head."""
    rows = session.sql(
        "SELECT i.uid FROM response r JOIN incident i ON i.id = r.incident_id "
        "WHERE r.update_due_at IS NOT NULL ORDER BY r.update_due_at, r.id"
    )
    return [uid for (uid,) in rows]


def live(session: Session) -> list[str]:
    """The uids of the major incidents that are declared and not over."""
    rows = session.sql(
        "SELECT i.uid FROM response r JOIN incident i ON i.id = r.incident_id "
        "WHERE r.declared_at IS NOT NULL AND i.sev IS NOT NULL "
        "AND i.status NOT IN ('resolved', 'closed', 'cancelled') ORDER BY r.id"
    )
    return [uid for (uid,) in rows]


def going_on(session: Session) -> list[str]:
    """The uids of the major incidents that are not over, declared or not."""
    rows = session.sql(
        "SELECT i.uid FROM response r JOIN incident i ON i.id = r.incident_id "
        "WHERE i.process = 'sre' AND i.status NOT IN ('resolved', 'closed', 'cancelled') ORDER BY r.id"
    )
    return [uid for (uid,) in rows]


def to_be_reviewed(session: Session, peaks: Sequence[str]) -> list[tuple[str, str, str, str, Instant]]:
    """Resolved major incidents whose worst SEV level was one of ``peaks``, the first resolved at the head.

    Uid, number, title, the level that counts, and when it was resolved; drills are none of them.
    """
    marks = ", ".join("?" * len(peaks))
    rows = session.sql(
        "SELECT i.uid, i.number, i.title, CASE r.sev_final WHEN '' THEN r.sev_peak ELSE r.sev_final END, "
        "i.resolved_at, i.resolved_offset FROM response r JOIN incident i ON i.id = r.incident_id "
        f"WHERE i.process = 'sre' AND i.status = 'resolved' AND NOT i.drill AND r.sev_peak IN ({marks}) "
        "AND i.resolved_at IS NOT NULL ORDER BY i.resolved_at, i.id",
        tuple(peaks),
    )
    return [
        (uid, number, title, sev, Instant(at, offset or 0)) for uid, number, title, sev, at, offset in rows
    ]


def roles(session: Session, incident: str) -> list[RoleHeld]:
    """All who have or had a role in a response, in the order in which they came to it."""
    return [_role(row) for row in session.sql(f"{_ROLE} WHERE i.uid = ? ORDER BY h.id", (incident,))]


def offered_to(session: Session, person: str) -> list[RoleHeld]:
    """What is offered to somebody and waits for their answer, the oldest first."""
    return [
        _role(row)
        for row in session.sql(f"{_ROLE} WHERE h.state = 'offered' AND p.uid = ? ORDER BY h.id", (person,))
    ]


def write_role(session: Session, held: RoleHeld) -> None:
    """Keep who has a role, or change it."""
    person = key_of(session, "person", held.person) if held.person else None
    cells: dict[str, Any] = {
        "role": held.role, "person_id": person, "name": held.name, "state": held.state, "how": held.how,
        "why": held.why, "offered_by": held.offered_by,
        "form": json.dumps(held.form, ensure_ascii=False, sort_keys=True),
    }  # fmt: skip
    for name, at in (("offered", held.offered), ("since", held.since), ("until", held.until)):
        cells[f"{name}_at"], cells[f"{name}_offset"] = _cells(at)
    session.sql(
        f"INSERT INTO response_role (uid, incident_id, {', '.join(cells)}) "
        f"VALUES (?, {_INCIDENT}, {', '.join('?' * len(cells))}) ON CONFLICT (uid) DO UPDATE SET "
        + ", ".join(f"{name} = excluded.{name}" for name in cells),
        (held.uid, held.incident, *cells.values()),
    )


def end_roles(session: Session, incident: str, at: Instant) -> None:
    """Let all end that somebody has, is to be called for or was offered in a response."""
    session.sql(
        "UPDATE response_role SET state = 'ended', until_at = ?, until_offset = ? "
        f"WHERE incident_id = {_INCIDENT} AND state IN ('active', 'to_call', 'offered')",
        (at.ms, at.offset, incident),
    )


def lately_here(session: Session, since_ms: int, looked_at: int) -> set[str]:
    """The uids of who entered something since then, among the last ``looked_at`` entries of the desk."""
    rows = session.sql("SELECT author, entered_at FROM timeline_entry ORDER BY id DESC LIMIT ?", (looked_at,))
    return {author for author, at in rows if at >= since_ms}


def fixers_for(session: Session, service: str, but_for: str, limit: int) -> dict[str, str]:
    """Who followed up the last resolved incidents of a service, with the number of the newest of each."""
    rows = session.sql(
        "SELECT p.uid, i.number FROM incident i JOIN person p ON p.id = i.assignee_id "
        "WHERE i.service_id = (SELECT id FROM register_item WHERE uid = ?) AND i.uid <> ? "
        "AND i.status IN ('resolved', 'closed') ORDER BY i.id DESC LIMIT ?",
        (service, but_for, limit),
    )
    found: dict[str, str] = {}
    for uid, number in rows:
        found.setdefault(uid, number)
    return found


def _role(row: Row) -> RoleHeld:
    uid, incident, role, person, name, state, how, why, offered_by, form = row[:10]
    return RoleHeld(
        uid, incident, role, person, name, state, how, why, _at(row, 10), offered_by, _at(row, 12),
        _at(row, 14), json.loads(form),
    )  # fmt: skip


def _at(row: Row, place: int) -> Instant | None:
    return None if row[place] is None else Instant(row[place], row[place + 1] or 0)


def _cells(at: Instant | None) -> tuple[int | None, int | None]:
    return (at.ms, at.offset) if at else (None, None)
