"""Writing many imported incidents in one transaction: constant statements, no question for a single one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from incidentdesk.domain.chain import SpelledEntry
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Attachment, Incident, StageState
from incidentdesk.storage import files
from incidentdesk.storage.imports import batch_key
from incidentdesk.storage.incident_rows import columns_of
from incidentdesk.storage.incident_tables import Incident as IncidentTable
from incidentdesk.storage.incidents import copies_of
from incidentdesk.storage.search_index import indexed_at_the_end
from incidentdesk.storage.session import Row, Session

_FIELDS = IncidentTable._meta.sorted_fields  # noqa: SLF001 - peewee's documented door
_NAMES = tuple(one.column_name for one in _FIELDS)
_PLACES = {name: place for place, name in enumerate(_NAMES)}
_INSERT = (
    f"INSERT INTO incident ({', '.join(_NAMES)}) "  # noqa: S608 - our own names
    f"VALUES ({', '.join('?' * len(_FIELDS))})"
)
_ENTRY = (
    "INSERT INTO timeline_entry (incident_id, uid, seq, kind, parameters, author, done_at, done_offset, "
    "entered_at, entered_offset, cause, payload, salt, digest, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_NUMBERED = {"id": 0, "prefix": "", "year": 0, "ordinal": 0}
"""What is known only once the transaction has begun."""


@dataclass(slots=True)
class NewIncident:
    """An incident ready to be written: ``year`` is that of its number, ``seen`` the digest of its record."""

    incident: Incident
    year: int
    stages: Sequence[StageState]
    entries: Sequence[SpelledEntry]
    search_text: str
    seen: str
    attachments: Sequence[tuple[Attachment, bytes]] = ()
    cells: list[Any] = field(default_factory=list)

    def spell(self, keys: Mapping[str, int]) -> None:
        """Work out its row before the lock is taken. ``keys`` are those behind uids."""
        known = columns_of(self.incident, lambda _register, uid: keys[uid])
        known |= _NUMBERED
        known["search_text"] = self.search_text
        self.cells = [known[name] for name in _NAMES]


def write(
    session: Session,
    batch: str,
    new: Sequence[NewIncident],
    definition: ProcessDefinition,
    prefix: str,
    number: Callable[[int, int], str],
    change_seq: int,
) -> list[str]:
    """Write ``new`` with all that belongs to them; gives their numbers.

    ``number`` spells year and ordinal. Rows must be spelled before.
    """
    if not new:
        return []
    first = _next_key(session, "incident")
    first_run = _next_key(session, "run")
    numbers = _number(session, new, prefix, number)
    id_, seq = _PLACES["id"], _PLACES["change_seq"]
    for place, one in enumerate(new):
        one.cells[id_], one.cells[seq] = first + place, change_seq
    with indexed_at_the_end(session, first):
        session.run_many(_INSERT, [one.cells for one in new])
    _write_runs(session, new, definition, first, first_run)
    session.run_many(
        _ENTRY, [(first + place, *entry) for place, one in enumerate(new) for entry in one.entries]
    )
    _write_items(session, batch, new)
    _write_files(session, new, first)
    return numbers


def _write_runs(
    session: Session,
    new: Sequence[NewIncident],
    definition: ProcessDefinition,
    first: int,
    first_run: int,
) -> None:
    session.run_many(
        "INSERT INTO run (id, uid, incident_id, process, version, started_at, ended_at) "
        "VALUES (?, ?, ?, ?, ?, ?, NULL)",
        [(first_run + place, one.incident.run_uid, first + place, one.incident.process,
          one.incident.process_version, one.incident.logged.ms) for place, one in enumerate(new)],
    )  # fmt: skip
    session.run_many(
        "INSERT INTO stage_values (run_id, stage, document, completed_at, completed_offset, completed_by, "
        "skipped) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [_stage_row(first_run + place, state) for place, one in enumerate(new) for state in one.stages],
    )
    session.run_many(
        "INSERT INTO field_value (incident_id, run_id, stage, field, row, text_value, number_value) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(first + place, first_run + place, state.key, *copy) for place, one in enumerate(new)
         for state in one.stages if state.values
         for copy in copies_of(state.values, definition.stage(state.key).fields)],
    )  # fmt: skip


def _stage_row(run: int, state: StageState) -> Row:
    document = json.dumps(state.values, ensure_ascii=False, sort_keys=True) if state.values else "{}"
    at = state.completed
    return (run, state.key, document, at.ms if at else None, at.offset if at else None,
            state.completed_by, state.skipped)  # fmt: skip


def _write_items(session: Session, batch: str, new: Iterable[NewIncident]) -> None:
    key = batch_key(session, batch)
    session.run_many(
        "INSERT INTO import_item (batch_id, incident_uid, verdict, seen, entry_count) "
        "VALUES (?, ?, 'new', ?, ?)",
        [(key, one.incident.uid, one.seen, one.incident.entry_count) for one in new],
    )


def _write_files(session: Session, new: Iterable[NewIncident], first: int) -> None:
    rows = []
    for place, one in enumerate(new):
        for attachment, data in one.attachments:
            files.write_blob(session, attachment.sha256, data)
            rows.append((attachment.uid, first + place, attachment.name, attachment.kind,
                         attachment.media_type, attachment.note, attachment.sha256, attachment.added.ms,
                         attachment.added.offset, attachment.added_by))  # fmt: skip
    session.run_many(
        "INSERT INTO attachment (uid, incident_id, name, kind, media_type, note, blob_id, added_at, "
        "added_offset, added_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _number(
    session: Session, new: Sequence[NewIncident], prefix: str, number: Callable[[int, int], str]
) -> list[str]:
    wanted: dict[int, int] = {}
    for one in new:
        wanted[one.year] = wanted.get(one.year, 0) + 1
    last = {year: _take(session, prefix, year, count) - count for year, count in wanted.items()}
    places = [_PLACES[name] for name in ("prefix", "year", "ordinal", "number")]
    numbers = []
    for one in new:
        last[one.year] += 1
        ordinal = last[one.year]
        numbers.append(number(one.year, ordinal))
        for place, value in zip(places, (prefix, one.year, ordinal, numbers[-1]), strict=True):
            one.cells[place] = value
    return numbers


def _take(session: Session, prefix: str, year: int, count: int) -> int:
    """Take ``count`` numbers at once; gives the last of them."""
    session.sql(
        "INSERT INTO counter (prefix, year, last) VALUES (?, ?, ?) "
        "ON CONFLICT (prefix, year) DO UPDATE SET last = last + excluded.last",
        (prefix, year, count),
    )
    question = "SELECT last FROM counter WHERE prefix = ? AND year = ?"
    return int(session.sql(question, (prefix, year))[0][0])


def last_numbers(session: Session, prefix: str) -> dict[int, int]:
    """The last number given in each year."""
    return dict(session.sql("SELECT year, last FROM counter WHERE prefix = ?", (prefix,)))


def _next_key(session: Session, table: str) -> int:
    # Within an IMMEDIATE transaction nobody else can take it.
    ((last,),) = session.sql(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 - our own names
    return int(last) + 1
