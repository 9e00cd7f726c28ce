"""What tells entries of a register apart in a list: phone, place, serial number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import Entry, Found, Record, RegisterChange, RegisterSpec
from incidentdesk.storage import register_entries, registers
from incidentdesk.storage.session import Session

NOTHING = "–"
AT_MOST = 3
"""How many names of a list are told."""


def entries_of(session: Session, spec: RegisterSpec, records: Sequence[Record]) -> tuple[Entry, ...]:
    """The records as they stand in a list."""
    wanted = [
        uid
        for one in records
        for key in spec.told_by
        if spec.by_key[key].refers_to
        for uid in _texts(one.values.get(key))
    ]
    names = registers.names_of(session, wanted)
    return tuple(Entry(one.uid, spec.key, one.name, _line(spec, one, names), one.active) for one in records)


def people_found(session: Session, asked: Sequence[str], limit: int, offset: int, *, retired: bool) -> Found:
    """Staff whose name, account or address has all of ``asked``; they are few, and read at once."""
    from incidentdesk.domain.register_words import entry_words

    found = []
    for one in registers.people(session):
        words = entry_words(one.name, (one.account, one.email))
        if (one.active or retired) and all(needle in words for needle in asked):
            line = " · ".join(part for part in (one.phone, one.email) if part)
            begins = words.startswith("".join(asked))
            found.append((not begins, words, Entry(one.uid, "person", one.name, line, one.active)))
    found.sort(key=lambda hit: hit[:2])
    return Found(tuple(entry for *_order, entry in found[offset : offset + limit]), len(found))


def usual_values(session: Session, reporter: str) -> dict[str, JsonValue]:
    """See ``Registers.defaults_for``."""
    who = register_entries.record(session, "reporter", reporter)
    if who is None:
        return {}
    device = register_entries.record(session, "device", str(who.values.get("device") or ""))
    of_device = device.values if device and device.active else {}
    found: dict[str, JsonValue] = {"device": device.uid} if device and device.active else {}
    service = str(who.values.get("service") or of_device.get("service") or "")
    known = register_entries.record(session, "service", service)
    if known and known.active:
        found["service"] = service
    place = str(who.values.get("place") or of_device.get("place") or "")
    if place:
        found["place"] = registers.names_of(session, [place]).get(place, place)
    return found


def _line(spec: RegisterSpec, one: Record, names: dict[str, str]) -> str:
    parts = []
    for key in spec.told_by:
        value, field = one.values.get(key), spec.by_key[key]
        if value is True:
            parts.append(_(field.label))
        elif field.refers_to:
            told = [names.get(uid, uid) for uid in _texts(value)]
            more = [_("{n} more").format(n=len(told) - AT_MOST)] if len(told) > AT_MOST else []
            parts.append(", ".join(told[:AT_MOST] + more))
        elif isinstance(value, str):
            parts.append(value)
    return " · ".join(part for part in parts if part)


def _texts(value: JsonValue) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else [value]) if one]


KINDS = {
    "added": N_("added"),
    "changed": N_("changed"),
    "retired": N_("retired"),
    "restored": N_("restored"),
    "merged": N_("merged"),
    "deleted": N_("taken away"),
}
"""What was done with an entry, in words."""


def change_words(spec: RegisterSpec, change: RegisterChange, names: Mapping[str, str]) -> str:
    """A change in one line: what was done, and each field from what to what."""
    parts = field_words(spec, change, names)
    return kind_words(change) + (f": {', '.join(parts)}" if parts else "")


def kind_words(change: RegisterChange) -> str:
    """What was done."""
    return _(KINDS.get(change.kind, change.kind))


def field_words(spec: RegisterSpec, change: RegisterChange, names: Mapping[str, str]) -> list[str]:
    """Each field that was changed, from what to what; of one that was empty only what it says now."""
    told = []
    for key, (old, new) in change.fields.items():
        field = spec.by_key.get(key)
        before = _value_words(old, names)
        from_to = f"{before} → {_value_words(new, names)}" if before != NOTHING else _value_words(new, names)
        told.append(f"{_(field.label) if field else _('Name')}: {from_to}")
    return told


def _value_words(value: JsonValue, names: Mapping[str, str]) -> str:
    if value is True:
        return _("yes")
    return ", ".join(names.get(one, one) for one in _texts(value)) or NOTHING
