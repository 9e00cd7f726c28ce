"""Entries of registers: reading and writing them, and the words by which they are found."""

# ruff: noqa: S608 - our own names
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from incidentdesk.domain.conditions import fold
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import RegisterItem, Reporter
from incidentdesk.domain.registers import REGISTERS, Record, RegisterField, is_uid
from incidentdesk.storage.session import Session

REPORTER_COLUMNS = {"phone": "phone", "mail": "email", "place": "place", "note": "note"}
"""The values of a reporter that have a column of their own, by field; all others are in ``details``."""

_USED_BY = {"reporter": "reporter_id", "service": "service_id", "device": "device_id", "team": "team_id"}


def record(session: Session, register: str, uid: str) -> Record | None:
    """The entry ``uid`` of ``register``."""
    found = records(session, register, (uid,))
    return found[0] if found else None


def records(session: Session, register: str, uids: Sequence[str]) -> list[Record]:
    """The entries ``uids`` of ``register`` that are there, by name."""
    return _read(session, register, f"uid IN ({marks(uids)}) ORDER BY words, id", uids)


def write(session: Session, one: Record) -> None:
    """Add or change an entry; all its values are those of ``one``."""
    write_many(session, one.register, (one,))


def write_many(session: Session, register: str, entries: Iterable[Record]) -> None:
    """Add or change entries of one register."""
    if register == "reporter":
        session.run_many(
            "INSERT INTO reporter (uid, name, folded, phone, email, place, note, active, details, words) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET name = excluded.name, "
            "folded = excluded.folded, phone = excluded.phone, email = excluded.email, "
            "place = excluded.place, note = excluded.note, active = excluded.active, "
            "details = excluded.details, words = excluded.words",
            [_reporter_row(one) for one in entries],
        )
        return
    session.run_many(
        "INSERT INTO register_item (uid, register, name, folded, details, active, place, words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET name = excluded.name, "
        "folded = excluded.folded, details = excluded.details, active = excluded.active, "
        "place = excluded.place, words = excluded.words",
        [_item_row(one) for one in entries],
    )


def delete(session: Session, register: str, uid: str) -> None:
    """Take an entry away that nothing names."""
    session.sql(f"DELETE FROM {table_of(register)} WHERE uid = ?", (uid,))


def value(session: Session, uid: str, field: str) -> JsonValue:
    """One value of an item of a register, without reading the rest; ``None`` where it has none."""
    found: JsonValue = session.cell(
        "SELECT json_extract(details, ?) FROM register_item WHERE uid = ?", (f"$.{field}", uid)
    )
    return found


def used(session: Session, register: str, uid: str) -> int:
    """How many incidents name the entry in a shared field."""
    column = _USED_BY.get(register)
    if column is None:
        return 0
    table = table_of(register)
    statement = f"SELECT count(*) FROM incident WHERE {column} = (SELECT id FROM {table} WHERE uid = ?)"
    return int(session.cell(statement, (uid,)))


def _read(session: Session, register: str, where: str, given: Sequence[JsonValue]) -> list[Record]:
    return [one for _key, one in records_by_key(session, register, where, given)]


def records_by_key(
    session: Session, register: str, where: str, given: Sequence[JsonValue]
) -> list[tuple[int, Record]]:
    """Entries with their integer keys, which ``where`` chooses."""
    if register == "reporter":
        rows = session.sql(
            f"SELECT id, uid, name, active, details, phone, email, place, note FROM reporter WHERE {where}",
            given,
        )
    else:
        rows = session.sql(
            f"SELECT id, uid, name, active, details FROM register_item WHERE register = ? AND {where}",
            (register, *given),
        )
    return [(row[0], _record(register, row[1:])) for row in rows]


def _record(register: str, row: Sequence[Any]) -> Record:
    uid, name, active, details, *columns = row
    values: dict[str, JsonValue] = json.loads(details)
    values.update(zip(REPORTER_COLUMNS, columns, strict=False))
    return Record(uid, register, name, {key: one for key, one in values.items() if one}, bool(active))


def _reporter_row(one: Record) -> tuple[JsonValue, ...]:
    details = {key: value for key, value in one.values.items() if key not in REPORTER_COLUMNS}
    columns = (str(one.values.get(key) or "") for key in REPORTER_COLUMNS)
    return (one.uid, one.name, fold(one.name), *columns, one.active, _json(details), words_of(one))


def _item_row(one: Record) -> tuple[JsonValue, ...]:
    return (
        one.uid, one.register, one.name, fold(one.name), _json(one.values), one.active,
        str(one.values.get("place") or ""), words_of(one),
    )  # fmt: skip


