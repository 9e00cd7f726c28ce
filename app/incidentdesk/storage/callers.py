"""Those who called about an outage, and the attempts to tell them that it is over."""

# ruff: noqa: S608 - our own words
from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.storage.links import BELOW
from incidentdesk.storage.session import Session

_SELECT = (
    "SELECT c.uid, i.uid, i.number, r.uid, c.name, c.phone, c.callback, c.note, c.called_at, "
    "c.called_offset, c.added_by, c.own, c.active, "
    "coalesce((SELECT p.name FROM register_item p WHERE p.uid = r.place), r.place, '') "
    "FROM caller c JOIN incident i ON i.id = c.incident_id LEFT JOIN reporter r ON r.id = c.reporter_id "
)


@dataclass(frozen=True)
class CallerRow:
    """A caller of ``incident`` (a uid, with its number); ``reporter`` is a uid, or empty.

    ``place`` is that of the reporter, by its name: it is kept with them.
    """

    uid: str
    incident: str
    number: str
    reporter: str
    name: str
    phone: str
    callback: str
    note: str
    at: Instant
    added_by: str
    own: bool = False
    active: bool = True
    place: str = ""


@dataclass(frozen=True)
class AttemptRow:
    """An attempt to tell a caller: ``result`` is ``reached``, ``no_answer`` or ``waived``."""

    uid: str
    caller: str
    result: str
    means: str
    note: str
    at: Instant
    author: str


def add(session: Session, caller: CallerRow, now: Instant) -> None:
    """Add a caller, as of ``now``."""
    session.sql(
        "INSERT INTO caller (uid, incident_id, reporter_id, name, phone, callback, note, called_at, "
        "called_offset, added_at, added_offset, added_by, own, active) "
        "VALUES (?, (SELECT id FROM incident WHERE uid = ?), (SELECT id FROM reporter WHERE uid = ?), "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            caller.uid, caller.incident, caller.reporter, caller.name, caller.phone, caller.callback,
            caller.note, caller.at.ms, caller.at.offset, now.ms, now.offset, caller.added_by, caller.own,
            caller.active,
        ),
    )  # fmt: skip


def is_known(session: Session, incident: str, reporter: str) -> bool:
    """Whether ``reporter`` called about an incident, or what is part of it, or reported it."""
    return bool(
        session.sql(
            f"{BELOW} SELECT 1 FROM caller c JOIN reporter r ON r.id = c.reporter_id "
            "WHERE c.incident_id IN (SELECT id FROM below) AND c.active = 1 AND r.uid = ? LIMIT 1",
            (incident, reporter),
        )
    )


def concerns(session: Session, incident: str) -> bool:
    """Whether there are callers of ``incident``, or it is part of another one, or another of it."""
    return bool(
        session.cell(
            "SELECT EXISTS (SELECT 1 FROM caller c WHERE c.incident_id = i.id) "
            "OR EXISTS (SELECT 1 FROM incident_link l WHERE l.incident_id = i.id AND l.kind <> 'related') "
            "OR EXISTS (SELECT 1 FROM incident_link l WHERE l.other_id = i.id AND l.kind <> 'related') "
            "FROM incident i WHERE i.uid = ?",
            (incident,),
        )
    )


def set_active(session: Session, uid: str, *, active: bool) -> None:
    """Take a caller away, or back in."""
    session.sql("UPDATE caller SET active = ? WHERE uid = ?", (active, uid))


def correct(session: Session, caller: CallerRow) -> None:
    """Keep who a caller is and what they said as it stands in ``caller``."""
    session.sql(
        "UPDATE caller SET reporter_id = (SELECT id FROM reporter WHERE uid = ?), name = ?, phone = ?, "
        "callback = ?, note = ? WHERE uid = ?",
        (caller.reporter, caller.name, caller.phone, caller.callback, caller.note, caller.uid),
    )


def one(session: Session, uid: str) -> CallerRow | None:
    """The caller with ``uid``, also one that was taken away."""
    rows = session.sql(f"{_SELECT} WHERE c.uid = ?", (uid,))
    return _row(rows[0]) if rows else None


def own_of(session: Session, incident: str, reporter: str) -> CallerRow | None:
    """The caller that ``reporter`` is as the reporter of ``incident`` itself."""
    rows = session.sql(f"{_SELECT} WHERE i.uid = ? AND r.uid = ? AND c.own = 1", (incident, reporter))
    return _row(rows[0]) if rows else None


def of(session: Session, incident: str) -> list[CallerRow]:
    """The callers of an incident and of all that is part of it, in the order in which they called.

    The reporter of each is one of them; of an incident that nobody else called about there are none. Whoever
    called about two of them is told once.
    """
    rows = session.sql(
        f"{BELOW} {_SELECT} WHERE c.incident_id IN (SELECT id FROM below) AND c.active = 1 "
        "AND (c.own = 0 OR c.reporter_id = i.reporter_id) ORDER BY c.called_at, c.id",
        (incident,),
    )
    by_person: dict[str, CallerRow] = {}
    for row in rows:
        by_person.setdefault(row[3] or row[0], _row(row))
    found = list(by_person.values())
    return [] if all(one.own and one.incident == incident for one in found) else found


def attempts(session: Session, incident: str) -> list[AttemptRow]:
    """The attempts to tell those of ``of``, as they were made, without those that were taken back."""
    rows = session.sql(
        f"{BELOW} SELECT a.uid, c.uid, a.result, a.means, a.note, a.tried_at, a.tried_offset, a.author "
        "FROM caller c JOIN caller_attempt a ON a.caller_id = c.id "
        "WHERE c.incident_id IN (SELECT id FROM below) AND a.taken_back = 0 ORDER BY a.tried_at, a.id",
        (incident,),
    )
    return [
        AttemptRow(uid, caller, result, means, note, Instant(at, offset), author)
        for uid, caller, result, means, note, at, offset, author in rows
    ]


def add_attempt(session: Session, attempt: AttemptRow) -> None:
    """Keep an attempt."""
    session.sql(
        "INSERT INTO caller_attempt (uid, caller_id, result, means, note, tried_at, tried_offset, author, "
        "taken_back) VALUES (?, (SELECT id FROM caller WHERE uid = ?), ?, ?, ?, ?, ?, ?, 0)",
        (
            attempt.uid, attempt.caller, attempt.result, attempt.means, attempt.note, attempt.at.ms,
            attempt.at.offset, attempt.author,
        ),
    )  # fmt: skip


def take_back_attempt(session: Session, uid: str) -> None:
    """Let an attempt count no more; it stays."""
    session.sql("UPDATE caller_attempt SET taken_back = 1 WHERE uid = ?", (uid,))


def _row(row: tuple[object, ...]) -> CallerRow:
    uid, incident, number, reporter, name, phone, callback, note, at, offset, by, own, active, place = row
    return CallerRow(
        str(uid), str(incident), str(number), str(reporter or ""), str(name), str(phone), str(callback),
        str(note), Instant(int(str(at)), int(str(offset))), str(by), bool(own), bool(active),
        str(place),
    )  # fmt: skip
