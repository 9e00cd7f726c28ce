"""Staff, reporters, and the registers of teams, services, devices, places and suppliers."""

from __future__ import annotations

import json
from collections.abc import Iterable

from incidentdesk.domain.conditions import fold
from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.storage import register_tables as tables
from incidentdesk.storage.session import Row, Session

REPORTER_COLUMNS = (
    tables.Reporter.uid,
    tables.Reporter.name,
    tables.Reporter.phone,
    tables.Reporter.email,
    tables.Reporter.place,
    tables.Reporter.note,
    tables.Reporter.active,
)

PERSON_COLUMNS = "uid, name, role, account, email, active"


def key_of(session: Session, register: str, uid: str) -> int:
    """The integer key of a person, reporter or register item; ``LookupError`` where there is none."""
    key = session.cell(f"SELECT id FROM {_table(register)} WHERE uid = ?", (uid,))  # noqa: S608 - our own names
    if key is None:
        raise LookupError(f"no {register} with uid {uid}")
    return int(key)


def is_known(session: Session, register: str, uid: str) -> bool:
    """Whether there is a person, reporter or register item with ``uid``."""
    table = _table(register)
    if table == register:
        return bool(session.sql(f"SELECT 1 FROM {table} WHERE uid = ?", (uid,)))  # noqa: S608 - our own names
    return bool(session.sql("SELECT 1 FROM register_item WHERE uid = ? AND register = ?", (uid, register)))


def uids_named(session: Session, register: str, name: str) -> list[str]:
    """The uids of those whose whole name is ``name``, however it is capitalised."""
    wanted = fold(name)
    if register == "person":  # staff are few, and have no folded name
        return [one.uid for one in people(session) if fold(one.name) == wanted]
    if register == "reporter":
        rows = session.sql("SELECT uid FROM reporter WHERE folded = ? ORDER BY id", (wanted,))
    else:
        rows = session.sql(
            "SELECT uid FROM register_item WHERE register = ? AND folded = ? ORDER BY id", (register, wanted)
        )
    return [uid for (uid,) in rows]


def people(session: Session) -> list[Person]:
    """All staff, by name; those who left too."""
    return [_person(row) for row in session.sql(f"SELECT {PERSON_COLUMNS} FROM person ORDER BY name, id")]  # noqa: S608


def person(session: Session, uid: str) -> Person | None:
    """The member of staff with ``uid``."""
    rows = session.sql(f"SELECT {PERSON_COLUMNS} FROM person WHERE uid = ?", (uid,))  # noqa: S608 - our own words
    return _person(rows[0]) if rows else None


def let_someone_administer(session: Session) -> None:
    """Make who came first an administrator where a desk has staff and nobody active is one."""
    session.sql(
        "UPDATE person SET role = 'administrator' WHERE id = (SELECT min(id) FROM person WHERE active = 1) "
        "AND NOT EXISTS (SELECT 1 FROM person WHERE active = 1 AND role = 'administrator')"
    )


def write_person(session: Session, person: Person) -> None:
    """Add or change a person."""
    cells = {
        "name": person.name,
        "role": person.role,
        "account": person.account,
        "email": person.email,
        "active": person.active,
    }
    session.run(
        tables.Person.insert(uid=person.uid, **cells).on_conflict(
            conflict_target=(tables.Person.uid,), update=cells
        )
    )


def reporter(session: Session, uid: str) -> Reporter | None:
    """The reporter with ``uid``."""
    found = _reporters(session, tables.Reporter.uid == uid, 1)
    return found[0] if found else None


def reporters(session: Session, text: str, limit: int, *, retired: bool = False) -> list[Reporter]:
    """Reporters with ``text`` in their name, number or place, those whose name starts with it first."""
    words = f"%{_like(fold(text))}%"
    clause = "1 = 1" if retired else "active = 1"
    rows = session.sql(
        "SELECT uid, name, phone, email, place, note, active FROM reporter "  # noqa: S608 - our own words
        f"WHERE {clause} AND (folded LIKE ? ESCAPE '!' OR fold(phone) LIKE ? ESCAPE '!' "
        "OR fold(place) LIKE ? ESCAPE '!') "
        "ORDER BY CASE WHEN folded LIKE ? ESCAPE '!' THEN 0 ELSE 1 END, folded, id LIMIT ?",
        (words, words, words, words[1:], limit),
    )
    return [_reporter(row) for row in rows]


def write_reporter(session: Session, one: Reporter) -> None:
    """Add or change a reporter."""
    cells = {
        "name": one.name,
        "folded": fold(one.name),
        "phone": one.phone,
        "email": one.email,
        "place": one.place,
        "note": one.note,
        "active": one.active,
    }
    session.run(
        tables.Reporter.insert(uid=one.uid, **cells).on_conflict(
            conflict_target=(tables.Reporter.uid,), update=cells
        )
    )


def items(session: Session, register: str) -> list[RegisterItem]:
    """All items of one register, by name; retired ones too."""
    query = "SELECT uid, name, details, active FROM register_item WHERE register = ? ORDER BY folded, id"
    return [
        RegisterItem(uid, register, name, json.loads(details), bool(active))
        for uid, name, details, active in session.sql(query, (register,))
    ]


def write_item(session: Session, item: RegisterItem) -> None:
    """Add or change an item of a register."""
    cells = {
        "register": item.register,
        "name": item.name,
        "folded": fold(item.name),
        "details": json.dumps(item.details, ensure_ascii=False, sort_keys=True),
        "active": item.active,
    }
    session.run(
        tables.RegisterItem.insert(uid=item.uid, **cells).on_conflict(
            conflict_target=(tables.RegisterItem.uid,), update=cells
        )
    )


def names_of(session: Session, uids: Iterable[str]) -> dict[str, str]:
    """The names behind uids of people, reporters and register items."""
    wanted = sorted({uid for uid in uids if uid})
    if not wanted:
        return {}
    marks = ", ".join("?" * len(wanted))
    return dict(
        session.sql(
            f"SELECT uid, name FROM person WHERE uid IN ({marks}) "  # noqa: S608 - our own words
            f"UNION ALL SELECT uid, name FROM reporter WHERE uid IN ({marks}) "
            f"UNION ALL SELECT uid, name FROM register_item WHERE uid IN ({marks})",
            wanted * 3,
        )
    )


def _person(row: Row) -> Person:
    uid, name, role, account, email, active = row
    return Person(uid, name, role, account, email, bool(active))


def _reporters(session: Session, where: object, limit: int) -> list[Reporter]:
    query = tables.Reporter.select(*REPORTER_COLUMNS).where(where).order_by(tables.Reporter.id).limit(limit)
    return [_reporter(row) for row in session.rows(query)]


def _reporter(row: Row) -> Reporter:
    uid, name, phone, email, place, note, active = row
    return Reporter(uid, name, phone, email, place, note, bool(active))


def _like(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _table(register: str) -> str:
    return register if register in {"person", "reporter"} else "register_item"
