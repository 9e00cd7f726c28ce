"""Runbooks: what is in use and retired, their versions word for word, and the draft of an edit."""

from __future__ import annotations

import json
from typing import NamedTuple

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.storage import registers
from incidentdesk.storage.session import Row, Session


class Kept(NamedTuple):
    """A runbook with its newest version; ``owner`` is a uid, empty for nobody."""

    uid: str
    key: str
    state: str
    owner: str
    owner_name: str
    reviewed: Instant | None
    version: int
    version_uid: str
    sha256: str
    text: str
    origin: str
    written: Instant


class Version(NamedTuple):
    """One version of a runbook; ``author`` is a uid, empty for one that came with the desk."""

    uid: str
    key: str
    version: int
    sha256: str
    text: str
    origin: str
    note: str
    author: str
    written: Instant


class Draft(NamedTuple):
    """The edit of a runbook that is under way, from version ``base`` on, with remarks of those who ran it."""

    key: str
    base: int
    text: str
    remarks: tuple[dict[str, JsonValue], ...]
    author: str
    changed: Instant


class Usage(NamedTuple):
    """How often a runbook was run, how that ended, and when it was begun last."""

    runs: int
    finished: int
    left: int
    failed_steps: int
    last: Instant | None


_KEPT = (
    "SELECT r.uid, r.key, r.state, p.uid, p.name, r.reviewed_at, r.reviewed_offset, v.version, v.uid, "
    "v.sha256, v.text, v.origin, v.written_at, v.written_offset FROM runbook r "
    "JOIN runbook_version v ON v.runbook_id = r.id AND v.version = "
    "(SELECT max(version) FROM runbook_version WHERE runbook_id = r.id) "
    "LEFT JOIN person p ON p.id = r.owner_id"
)
_VERSION = (
    "SELECT v.uid, r.key, v.version, v.sha256, v.text, v.origin, v.note, v.author, v.written_at, "
    "v.written_offset FROM runbook_version v JOIN runbook r ON r.id = v.runbook_id"
)


def kept(session: Session) -> list[Kept]:
    """Every runbook, by key."""
    return [_kept(row) for row in session.sql(f"{_KEPT} ORDER BY r.key")]


def by_key(session: Session, key: str) -> Kept | None:
    """The runbook with that key."""
    rows = session.sql(f"{_KEPT} WHERE r.key = ?", (key,))
    return _kept(rows[0]) if rows else None


def versions(session: Session, key: str) -> list[Version]:
    """All versions of a runbook, the newest first."""
    rows = session.sql(f"{_VERSION} WHERE r.key = ? ORDER BY v.version DESC", (key,))
    return [_version(row) for row in rows]


def version_of(session: Session, uid: str) -> Version:
    """The version with that uid; ``LookupError`` where there is none."""
    rows = session.sql(f"{_VERSION} WHERE v.uid = ?", (uid,))
    if not rows:
        raise LookupError(uid)
    return _version(rows[0])


def add(session: Session, uid: str, key: str) -> None:
    """Add a runbook without any version yet."""
    session.sql("INSERT INTO runbook (uid, key, state, reviewed_by) VALUES (?, ?, 'in_use', '')", (uid, key))


def add_version(session: Session, one: Version) -> None:
    """Keep a version."""
    session.sql(
        "INSERT INTO runbook_version (uid, runbook_id, version, sha256, text, origin, note, author, "
        "written_at, written_offset) SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ? FROM runbook WHERE key = ?",
        (
            one.uid, one.version, one.sha256, one.text, one.origin, one.note, one.author, one.written.ms,
            one.written.offset, one.key,
        ),
    )  # fmt: skip


def set_state(session: Session, key: str, state: str) -> None:
    """Put a runbook out of use, or back."""
    session.sql("UPDATE runbook SET state = ? WHERE key = ?", (state, key))


def set_owner(session: Session, key: str, owner: str) -> None:
    """Let the person with that uid own a runbook; nobody where it is empty."""
    own = registers.key_of(session, "person", owner) if owner else None
    session.sql("UPDATE runbook SET owner_id = ? WHERE key = ?", (own, key))


def set_reviewed(session: Session, key: str, at: Instant, by: str) -> None:
    """Note that a runbook was found to hold."""
    session.sql(
        "UPDATE runbook SET reviewed_at = ?, reviewed_offset = ?, reviewed_by = ? WHERE key = ?",
        (at.ms, at.offset, by, key),
    )


def drafts(session: Session) -> list[Draft]:
    """Every edit that is under way, by the key of its runbook."""
    rows = session.sql(
        "SELECT r.key, d.base, d.text, d.remarks, d.author, d.changed_at, d.changed_offset "
        "FROM runbook_draft d JOIN runbook r ON r.id = d.runbook_id ORDER BY r.key"
    )
    return [
        Draft._make((*row[:3], tuple(json.loads(row[3])), row[4], Instant(row[5], row[6]))) for row in rows
    ]


def draft(session: Session, key: str) -> Draft | None:
    """The edit of a runbook that is under way."""
    return next((one for one in drafts(session) if one.key == key), None)


def write_draft(session: Session, uid: str, one: Draft) -> None:
    """Keep the edit of a runbook, in place of what was kept of it before."""
    session.sql(
        "INSERT INTO runbook_draft (uid, runbook_id, base, text, remarks, author, changed_at, "
        "changed_offset) SELECT ?, id, ?, ?, ?, ?, ?, ? FROM runbook WHERE key = ? "
        "ON CONFLICT (runbook_id) DO UPDATE SET base = excluded.base, text = excluded.text, "
        "remarks = excluded.remarks, author = excluded.author, changed_at = excluded.changed_at, "
        "changed_offset = excluded.changed_offset",
        (
            uid, one.base, one.text, json.dumps(one.remarks, ensure_ascii=False, sort_keys=True), one.author,
            one.changed.ms, one.changed.offset, one.key,
        ),
    )  # fmt: skip


def remove_draft(session: Session, key: str) -> None:
    """Take the edit of a runbook away."""
    session.sql("DELETE FROM runbook_draft WHERE runbook_id = (SELECT id FROM runbook WHERE key = ?)", (key,))


def usage(session: Session) -> dict[str, Usage]:
    """How each runbook that was ever run was used, by key."""
    rows = session.sql(
        "SELECT r.key, count(*), sum(u.state = 'finished'), sum(u.state = 'left'), "
        # What was taken back is no failure: the next check-off of the same step says so.
        "sum((SELECT count(*) FROM runbook_check c WHERE c.run_id = u.id AND c.result = 'failed' AND "
        "coalesce((SELECT n.result FROM runbook_check n WHERE n.run_id = c.run_id AND n.step = c.step "
        "AND n.id > c.id ORDER BY n.id LIMIT 1), '') <> 'undone')), "
        "max(u.started_at), u.started_offset "
        "FROM runbook_run u JOIN runbook_version v ON v.id = u.version_id "
        "JOIN runbook r ON r.id = v.runbook_id GROUP BY r.key"
    )
    return {row[0]: Usage._make((*row[1:5], Instant(row[5], row[6]))) for row in rows}


def _kept(row: Row) -> Kept:
    uid, key, state, owner, name, at, offset, *rest, written_at, written_offset = row
    reviewed = None if at is None else Instant(at, offset or 0)
    written = Instant(written_at, written_offset)
    return Kept._make((uid, key, state, owner or "", name or "", reviewed, *rest, written))


def _version(row: Row) -> Version:
    return Version._make((*row[:8], Instant(row[8], row[9])))
