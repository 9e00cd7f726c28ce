"""Who and what the desk knows by name, read at once, and adding what an import brings along."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person, RegisterItem, Reporter
from incidentdesk.storage.imports import additions_of, digest_of, note_addition
from incidentdesk.storage.register_entries import record_of, words_of
from incidentdesk.storage.session import Session

Footing = tuple[int, int, int, int]
"""The newest setting, person, reporter and register item: names are read again once it moves."""


@dataclass
class KnownNames:
    """Uids by folded name and by register, and names and keys behind uids.

    ``shared`` holds names that several have: the uid is that of the oldest who is active.
    """

    footing: Footing
    uids: dict[str, dict[str, str]] = field(default_factory=dict)
    shared: dict[str, set[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    _taken: dict[int, int] = field(default_factory=dict)

    def add(self, register: str, uid: str, name: str) -> None:
        """Set a key aside for somebody or something new: it is theirs while the footing does not move."""
        place = {"person": 1, "reporter": 2}.get(register, 3)
        taken = self._taken.get(place, self.footing[place]) + 1
        self._taken[place] = self.keys[uid] = taken
        self.names[uid] = name

    def note(self, register: str, folded: str, uid: str, key: int, name: str) -> None:
        """Take in one record; of those that share a name the first one is meant."""
        self.keys[uid] = key
        self.names[uid] = name
        if self.uids.setdefault(register, {}).setdefault(folded, uid) != uid:
            self.shared.setdefault(register, set()).add(folded)


def footing(session: Session) -> Footing:
    """What the names that are read now stand on."""
    ((setting, person, reporter, item),) = session.sql(
        "SELECT (SELECT max(id) FROM setting_revision), (SELECT max(id) FROM person), "
        "(SELECT max(id) FROM reporter), (SELECT max(id) FROM register_item)"
    )
    return (setting or 0, person or 0, reporter or 0, item or 0)


def known_names(session: Session) -> KnownNames:
    """Everybody and everything by name."""
    known = KnownNames(footing(session))
    for key, uid, name in session.sql("SELECT id, uid, name FROM person ORDER BY active DESC, id"):
        known.note("person", fold(name), uid, key, name)
    rows = session.sql("SELECT id, uid, folded, name FROM reporter ORDER BY active DESC, id")
    for key, uid, folded, name in rows:
        known.note("reporter", folded, uid, key, name)
    rows = session.sql("SELECT id, uid, register, folded, name FROM register_item ORDER BY active DESC, id")
    for key, uid, register, folded, name in rows:
        known.note(register, folded, uid, key, name)
    return known


def add_people(session: Session, batch: str, people: Sequence[Person], keys: Mapping[str, int]) -> None:
    """Add staff that an import brings along, with the ``keys`` that were set aside for them."""
    session.run_many(
        "INSERT INTO person (id, uid, name, role, account, email, active) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(keys[one.uid], one.uid, *person_cells(one)) for one in people],
    )
    note_addition(session, batch, "person", {one.uid: digest_of(person_cells(one)) for one in people})


def add_reporters(
    session: Session, batch: str, reporters: Sequence[Reporter], keys: Mapping[str, int]
) -> None:
    """Add reporters that an import brings along, with the ``keys`` that were set aside for them."""
    session.run_many(
        "INSERT INTO reporter (id, uid, name, phone, email, place, note, active, folded, details, words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?)",
        [
            (keys[one.uid], one.uid, *reporter_cells(one), fold(one.name), words_of(record_of(one)))
            for one in reporters
        ],
    )
    note_addition(session, batch, "reporter", {one.uid: digest_of(reporter_cells(one)) for one in reporters})


def add_items(session: Session, batch: str, items: Sequence[RegisterItem], keys: Mapping[str, int]) -> None:
    """Add teams, services and devices of an import, with the ``keys`` that were set aside for them."""
    session.run_many(
        "INSERT INTO register_item (id, uid, register, name, details, active, folded, place, words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, '', ?)",
        [
            (keys[one.uid], one.uid, *item_cells(one), fold(one.name), words_of(record_of(one)))
            for one in items
        ],
    )
    note_addition(session, batch, "register_item", {one.uid: digest_of(item_cells(one)) for one in items})


def put_setting(session: Session, batch: str, name: str, value: JsonValue, author: str, at: Instant) -> None:
    """Let ``value`` rule from now on, as one revision an import, however often it adds to it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    ((newest,),) = session.sql("SELECT max(id) FROM setting_revision WHERE name = ?", (name,))
    mine = f"{name}#{newest}"
    if mine in additions_of(session, batch, "setting"):
        session.sql("UPDATE setting_revision SET value = ? WHERE id = ?", (text, newest))
    else:
        ((mine_id,),) = session.sql("SELECT coalesce(max(id), 0) + 1 FROM setting_revision")
        session.sql(
            "INSERT INTO setting_revision (id, name, value, author, changed_at, changed_offset) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (mine_id, name, text, author, at.ms, at.offset),
        )
        mine = f"{name}#{mine_id}"
    note_addition(session, batch, "setting", {mine: digest_of([text])})


def person_cells(one: Person) -> list[JsonValue]:
    """The columns of a person beside the uid."""
    return [one.name, one.role, one.account, one.email, int(one.active)]


def reporter_cells(one: Reporter) -> list[JsonValue]:
    """The columns of a reporter beside the uid and what is folded."""
    return [one.name, one.phone, one.email, one.place, one.note, int(one.active)]


def item_cells(one: RegisterItem) -> list[JsonValue]:
    """The columns of a register's item beside the uid and what is folded."""
    details: Mapping[str, JsonValue] = one.details
    return [
        one.register, one.name, json.dumps(details, ensure_ascii=False, sort_keys=True), int(one.active),
    ]  # fmt: skip
