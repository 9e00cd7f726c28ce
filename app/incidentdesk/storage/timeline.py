"""The append-only timeline: entries are added with their hash, and never changed.

Only a payload can be erased.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.records import Entry
from incidentdesk.storage.session import Session

_SELECT = (
    "SELECT e.uid, i.uid, e.seq, e.kind, e.parameters, e.author, e.done_at, e.done_offset, e.entered_at, "
    "e.entered_offset, e.cause, e.payload, e.salt, e.digest, e.hash "
    "FROM timeline_entry e JOIN incident i ON i.id = e.incident_id WHERE i.uid = ?"
)


def append(session: Session, entries: Sequence[Entry]) -> None:
    """Add ``entries`` of one incident at the end of its timeline."""
    if not entries:
        return
    incident = session.cell("SELECT id FROM incident WHERE uid = ?", (entries[0].incident,))
    session.run_many(
        "INSERT INTO timeline_entry (uid, incident_id, seq, kind, parameters, author, done_at, done_offset, "
        "entered_at, entered_offset, cause, payload, salt, digest, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                entry.uid, incident, entry.seq, entry.kind,
                json.dumps(entry.parameters, ensure_ascii=False, sort_keys=True),
                entry.author, entry.done.ms, entry.done.offset, entry.entered.ms, entry.entered.offset,
                entry.cause, json.dumps(entry.payload, ensure_ascii=False, sort_keys=True), entry.salt,
                entry.digest, entry.hash,
            )
            for entry in entries
        ],
    )  # fmt: skip


def entries(session: Session, incident_uid: str) -> list[Entry]:
    """The whole timeline of an incident, in the order in which it was entered."""
    return [entry_of(row) for row in session.sql(f"{_SELECT} ORDER BY e.seq", (incident_uid,))]


def entries_of_kinds(session: Session, incident_uid: str, kinds: Sequence[str]) -> list[Entry]:
    """The entries of some kinds only, in the order in which they were entered."""
    marks = ", ".join("?" * len(kinds))
    return [
        entry_of(row)
        for row in session.sql(f"{_SELECT} AND e.kind IN ({marks}) ORDER BY e.seq", (incident_uid, *kinds))
    ]


def entry_of(row: tuple[Any, ...]) -> Entry:
    """The entry in a row: its uid, that of its incident, its number, and the other columns in their order."""
    (uid, incident, seq, kind, parameters, author, done, done_offset, entered, entered_offset,
     cause, payload, salt, digest, hash_) = row  # fmt: skip
    return Entry(
        uid=uid,
        incident=incident,
        seq=seq,
        kind=kind,
        parameters=json.loads(parameters),
        author=author,
        done=Instant(done, done_offset),
        entered=Instant(entered, entered_offset),
        cause=cause,
        payload=None if payload is None else json.loads(payload),
        salt=bytes(salt or b""),
        digest=digest,
        hash=hash_,
    )
