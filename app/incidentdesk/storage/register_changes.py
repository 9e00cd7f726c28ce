"""Who changed which entry of a register when, and which incidents do not have its new name yet."""

# ruff: noqa: S608 - our own names
from __future__ import annotations

import json
from collections.abc import Iterable

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.registers import RegisterChange
from incidentdesk.storage.session import Row, Session

_NAMED_BY = (
    ("reporter_id", "reporter"),
    ("assignee_id", "person"),
    ("service_id", "register_item"),
    ("device_id", "register_item"),
    ("team_id", "register_item"),
)
"""The columns of an incident by whose names it is found, and the tables they refer to."""


def note_changes(session: Session, changes: Iterable[RegisterChange]) -> None:
    """Keep who changed what."""
    session.run_many(
        "INSERT INTO register_change (uid, register, entry, kind, fields, author, batch, changed_at, "
        "changed_offset) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                one.uid, one.register, one.entry, one.kind, json.dumps(one.fields, ensure_ascii=False),
                one.author, one.batch, one.at.ms, one.at.offset,
            )
            for one in changes
        ],
    )  # fmt: skip


def changes_of(session: Session, uid: str, limit: int = 50) -> list[RegisterChange]:
    """The newest changes of an entry, the newest first."""
    rows = session.sql(f"SELECT {CHANGE} WHERE entry = ? ORDER BY id DESC LIMIT ?", (uid, limit))
    return [change_of_row(row) for row in rows]


CHANGE = "uid, entry, register, kind, fields, author, changed_at, changed_offset, batch FROM register_change"
"""The columns of a change, and their table."""


def change_of_row(row: Row) -> RegisterChange:
    """The change in the columns of ``CHANGE``."""
    uid, entry, register, kind, fields, author, at, offset, batch = row
    told = {key: (old, new) for key, (old, new) in json.loads(fields).items()}
    return RegisterChange(uid, entry, register, kind, told, author, Instant(at, offset), batch)


def has_renamed(session: Session) -> bool:
    """Whether there is an entry or person with a name that incidents are not found by yet."""
    return bool(session.sql("SELECT 1 FROM renamed_entry LIMIT 1"))


def next_renamed(session: Session, limit: int) -> tuple[str, list[str]] | None:
    """An entry or person with a new name, and some of the incidents that name it and were not seen to yet.

    ``None`` where none is left. Triggers note every new name, whoever gives it.
    """
    rows = session.sql("SELECT uid, seen_to FROM renamed_entry ORDER BY id LIMIT 1")
    if not rows:
        return None
    uid, seen_to = rows[0]
    found: set[tuple[int, str]] = set()
    for column, table in _NAMED_BY:
        found.update(
            (key, incident)
            for key, incident in session.sql(
                f"SELECT id, uid FROM incident WHERE {column} = (SELECT id FROM {table} WHERE uid = ?) "
                "AND id > ? ORDER BY id LIMIT ?",
                (uid, seen_to, limit),
            )
        )
    next_ones = sorted(found)[:limit]
    if next_ones:
        session.sql("UPDATE renamed_entry SET seen_to = ? WHERE uid = ?", (next_ones[-1][0], uid))
    else:
        session.sql("DELETE FROM renamed_entry WHERE uid = ?", (uid,))
    return str(uid), [incident for _key, incident in next_ones]
