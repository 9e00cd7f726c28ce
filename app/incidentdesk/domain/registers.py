"""The registers: who tells us of incidents, and the services, devices, places, teams, skills and suppliers.

Each register has a name and the fields of its ``RegisterSpec``. A value is JSON: text, yes or no, the uid of
another entry, or a list of uids. A place may also be plain text, as an old desk or an import wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from incidentdesk.base.texts import N_
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.core_fields import PRIORITIES
from incidentdesk.domain.json_values import JsonValue

TEXT_KINDS = frozenset({"text", "phone", "mail", "number", "long_text"})
"""Kinds whose value is text as it was typed; a ``number`` names one thing (serial, contract)."""

REFERENCE_KINDS = frozenset({"person", "team", "place", "service", "device", "supplier", "reporter"})
"""Kinds whose value is the uid of one entry; the kind is the register it is in (``person``: staff)."""

LIST_KINDS: Mapping[str, str] = MappingProxyType({"people": "person", "roles": ""})
"""Kinds whose value is a list: of uids in the register named here, or of plain keys."""

_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_uid(text: str) -> bool:
    """Whether ``text`` has the form of a uid; a place that has not is named in plain text."""
    return _UID.fullmatch(text) is not None


@dataclass(frozen=True)
class RegisterField:
    """One field of a register.

    ``kind`` is one of ``TEXT_KINDS``, ``REFERENCE_KINDS``, ``LIST_KINDS``, ``yes_no`` or ``choice`` (of
    ``choices``, or none).
    """

    key: str
    label: str
    kind: str
    choices: tuple[str, ...] = ()

    @property
    def refers_to(self) -> str:
        """The register whose uids this field holds; empty where it holds none."""
        return self.kind if self.kind in REFERENCE_KINDS else LIST_KINDS.get(self.kind, "")


@dataclass(frozen=True)
class RegisterSpec:
    """What one register is called, and the fields that an entry has beside its name.

    ``told_by`` are the fields that tell an entry from others of its name, the best first.
    """

    key: str
    label: str
    plural: str
    fields: tuple[RegisterField, ...]
    told_by: tuple[str, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, RegisterField]:
        """The fields by key."""
        return MappingProxyType({one.key: one for one in self.fields})


def _field(key: str, label: str, kind: str, choices: tuple[str, ...] = ()) -> RegisterField:
    return RegisterField(key, label, kind, choices)


_KEY = _field("key", N_("Key elsewhere"), "number")
"""What another system calls the entry: by it a file finds the entry again, whatever its name is by then."""

REGISTERS: Mapping[str, RegisterSpec] = MappingProxyType(
    {
        spec.key: spec
        for spec in (
            RegisterSpec(
                "reporter",
                N_("Reporter"),
                N_("Reporters"),
                (
                    _field("phone", N_("Phone"), "phone"),
                    _field("mail", N_("E-mail"), "mail"),
                    _field("place", N_("Place"), "place"),
                    _field("service", N_("Service they use"), "service"),
                    _field("device", N_("Device"), "device"),
                    _field("note", N_("Note"), "long_text"),
                    _KEY,
                ),
                ("phone", "place", "mail"),
            ),
            RegisterSpec(
                "service",
                N_("Service"),
                N_("Services"),
                (
                    _field("critical", N_("Critical"), "yes_no"),
                    _field("owner", N_("Owner"), "person"),
                    _field("owner_reporter", N_("Who gives the word for it"), "reporter"),
                    _field("builders", N_("Builders"), "text"),
                    _field("backup_person", N_("Backup person"), "person"),
                    _field("provisional_priority", N_("Provisional priority"), "choice", PRIORITIES),
                    _field("note", N_("Note"), "long_text"),
                    _KEY,
                ),
                ("critical", "owner", "backup_person"),
            ),
            RegisterSpec(
                "device",
                N_("Device"),
                N_("Devices"),
                (
                    _field("kind", N_("Kind"), "text"),
                    _field("serial", N_("Serial number"), "number"),
                    _field("inventory", N_("Inventory number"), "number"),
                    _field("place", N_("Place"), "place"),
                    _field("service", N_("Service"), "service"),
                    _field("user", N_("User"), "reporter"),
                    _field("supplier", N_("Supplier"), "supplier"),
                    _field("note", N_("Note"), "long_text"),
                    _KEY,
                ),
                ("kind", "inventory", "serial", "place", "user"),
            ),
            RegisterSpec(
                "place",
                N_("Place"),
                N_("Places"),
                (
                    _field("building", N_("Building"), "text"),
                    _field("floor", N_("Floor"), "text"),
                    _field("phone", N_("Phone"), "phone"),
                    _KEY,
                ),
                ("building", "floor", "phone"),
            ),
            RegisterSpec(
                "team",
                N_("Team"),
                N_("Teams"),
                (
                    _field("members", N_("Members"), "people"),
                    _field("process_roles", N_("Roles it fills"), "roles"),
                    _field("phone", N_("Phone"), "phone"),
                    _KEY,
                ),
                ("phone", "members"),
            ),
            RegisterSpec(
                "skill",
                N_("Skill"),
                N_("Skills"),
                (_field("people", N_("Who has it"), "people"), _KEY),
                ("people",),
            ),
            RegisterSpec(
                "supplier",
                N_("Supplier"),
                N_("Suppliers"),
                (
                    _field("phone", N_("Support number"), "phone"),
                    _field("contract", N_("Contract number"), "number"),
                    _field("hours", N_("Hours"), "text"),
                    _field("mail", N_("E-mail"), "mail"),
                    _field("note", N_("Note"), "long_text"),
                    _KEY,
                ),
                ("phone", "contract", "hours"),
            ),
        )
    }
)
"""The registers by key, in the order in which they are offered."""


@dataclass(frozen=True)
class Entry:
    """An entry as it stands in a list: ``line`` is what tells it from others of its name."""

    uid: str
    register: str
    name: str
    line: str
    active: bool


@dataclass(frozen=True)
class Found:
    """Some of the ``total`` entries that were found."""

    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True)
class RegisterChange:
    """Who changed what of an entry, and when. ``fields`` has the old and the new value by field.

    ``kind`` is ``added``, ``changed``, ``retired``, ``restored`` or ``merged``; ``batch`` names the batch of
    a CSV file that did it, if one did.
    """

    uid: str
    entry: str
    register: str
    kind: str
    fields: dict[str, tuple[JsonValue, JsonValue]]
    author: str
    at: Instant
    batch: str = ""


@dataclass(frozen=True)
class Record:
    """One entry as it is kept: its name and all its values by field."""

    uid: str
    register: str
    name: str
    values: dict[str, JsonValue] = field(default_factory=dict)
    active: bool = True


@dataclass(frozen=True)
class Card:
    """All there is to read about one entry. ``used`` counts the incidents that name it.

    ``names`` are those behind the uids in ``values`` and ``history``, authors too.
    """

    uid: str
    register: str
    name: str
    values: dict[str, JsonValue]
    active: bool
    used: int
    names: dict[str, str] = field(default_factory=dict)
    history: tuple[RegisterChange, ...] = ()


@dataclass(frozen=True)
class FileBatch:
    """A file that filled a register; ``state`` is ``open`` (not all of it was), ``done`` or ``undone``."""

    uid: str
    register: str
    file: str
    counts: Mapping[str, int]
    state: str
    author: str
    begun: Instant
