"""Taking back what a file did to a register, where nobody went on with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.registers import FileBatch, Record, RegisterChange
from incidentdesk.domain.rights import Right
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.imports.import_types import Progress
from incidentdesk.services.registers.register_file_types import FileControl, FileUndone
from incidentdesk.services.registers.register_record import changes_of, put
from incidentdesk.services.registers.register_values import spec_of
from incidentdesk.storage import register_batches, register_changes, register_entries, registers

CHANGES_AT_ONCE = 200


@dataclass
class _Done:
    deleted: int = 0
    put_back: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def undo_batch(
    desk: Desk, batches: Sequence[FileBatch], ref: str, author: str, control: FileControl
) -> FileUndone:
    """See ``RegisterFiles.undo``. The newest change is taken back first, some of them a transaction."""
    batch = _found(batches, ref)
    spec, done = spec_of(batch.register), _Done()
    key: int | None = None
    state, changes, count = "undone", Changes(), 0
    with desk.changing(author) as work:
        work.require(Right.REGISTERS)
    while True:
        if control.cancelled():
            state = "stopped"
            break
        with desk.changing(author) as work:
            some = register_batches.changes_before(work.session, batch.uid, key, CHANGES_AT_ONCE)
            for _key, change in some:
                _take_back(work, change, done)
            key = some[-1][0] if some else key
            changes = changes_of(work, spec)
        count += len(some)
        control.progress(Progress(_("Changes"), count))
        if len(some) < CHANGES_AT_ONCE:
            break
    if state == "undone":
        with desk.changing(author) as work:
            register_batches.note(work.session, batch.uid, None, state)
    return FileUndone(batch.uid, state, done.deleted, done.put_back, tuple(done.left), changes)


def _found(batches: Sequence[FileBatch], ref: str) -> FileBatch:
    found = [one for one in batches if ref and one.uid.startswith(ref)]
    if len(found) != 1:
        raise UsageError(
            _("There is no file “{ref}” that filled a register.").format(ref=ref),
            _("Choose it from the list."),
        )
    if found[0].state == "undone":
        raise RefusedError(_("“{file}” was undone already.").format(file=found[0].file), "")
    return found[0]


def _take_back(work: Work, change: RegisterChange, done: _Done) -> None:
    if change.register == "person":
        _retire_person(work, change, done)
        return
    now = register_entries.record(work.session, change.register, change.entry)
    if now is None:
        return
    written = {"name": now.name, **now.values} == {name: new for name, (_old, new) in change.fields.items()}
    if change.kind != "added":
        _put_back(work, now, change, done)
    elif not written:
        done.left.append((now.name, _("It was changed since.")))
    elif register_entries.is_named(work.session, now.uid, now.register):
        done.left.append((now.name, _("It is in use by now; retire it if it shall not be offered.")))
    else:
        register_entries.delete(work.session, now.register, now.uid)
        gone = {name: (new, old) for name, (old, new) in change.fields.items()}
        undone = replace(change, uid=work.new_uid(), kind="deleted", fields=gone, batch="")
        register_changes.note_changes(work.session, [replace(undone, author=work.author, at=work.now)])
        done.deleted += 1


def _retire_person(work: Work, change: RegisterChange, done: _Done) -> None:
    person = registers.person(work.session, change.entry)
    if person is not None and person.active:
        registers.write_person(work.session, replace(person, active=False))
        done.left.append((person.name, _("Staff are kept, and no longer offered.")))


def _put_back(work: Work, now: Record, change: RegisterChange, done: _Done) -> None:
    """Let each field be what it was before, where it still says what the file wrote."""
    values, name, left = dict(now.values), now.name, False
    for key, (old, new) in change.fields.items():
        current = name if key == "name" else values.get(key)
        if current != new:
            left = True
        elif key == "name":
            name = str(old)
        elif old is None:
            values.pop(key, None)
        else:
            values[key] = old
    active = {"retired": True, "merged": True, "restored": False}.get(change.kind, now.active)
    if left:
        done.left.append((now.name, _("It was changed since; what was not is put back.")))
    if put(work, now, replace(now, name=name, values=values, active=active)):
        done.put_back += 1
