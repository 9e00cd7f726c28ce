"""Building an incident of this desk from a record of another system: ready to be written, lock or no lock."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.chain import FIRST, SpelledEntry, spell
from incidentdesk.domain.clock import PlainTime, run_clock
from incidentdesk.domain.conditions import Bindings
from incidentdesk.domain.due_times import due_of
from incidentdesk.domain.facts import facts_of, field_facts
from incidentdesk.domain.gate import Asking, is_skipped, what_is_missing
from incidentdesk.domain.gate_memo import Answer, GateMemo
from incidentdesk.domain.imported import ImportedFile, ImportedIncident
from incidentdesk.domain.incident_events import CLOCK_KINDS, clock_events
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Attachment, Incident, Line, StageState
from incidentdesk.domain.searched_words import WORD_KINDS, named_in, searched_words
from incidentdesk.services.cases.conversation import LIMIT, NewFile
from incidentdesk.services.imports.import_names import Names
from incidentdesk.services.imports.import_story import Story, StoryTeller
from incidentdesk.services.imports.import_values import ValueReader, Values
from incidentdesk.storage.import_rows import NewIncident

_ORDER = ("new", "in_progress", "on_hold", "resolved", "closed")


@dataclass(frozen=True, slots=True)
class Origin:
    """Under which import, from which system and by whom incidents come, and as which process."""

    batch: str
    system: str
    author: str
    process: str


@dataclass(slots=True)
class Read:
    """A record that was understood: its values, its story, and the digest by which it is known again."""

    record: ImportedIncident
    values: Values
    story: Story
    seen: str

    @property
    def doubts(self) -> list[str]:
        """All that could not be taken as it stands."""
        return [*self.values.doubts, *self.story.doubts]


class Builder:
    """Builds incidents for one import, with what the desk knows as of ``names``."""

    def __init__(self, origin: Origin, definition: ProcessDefinition, names: Names, now: Instant) -> None:
        self.origin = origin
        self.definition = definition
        self.names = names
        self._now = now
        self._reader = ValueReader(names, definition, origin.system)
        self._teller = StoryTeller(names, origin.system)
        self._fields = field_facts(definition, names.settings.lists)
        self._gates = GateMemo(definition)
        self._classifying = [
            stage.key for stage in definition.stages if any(field.key == "impact" for field in stage.fields)
        ]
        self._done = {status: stages_by(definition, status) for status in (*_ORDER, "cancelled")}

    def read(self, record: ImportedIncident, seen: str) -> Read:
        """Understand ``record`` with the digest ``seen``; ``RefusedRecordError`` where it cannot be taken."""
        values = self._reader.read(record)
        return Read(record, values, self._teller.tell(record, values, self._now), seen)

    def label(self, key: str) -> str:
        """What a field is called."""
        return self._reader.label(key)

    def year_of(self, logged: Instant) -> int:
        """The year of an incident's number: that in which it was logged, there as well as here."""
        return in_zone(logged.ms, self.names.settings.zone).local().year

    def build(self, read: Read) -> NewIncident:
        """The incident of ``read`` with its stages, timeline, files and due times; its number comes later."""
        now_ms = self._now.ms
        story, values = read.story, read.values
        incident = self._incident(read)
        stages, missing = self._stages(incident, story, values)
        attachments = self._files(incident.uid, read)
        first = Line("logged", {"channel": values.core.get("channel"), "source": values.core.get("source"),
                                "urgent": False}, values.placed(), story.logged)  # fmt: skip
        lines = story.lines(first)
        lines += [_attached(one) for one, _data in attachments]
        clock_lines = [line for line in lines if line.kind in CLOCK_KINDS]
        clock = run_clock(
            clock_events(incident, clock_lines), self.names.settings.targets, PlainTime(), now_ms
        )
        classified = self._is_classified(stages)
        due = due_of(incident, clock, self.names.settings.deadlines, classified=classified, now_ms=now_ms)
        lines.append(self._imported(read, incident, stages, missing))
        entries = self._entries(incident.uid, lines)
        incident = replace(
            incident, due=due, stage=self._position(stages), entry_count=len(entries),
            head=entries[-1].hash,
        )  # fmt: skip
        built = NewIncident(
            incident=incident,
            year=self.year_of(story.logged),
            stages=[state for state in stages.values() if state.values or state.completed],
            entries=entries,
            search_text=self._search_text(incident, stages.values(), lines),
            seen=read.seen,
            attachments=attachments,
        )
        built.spell(self.names.keys)
        return built

    def _incident(self, read: Read) -> Incident:
        story, origin = read.story, self.origin
        return Incident(
            uid=new_uid(self._now.ms),
            number="",
            process=self.definition.key,
            process_version=self.definition.version,
            run_uid=new_uid(self._now.ms),
            status=story.status,
            stage=self.definition.stages[0].key,
            core=read.values.core,
            logged=story.logged,
            logged_by=origin.author,
            provisional=read.values.provisional,
            hold=story.hold,
            cancel_reason=story.cancel_reason,
            responded=story.responded,
            resolved=story.resolved,
            closed=story.closed,
            updated=story.updated,
            origin_system=origin.system,
            origin_key=read.record.key,
            title_built=read.values.title_built,
            reopen_count=story.reopen_count,
        )

    def _stages(
        self, incident: Incident, story: Story, values: Values
    ) -> tuple[dict[str, StageState], dict[str, JsonValue]]:
        """The stages that the status says are complete, and what their gates would have asked for."""
        run, by = incident.run_uid, self.origin.author
        own = {key: StageState(run, key, written) for key, written in values.own.items()}
        given = {**values.placed(), "status": incident.status, "priority": incident.priority,
                 "provisional": incident.provisional, "process": incident.process}  # fmt: skip
        missing, skipped = self._gates.ask(given, lambda: self._ask_gates(incident, own))
        states = {}
        done = self._done[incident.status]
        for stage in self.definition.stages:
            written = values.own.get(stage.key, {})
            if stage.key in done:
                at = completed_at(stage.sets_status, story)
                states[stage.key] = StageState(run, stage.key, written, at, by, stage.key in skipped)
            elif written:
                states[stage.key] = StageState(run, stage.key, written)
        return states, {key: list(fields) for key, fields in missing.items()}

    def _ask_gates(self, incident: Incident, own: Mapping[str, StageState]) -> Answer:
        asking = Asking(
            facts_of(incident, own.values(), self._now.ms),
            Bindings(self.origin.author, self._now, self.names.settings.zone),
            self._fields,
        )
        missing: dict[str, list[str]] = {}
        done = [self.definition.stage(key) for key in self._done[incident.status]]
        for stage in done:
            gaps = [gap.field for gap in what_is_missing(stage, asking)]
            if gaps:
                missing[stage.key] = gaps
        return missing, frozenset(stage.key for stage in done if is_skipped(stage, asking))

    def _is_classified(self, stages: Mapping[str, StageState]) -> bool:
        return all(key in stages and stages[key].completed is not None for key in self._classifying)

    def _position(self, stages: Mapping[str, StageState]) -> str:
        for stage in self.definition.stages:
            state = stages.get(stage.key)
            if state is None or state.completed is None:
                return stage.key
        return self.definition.stages[-1].key

    def _files(self, incident: str, read: Read) -> list[tuple[Attachment, bytes]]:
        kept = []
        for one in read.record.files:
            doubt = file_doubt(one)
            if doubt:
                read.values.doubts.append(doubt)
            elif one.data is not None:
                kept.append((self._attachment(incident, one.name, one.data, read.story.logged), one.data))
        return kept

    def _attachment(self, incident: str, name: str, data: bytes, at: Instant) -> Attachment:
        """A file that came along, as evidence."""
        file = NewFile.of(name, data)
        return Attachment(
            uid=new_uid(self._now.ms), incident=incident, name=name, kind="evidence",
            media_type=file.media_type, size=len(data), sha256=file.sha256, added=at,
            added_by=self.origin.author,
        )  # fmt: skip

    def _imported(
        self,
        read: Read,
        incident: Incident,
        stages: Mapping[str, StageState],
        missing: dict[str, JsonValue],
    ) -> Line:
        """The line that says where it came from, what was completed with it, and what the gates missed."""
        said: dict[str, JsonValue] = {
            "system": self.origin.system,
            "key": read.record.key,
            "completed": [key for key, state in stages.items() if state.completed is not None],
            "missing": missing,
            "said": said_of(incident),
        }
        if read.values.title_built:
            said["title_built"] = True
        doubts: list[JsonValue] = list(read.doubts)
        return Line("imported", said, {"doubts": doubts} if doubts else None, self._now)

    def _entries(self, incident: str, lines: Sequence[Line]) -> list[SpelledEntry]:
        origin, now, chance = self.origin, self._now, os.urandom(16 * len(lines))
        entries, head = [], FIRST
        for place, line in enumerate(lines):
            entry = spell(
                incident, head, place + 1, line, uid=new_uid(now.ms),
                salt=chance[16 * place : 16 * place + 16], author=origin.author, entered=now,
                cause=origin.batch,
            )  # fmt: skip
            entries.append(entry)
            head = entry.hash
        return entries

    def _search_text(self, incident: Incident, stages: Collection[StageState], lines: Sequence[Line]) -> str:
        uids = named_in(incident, stages, self.definition)
        names = {uid: self.names.name(uid) for uid in uids}
        said = [line.payload for line in lines if line.kind in WORD_KINDS]
        return searched_words(incident, stages, self.definition, said, names)


