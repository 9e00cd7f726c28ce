"""Reading and changing one entry of a register in the transaction at hand, and who changed what of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from incidentdesk.domain.registers import Card, Record, RegisterChange, RegisterSpec
from incidentdesk.services.desk.desk import Changes, Work
from incidentdesk.storage import register_changes, register_entries, registers
from incidentdesk.storage.session import Session


def record_of(session: Session, spec: RegisterSpec, uid: str) -> Record:
    """The entry ``uid``; ``UsageError`` where there is none."""
    one = register_entries.record(session, spec.key, uid)
    if one is None:
        raise UsageError(
            _("The register “{register}” has no entry “{uid}”.").format(register=spec.key, uid=uid),
            _("Search for it by its name."),
        )
    return one


def card(session: Session, spec: RegisterSpec, uid: str) -> Card:
    """All of one entry, with its history, and the names behind the uids in both."""
    one = record_of(session, spec, uid)
    history = tuple(register_changes.changes_of(session, uid))
    told = [*one.values.items(), *((key, value) for change in history for key, pair in change.fields.items()
            for value in pair)]  # fmt: skip
    named = [change.author for change in history]
    for key, value in told:
        if key in spec.by_key and spec.by_key[key].refers_to:
            named += [str(part) for part in (value if isinstance(value, list) else [value])]
    return Card(
        one.uid,
        spec.key,
        one.name,
        one.values,
        one.active,
        register_entries.used(session, spec.key, uid),
        registers.names_of(session, named),
        history,
    )


def merged(before: Record, name: str, values: Mapping[str, JsonValue]) -> Record:
    """``before`` with a name and some values changed; ``None`` empties one."""
    both = {**before.values, **values}
    return replace(before, name=name, values={key: one for key, one in both.items() if one is not None})


def put(work: Work, before: Record | None, after: Record, batch: str = "", kind: str = "") -> bool:
    """Keep ``after`` in place of ``before``, and who did it; false where nothing is different.

    ``kind`` says what else it is where an entry is retired: ``merged``.
    """
    change = change_of(work, before, after, batch, kind)
    if change is None:
        return False
    register_entries.write(work.session, after)
    register_changes.note_changes(work.session, [change])
    return True


def add_person(work: Work, one: Record, batch: str) -> None:
    """Add somebody to the staff by name alone, as a file names them."""
    registers.write_person(work.session, Person(one.uid, one.name))
    change = change_of(work, None, one, batch)
    register_changes.note_changes(work.session, [change] if change else [])


def change_of(
    work: Work, before: Record | None, after: Record, batch: str = "", kind: str = ""
) -> RegisterChange | None:
    """What is kept of a change from ``before`` to ``after``; ``None`` where nothing is different."""
    old = {"name": before.name, **before.values} if before else {}
    new = {"name": after.name, **after.values}
    fields = {key: (old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)}
    was_active = before.active if before else True
    if before is not None and not fields and was_active == after.active:
        return None
    if before is None:
        kind = "added"
    elif was_active == after.active:
        kind = "changed"
    else:
        kind = kind or ("restored" if after.active else "retired")
    return RegisterChange(
        work.new_uid(), after.uid, after.register, kind, fields, work.author, work.now, batch
    )


def changes_of(work: Work, spec: RegisterSpec) -> Changes:
    """What a change of a register touches."""
    return work.changes("registers", *(["reporters"] if spec.key == "reporter" else []))


def must_be_free(session: Session, spec: RegisterSpec, name: str, uid: str) -> None:
    """Raise ``UsageError`` where another entry of a register, reporters apart, has the name already."""
    if spec.key == "reporter":
        return
    for other in registers.uids_named(session, spec.key, name):
        if other == uid:
            continue
        there = register_entries.record(session, spec.key, other)
        retired = there is not None and not there.active
        raise UsageError(
            _("“{name}” is here already.").format(name=name),
            _("It is retired: restore it.") if retired else _("Use it, or choose another name."),
        )
