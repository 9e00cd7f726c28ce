"""Writing and reading incidents, their runs and what is written on their stages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.process_definition import Field, Stage
from incidentdesk.domain.records import Incident, StageState
from incidentdesk.storage.incident_rows import SELECT_INCIDENT, columns_of, incident_from_row
from incidentdesk.storage.registers import key_of
from incidentdesk.storage.session import Session
from incidentdesk.storage.tables import Counter, FieldValue, Run, StageValues
from incidentdesk.storage.tables import Incident as IncidentTable


def take_number(session: Session, prefix: str, year: int) -> int:
    """The next number for ``prefix`` in ``year``: never given twice, never used again."""
    session.run(
        Counter.insert(prefix=prefix, year=year, last=1).on_conflict(
            conflict_target=(Counter.prefix, Counter.year), update={Counter.last: Counter.last + 1}
        )
    )
    return int(
        session.value(Counter.select(Counter.last).where((Counter.prefix == prefix) & (Counter.year == year)))
    )


def insert(session: Session, incident: Incident, prefix: str, year: int, ordinal: int) -> None:
    """Add ``incident`` and the run that it starts with."""
    columns = columns_of(incident, lambda register, uid: key_of(session, register, uid))
    session.run(IncidentTable.insert(**columns, prefix=prefix, year=year, ordinal=ordinal))
    key = session.value(IncidentTable.select(IncidentTable.id).where(IncidentTable.uid == incident.uid))
    session.run(
        Run.insert(
            uid=incident.run_uid,
            incident=key,
            process=incident.process,
            version=incident.process_version,
            started_at=incident.logged.ms,
        )
    )


def update(session: Session, before: Incident, after: Incident) -> None:
    """Write the columns in which ``after`` differs from ``before``."""

    def find(register: str, uid: str) -> int | None:
        return key_of(session, register, uid)

    old, new = columns_of(before, find), columns_of(after, find)
    changed = {name: value for name, value in new.items() if old[name] != value}
    if changed:
        session.run(IncidentTable.update(**changed).where(IncidentTable.uid == after.uid))


def set_search_text(session: Session, uid: str, text: str) -> None:
    """Set the words by which the incident is found beside its title, error code and description."""
    session.run(IncidentTable.update(search_text=text).where(IncidentTable.uid == uid))


def by_uid(session: Session, uid: str) -> Incident | None:
    """The incident with ``uid``."""
    return _one(session, "i.uid = ?", uid)


def by_number(session: Session, number: str) -> Incident | None:
    """The incident with ``number``."""
    return _one(session, "i.number = ?", number)


def open_by_external_key(session: Session, key: str) -> Incident | None:
    """The newest open incident that another system knows as ``key``."""
    return _one(
        session, "i.external_key = ? AND i.status NOT IN ('closed', 'cancelled') ORDER BY i.id DESC", key
    )


def changed_since(session: Session, change_seq: int) -> list[str]:
    """The uids of incidents that changed after ``change_seq``."""
    query = IncidentTable.select(IncidentTable.uid).where(IncidentTable.change_seq > change_seq)
    return [row[0] for row in session.rows(query)]


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
    cells = {
        "document": json.dumps(state.values, ensure_ascii=False, sort_keys=True),
        "completed_at": state.completed.ms if state.completed else None,
        "completed_offset": state.completed.offset if state.completed else None,
        "completed_by": state.completed_by,
        "skipped": state.skipped,
    }
    session.run(
        StageValues.insert(run=run, stage=state.key, **cells).on_conflict(
            conflict_target=(StageValues.run, StageValues.stage), update=cells
        )
    )
    session.run(FieldValue.delete().where((FieldValue.run == run) & (FieldValue.stage == state.key)))
    session.run_many(
        "INSERT INTO field_value (incident_id, run_id, stage, field, row, text_value, number_value) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(incident, run, state.key, *copy) for copy in _copies(state.values, stage.fields)],
    )


def _copies(
    values: Mapping[str, Any], fields: Iterable[Field]
) -> list[tuple[str, int, str | None, float | None]]:
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
    return [(part, None) if isinstance(part, str) else (None, part) for part in index(value)]


def _one(session: Session, where: str, *parameters: Any) -> Incident | None:  # noqa: ANN401 - query parameters
    found = _many(session, f"{where} LIMIT 1", parameters)
    return found[0] if found else None


def _many(session: Session, where: str, parameters: Sequence[Any]) -> list[Incident]:
    return [incident_from_row(row) for row in session.sql(f"{SELECT_INCIDENT} WHERE {where}", parameters)]
