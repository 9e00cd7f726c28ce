"""Writing and reading incidents, their runs and what is written on their stages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.comparisons import fold
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.process_definition import Field, ProcessDefinition, Stage
from incidentdesk.domain.records import Incident, StageState
from incidentdesk.storage.incident_rows import (
    SELECT_INCIDENT,
    changed_columns,
    columns_of,
    incident_from_row,
)
from incidentdesk.storage.incident_tables import Incident as IncidentTable
from incidentdesk.storage.registers import key_of
from incidentdesk.storage.seeing import is_kept
from incidentdesk.storage.session import Session

_COLUMNS = tuple(
    field.column_name
    for field in IncidentTable._meta.sorted_fields  # noqa: SLF001 - peewee's documented door
    if field.column_name != "id"
)
_INSERT = (
    f"INSERT INTO incident ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) RETURNING id"  # noqa: S608 - our own names
)


class EndedRun(NamedTuple):
    """A run that is over: its uid, its process and the version of that."""

    uid: str
    process: str
    version: int


def take_number(session: Session, prefix: str, year: int) -> int:
    """The next number for ``prefix`` in ``year``: never given twice, never used again."""
    return int(
        session.cell(
            "INSERT INTO counter (prefix, year, last) VALUES (?, ?, 1) "
            "ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1 RETURNING last",
            (prefix, year),
        )
    )


def insert(
    session: Session, incident: Incident, prefix: str, year: int, ordinal: int, search_text: str
) -> None:
    """Add ``incident``, with the words it is found by, and the run that it starts with."""
    cells = columns_of(incident, partial(key_of, session))
    cells |= {"prefix": prefix, "year": year, "ordinal": ordinal, "search_text": search_text}
    key = session.cell(_INSERT, tuple(map(cells.get, _COLUMNS)))
    session.sql(
        "INSERT INTO run (uid, incident_id, process, version, started_at) VALUES (?, ?, ?, ?, ?)",
        (incident.run_uid, key, incident.process, incident.process_version, incident.logged.ms),
    )


def update(session: Session, before: Incident, after: Incident) -> None:
    """Write the columns in which ``after`` differs from ``before``."""
    changed = changed_columns(before, after, partial(key_of, session))
    if changed:
        places = ", ".join(f"{name} = ?" for name in changed)
        session.sql(f"UPDATE incident SET {places} WHERE uid = ?", (*changed.values(), after.uid))  # noqa: S608 - our own names


def set_search_text(session: Session, uid: str, text: str) -> None:
    """Set the words by which the incident is found beside its title, error code and description.

    Where they are the same nothing is written: the full-text index would do all its work again.
    """
    session.sql("UPDATE incident SET search_text = ? WHERE uid = ? AND search_text <> ?", (text, uid, text))


def by_uid(session: Session, uid: str) -> Incident | None:
    """The incident with ``uid``."""
    return _one(session, "i.uid = ?", uid)


def by_number(session: Session, number: str) -> Incident | None:
    """The incident with ``number``."""
    return _one(session, "i.number = ?", number)


def open_by_external_key(session: Session, key: str) -> Incident | None:
    """The newest open incident that another system knows as ``key``; where it was merged, where it went."""
    found = session.sql(
        "WITH RECURSIVE there(id) AS (SELECT id FROM incident WHERE external_key = ? UNION "
        "SELECT l.other_id FROM incident_link l JOIN there ON l.incident_id = there.id "
        "WHERE l.kind = 'merged') SELECT i.uid FROM there JOIN incident i ON i.id = there.id "
        "WHERE i.status NOT IN ('closed', 'cancelled') ORDER BY i.external_key = ? DESC, i.id DESC",
        (key, key),
    )
    seen = (by_uid(session, uid) for (uid,) in found)
    return next((one for one in seen if one is not None), None)


def changed_since(session: Session, change_seq: int) -> list[str]:
    """The uids of incidents that changed after ``change_seq``."""
    query = IncidentTable.select(IncidentTable.uid).where(IncidentTable.change_seq > change_seq)
    return [row[0] for row in session.rows(query)]


def begin_run(session: Session, ended: str, uid: str, definition: ProcessDefinition, at: Instant) -> None:
    """End the run ``ended`` and begin the run ``uid`` of the same incident, under ``definition``."""
    ((key, incident),) = session.sql("SELECT id, incident_id FROM run WHERE uid = ?", (ended,))
    session.sql("UPDATE run SET ended_at = ? WHERE id = ?", (at.ms, key))
    session.sql("DELETE FROM field_value WHERE run_id = ?", (key,))
    session.sql(
        "INSERT INTO run (uid, incident_id, process, version, started_at) VALUES (?, ?, ?, ?, ?)",
        (uid, incident, definition.key, definition.version, at.ms),
    )


def ended_runs(session: Session, uid: str) -> list[EndedRun]:
    """The runs of an incident that are over, in their order."""
    rows = session.sql(
        "SELECT uid, process, version FROM run WHERE ended_at IS NOT NULL "
        "AND incident_id = (SELECT id FROM incident WHERE uid = ?) ORDER BY id",
        (uid,),
    )
    return [EndedRun(*row) for row in rows]


def stages_of(session: Session, run_uid: str) -> dict[str, StageState]:
    """What was written on each stage of a run, by the stage's key."""
    rows = session.sql(
        "SELECT s.stage, s.document, s.completed_at, s.completed_offset, s.completed_by, s.skipped "
        "FROM stage_values s JOIN run ON run.id = s.run_id WHERE run.uid = ?",
        (run_uid,),
    )
    return {
        key: StageState(
            run_uid,
            key,
            json.loads(document),
            None if at is None else Instant(at, offset or 0),
            by,
            bool(skipped),
        )
        for key, document, at, offset, by, skipped in rows
    }


