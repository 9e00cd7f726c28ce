"""Shift hand-overs as they were written, and what stands on the desk for the next one."""

# ruff: noqa: S608 - our own words
from __future__ import annotations

import json
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.handovers import CONFIRM_BY_OWNER, Handover, HandoverLine, content_of, lines_in
from incidentdesk.domain.whose_word import is_owners_word
from incidentdesk.storage.list_indexes import OPEN
from incidentdesk.storage.list_orders import URGENCY
from incidentdesk.storage.session import Row, Session

_COLUMNS = (
    "uid, author, since_at, since_offset, written_at, written_offset, content, accepted_at, accepted_offset, "
    "accepted_by"
)
_LINE = (
    "SELECT i.uid, i.number, i.title, i.priority, i.status, coalesce(p.name, ''), "
    "coalesce(i.next_due_kind, ''), i.next_due, coalesce(i.hold_reason, ''), "
    "coalesce(i.hold_waiting_for, ''), coalesce(i.hold_note, ''), i.wake_at, i.source, i.reporter_id, "
    "CASE WHEN i.provisional = 1 AND i.phase IS NOT NULL THEN i.sev END "
    "FROM incident i LEFT JOIN person p ON p.id = i.assignee_id"
)
_WORKING = f"i.{OPEN} AND i.status <> 'on_hold'"
_PARTS = {
    "due": (f"{_WORKING} AND i.next_due < ?", "i.next_due, i.id"),
    "waiting": (f"i.{OPEN} AND i.status = 'on_hold'", "coalesce(i.wake_at, 9223372036854775807), i.id"),
    "open": (f"{_WORKING} AND (i.next_due IS NULL OR i.next_due >= ?)", f"{URGENCY}, i.next_due, i.id"),
    "closed": ("i.status = 'closed' AND i.closed_at >= ?", "i.closed_at, i.id"),
}
"""By part: which incidents belong to it, and in which order. The ``?`` is a time."""


def add(session: Session, one: Handover) -> None:
    """Keep a hand-over for good."""
    session.sql(
        "INSERT INTO handover (uid, author, since_at, since_offset, written_at, written_offset, content, "
        "accepted_by) VALUES (?, ?, ?, ?, ?, ?, ?, '')",
        (
            one.uid, one.author, one.since.ms, one.since.offset, one.written.ms, one.written.offset,
            json.dumps(content_of(one), ensure_ascii=False, sort_keys=True),
        ),
    )  # fmt: skip


def accept(session: Session, uid: str, at: Instant, author: str) -> None:
    """Note who accepted it, and when."""
    session.sql(
        "UPDATE handover SET accepted_at = ?, accepted_offset = ?, accepted_by = ? "
        "WHERE uid = ? AND accepted_at IS NULL",
        (at.ms, at.offset, author, uid),
    )


def one(session: Session, uid: str) -> Handover | None:
    """The hand-over with ``uid``."""
    rows = session.sql(f"SELECT {_COLUMNS} FROM handover WHERE uid = ?", (uid,))
    return _handover(rows[0]) if rows else None


def newest(session: Session, limit: int, offset: int = 0) -> list[Handover]:
    """Hand-overs, the newest first."""
    rows = session.sql(f"SELECT {_COLUMNS} FROM handover ORDER BY id DESC LIMIT ? OFFSET ?", (limit, offset))
    return [_handover(row) for row in rows]


def count(session: Session) -> int:
    """How many were written."""
    return int(session.cell("SELECT count(*) FROM handover"))


def part(session: Session, key: str, ms: int, limit: int) -> tuple[list[HandoverLine], int]:
    """The lines of a part, and how many more there are; ``ms`` is the time that the part goes by.

    What is restricted is told by no sheet: it goes from hand to hand, and is printed.
    """
    where, order = _PARTS[key]
    given: list[Any] = [ms] if "?" in where else []
    where = f"i.restricted = 0 AND {where}"
    rows = session.sql(f"{_LINE} WHERE {where} ORDER BY {order} LIMIT ?", (*given, limit))
    total = len(rows)
    if total == limit:
        total = int(session.cell(f"SELECT count(*) FROM incident i WHERE {where}", given))
    return [_line(key, row) for row in rows], total - len(rows)


def line_of(session: Session, key: str, incident: str) -> HandoverLine | None:
    """One incident (a uid) as it stands, as a line of the part ``key``; ``None`` for a restricted one."""
    rows = session.sql(f"{_LINE} WHERE i.restricted = 0 AND i.uid = ?", (incident,))
    return _line(key, rows[0]) if rows else None


def _line(key: str, row: Row) -> HandoverLine:
    (uid, number, title, priority, status, assignee, kind, due, reason, whom, said, until, source, reporter,
     sev) = row  # fmt: skip
    return HandoverLine(
        part=key,
        incident=uid,
        number=number,
        title=title,
        priority=priority,
        status=status,
        assignee=assignee,
        kind=CONFIRM_BY_OWNER if kind == "confirm" and is_owners_word(source, reporter) else kind,
        due_ms=due,
        reason=reason,
        whom=whom,
        said=said,
        until_ms=until,
        sev=sev or "",
    )


def _handover(row: Row) -> Handover:
    (uid, author, since_at, since_offset, written_at, written_offset, content, accepted_at,
     accepted_offset, accepted_by) = row  # fmt: skip
    kept = json.loads(content)
    return Handover(
        uid=uid,
        author=author,
        since=Instant(since_at, since_offset),
        written=Instant(written_at, written_offset),
        text=kept.get("text", ""),
        lines=lines_in(kept),
        more=kept.get("more", {}),
        accepted=None if accepted_at is None else Instant(accepted_at, accepted_offset or 0),
        accepted_by=accepted_by,
    )