def stages_by(definition: ProcessDefinition, status: str) -> tuple[str, ...]:
    """The stages that are behind an incident of ``status``, in this process."""
    if status == "closed":
        return tuple(stage.key for stage in definition.stages)
    reached = _ORDER.index(status) if status in _ORDER else 0
    behind = [
        place
        for place, stage in enumerate(definition.stages)
        if stage.sets_status in _ORDER and 0 < _ORDER.index(stage.sets_status) <= reached
    ]
    return tuple(stage.key for stage in definition.stages[: max(behind) + 1]) if behind else ()


def completed_at(sets_status: str, story: Story) -> Instant:
    """When a stage that sets a status was completed elsewhere, as far as can be told."""
    ended = story.closed or story.resolved or story.updated
    if sets_status == "closed":
        return ended
    if sets_status == "resolved":
        return story.resolved or ended
    return story.responded or story.logged


def said_of(incident: Incident | Story) -> dict[str, JsonValue]:
    """What is not a value of a form: status, times, and why it waits."""
    said: dict[str, JsonValue] = {"status": incident.status}
    for key in ("responded", "resolved", "closed"):
        at: Instant | None = getattr(incident, key)
        if at is not None:
            said[key] = moment_to_json(Moment.exact(at))
    if incident.hold:
        said["hold_reason"] = incident.hold.reason
    if incident.reopen_count:
        said["reopen_count"] = incident.reopen_count
    return said


def file_doubt(one: ImportedFile) -> str:
    """Why a file cannot be kept; empty where it can."""
    if one.data is None:
        return _("The file “{name}” did not come along.").format(name=one.name)
    if not one.data:
        return _("The file “{name}” is empty.").format(name=one.name)
    if len(one.data) > LIMIT:
        words = _("The file “{name}” is larger than {n} MB.")
        return words.format(name=one.name, n=LIMIT // 1024 // 1024)
    return ""


def _attached(one: Attachment) -> Line:
    return Line("attached", {"sha256": one.sha256, "kind": one.kind, "size": one.size},
                {"name": one.name, "note": one.note}, one.added)  # fmt: skip