def record_of_columns(columns: Mapping[str, Any]) -> Record:
    """The entry whose columns, by name and ``details`` read, are given: a reporter has no ``register``."""
    values: dict[str, JsonValue] = dict(columns.get("details") or {})
    register = str(columns.get("register", "reporter"))
    if register == "reporter":
        values |= {key: columns[column] for key, column in REPORTER_COLUMNS.items() if columns[column]}
    return Record(columns["uid"], register, columns["name"], values, bool(columns["active"]))


def record_of(one: Reporter | RegisterItem) -> Record:
    """A reporter or an item as an entry of its register."""
    if isinstance(one, RegisterItem):
        return Record(one.uid, one.register, one.name, one.details, one.active)
    values: dict[str, JsonValue] = {
        "phone": one.phone, "mail": one.email, "place": one.place, "note": one.note,
    }  # fmt: skip
    return Record(one.uid, "reporter", one.name, values, one.active)


def words_of(one: Record) -> str:
    """The words that find an entry: those of its name, its texts and its numbers; notes are left out."""
    # Imported when an entry is first written: its tables of letters would hold up the start.
    from incidentdesk.domain.register_words import entry_words

    texts, numbers = [], []
    for field in _fields(one.register):
        value = one.values.get(field.key)
        if not isinstance(value, str) or is_uid(value):
            continue
        if field.kind in {"phone", "number"}:
            numbers.append(value)
        elif field.kind in {"text", "mail", "place"}:
            texts.append(value)
    return entry_words(one.name, texts, numbers)


def _json(values: dict[str, JsonValue]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def marks(values: Sequence[object]) -> str:
    """Placeholders for ``values``."""
    return ", ".join("?" * len(values))


def table_of(register: str) -> str:
    """The table of a register."""
    return "reporter" if register == "reporter" else "register_item"


def _fields(register: str) -> tuple[RegisterField, ...]:
    return REGISTERS[register].fields if register in REGISTERS else ()


def each(session: Session, register: str) -> Iterator[Record]:
    """All entries of a register, one after the other, by name."""
    if register == "reporter":
        rows = session.each(
            "SELECT uid, name, active, details, phone, email, place, note FROM reporter ORDER BY words, id"
        )
    else:
        rows = session.each(
            "SELECT uid, name, active, details FROM register_item WHERE register = ? ORDER BY words, id",
            (register,),
        )
    return (_record(register, row) for row in rows)


def names(session: Session, register: str) -> list[tuple[str, str, bool]]:
    """Uid, folded name and whether it is in use, of all entries of a register, or of all staff."""
    if register == "person":
        rows = session.sql("SELECT uid, name, active FROM person ORDER BY id")
        return [(uid, fold(name), bool(active)) for uid, name, active in rows]
    if register == "reporter":
        rows = session.sql("SELECT uid, folded, active FROM reporter ORDER BY id")
    else:
        rows = session.sql(
            "SELECT uid, folded, active FROM register_item WHERE register = ? ORDER BY id", (register,)
        )
    return [(uid, folded, bool(active)) for uid, folded, active in rows]


def footing(session: Session) -> tuple[int, ...]:
    """The newest entries and changes: what was read of registers is as it was while this stays."""
    (row,) = session.sql(
        "SELECT (SELECT max(id) FROM reporter), (SELECT max(id) FROM register_item), "
        "(SELECT max(id) FROM person), (SELECT max(id) FROM register_change)"
    )
    return tuple(key or 0 for key in row)


def keyed(session: Session, register: str, key: str) -> list[Record]:
    """The entries that another system calls ``key``, however it is capitalised."""
    return _read(session, register, "fold(json_extract(details, '$.key')) = ?", (fold(key),))


def naming(session: Session, uid: str) -> list[Record]:
    """The entries of all registers that name the entry ``uid``."""
    found = [
        _record("reporter", row)
        for row in session.sql(
            "SELECT uid, name, active, details, phone, email, place, note FROM reporter "
            "WHERE place = ? OR instr(details, ?)",
            (uid, uid),
        )
    ]
    rows = session.sql(
        "SELECT register, uid, name, active, details FROM register_item WHERE instr(details, ?)", (uid,)
    )
    return found + [_record(register, row) for register, *row in rows]


def is_named(session: Session, uid: str, register: str) -> bool:
    """Whether an incident, or another entry, names the entry ``uid`` of ``register``."""
    if used(session, register, uid):
        return True
    if session.sql("SELECT 1 FROM reporter WHERE place = ? OR instr(details, ?) LIMIT 1", (uid, uid)):
        return True
    return bool(session.sql("SELECT 1 FROM register_item WHERE instr(details, ?) LIMIT 1", (uid,)))
