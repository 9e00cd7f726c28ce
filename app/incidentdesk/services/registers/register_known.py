"""What is known of a register while a file fills it: who or what a row may be, and the names it refers to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import fold
from incidentdesk.domain.register_words import plain_words
from incidentdesk.domain.registers import Record, RegisterSpec, is_uid
from incidentdesk.storage import register_entries, registers
from incidentdesk.storage.session import Session

OWN_MARKS = ("serial", "inventory", "mail")
"""Fields that hardly two entries have alike."""

_NO_DIGIT = re.compile(r"\D")
_Key = TypeVar("_Key")


class Known:
    """The entries of one register by all that can tell them.

    Names of other registers are read when needed.
    """

    def __init__(self, session: Session, spec: RegisterSpec) -> None:
        self.footing = register_entries.footing(session)
        self.pending: dict[str, Record] = {}
        self._spec = spec
        self._session = session
        self._uids: set[str] = set()
        self._names: dict[str, list[str]] = {}
        self._loose: dict[str, list[str]] = {}
        self._keys: dict[str, str] = {}
        self._marks: dict[tuple[str, str], list[str]] = {}
        self._others: dict[str, dict[str, list[str]]] = {}
        self._called: dict[str, str] = {}
        for one in register_entries.each(session, spec.key):
            self._learn(one)

    def of(self, session: Session) -> Known:
        """The same within another transaction, read anew where somebody else changed a register meanwhile."""
        if register_entries.footing(session) != self.footing:
            fresh = Known(session, self._spec)
            fresh.pending = self.pending
            for one in self.pending.values():
                fresh.add(one)
            return fresh
        self._session = session
        return self

    def keep_up(self, session: Session) -> None:
        """What was written in the transaction is known here."""
        self.footing = register_entries.footing(session)

    def add(self, one: Record) -> None:
        """Take in an entry that a row adds or changes; what it was called before still tells it."""
        if one.register == self._spec.key:
            self.pending[one.uid] = one
            self._learn(one)
        else:
            _note(self._of_other(one.register), fold(one.name), one.uid)
        self._called[one.uid] = one.name

    def record(self, uid: str) -> Record | None:
        """The entry as it is by now."""
        return self.pending.get(uid) or register_entries.record(self._session, self._spec.key, uid)

    def has(self, uid: str) -> bool:
        """Whether the register has the entry."""
        return uid in self._uids

    def is_taken(self, uid: str) -> bool:
        """Whether anybody or anything has the uid already."""
        return uid in self._uids or bool(registers.names_of(self._session, [uid]))

    def by_key(self, key: str) -> str:
        """The entry with that key elsewhere, or nothing."""
        return self._keys.get(fold(key), "") if key else ""

    def by_name(self, name: str) -> list[str]:
        """Those whose whole name it is."""
        return list(self._names.get(fold(name), ()))

    def by_loose_name(self, name: str) -> list[str]:
        """Those whose name has the same words in another order or with other accents."""
        return list(self._loose.get(_loose(name), ()))

    def by_marks(self, cells: Mapping[str, str]) -> list[str]:
        """Those with the serial or inventory number or the e-mail address in ``cells``."""
        found = [
            uid
            for field in OWN_MARKS
            if field in self._spec.by_key and cells.get(field)
            for uid in self._marks.get((field, _mark(cells[field])), ())
        ]
        return list(dict.fromkeys(found))

    def uid_of(self, register: str, word: str) -> str:
        """The uid of the entry of ``register`` that a cell means; empty where nobody knows it.

        ``ValueError`` where several share the name.
        """
        names = self._of_other(register)
        uids = names.get(fold(word), [])
        if len(uids) > 1:
            said = _("“{name}” fits {n} records; write the uid in its place")
            raise ValueError(said.format(name=word, n=len(uids)))
        if not uids and is_uid(word) and any(word in known for known in names.values()):
            return word
        return uids[0] if uids else ""

    def name_of(self, register: str, uid: str) -> str:
        """The word by which a cell names an entry: its name, or the uid where others have that name too.

        A place that is told in plain text is named by it.
        """
        if uid not in self._called:
            self._called |= registers.names_of(self._session, [uid]) or {uid: uid}
        name = self._called[uid]
        return name if self._of_other(register).get(fold(name), [uid]) == [uid] else uid

    def _of_other(self, register: str) -> dict[str, list[str]]:
        if register not in self._others:
            names: dict[str, list[str]] = {}
            retired: dict[str, list[str]] = {}
            for uid, folded, active in register_entries.names(self._session, register):
                (names if active else retired).setdefault(folded, []).append(uid)
            self._others[register] = {**retired, **names}
        return self._others[register]

    def _learn(self, one: Record) -> None:
        self._uids.add(one.uid)
        _note(self._names, fold(one.name), one.uid)
        _note(self._loose, _loose(one.name), one.uid)
        key = one.values.get("key")
        if isinstance(key, str):
            self._keys.setdefault(fold(key), one.uid)
        for field in OWN_MARKS:
            value = one.values.get(field)
            if isinstance(value, str) and field in self._spec.by_key:
                _note(self._marks, (field, _mark(value)), one.uid)


def _note(uids: dict[_Key, list[str]], key: _Key, uid: str) -> None:
    known = uids.setdefault(key, [])
    if uid not in known:
        known.append(uid)


def _loose(name: str) -> str:
    return " ".join(sorted(plain_words(name)))


def _mark(text: str) -> str:
    return "".join(plain_words(text))


def same_phone(one: str, other: str) -> bool:
    """Whether two numbers end in the same digits: one may be written with its country or without."""
    digits, others = _NO_DIGIT.sub("", one), _NO_DIGIT.sub("", other)
    shorter = min(len(digits), len(others))
    return shorter > 0 and digits[-min(shorter, 7) :] == others[-min(shorter, 7) :]
