"""Rows of restricted incidents: restrictions, named people, openings, evidence."""

# ruff: noqa: S608 - our own words
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.restricted import (
    VISIT_MINUTES,
    CustodyEntry,
    Named,
    Notice,
    Opening,
    Restriction,
)
from incidentdesk.storage.registers import key_of
from incidentdesk.storage.session import Row, Session

_INCIDENT = "(SELECT id FROM incident WHERE uid = ?)"
_RESTRICTION = (
    "SELECT r.uid, i.uid, r.ground, r.since_at, r.since_offset, r.since_by, r.channels, r.ended_at, "
    "r.ended_offset, r.ended_by, r.notice_state, r.notice_due_at, r.notice_due_offset, r.notice_reason, "
    "r.notice_at, r.notice_offset, r.notice_by FROM restriction r JOIN incident i ON i.id = r.incident_id"
)


def of(session: Session, incident: str) -> Restriction | None:
    """How an incident is or was restricted; ``None`` where it never was."""
    rows = session.sql(f"{_RESTRICTION} WHERE i.uid = ?", (incident,))
    return _restriction(rows[0]) if rows else None


def write(session: Session, one: Restriction) -> None:
    """Keep a restriction; that of an incident which was restricted before takes its place."""
    notice = one.notice
    cells: dict[str, Any] = {
        "ground": one.ground, "since_at": one.since.ms, "since_offset": one.since.offset,
        "since_by": one.since_by, "channels": "\n".join(one.channels), "ended_by": one.ended_by,
        "notice_state": notice.state, "notice_reason": notice.reason, "notice_by": notice.by,
    }  # fmt: skip
    for name, at in (("ended", one.ended), ("notice_due", notice.due), ("notice", notice.at)):
        cells |= {f"{name}_at": at.ms if at else None, f"{name}_offset": at.offset if at else None}
    session.sql(
        f"INSERT INTO restriction (uid, incident_id, {', '.join(cells)}) "
        f"VALUES (?, {_INCIDENT}, {', '.join('?' * len(cells))}) ON CONFLICT (incident_id) DO UPDATE SET "
        + ", ".join(f"{name} = excluded.{name}" for name in cells),
        (one.uid, one.incident, *cells.values()),
    )


def notices_due(session: Session) -> list[tuple[str, str, Instant]]:
    """Uid, number and time of each legal notice that is still to be given, the most pressing first."""
    rows = session.sql(
        "SELECT i.uid, i.number, r.notice_due_at, r.notice_due_offset FROM restriction r "
        "JOIN incident i ON i.id = r.incident_id "
        "WHERE r.notice_state = 'due' AND r.ended_at IS NULL ORDER BY r.notice_due_at, r.id"
    )
    return [(uid, number, Instant(at, offset or 0)) for uid, number, at, offset in rows]


def named(session: Session, incident: str) -> list[Named]:
    """All who are or were named, in the order in which they were."""
    rows = session.sql(
        "SELECT n.uid, p.uid, p.name, n.how, n.reason, n.named_by, n.named_at, n.named_offset, n.ended_at, "
        "n.ended_offset FROM restricted_person n JOIN person p ON p.id = n.person_id "
        f"WHERE n.incident_id = {_INCIDENT} ORDER BY n.id",
        (incident,),
    )
    return [
        Named(person, name, how, reason, by, Instant(at, offset), _at(gone, gone_offset), uid)
        for uid, person, name, how, reason, by, at, offset, gone, gone_offset in rows
    ]


def name_person(session: Session, incident: str, one: Named, at: Instant) -> None:
    """Let somebody see a restricted incident from now on."""
    session.sql(
        "INSERT INTO restricted_person (uid, incident_id, person_id, how, reason, named_by, named_at, "
        f"named_offset, ended_by) VALUES (?, {_INCIDENT}, ?, ?, ?, ?, ?, ?, '')",
        (one.uid, incident, key_of(session, "person", one.person), one.how, one.reason, one.by, at.ms,
         at.offset),
    )  # fmt: skip


def end_named(session: Session, uids: Iterable[str], by: str, at: Instant) -> None:
    """Let those rows of named people end."""
    session.run_many(
        "UPDATE restricted_person SET ended_at = ?, ended_offset = ?, ended_by = ? WHERE uid = ?",
        [(at.ms, at.offset, by, uid) for uid in uids],
    )


