"""Registers: finding entries as somebody types, reading and changing them, and who changed what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import Card, Entry, Found, Record, RegisterSpec
from incidentdesk.domain.rights import Right
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.registers.register_lines import entries_of, people_found, usual_values
from incidentdesk.services.registers.register_record import (
    card,
    changes_of,
    merged,
    must_be_free,
    put,
    record_of,
)
from incidentdesk.services.registers.register_values import checked, spec_of
from incidentdesk.storage import register_entries, register_search, registers
from incidentdesk.storage.session import Session

if TYPE_CHECKING:
    from incidentdesk.services.registers.register_merging import Merged

NAMED_AT_MOST = 5
"""How many of those who share a name are told."""


class Registers:
    """The use cases of the registers' room, of pickers, and of the command line."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(
        self, register: str, text: str, *, limit: int = 20, offset: int = 0, retired: bool = False
    ) -> Found:
        """Entries that ``text`` finds: each of its words begins a word of theirs, or is in a number.

        Those whose name begins with it come first. With ``retired`` those that are out of use are found, too.
        ``person`` finds staff.
        """
        from incidentdesk.domain.register_words import needles

        with self._desk.database.reading() as session:
            if register == "person":
                return people_found(session, needles(text), limit, offset, retired=retired)
            spec, asked = spec_of(register), needles(text)
            if text.strip() and not asked:
                return Found((), 0)
            hits = register_search.find(session, spec.key, asked, limit, offset, retired=retired)
            return Found(entries_of(session, spec, hits.records), hits.total)

    def named(self, register: str, word: str) -> str:
        """The uid of the entry that is meant by its uid or its whole name; empty where nobody knows it.

        ``UsageError`` where several have the name.
        """
        spec = spec_of(register)
        with self._desk.database.reading() as session:
            if registers.is_known(session, spec.key, word):
                return word
            found = registers.uids_named(session, spec.key, " ".join(word.split()))
        if len(found) > 1:
            raise UsageError(
                _("“{name}” fits {n} records.").format(name=word, n=len(found)),
                _("Give the uid: {uids}.").format(uids=", ".join(found[:NAMED_AT_MOST])),
            )
        return found[0] if found else ""

    def get(self, register: str, uid: str) -> Card:
        """All of one entry; ``UsageError`` where there is none with ``uid``."""
        with self._desk.database.reading() as session:
            return card(session, spec_of(register), uid)

    def defaults_for(self, reporter: str) -> dict[str, JsonValue]:
        """What an incident that ``reporter`` tells of starts with: service, device and place, where known.

        What the reporter does not say, the reporter's device does. The place is told by its name.
        """
        with self._desk.database.reading() as session:
            return usual_values(session, reporter)

    def entries(self, register: str, uids: Sequence[str]) -> dict[str, Entry]:
        """The entries ``uids`` as they stand in a list, retired ones too; those nobody knows are left out."""
        spec = spec_of(register)
        with self._desk.database.reading() as session:
            found = register_entries.records(session, spec.key, uids)
            return {one.uid: one for one in entries_of(session, spec, found)}

    def names(self, register: str, uids: Iterable[str]) -> dict[str, str]:
        """The names behind ``uids`` of ``register``; those that nobody knows are left out."""
        del register  # uids are unique over all registers; the caller says which for its own reader
        with self._desk.database.reading() as session:
            return registers.names_of(session, uids)

    def write(
        self,
        register: str,
        uid: str,
        name: str,
        values: Mapping[str, JsonValue],
        author: str,
        started: Mapping[str, JsonValue] | None = None,
    ) -> tuple[Card, Changes]:
        """Add (without ``uid``) or change an entry; fields that ``values`` leaves out stay as they are.

        ``started`` has the values (and the ``name``) that the edits started from: where somebody else changed
        one of them meanwhile, nothing is saved and ``RefusedError`` says what they wrote. A name is needed;
        all registers but that of reporters have each name once.
        """
        spec, name = spec_of(register), " ".join(name.split())
        if not name:
            raise UsageError(_("An entry needs a name."), _("Type it."))
        with self._desk.changing(author) as work:
            work.require(Right.WORK)
            new = checked(work.session, spec, values)
            before = record_of(work.session, spec, uid) if uid else None
            if before is not None:
                _must_be_as_started(work, spec, before, {"name": name, **new}, started or {})
            if before is None or before.name != name:
                must_be_free(work.session, spec, name, uid)
            if new.get("key"):
                _must_be_own_key(work.session, spec, str(new["key"]), uid)
            kept = merged(before or Record(work.new_uid(), spec.key, ""), name, new)
            put(work, before, kept)
            return card(work.session, spec, kept.uid), changes_of(work, spec)

    def retire(self, register: str, uid: str, author: str) -> Changes:
        """Offer an entry no longer; what names it keeps it."""
        return self._set_active(register, uid, author, active=False)

    def restore(self, register: str, uid: str, author: str) -> Changes:
        """Offer an entry again."""
        return self._set_active(register, uid, author, active=True)

    def merge(self, register: str, uid: str, into: str, author: str) -> Merged:
        """Let ``into`` stand for its duplicate ``uid``, which is retired; see ``register_merging``."""
        from incidentdesk.services.registers.register_merging import merge

        return merge(self._desk, spec_of(register), uid, into, author)

    def _set_active(self, register: str, uid: str, author: str, *, active: bool) -> Changes:
        spec = spec_of(register)
        with self._desk.changing(author) as work:
            work.require(Right.REGISTERS)
            before = record_of(work.session, spec, uid)
            put(work, before, replace(before, active=active))
            return changes_of(work, spec)


def _must_be_own_key(session: Session, spec: RegisterSpec, key: str, uid: str) -> None:
    for other in register_entries.keyed(session, spec.key, key):
        if other.uid != uid:
            raise UsageError(
                _("The key “{key}” belongs to {name}.").format(key=key, name=other.name),
                _("Another system calls one entry so; correct the key."),
            )


def _must_be_as_started(
    work: Work,
    spec: RegisterSpec,
    now: Record,
    wanted: Mapping[str, JsonValue],
    started: Mapping[str, JsonValue],
) -> None:
    """Raise ``RefusedError`` where a field that is to change is not as the edit found it."""
    current: dict[str, JsonValue] = {"name": now.name, **now.values}
    for key, value in wanted.items():
        theirs = current.get(key)
        if key not in started or value == theirs or (started[key] or None) == (theirs or None):
            continue
        field = spec.by_key.get(key)
        raise RefusedError(
            _("“{field}” was changed meanwhile to “{theirs}”; nothing was saved.").format(
                field=_(field.label) if field else _("Name"), theirs=_shown(work.session, theirs)
            ),
            _("Look at the entry again, and save once more."),
        )


def _shown(session: Session, value: JsonValue) -> str:
    texts = [str(one) for one in (value if isinstance(value, list) else [value]) if one is not None]
    names = registers.names_of(session, texts)
    return ", ".join(names.get(one, one) for one in texts)
