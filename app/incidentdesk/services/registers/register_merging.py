"""Two entries that are one: the better one stands for both, and that can be undone like a file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import Card, FileBatch, Record, RegisterSpec
from incidentdesk.domain.rights import Right
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.registers.register_record import card, changes_of, merged, put, record_of
from incidentdesk.storage import register_batches, register_entries


@dataclass(frozen=True)
class Merged:
    """The entry that stands for both, and the batch by which ``register_files.undo`` takes it back."""

    card: Card
    batch: str
    changes: Changes


def merge(desk: Desk, spec: RegisterSpec, uid: str, into: str, author: str) -> Merged:
    """Let ``into`` stand for ``uid``: it takes over what it lacks, and other entries name it from now on.

    ``uid`` is retired and kept, for incidents that name it tell what was known then.
    """
    if uid == into:
        raise UsageError(_("An entry cannot be merged with itself."), _("Choose another one."))
    with desk.changing(author) as work:
        work.require(Right.REGISTERS)
        gone, kept = record_of(work.session, spec, uid), record_of(work.session, spec, into)
        batch = _begun(work, spec, f"{gone.name} → {kept.name}")
        lacks = {key: value for key, value in gone.values.items() if key not in kept.values | {"key": 0}}
        put(work, gone, replace(gone, active=False), batch, "merged")
        put(work, kept, merged(kept, kept.name, lacks), batch)
        for one in register_entries.naming(work.session, uid):
            put(work, one, _naming(one, uid, into), batch)
        return Merged(card(work.session, spec, into), batch, changes_of(work, spec))


def _begun(work: Work, spec: RegisterSpec, what: str) -> str:
    batch = FileBatch(work.new_uid(), spec.key, what, {"merged": 1}, "done", work.author, work.now)
    register_batches.begin(work.session, batch)
    return batch.uid


def _naming(one: Record, uid: str, into: str) -> Record:
    """``one`` with ``into`` wherever it named ``uid``."""

    def renamed(value: JsonValue) -> JsonValue:
        if isinstance(value, list):
            return list[JsonValue](dict.fromkeys(str(renamed(part)) for part in value))
        return into if value == uid else value

    return replace(one, values={key: renamed(value) for key, value in one.values.items()})
