"""Imports as they are kept: one row a batch, one a touched incident, one a thing added beside them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.chain import canonical
from incidentdesk.domain.import_batch import Batch
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.storage.import_tables import ImportAddition, ImportBatch, ImportItem
from incidentdesk.storage.session import Session

_AT_ONCE = 500
"""How many values one question names."""


@dataclass(frozen=True, slots=True)
class Known:
    """An incident of another system that the desk has.

    ``seen`` is the digest of what a file last said of it, in the import ``batch``, which gave ``verdict``.
    """

    uid: str
    number: str
    seen: str
    batch: str = ""
    verdict: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """What an import did to an incident, and how long its timeline was afterwards."""

    incident: str
    verdict: str
    entry_count: int


_SELECT = (
    "SELECT uid, system, format, settings, state, started_at, started_offset, author, counts, change_seq, "
    "beat_at, finished_at, finished_offset FROM import_batch"
)


def add_batch(session: Session, batch: Batch) -> None:
    """Begin an import."""
    session.run(
        ImportBatch.insert(
            uid=batch.uid,
            system=batch.system,
            format=batch.format,
            file_name=batch.file_name,
            sha256=" ".join(str(one["sha256"]) for one in batch.files),
            settings=json.dumps(
                {"files": list(batch.files), "process": batch.process}, ensure_ascii=False, sort_keys=True
            ),
            state=batch.state,
            counts=json.dumps(dict(batch.counts), sort_keys=True),
            change_seq=batch.change_seq,
            beat_at=batch.beat_ms,
            started_at=batch.started.ms,
            started_offset=batch.started.offset,
            author=batch.author,
        )
    )


def tell_batch(
    session: Session, uid: str, *, state: str, counts: Mapping[str, int], now: Instant, finished: bool = False
) -> None:
    """Say how far an import is, and that somebody works on it."""
    end = (now.ms, now.offset) if finished else (None, None)
    session.sql(
        "UPDATE import_batch SET state = ?, counts = ?, beat_at = ?, finished_at = ?, finished_offset = ? "
        "WHERE uid = ?",
        (state, json.dumps(dict(counts), sort_keys=True), now.ms, *end, uid),
    )


def batches(session: Session) -> list[Batch]:
    """Every import, the newest first."""
    return [_batch(row) for row in session.sql(f"{_SELECT} ORDER BY id DESC")]


def batch(session: Session, uid: str) -> Batch | None:
    """The import with ``uid``."""
    found = [_batch(row) for row in session.sql(f"{_SELECT} WHERE uid = ?", (uid,))]
    return found[0] if found else None


def _batch(row: tuple[Any, ...]) -> Batch:
    (uid, system, format_, settings, state, started, offset, author, counts, change_seq, beat, finished,
     finished_offset) = row  # fmt: skip
    told = json.loads(settings)
    return Batch(
        uid=uid, system=system, format=format_, files=tuple(told["files"]), state=state,
        started=Instant(started, offset), author=author, counts=json.loads(counts), change_seq=change_seq,
        beat_ms=beat, finished=None if finished is None else Instant(finished, finished_offset),
        process=told["process"],
    )  # fmt: skip


def known(session: Session, system: str, keys: Sequence[str]) -> dict[str, Known]:
    """What the desk has of the incidents that ``system`` calls ``keys``, by key; whoever may see them."""
    found: dict[str, Known] = {}
    for part in _parts(keys):
        rows = session.sql(
            "SELECT i.origin_key, i.uid, i.number, t.seen, b.uid, t.verdict, i.restricted "  # noqa: S608 - marks
            "FROM main.incident i LEFT JOIN import_item t ON t.id = "
            "(SELECT max(id) FROM import_item WHERE incident_uid = i.uid) "
            "LEFT JOIN import_batch b ON b.id = t.batch_id "
            f"WHERE i.origin_system = ? AND i.origin_key IN ({_marks(part)})",
            (system, *part),
        )
        found |= {key: Known(uid, number, seen or "", batch_uid or "", verdict or "", bool(restricted))
                  for key, uid, number, seen, batch_uid, verdict, restricted in rows}  # fmt: skip
    return found


def write_item(session: Session, batch_uid: str, item: Item, seen: str) -> None:
    """Say what the import did to an incident."""
    key = batch_key(session, batch_uid)
    cells = {"verdict": item.verdict, "seen": seen, "entry_count": item.entry_count}
    session.run(
        ImportItem.insert(batch=key, incident_uid=item.incident, **cells).on_conflict(
            conflict_target=(ImportItem.batch, ImportItem.incident_uid),
            # What the same import created stays created, also where a later file of it changed it.
            update={"seen": seen, "entry_count": item.entry_count},
        )
    )


def items(session: Session, batch_uid: str, limit: int, after: str = "") -> list[Item]:
    """What an import did, by the incidents' uids, a page of it that begins after ``after``."""
    rows = session.sql(
        "SELECT t.incident_uid, t.verdict, t.entry_count FROM import_item t "
        "JOIN import_batch b ON b.id = t.batch_id WHERE b.uid = ? AND t.incident_uid > ? "
        "ORDER BY t.incident_uid LIMIT ?",
        (batch_uid, after, limit),
    )
    return [Item(*row) for row in rows]


