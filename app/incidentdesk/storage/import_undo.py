"""Taking back what an import wrote: incidents that nobody has touched since, and what it added for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.core_fields import TYPED_CORE_FIELDS
from incidentdesk.storage import imports
from incidentdesk.storage.session import Session

_REFERRING = (
    ("person", "SELECT 1 FROM incident WHERE assignee_id = ? OR logged_by_id = ?", 2),
    (
        "reporter",
        "SELECT 1 FROM incident WHERE reporter_id = ? UNION ALL SELECT 1 FROM caller WHERE reporter_id = ?",
        2,
    ),
    ("register_item", "SELECT 1 FROM incident WHERE team_id = ? OR service_id = ? OR device_id = ?", 3),
)
_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Touched:
    """An incident of an import as it is now; ``worked_on`` says that somebody went on with it."""

    key: int
    uid: str
    number: str
    worked_on: bool


@dataclass(frozen=True)
class Withdrawn:
    """What is left of an incident whose import was undone."""

    number: str
    system: str
    key: str
    batch: str
    at: Instant
    author: str


def as_it_is(session: Session, batch: str, uids: Sequence[str]) -> dict[str, Touched]:
    """The incidents ``uids`` by uid, and whether anybody has worked on them since ``batch`` wrote them.

    What an import did that was undone since does not count; a link to another incident does.
    """
    rows = session.sql(
        "SELECT i.id, i.uid, i.number, EXISTS (SELECT 1 FROM timeline_entry e WHERE e.incident_id = i.id "  # noqa: S608 - marks
        "AND e.seq > t.entry_count AND e.cause NOT IN "
        "(SELECT uid FROM import_batch WHERE state IN ('undone', 'undoing'))) "
        "OR EXISTS (SELECT 1 FROM incident_link l WHERE l.incident_id = i.id OR l.other_id = i.id) "
        "OR EXISTS (SELECT 1 FROM issued_report r WHERE r.incident_id = i.id) "
        "FROM import_item t JOIN incident i ON i.uid = t.incident_uid "
        f"WHERE t.batch_id = ? AND t.incident_uid IN ({_marks(uids)})",
        (imports.batch_key(session, batch), *uids),
    )
    return {uid: Touched(key, uid, number, bool(worked)) for key, uid, number, worked in rows}


def withdraw(session: Session, batch: str, keys: Sequence[int], now: Instant, author: str) -> None:
    """Delete incidents with all that belongs to them; their numbers stay taken."""
    marks = _marks(keys)
    session.sql(
        "INSERT INTO withdrawn_incident (uid, number, origin_system, origin_key, entry_count, head, batch, "  # noqa: S608
        "withdrawn_at, withdrawn_offset, author) SELECT uid, number, origin_system, origin_key, entry_count, "
        f"head, ?, ?, ?, ? FROM incident WHERE id IN ({marks}) ORDER BY id",
        (batch, now.ms, now.offset, author, *keys),
    )
    blobs = [
        sha for (sha,) in session.sql(
            f"SELECT DISTINCT blob_id FROM attachment WHERE incident_id IN ({marks})", keys  # noqa: S608
        )
    ]  # fmt: skip
    for statement in (
        "DELETE FROM attachment WHERE incident_id IN ({})",
        "DELETE FROM field_value WHERE incident_id IN ({})",
        "DELETE FROM stage_values WHERE run_id IN (SELECT id FROM run WHERE incident_id IN ({}))",
        "DELETE FROM run WHERE incident_id IN ({})",
        "DELETE FROM timeline_entry WHERE incident_id IN ({})",
        "DELETE FROM import_item WHERE incident_uid IN (SELECT uid FROM incident WHERE id IN ({}))",
        "DELETE FROM incident WHERE id IN ({})",
    ):
        session.sql(statement.format(marks), keys)
    _forget_blobs(session, blobs)


def forget_item(session: Session, batch: str, uid: str) -> None:
    """Drop what was said of an incident that is again as it was before the import."""
    session.sql(
        "DELETE FROM import_item WHERE batch_id = ? AND incident_uid = ?",
        (imports.batch_key(session, batch), uid),
    )


def withdrawn(session: Session, ref: str) -> Withdrawn | None:
    """What is left of the withdrawn incident with this number or uid."""
    rows = session.sql(
        "SELECT number, origin_system, origin_key, batch, withdrawn_at, withdrawn_offset, author "
        "FROM withdrawn_incident WHERE number = ? OR uid = ?",
        (ref.strip().upper(), ref),
    )
    for number, system, key, batch, at, offset, author in rows:
        return Withdrawn(number, system, key, batch, Instant(at, offset), author)
    return None


def named_since(session: Session, change_seq: int) -> set[str]:
    """Every uid that views, registers, and incidents which changed after ``change_seq`` name.

    Somebody who was assigned for a day must keep the name that the timeline shows.
    """
    found: set[str] = set()
    for statement in (
        "SELECT e.parameters || coalesce(e.payload, '') FROM timeline_entry e "
        "JOIN incident i ON i.id = e.incident_id WHERE i.change_seq > ?",
        "SELECT s.document FROM stage_values s JOIN run ON run.id = s.run_id "
        "JOIN incident i ON i.id = run.incident_id WHERE i.change_seq > ?",
    ):
        for (text,) in session.sql(statement, (change_seq,)):
            found.update(_UID.findall(text))
    for (text,) in session.sql(
        "SELECT definition FROM saved_view UNION ALL SELECT place || details FROM reporter "
        "UNION ALL SELECT details FROM register_item"
    ):
        found.update(_UID.findall(text))
    return found


def drop_added(
    session: Session, batch: str, thing: str, refs: Sequence[tuple[str, str]], named: set[str]
) -> list[str]:
    """Delete what an import added (uid and digest) where nobody uses it or has changed it.

    Gives the names of the others.
    """
    kept, gone = [], []
    cells = _cells(session, thing, [ref for ref, _seen in refs])
    for ref, seen in refs:
        if ref not in cells:
            gone.append(ref)
            continue
        key, name, digest = cells[ref]
        if digest != seen or ref in named or _is_referred_to(session, thing, key):
            kept.append(name)
            continue
        session.sql(f"DELETE FROM {thing} WHERE id = ?", (key,))  # noqa: S608 - one of three tables
        gone.append(ref)
    imports.forget_additions(session, batch, thing, gone)
    return kept


def drop_choices(session: Session, batch: str, ref: str, seen: str) -> list[str]:
    """Take back the revision ``ref`` of a list, but for items that incidents still have.

    Gives the labels of what stays. A list that somebody changed since stays as it is.
    """
    name, _sign, revision = ref.rpartition("#")
    rows = session.sql(
        "SELECT id, value FROM setting_revision WHERE name = ? AND id <= ? ORDER BY id DESC LIMIT 2",
        (name, int(revision)),
    )
    ((newest,),) = session.sql("SELECT max(id) FROM setting_revision WHERE name = ?", (name,))
    if not rows or rows[0][0] != int(revision):
        return []
    before = json.loads(rows[1][1]) if len(rows) > 1 else []
    present = json.loads(rows[0][1])
    old = {item["key"] for item in before}
    added = [item for item in present if item["key"] not in old]
    if newest != int(revision) or imports.digest_of([rows[0][1]]) != seen:
        return [str(item["label"]) for item in added]
    used = _used_keys(session, name.removeprefix("list."), {str(item["key"]) for item in added})
    used |= {str(item["parent"]) for item in added if item["key"] in used and item.get("parent")}
    kept = [item for item in present if item["key"] in old or item["key"] in used]
    if len(kept) == len(before):
        session.sql("DELETE FROM setting_revision WHERE id = ?", (newest,))
        imports.forget_additions(session, batch, "setting", [ref])
    else:
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
        session.sql("UPDATE setting_revision SET value = ? WHERE id = ?", (text, newest))
        imports.note_addition(session, batch, "setting", {ref: imports.digest_of([text])})
    return [str(item["label"]) for item in added if item["key"] in used]


def drop_process_text(session: Session, batch: str, ref: str) -> None:
    """Forget a process that the import was the first to use, where no incident is of it by now."""
    key, _sign, version = ref.rpartition("#")
    used = session.sql("SELECT 1 FROM run WHERE process = ? AND version = ? LIMIT 1", (key, int(version)))
    if not used:
        session.sql("DELETE FROM process_text WHERE key = ? AND version = ?", (key, int(version)))
        imports.forget_additions(session, batch, "process_text", [ref])


def _used_keys(session: Session, list_name: str, keys: set[str]) -> set[str]:
    used: set[str] = set()
    columns = [field.key for field in TYPED_CORE_FIELDS.values() if field.choices_from == list_name]
    if list_name == "hold_reasons":
        columns.append("hold_reason")
    for column in columns:
        rows = session.sql(f"SELECT DISTINCT {column} FROM incident WHERE {column} IS NOT NULL")  # noqa: S608
        used |= {key for (key,) in rows} & keys
    for key in keys - used:
        if session.sql("SELECT 1 FROM field_value WHERE text_value = ? LIMIT 1", (key,)):
            used.add(key)
    return used


def _cells(session: Session, thing: str, uids: Sequence[str]) -> dict[str, tuple[int, str, str]]:
    """Key, name and digest of rows as they are now, by uid."""
    columns = {
        "person": "name, role, account, email, active",
        "reporter": "name, phone, email, place, note, active, nullif(details, '{}')",
        "register_item": "register, name, details, active",
    }[thing]
    rows = session.sql(
        f"SELECT id, uid, {columns} FROM {thing} WHERE uid IN ({_marks(uids)})", uids  # noqa: S608
    )  # fmt: skip
    name = 1 if thing == "register_item" else 0
    return {
        uid: (key, cells[name], imports.digest_of([cell for cell in cells if cell is not None]))
        for key, uid, *cells in rows
    }


def _is_referred_to(session: Session, thing: str, key: int) -> bool:
    question, count = next((sql, marks) for name, sql, marks in _REFERRING if name == thing)
    return bool(session.sql(f"{question} LIMIT 1", (key,) * count))


def _forget_blobs(session: Session, blobs: Sequence[str]) -> None:
    """Drop bytes that nothing keeps any more: no file, no issued report, no logo."""
    if not blobs:
        return
    marks = _marks(blobs)
    kept: set[str] = set()
    for table in ("attachment", "issued_report"):
        rows = session.sql(f"SELECT blob_id FROM {table} WHERE blob_id IN ({marks})", blobs)  # noqa: S608
        kept |= {sha for (sha,) in rows}
    for (value,) in session.sql("SELECT value FROM setting_revision WHERE name = 'organisation'"):
        kept.add(str(json.loads(value).get("logo", "")))
    gone = [sha for sha in blobs if sha not in kept]
    if gone:
        session.sql(f"DELETE FROM blob WHERE sha256 IN ({_marks(gone)})", gone)  # noqa: S608


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _value in values)
