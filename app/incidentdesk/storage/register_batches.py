"""The files that filled registers, and what each of them changed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.registers import FileBatch, RegisterChange
from incidentdesk.storage.register_changes import CHANGE, change_of_row
from incidentdesk.storage.session import Session


def begin(session: Session, batch: FileBatch) -> None:
    """Note that a file fills a register from now on."""
    session.sql(
        "INSERT INTO register_batch (uid, register, file, counts, state, author, begun_at, begun_offset) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            batch.uid, batch.register, batch.file, json.dumps(dict(batch.counts)), batch.state, batch.author,
            batch.begun.ms, batch.begun.offset,
        ),
    )  # fmt: skip


def note(session: Session, uid: str, counts: Mapping[str, int] | None, state: str) -> None:
    """Note how far a file is; without ``counts`` they stay."""
    text = None if counts is None else json.dumps(dict(counts))
    session.sql(
        "UPDATE register_batch SET counts = coalesce(?, counts), state = ? WHERE uid = ?", (text, state, uid)
    )


def forget(session: Session, uid: str) -> None:
    """Take away a file that changed nothing."""
    session.sql("DELETE FROM register_batch WHERE uid = ?", (uid,))


def all_batches(session: Session, limit: int = 200) -> list[FileBatch]:
    """The newest files, the newest first."""
    rows = session.sql(
        "SELECT uid, register, file, counts, state, author, begun_at, begun_offset FROM register_batch "
        "ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return [
        FileBatch(uid, register, file, json.loads(counts), state, author, Instant(at, offset))
        for uid, register, file, counts, state, author, at, offset in rows
    ]


def changes_before(
    session: Session, batch: str, key: int | None, limit: int
) -> list[tuple[int, RegisterChange]]:
    """The changes of a file that came before the one with ``key`` (``None``: the last ones), newest first."""
    rows = session.sql(
        f"SELECT id, {CHANGE} WHERE batch = ? AND id < coalesce(?, id + 1) ORDER BY id DESC LIMIT ?",
        (batch, key, limit),
    )
    return [(row[0], change_of_row(row[1:])) for row in rows]
