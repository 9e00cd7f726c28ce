"""Staff, reporters, and the registers of teams, services, devices, places and suppliers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from incidentdesk.domain.conditions import fold
from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.storage import register_tables as tables
from incidentdesk.storage.session import Row, Session

_REPORTER = (
    "SELECT uid, name, phone, email, "
    "coalesce((SELECT p.name FROM register_item p WHERE p.uid = reporter.place), place), note, active "
    "FROM reporter"
)
"""A reporter with the name of the place."""

PERSON_COLUMNS = "uid, name, role, account, email, active, coalesce(phone, ''), coalesce(process_roles, '[]')"


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
        "phone": person.phone or None,
        "process_roles": json.dumps(list(person.process_roles)) if person.process_roles else None,
    }
    session.run(
        tables.Person.insert(uid=person.uid, **cells).on_conflict(
            conflict_target=(tables.Person.uid,), update=cells
        )
    )


def reporter(session: Session, uid: str) -> Reporter | None:
    """The reporter with ``uid``."""
    rows = session.sql(f"{_REPORTER} WHERE uid = ?", (uid,))
    return _reporter(rows[0]) if rows else None


def reporters(session: Session, text: str, limit: int, *, retired: bool = False) -> list[Reporter]:
    """Reporters with ``text`` in their name, number or place, those whose name starts with it first."""
    words = f"%{_like(fold(text))}%"
    clause = "1 = 1" if retired else "active = 1"
    rows = session.sql(
        f"{_REPORTER} WHERE {clause} AND (folded LIKE ? ESCAPE '!' OR fold(phone) LIKE ? ESCAPE '!' "
        "OR fold(place) LIKE ? ESCAPE '!') "
        "ORDER BY CASE WHEN folded LIKE ? ESCAPE '!' THEN 0 ELSE 1 END, folded, id LIMIT ?",
        (words, words, words, words[1:], limit),
    )
    return [_reporter(row) for row in rows]


def write_reporter(session: Session, one: Reporter) -> None:
    """Add or change a reporter."""
    from incidentdesk.storage import register_entries  # not wanted before something is written

    before = register_entries.record(session, "reporter", one.uid)
    places = uids_named(session, "place", one.place) if one.place else []
    written = register_entries.record_of(replace(one, place=places[0] if places else one.place))
    values = {**(before.values if before else {}), **written.values}
    register_entries.write(session, replace(written, values=values))


def items(session: Session, register: str) -> list[RegisterItem]:
    """All items of one register, by name; retired ones too."""
    query = "SELECT uid, name, details, active FROM register_item WHERE register = ? ORDER BY folded, id"
    return [
        RegisterItem(uid, register, name, json.loads(details), bool(active))
        for uid, name, details, active in session.sql(query, (register,))
    ]


def write_item(session: Session, item: RegisterItem) -> None:
    """Add or change an item of a register."""
    from incidentdesk.storage import register_entries  # not wanted before something is written

    register_entries.write(session, register_entries.record_of(item))


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
    uid, name, role, account, email, active, phone, roles = row
    return Person(uid, name, role, account, email, bool(active), phone, tuple(json.loads(roles)))


def _reporter(row: Row) -> Reporter:
    uid, name, phone, email, place, note, active = row
    return Reporter(uid, name, phone, email, place, note, bool(active))


def _like(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _table(register: str) -> str:
    return register if register in {"person", "reporter"} else "register_item"
