"""Channels of updates: rows of ``update_channel``."""

from __future__ import annotations

import json

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.update_sending import Channel
from incidentdesk.storage.session import Row, Session

_SELECT = (
    "SELECT uid, audience, kind, name, details, secret, state, tested_result, tested_at, tested_offset "
    "FROM update_channel"
)


def all_of(session: Session) -> list[Channel]:
    """Every channel, also retired ones, in the order in which they were added."""
    return [_channel(row) for row in session.sql(f"{_SELECT} ORDER BY id")]


def one(session: Session, uid: str) -> Channel | None:
    """The channel with that uid."""
    rows = session.sql(f"{_SELECT} WHERE uid = ?", (uid,))
    return _channel(rows[0]) if rows else None


def write(session: Session, channel: Channel, by: str, at: Instant) -> None:
    """Keep a channel, a new one or one that is there; what a test found stays as it was."""
    details = json.dumps(channel.details, ensure_ascii=False, sort_keys=True)
    session.sql(
        "INSERT INTO update_channel (uid, audience, kind, name, details, secret, state, changed_by, "
        "changed_at, changed_offset, tested_result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '') "
        "ON CONFLICT (uid) DO UPDATE SET audience = excluded.audience, kind = excluded.kind, "
        "name = excluded.name, details = excluded.details, secret = excluded.secret, "
        "state = excluded.state, changed_by = excluded.changed_by, changed_at = excluded.changed_at, "
        "changed_offset = excluded.changed_offset",
        (
            channel.uid, channel.audience, channel.kind, channel.name, details, int(channel.secret),
            channel.state, by, at.ms, at.offset,
        ),
    )  # fmt: skip


def note_test(session: Session, uid: str, result: str, at: Instant) -> None:
    """Keep how a channel's last test went."""
    session.sql(
        "UPDATE update_channel SET tested_result = ?, tested_at = ?, tested_offset = ? WHERE uid = ?",
        (result, at.ms, at.offset, uid),
    )


def _channel(row: Row) -> Channel:
    uid, audience, kind, name, details, secret, state, result = row[:8]
    tested = None if row[8] is None else Instant(row[8], row[9] or 0)
    return Channel(uid, audience, kind, name, json.loads(details), bool(secret), state, result, tested)