def count_items(session: Session, batch_uid: str) -> int:
    """How many incidents an import touched."""
    question = "SELECT count(*) FROM import_item t JOIN import_batch b ON b.id = t.batch_id WHERE b.uid = ?"
    return int(session.sql(question, (batch_uid,))[0][0])


def numbers_without_item(session: Session) -> list[str]:
    """Incidents of other systems that no import knows of: there are none on a sound desk."""
    rows = session.sql(
        "SELECT number FROM incident WHERE origin_system IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM import_item t WHERE t.incident_uid = incident.uid) ORDER BY id LIMIT 100"
    )
    return [number for (number,) in rows]


def batch_key(session: Session, uid: str) -> int:
    """The integer key of an import."""
    return int(session.sql("SELECT id FROM import_batch WHERE uid = ?", (uid,))[0][0])


def note_addition(session: Session, batch_uid: str, thing: str, refs: Mapping[str, str]) -> None:
    """Say what an import added: ``refs`` are uids (names of settings) with the digest of what was written."""
    if not refs:
        return
    key = batch_key(session, batch_uid)
    session.run_many(
        "INSERT INTO import_addition (batch_id, thing, ref, seen) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (batch_id, thing, ref) DO UPDATE SET seen = excluded.seen",
        [(key, thing, ref, seen) for ref, seen in refs.items()],
    )


def additions(session: Session, batch_uid: str) -> list[tuple[str, str, str]]:
    """Thing, ref and digest of all that an import added beside incidents."""
    query = (
        ImportAddition.select(ImportAddition.thing, ImportAddition.ref, ImportAddition.seen)
        .join(ImportBatch)
        .where(ImportBatch.uid == batch_uid)
        .order_by(ImportAddition.id)
    )
    return [(str(thing), str(ref), str(seen)) for thing, ref, seen in session.rows(query)]


def additions_of(session: Session, batch_uid: str, thing: str) -> set[str]:
    """What is known of additions of one kind."""
    rows = session.sql(
        "SELECT ref FROM import_addition WHERE batch_id = ? AND thing = ?",
        (batch_key(session, batch_uid), thing),
    )
    return {ref for (ref,) in rows}


def forget_additions(session: Session, batch_uid: str, thing: str, refs: Iterable[str]) -> None:
    """Drop what was said of additions that are gone."""
    key = batch_key(session, batch_uid)
    session.run_many(
        "DELETE FROM import_addition WHERE batch_id = ? AND thing = ? AND ref = ?",
        [(key, thing, ref) for ref in refs],
    )


def digest_of(cells: Sequence[JsonValue]) -> str:
    """What is remembered of an added row."""
    return hashlib.sha256(canonical(list(cells))).hexdigest()[:16]


def _parts(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
