"""What changes on one incident in a transaction, and the lines of its timeline that tell of it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.chain import columns_of, entry_hash, payload_digest
from incidentdesk.domain.conditions import Bindings
from incidentdesk.domain.facts import facts_of
from incidentdesk.domain.gate import Asking
from incidentdesk.domain.incident_events import CLOCK_KINDS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import moment_from_json, sort_ms
from incidentdesk.domain.process_definition import ProcessDefinition, Stage
from incidentdesk.domain.records import Entry, Incident, StageState
from incidentdesk.domain.searched_words import WORD_KINDS
from incidentdesk.services.desk.desk import Work
from incidentdesk.storage import timeline

STEERING_KINDS = (*CLOCK_KINDS, "logged")
READ_KINDS = (STEERING_KINDS, tuple(kind for kind in WORD_KINDS if kind not in STEERING_KINDS))
"""The entries that a change may have to read again: few that steer it, and all words, which may be many."""


class CaseChanges:
    """What one incident was, what it becomes, and what is told of it; ``Case`` opens and writes it.

    What follows from a change, whichever use case made it, works on this: the case needs it to finish.
    """

    def __init__(
        self, work: Work, incident: Incident, stages: dict[str, StageState], definition: ProcessDefinition
    ) -> None:
        self.work = work
        self.before = incident
        self.incident = incident
        self.stages = stages
        self.stages_before = dict(stages)
        self.definition = definition
        self._written: set[str] = set()
        self._recorded: list[Entry] = []
        self._stored: dict[tuple[str, ...], list[Entry]] = {}

    def asking(self) -> Asking:
        """What gates and conditions are asked against, as things stand now."""
        return Asking(
            facts_of(self.incident, self.stages.values(), self.work.now.ms),
            Bindings(self.work.author, self.work.now, self.work.settings.zone),
            self.work.settings.field_facts(self.definition),
        )

    def state(self, stage: Stage) -> StageState:
        """What is on ``stage``; an empty one where nothing is yet."""
        return self.stages.get(stage.key) or StageState(self.incident.run_uid, stage.key, {})

    def completed(self) -> dict[str, bool]:
        """Which stages are complete, by key."""
        return {key: state.completed is not None for key, state in self.stages.items()}

    def put(self, state: StageState) -> None:
        """Let ``state`` stand for its stage."""
        self.stages[state.key] = state
        self._written.add(state.key)

    def change(self, **parts: object) -> None:
        """Change columns of the incident."""
        self.incident = replace(self.incident, **parts)  # type: ignore[arg-type]

    def change_core(self, values: Mapping[str, JsonValue]) -> None:
        """Change shared fields; ``None`` empties one."""
        core = {**self.incident.core, **values}
        self.change(core={key: value for key, value in core.items() if value is not None})

    def record(
        self,
        kind: str,
        parameters: Mapping[str, JsonValue] | None = None,
        payload: JsonValue = None,
        done: Instant | None = None,
    ) -> Entry:
        """Add a line to the timeline, chained to the one before it."""
        work, incident, salt = self.work, self.incident, secrets.token_bytes(16)
        entry = Entry(
            uid=work.new_uid(),
            incident=incident.uid,
            seq=incident.entry_count + 1,
            kind=kind,
            parameters=dict(parameters or {}),
            author=work.author,
            done=done or work.now,
            entered=work.now,
            cause=work.cause,
            payload=payload,
            salt=salt,
            digest=payload_digest(salt, payload),
            hash="",
        )
        entry = replace(entry, hash=entry_hash(incident.head, columns_of(entry), entry.digest))
        self.change(entry_count=entry.seq, head=entry.hash)
        self._recorded.append(entry)
        return entry

    def entries_of_kinds(self, kinds: Collection[str]) -> list[Entry]:
        """The entries of some of ``READ_KINDS``, those of this transaction too, as they were entered."""
        stored: list[Entry] = []
        for read in READ_KINDS:
            if not set(read).isdisjoint(kinds):
                if read not in self._stored:
                    session, uid = self.work.session, self.incident.uid
                    self._stored[read] = timeline.entries_of_kinds(session, uid, read)
                stored += self._stored[read]
        stored.sort(key=lambda entry: entry.seq)
        return [entry for entry in (*stored, *self._recorded) if entry.kind in kinds]

    def set_status(self, status: str) -> None:
        """Change the status, and say so on the timeline.

        Leaving “new” is the first response; so is a hold or a resolution after a cancelled start.
        """
        old = self.incident.status
        if old == status:
            return
        said: dict[str, JsonValue] = {"from": old, "to": status}
        if status == "resolved":
            restored = self.asking().facts.get("restored")
            said["restored"] = _start_ms(restored)
        if status in {"on_hold", "resolved", "closed"} or (old == "new" and status != "cancelled"):
            self.respond()
        self.change(status=status)
        self.record("status_changed", said)

    def respond(self, done: Instant | None = None) -> None:
        """Note the first response, given at ``done`` or now, where there was none yet."""
        if self.incident.responded is None:
            at = min(done or self.work.now, self.work.now)
            self.change(responded=at)
            self.record("responded", done=at)


def _start_ms(moment: JsonValue) -> int | None:
    return sort_ms(moment_from_json(moment)) if moment else None
