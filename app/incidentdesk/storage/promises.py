"""Callbacks that were promised: rows of ``promise``."""

# ruff: noqa: S608 - our own words
from __future__ import annotations

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.records import Promise
from incidentdesk.storage.session import Row, Session

_SELECT = (
    "SELECT p.uid, i.uid, i.number, i.title, p.whom, p.phone, p.note, p.due_at, p.due_offset, p.by_uid, "
    "p.made_at, p.made_offset, p.state, p.ended_at, p.ended_offset, p.ended_by "
    "FROM promise p JOIN incident i ON i.id = p.incident_id "
)


def add(session: Session, promise: Promise) -> None:
    """Keep a new promise."""
    session.sql(
        "INSERT INTO promise (uid, incident_id, whom, phone, note, due_at, due_offset, by_uid, made_at, "
        "made_offset, state, ended_by) "
        "SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, 'open', '' FROM incident WHERE uid = ?",
        (
            promise.uid, promise.whom, promise.phone, promise.note, promise.due.ms, promise.due.offset,
            promise.by, promise.made.ms, promise.made.offset, promise.incident,
        ),
    )  # fmt: skip


def end(session: Session, uid: str, state: str, at: Instant | None, by: str) -> None:
    """Let a promise be ``kept`` or ``dropped``, or ``open`` again, without a time and a person."""
    session.sql(
        "UPDATE promise SET state = ?, ended_at = ?, ended_offset = ?, ended_by = ? WHERE uid = ?",
        (state, at.ms if at else None, at.offset if at else None, by, uid),
    )


def one(session: Session, uid: str) -> Promise | None:
    """The promise with ``uid``."""
    rows = session.sql(f"{_SELECT} WHERE p.uid = ?", (uid,))
    return _promise(rows[0]) if rows else None


def of_incident(session: Session, incident: str) -> list[Promise]:
    """The promises on an incident by uid, in the order in which they were made."""
    rows = session.sql(
        f"{_SELECT} WHERE p.incident_id = (SELECT id FROM incident WHERE uid = ?) ORDER BY p.id", (incident,)
    )
    return [_promise(row) for row in rows]


def count_open(session: Session) -> int:
    """How many wait to be kept."""
    return int(session.cell("SELECT count(*) FROM promise WHERE state = 'open'"))


def open_ones(session: Session, limit: int) -> list[Promise]:
    """Those that wait to be kept, the most pressing first."""
    rows = session.sql(f"{_SELECT} WHERE p.state = 'open' ORDER BY p.due_at, p.id LIMIT ?", (limit,))
    return [_promise(row) for row in rows]


def due_between(session: Session, start_ms: int, end_ms: int) -> list[Promise]:
    """Those that fell due after ``start_ms`` and up to ``end_ms``, and still wait."""
    rows = session.sql(
        f"{_SELECT} WHERE p.state = 'open' AND p.due_at > ? AND p.due_at <= ? ORDER BY p.due_at, p.id",
        (start_ms, end_ms),
    )
    return [_promise(row) for row in rows]


def _promise(row: Row) -> Promise:
    uid, incident, number, title, whom, phone, note = row[:7]
    return Promise(
        uid=uid,
        incident=incident,
        number=number,
        title=title,
        whom=whom,
        phone=phone,
        note=note,
        due=Instant(row[7], row[8]),
        by=row[9],
        made=Instant(row[10], row[11]),
        state=row[12],
        ended=None if row[13] is None else Instant(row[13], row[14]),
        ended_by=row[15],
    )