def by_rule(session: Session, incident: str) -> list[Named]:
    """Those who see an incident because they follow it up, or have or are offered command of it."""
    rows = session.sql(
        "SELECT p.uid, p.name, 'assignee' FROM incident i JOIN person p ON p.id = i.assignee_id "
        "WHERE i.uid = ? UNION SELECT p.uid, p.name, 'commander' FROM incident i "
        "JOIN response_role h ON h.incident_id = i.id JOIN person p ON p.id = h.person_id "
        "WHERE i.uid = ? AND h.role = 'commander' AND h.state IN ('active', 'offered') ORDER BY 3, 2",
        (incident, incident),
    )
    return [Named(uid, name, how) for uid, name, how in rows]


def who_see(session: Session, incident: str) -> frozenset[str]:
    """The uids of all who see a restricted incident."""
    standing = [one for one in named(session, incident) if not one.ended]
    return frozenset(one.person for one in (*standing, *by_rule(session, incident)))


def note_opening(session: Session, incident: str, opening: Opening, uid: str) -> bool:
    """Note that somebody looks at an incident; false where it is still the same visit."""
    last = session.sql(
        "SELECT o.id, o.last_at FROM restricted_opening o "
        f"WHERE o.incident_id = {_INCIDENT} AND o.person = ? AND o.way = ? ORDER BY o.id DESC LIMIT 1",
        (incident, opening.person, opening.way),
    )
    if last and 0 <= opening.opened.ms - last[0][1] < VISIT_MINUTES * 60_000:
        session.sql("UPDATE restricted_opening SET last_at = ? WHERE id = ?", (opening.opened.ms, last[0][0]))
        return False
    session.sql(
        "INSERT INTO restricted_opening (uid, incident_id, person, way, opened_at, opened_offset, last_at) "
        f"VALUES (?, {_INCIDENT}, ?, ?, ?, ?, ?)",
        (uid, incident, opening.person, opening.way, opening.opened.ms, opening.opened.offset,
         opening.opened.ms),
    )  # fmt: skip
    return True


def openings(session: Session, incident: str, limit: int) -> list[Opening]:
    """The last visits to an incident, the newest first."""
    rows = session.sql(
        "SELECT o.person, coalesce(p.name, o.person), o.way, o.opened_at, o.opened_offset, o.last_at "
        "FROM restricted_opening o LEFT JOIN person p ON p.uid = o.person "
        f"WHERE o.incident_id = {_INCIDENT} ORDER BY o.id DESC LIMIT ?",
        (incident, limit),
    )
    return [Opening(uid, name, way, Instant(at, offset), last) for uid, name, way, at, offset, last in rows]


def custody(session: Session, incident: str) -> list[CustodyEntry]:
    """What was done with the evidence of an incident, in the order in which it was entered."""
    rows = session.sql(
        "SELECT c.uid, c.item, c.act, c.done_at, c.done_offset, c.entered_at, c.entered_offset, c.author, "
        "coalesce(p.name, ''), c.what, c.sha256, c.kept, c.whom, c.note FROM custody_entry c "
        f"LEFT JOIN person p ON p.uid = c.author WHERE c.incident_id = {_INCIDENT} ORDER BY c.id",
        (incident,),
    )
    return [
        CustodyEntry(row[0], row[1], row[2], Instant(row[3], row[4]), Instant(row[5], row[6]), *row[7:])
        for row in rows
    ]


def add_custody(session: Session, incident: str, one: CustodyEntry) -> None:
    """Add what was done with a piece of evidence; nothing of it is ever changed."""
    session.sql(
        "INSERT INTO custody_entry (uid, incident_id, item, act, what, sha256, kept, whom, note, author, "
        f"done_at, done_offset, entered_at, entered_offset) VALUES (?, {_INCIDENT}, {', '.join('?' * 12)})",
        (one.uid, incident, one.item, one.act, one.what, one.sha256, one.kept, one.whom, one.note, one.author,
         one.done.ms, one.done.offset, one.entered.ms, one.entered.offset),
    )  # fmt: skip


def _restriction(row: Row) -> Restriction:
    return Restriction(
        uid=row[0],
        incident=row[1],
        ground=row[2],
        since=Instant(row[3], row[4]),
        since_by=row[5],
        channels=tuple(row[6].splitlines()),
        ended=_at(row[7], row[8]),
        ended_by=row[9],
        notice=Notice(row[10], _at(row[11], row[12]), row[13], _at(row[14], row[15]), row[16]),
    )


def _at(ms: int | None, offset: int | None) -> Instant | None:
    return None if ms is None else Instant(ms, offset or 0)
