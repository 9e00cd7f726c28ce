"""The rows of a desk as plain records that mean the same in any desk, and back; ``desk_shapes`` has which."""

# ruff: noqa: S608 - names of our own tables and columns
from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from peewee import BlobField, BooleanField

from incidentdesk.domain.process_definition import Field as ProcessField
from incidentdesk.storage import desk_tables
from incidentdesk.storage.desk_shapes import (
    ATTACHMENTS,
    INCIDENTS,
    REPORTS,
    RUNS,
    SECTIONS,
    STAGES,
    TIMELINE,
    Record,
    Shape,
    column_of,
    name_of,
)
from incidentdesk.storage.incidents import write_copies
from incidentdesk.storage.session import Row, Session
from incidentdesk.storage.table import Table

FieldsOf = Callable[[str, int, str], Iterable[ProcessField]]


def page_after(session: Session, shape: Shape, after: tuple[Any, ...] | None, limit: int) -> list[Row]:
    """The next ``limit`` rows of ``shape.select`` in order, those after the one that began with ``after``."""
    marks = ", ".join("?" * len(shape.order))
    where = f"WHERE ({shape.order_by}) > ({marks})" if after else ""
    statement = f"{shape.select} {where} ORDER BY {shape.order_by} LIMIT ?"
    return session.sql(statement, (*(after or ()), limit))


def rows_with(session: Session, shape: Shape, column: str, values: Sequence[Any]) -> list[Row]:
    """The rows of ``shape.select`` whose ``column`` is one of ``values``, in order."""
    marks = ", ".join("?" * len(values))
    statement = (
        f"{shape.select} WHERE t.{column_of(shape.table, column)} IN ({marks}) ORDER BY {shape.order_by}"
    )
    return session.sql(statement, values)


def known_uids(session: Session, *shapes: Shape) -> frozenset[str]:
    """The uids of all rows of some tables."""
    return frozenset(
        str(uid) for shape in shapes for (uid,) in session.sql(f"SELECT uid FROM {name_of(shape.table)}")
    )


def to_record(shape: Shape, row: Row) -> Record:
    """The record in a row of ``shape.select``."""
    record: Record = {}
    for one, cell in zip(shape.fields, row[len(shape.order) :], strict=True):
        if cell is not None:
            record[one.name] = _said(shape, one, cell)
    return record


def _said(shape: Shape, one: Any, cell: Any) -> Any:  # noqa: ANN401 - a column and its cell
    if one.name in shape.json:
        return json.loads(cell)
    if isinstance(one, BooleanField):
        return bool(cell)
    return base64.b64encode(cell).decode() if isinstance(one, BlobField) else cell


class Keys:
    """The integer keys behind uids, looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[type[Table], str], int] = {}

    def of(self, table: type[Table], uid: str) -> int:
        """The key of the row with ``uid``; ``LookupError`` where there is none."""
        known = self._known.get((table, uid))
        if known is None:
            rows = self._session.sql(f"SELECT id FROM {name_of(table)} WHERE uid = ?", (uid,))
            if not rows:
                raise LookupError(f"{name_of(table)} {uid}")
            known = self._known[table, uid] = int(rows[0][0])
        return known


def add(
    session: Session,
    shape: Shape,
    records: Sequence[Record],
    keys: Keys,
    **more: Any,  # noqa: ANN401
) -> None:
    """Write ``records``, all with the further columns ``more``; a row that is there already stays."""
    rows = [
        (
            *(_cell(shape, one, record, keys) for one in shape.fields),
            *(make(record) for make in shape.made.values()),
            *more.values(),
        )
        for record in records
    ]
    session.run_many(shape.insert(more), rows)


def _cell(shape: Shape, one: Any, record: Record, keys: Keys) -> Any:  # noqa: ANN401
    if one.name not in record and one.name not in shape.later:
        return None
    value: Any = record.get(one.name, shape.later.get(one.name))
    if one.name in shape.json:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if one.name in shape.references:
        return keys.of(shape.references[one.name], value)
    return base64.b64decode(value, validate=True) if isinstance(one, BlobField) else value


def add_incident(session: Session, record: Record, keys: Keys, search_text: str, fields_of: FieldsOf) -> None:
    """Write an incident with all that is inside its record; one that is there already stays as it is.

    ``fields_of`` gives the fields of a stage by process, version and the stage's key.
    """
    if session.sql("SELECT 1 FROM incident WHERE uid = ?", (record["uid"],)):
        return
    add(session, INCIDENTS, [record], keys, search_text=search_text)
    ((key,),) = session.sql("SELECT id FROM incident WHERE uid = ?", (record["uid"],))
    for run in record["runs"]:
        add(session, RUNS, [run], keys, incident=key)
        ((run_key,),) = session.sql("SELECT id FROM run WHERE uid = ?", (run["uid"],))
        add(session, STAGES, run["stages"], keys, run=run_key)
        for stage in run["stages"] if "ended_at" not in run else ():
            fields = fields_of(run["process"], run["version"], stage["stage"])
            write_copies(session, key, run_key, stage["stage"], stage["document"], fields)
    for shape in (TIMELINE, ATTACHMENTS, REPORTS):
        add(session, shape, record[shape.name], keys, incident=key)


def clear_empty_desk(session: Session) -> None:
    """Take away what a desk without incidents has of its own: another desk takes its place."""
    for shape in reversed(SECTIONS):
        session.sql(f"DELETE FROM {name_of(shape.table)}")


def is_empty(session: Session) -> bool:
    """Whether the desk has no incident, and never gave a number."""
    return not session.sql("SELECT 1 FROM incident LIMIT 1") and not session.sql("SELECT 1 FROM counter")


def sizes(session: Session) -> tuple[int, int]:
    """How many incidents there are, and how many pieces of files."""
    ((incidents,),) = session.sql("SELECT count(*) FROM incident")
    ((pieces,),) = session.sql("SELECT count(*) FROM blob_chunk")
    return int(incidents), int(pieces)


def restoring(session: Session) -> str:
    """The file that is being brought in, as ``set_restoring`` named it; empty where none is."""
    return str(session.value(desk_tables.DeskState.select(desk_tables.DeskState.restoring)) or "")


def set_restoring(session: Session, identity: str, change_seq: int = 0) -> None:
    """Say which file is being brought in (``""``: it all is). Changes count on from ``change_seq``."""
    session.sql(
        "UPDATE desk_state SET restoring = ?, change_seq = max(change_seq, ?)", (identity or None, change_seq)
    )
