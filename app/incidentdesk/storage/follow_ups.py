"""Follow-ups: adding and changing them, those of an incident, and pages of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.storage import registers
from incidentdesk.storage.session import Row, Session

_SELECT = (
    "SELECT f.uid, i.uid, i.number, i.title, f.position, f.text, f.kind, p.uid, p.name, f.due, f.state, "
    "f.added_at, f.added_offset, f.added_by, f.link, f.why_dropped, f.ended_at, f.ended_offset, f.ended_by "
    "FROM follow_up f JOIN incident i ON i.id = f.incident_id JOIN person p ON p.id = f.owner_id"
)


@dataclass(frozen=True)
class Wanted:
    """Which follow-ups are asked for; what is empty, or ``None``, does not matter.

    ``before`` takes those that are due before that day; each of ``words`` is in the text, or in the title or
    the number of the incident, however it is capitalised.
    """

    states: Sequence[str] = ()
    kinds: Sequence[str] = ()
    owner: str = ""
    before: date | None = None
    words: Sequence[str] = ()


def add(session: Session, one: FollowUp) -> None:
    """Add a follow-up."""
    session.sql(
        "INSERT INTO follow_up (uid, incident_id, position, text, kind, owner_id, due, state, link, "
        "why_dropped, added_at, added_offset, added_by, ended_by) "
        "SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '' FROM incident WHERE uid = ?",
        (
            one.uid, one.position, one.text, one.kind, registers.key_of(session, "person", one.owner),
            one.due.isoformat(), one.state, one.link, one.why_dropped, one.added.ms, one.added.offset,
            one.added_by, one.incident,
        ),
    )  # fmt: skip


def write(session: Session, one: FollowUp) -> None:
    """Let a follow-up be as ``one`` is."""
    ended = one.ended
    session.sql(
        "UPDATE follow_up SET text = ?, kind = ?, owner_id = ?, due = ?, state = ?, link = ?, "
        "why_dropped = ?, ended_at = ?, ended_offset = ?, ended_by = ? WHERE uid = ?",
        (
            one.text, one.kind, registers.key_of(session, "person", one.owner), one.due.isoformat(),
            one.state, one.link, one.why_dropped, ended.ms if ended else None,
            ended.offset if ended else None, one.ended_by, one.uid,
        ),
    )  # fmt: skip


def one(session: Session, uid: str) -> FollowUp | None:
    """The follow-up with ``uid``."""
    rows = session.sql(f"{_SELECT} WHERE f.uid = ?", (uid,))
    return _follow_up(rows[0]) if rows else None


def of_incident(session: Session, incident: str) -> list[FollowUp]:
    """Those of the incident with that uid, in the order in which they were added."""
    rows = session.sql(f"{_SELECT} WHERE i.uid = ? ORDER BY f.position", (incident,))
    return [_follow_up(row) for row in rows]


def page(session: Session, wanted: Wanted, limit: int, offset: int) -> list[FollowUp]:
    """A part of those that are wanted: first what is still to be done, by the day it is due."""
    where, given = _where(wanted)
    order = "ORDER BY f.state IN ('done', 'dropped'), f.due, f.id"
    rows = session.sql(f"{_SELECT} {where} {order} LIMIT ? OFFSET ?", (*given, limit, offset))
    return [_follow_up(row) for row in rows]


def count(session: Session, wanted: Wanted) -> int:
    """How many are wanted."""
    where, given = _where(wanted)
    joined = "FROM follow_up f JOIN incident i ON i.id = f.incident_id JOIN person p ON p.id = f.owner_id"
    return int(session.cell(f"SELECT count(*) {joined} {where}", given))


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    parts: list[str] = []
    given: list[Any] = []
    for column, values in (("f.state", wanted.states), ("f.kind", wanted.kinds)):
        if values:
            parts.append(f"{column} IN ({', '.join('?' * len(values))})")
            given += values
    if wanted.owner:
        parts.append("p.uid = ?")
        given.append(wanted.owner)
    if wanted.before is not None:
        parts.append("f.due < ?")
        given.append(wanted.before.isoformat())
    for word in wanted.words:
        parts.append("instr(fold(f.text || ' ' || i.number || ' ' || i.title), ?)")
        given.append(fold(word))
    return f"WHERE {' AND '.join(parts)}" if parts else "", given


def _follow_up(row: Row) -> FollowUp:
    (uid, incident, number, title, position, text, kind, owner, owner_name, due, state, added_at,
     added_offset, added_by, link, why, ended_at, ended_offset, ended_by) = row  # fmt: skip
    return FollowUp(
        uid=uid,
        incident=incident,
        number=number,
        title=title,
        position=position,
        text=text,
        kind=kind,
        owner=owner,
        owner_name=owner_name,
        due=date.fromisoformat(due),
        state=state,
        added=Instant(added_at, added_offset),
        added_by=added_by,
        link=link,
        why_dropped=why,
        ended=None if ended_at is None else Instant(ended_at, ended_offset or 0),
        ended_by=ended_by,
    )
