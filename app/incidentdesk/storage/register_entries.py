"""Entries of registers: reading and writing them, finding them as somebody types, and who changed what."""

# ruff: noqa: S608 - our own names
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import RegisterItem, Reporter
from incidentdesk.domain.registers import REGISTERS, Record, RegisterChange, RegisterField, is_uid
from incidentdesk.storage.session import Row, Session

REPORTER_COLUMNS = {"phone": "phone", "mail": "email", "place": "place", "note": "note"}
"""The values of a reporter that have a column of their own, by field; all others are in ``details``."""

_USED_BY = {"reporter": "reporter_id", "service": "service_id", "device": "device_id", "team": "team_id"}

_NAMED_BY = (
    ("reporter_id", "reporter"),
    ("assignee_id", "person"),
    ("service_id", "register_item"),
    ("device_id", "register_item"),
    ("team_id", "register_item"),
)
"""The columns of an incident by whose names it is found, and the tables they refer to."""

_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Hits:
    """The records of one page, in order, and how many there are in all."""

    records: tuple[Record, ...]
    total: int


def record(session: Session, register: str, uid: str) -> Record | None:
    """The entry ``uid`` of ``register``."""
    found = records(session, register, (uid,))
    return found[0] if found else None


def records(session: Session, register: str, uids: Sequence[str]) -> list[Record]:
    """The entries ``uids`` of ``register`` that are there, by name."""
    return _read(session, register, f"uid IN ({_marks(uids)}) ORDER BY words, id", uids)


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
    session.sql(f"DELETE FROM {_table(register)} WHERE uid = ?", (uid,))


def find(
    session: Session, register: str, asked: Sequence[str], limit: int, offset: int, *, retired: bool
) -> Hits:
    """The entries that have all of ``asked`` (see ``register_words.needles``), or are in a place that has.

    Those whose name begins with what was asked come first; each part goes by name. One index has all that is
    looked at, in its order: it is read through once, and then only the entries of the page are.
    """
    where, given = _all_of(session, asked)
    if register != "reporter":
        where, given = f"register = ? AND {where}", [register, *given]
    if not retired:
        where += " AND active = 1"
    ids, total = _page(session, _table(register), where, given, asked, slice(offset, offset + limit))
    found = dict(_keyed(session, register, f"id IN ({_marks(ids)})", ids))
    return Hits(tuple(found[key] for key in ids), total)


def _page(
    session: Session, table: str, where: str, given: list[JsonValue], asked: Sequence[str], page: slice
) -> tuple[list[int], int]:
    """The keys of a page of what is found, and how many there are."""
    if not asked:
        total = session.cell(f"SELECT count(*) FROM {table} WHERE {where}", given)
        rows = session.sql(
            f"SELECT id FROM {table} WHERE {where} ORDER BY words, id LIMIT ? OFFSET ?",
            (*given, page.stop - page.start, page.start),
        )
        return [key for (key,) in rows], int(total)
    start = "".join(one if one.startswith(" ") else f" {one}" for one in asked)
    statement = f"SELECT words BETWEEN ? AND ?, id FROM {table} WHERE {where} ORDER BY words, id"
    hits = session.sql(statement, (start, start + _LAST, *given))
    first = [key for begins, key in hits if begins]
    return (first + [key for begins, key in hits if not begins])[page], len(hits)


def value(session: Session, uid: str, field: str) -> JsonValue:
    """One value of an item of a register, without reading the rest; ``None`` where it has none."""
    found: JsonValue = session.cell(
        "SELECT json_extract(details, ?) FROM register_item WHERE uid = ?", (f"$.{field}", uid)
    )
    return found


def next_renamed(session: Session, limit: int) -> tuple[str, list[str]] | None:
    """An entry or person with a new name, and some of the incidents that name it and were not seen to yet.

    ``None`` where none is left. Triggers note every new name, whoever gives it.
    """
    rows = session.sql("SELECT uid, seen_to FROM renamed_entry ORDER BY id LIMIT 1")
    if not rows:
        return None
    uid, seen_to = rows[0]
    parts = " UNION ".join(
        f"SELECT i.id, i.uid FROM incident i WHERE i.{column} = (SELECT id FROM {table} WHERE uid = :uid) "
        "AND i.id > :seen"
        for column, table in _NAMED_BY
    )
    found = session.named(f"{parts} ORDER BY 1 LIMIT :limit", {"uid": uid, "seen": seen_to, "limit": limit})
    if found:
        session.sql("UPDATE renamed_entry SET seen_to = ? WHERE uid = ?", (found[-1][0], uid))
    else:
        session.sql("DELETE FROM renamed_entry WHERE uid = ?", (uid,))
    return str(uid), [incident for _key, incident in found]


def used(session: Session, register: str, uid: str) -> int:
    """How many incidents name the entry in a shared field."""
    column = _USED_BY.get(register)
    if column is None:
        return 0
    table = _table(register)
    statement = f"SELECT count(*) FROM incident WHERE {column} = (SELECT id FROM {table} WHERE uid = ?)"
    return int(session.cell(statement, (uid,)))


def note_changes(session: Session, changes: Iterable[RegisterChange]) -> None:
    """Keep who changed what."""
    session.run_many(
        "INSERT INTO register_change (uid, register, entry, kind, fields, author, batch, changed_at, "
        "changed_offset) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                one.uid, one.register, one.entry, one.kind, json.dumps(one.fields, ensure_ascii=False),
                one.author, one.batch, one.at.ms, one.at.offset,
            )
            for one in changes
        ],
    )  # fmt: skip


def changes_of(session: Session, uid: str, limit: int = 50) -> list[RegisterChange]:
    """The newest changes of an entry, the newest first."""
    rows = session.sql(f"{_CHANGE} WHERE entry = ? ORDER BY id DESC LIMIT ?", (uid, limit))
    return [_change(row) for row in rows]


_CHANGE = (
    "SELECT uid, entry, register, kind, fields, author, changed_at, changed_offset, batch "
    "FROM register_change"
)


def _change(row: Row) -> RegisterChange:
    uid, entry, register, kind, fields, author, at, offset, batch = row
    told = {key: (old, new) for key, (old, new) in json.loads(fields).items()}
    return RegisterChange(uid, entry, register, kind, told, author, Instant(at, offset), batch)


def _read(session: Session, register: str, where: str, given: Sequence[JsonValue]) -> list[Record]:
    return [one for _key, one in _keyed(session, register, where, given)]


def _keyed(
    session: Session, register: str, where: str, given: Sequence[JsonValue]
) -> list[tuple[int, Record]]:
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


def _record(register: str, row: Row) -> Record:
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


def _all_of(session: Session, asked: Sequence[str]) -> tuple[str, list[JsonValue]]:
    """The condition that a row has each of ``asked`` in its words or in those of its place."""
    parts, given = [], list[JsonValue]()
    for needle in asked:
        places = session.sql(
            "SELECT uid FROM register_item WHERE register = 'place' AND instr(words, ?)", (needle,)
        )
        given.append(needle)
        if not places:
            parts.append("instr(words, ?)")
            continue
        parts.append("(instr(words, ?) OR place IN (SELECT value FROM json_each(?)))")
        given.append(json.dumps([uid for (uid,) in places]))
    return " AND ".join(parts) or "1 = 1", given


def _json(values: dict[str, JsonValue]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _table(register: str) -> str:
    return "reporter" if register == "reporter" else "register_item"


def _fields(register: str) -> tuple[RegisterField, ...]:
    return REGISTERS[register].fields if register in REGISTERS else ()