def write_stage(session: Session, state: StageState, stage: Stage) -> None:
    """Write what is on a stage, and the copies by which conditions find it."""
    ((run, incident),) = session.sql("SELECT id, incident_id FROM run WHERE uid = ?", (state.run_uid,))
    session.sql(
        "INSERT INTO stage_values (run_id, stage, document, completed_at, completed_offset, completed_by, "
        "skipped) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, stage) DO UPDATE SET "
        "document = excluded.document, completed_at = excluded.completed_at, "
        "completed_offset = excluded.completed_offset, completed_by = excluded.completed_by, "
        "skipped = excluded.skipped",
        (
            run,
            state.key,
            json.dumps(state.values, ensure_ascii=False, sort_keys=True),
            state.completed.ms if state.completed else None,
            state.completed.offset if state.completed else None,
            state.completed_by,
            state.skipped,
        ),
    )
    session.sql("DELETE FROM field_value WHERE run_id = ? AND stage = ?", (run, state.key))
    write_copies(session, incident, run, state.key, state.values, stage.fields)


def write_copies(
    session: Session,
    incident: int,
    run: int,
    stage: str,
    values: Mapping[str, Any],
    fields: Iterable[Field],
) -> None:
    """Write the copies of a stage's ``values`` by which conditions find them; there are none yet."""
    session.run_many(
        "INSERT INTO field_value (incident_id, run_id, stage, field, row, text_value, number_value) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(incident, run, stage, *copy) for copy in copies_of(values, fields)],
    )


def copies_of(
    values: Mapping[str, Any], fields: Iterable[Field]
) -> list[tuple[str, int, str | None, float | None]]:
    """Field, row and text or number of all in ``values`` that conditions find by index."""
    found: list[tuple[str, int, str | None, float | None]] = []
    for field in fields:
        value = values.get(field.key)
        if field.core or value is None:
            continue
        if field.kind == "table":
            columns = [column for column in field.columns if column.indexed]
            for number, row in enumerate(value):
                for column in columns:
                    if row.get(column.key) is not None:
                        name = f"{field.key}.{column.key}"
                        found += [(name, number, *pair) for pair in _index(column, row[column.key])]
        elif field.indexed:
            found += [(field.key, number, *pair) for number, pair in enumerate(_index(field, value))]
    return found


def _index(field: Field, value: Any) -> list[tuple[str | None, float | None]]:  # noqa: ANN401 - a JSON value
    index = FIELD_KINDS[field.kind].index
    if index is None:
        return []
    return [(fold(part), None) if isinstance(part, str) else (None, part) for part in index(value)]


def _one(session: Session, where: str, *parameters: Any) -> Incident | None:  # noqa: ANN401 - query parameters
    found = _many(session, where, parameters)
    return next((one for one in found if not (one.restricted and is_kept(session, one.uid))), None)


def _many(session: Session, where: str, parameters: Sequence[Any]) -> list[Incident]:
    return [incident_from_row(row) for row in session.sql(f"{SELECT_INCIDENT} WHERE {where}", parameters)]
