"""Texts of updates and their sendings: rows of ``update_text`` and of ``update_sending``."""

# ruff: noqa: S608 - our own words
from __future__ import annotations

import json
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.update_sending import Sending, UpdateText, key_of
from incidentdesk.storage.session import Row, Session

_TEXT = (
    "SELECT t.uid, i.uid, t.audience, t.turn, t.template, t.state, t.text, t.last, t.author, t.asked_by, "
    "t.decided_by, t.note, t.entry, t.written_at, t.written_offset, t.asked_at, t.asked_offset, "
    "t.decided_at, t.decided_offset, t.told_at, t.told_offset, e.payload "
    "FROM update_text t JOIN incident i ON i.id = t.incident_id "
    "LEFT JOIN timeline_entry e ON e.uid = t.entry"
)
_SENDING = (
    "SELECT s.uid, t.uid, coalesce(c.uid, ''), s.target, s.state, s.author, coalesce(c.name, ''), "
    "s.attempts, s.claim, s.result, s.detail, s.planned_at, s.planned_offset, s.begun_at, s.begun_offset, "
    "s.ended_at, s.ended_offset FROM update_sending s JOIN update_text t ON t.id = s.update_text_id "
    "LEFT JOIN update_channel c ON c.id = s.channel_id"
)


def texts_of(session: Session, incident: str) -> list[UpdateText]:
    """The texts of an incident by uid, in the order in which they were begun."""
    return [_text(row) for row in session.sql(f"{_TEXT} WHERE i.uid = ? ORDER BY t.id", (incident,))]


def text(session: Session, uid: str) -> UpdateText | None:
    """The text with that uid; once people were told, its words are those of the timeline, or erased."""
    rows = session.sql(f"{_TEXT} WHERE t.uid = ?", (uid,))
    return _text(rows[0]) if rows else None


def write_text(session: Session, one: UpdateText) -> None:
    """Keep a text. A second one for the same turn of an audience is refused by the database."""
    cells: dict[str, Any] = {
        "template": one.template, "state": one.state, "text": "" if one.entry else one.text,
        "last": int(one.last), "author": one.author, "asked_by": one.asked_by,
        "decided_by": one.decided_by, "note": one.note, "entry": one.entry,
    }  # fmt: skip
    for name, at in (
        ("written", one.written), ("asked", one.asked), ("decided", one.decided), ("told", one.told)
    ):  # fmt: skip
        cells[f"{name}_at"], cells[f"{name}_offset"] = (at.ms, at.offset) if at else (None, None)
    session.sql(
        f"INSERT INTO update_text (uid, incident_id, audience, turn, {', '.join(cells)}) "
        f"VALUES (?, (SELECT id FROM incident WHERE uid = ?), ?, ?, {', '.join('?' * len(cells))}) "
        "ON CONFLICT (uid) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in cells),
        (one.uid, one.incident, one.audience, one.turn, *cells.values()),
    )


def sendings_of(session: Session, incident: str) -> list[Sending]:
    """All sendings of an incident by uid, in the order in which they were planned."""
    where = "WHERE t.incident_id = (SELECT id FROM incident WHERE uid = ?) ORDER BY s.id"
    return [_sending(row) for row in session.sql(f"{_SENDING} {where}", (incident,))]


def sendings(session: Session, text_uid: str) -> list[Sending]:
    """The sendings of one text."""
    return [_sending(row) for row in session.sql(f"{_SENDING} WHERE t.uid = ? ORDER BY s.id", (text_uid,))]


def sending(session: Session, uid: str) -> Sending | None:
    """The sending with that uid."""
    rows = session.sql(f"{_SENDING} WHERE s.uid = ?", (uid,))
    return _sending(rows[0]) if rows else None


def plan(session: Session, one: Sending) -> bool:
    """Keep that a text is to go to an address; false where that is kept already, whatever became of it."""
    key = key_of(one.text, one.channel, one.target)
    if session.sql("SELECT 1 FROM update_sending WHERE key = ?", (key,)):
        return False
    session.sql(
        "INSERT INTO update_sending (uid, update_text_id, channel_id, target, key, state, attempts, claim, "
        "result, detail, author, planned_at, planned_offset) VALUES (?, (SELECT id FROM update_text "
        "WHERE uid = ?), (SELECT id FROM update_channel WHERE uid = ?), ?, ?, ?, 0, '', '', '', ?, ?, ?)",
        (
            one.uid, one.text, one.channel, one.target, key, one.state, one.author, one.planned.ms,
            one.planned.offset,
        ),
    )  # fmt: skip
    return True


def change(session: Session, one: Sending) -> None:
    """Keep what became of a sending."""
    begun, ended = ((at.ms, at.offset) if at else (None, None) for at in (one.begun, one.ended))
    session.sql(
        "UPDATE update_sending SET state = ?, attempts = ?, claim = ?, result = ?, detail = ?, author = ?, "
        "begun_at = ?, begun_offset = ?, ended_at = ?, ended_offset = ? WHERE uid = ?",
        (one.state, one.attempts, one.claim, one.result, one.detail, one.author, *begun, *ended, one.uid),
    )


def _text(row: Row) -> UpdateText:
    uid, incident, audience, turn, template, state, words, last, author = row[:9]
    asked_by, decided_by, note, entry = row[9:13]
    if entry:
        payload = json.loads(row[21]) if row[21] else {}
        words = str(payload.get("text") or "") if isinstance(payload, dict) else ""
    return UpdateText(
        uid, incident, audience, turn, template, state, words, bool(last), author,
        Instant(row[13], row[14]), asked_by, _at(row, 15), decided_by, _at(row, 17), note, entry,
        _at(row, 19),
    )  # fmt: skip


def _sending(row: Row) -> Sending:
    uid, of, channel, target, state, author, name, attempts, claim, result, detail = row[:11]
    return Sending(
        uid, of, channel, target, state, Instant(row[11], row[12]), author, name, attempts, claim, result,
        detail, _at(row, 13), _at(row, 15),
    )  # fmt: skip


def _at(row: Row, place: int) -> Instant | None:
    return None if row[place] is None else Instant(row[place], row[place + 1] or 0)
