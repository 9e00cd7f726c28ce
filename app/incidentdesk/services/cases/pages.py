"""What pages show: frozen records, read in one short transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.callers import Callers
from incidentdesk.domain.clock import ClockResult, PlainTime, run_clock
from incidentdesk.domain.closing_rules import FOUR_EYES
from incidentdesk.domain.conditions import Bindings
from incidentdesk.domain.facts import counted_facts, facts_of
from incidentdesk.domain.follow_ups import FollowUp
from incidentdesk.domain.gate import Asking, Missing, is_skipped, what_is_missing
from incidentdesk.domain.impact_times import impact_gaps
from incidentdesk.domain.incident_events import clock_events
from incidentdesk.domain.json_values import Facts, JsonValue
from incidentdesk.domain.phases import PROCESS
from incidentdesk.domain.process_definition import ProcessDefinition, Stage
from incidentdesk.domain.records import (
    Attachment,
    Entry,
    Incident,
    IssuedReport,
    Person,
    Reporter,
    StageState,
)
from incidentdesk.domain.restricted import Restriction
from incidentdesk.domain.urgency import targets_of
from incidentdesk.domain.whose_word import REPORTER, WORD, WordOf
from incidentdesk.services.cases.caller_lists import callers_of, told_since
from incidentdesk.services.cases.case import find
from incidentdesk.services.cases.closing_gate import RETESTED_BY, four_eyes_gaps, workers
from incidentdesk.services.cases.earlier_runs import EarlierRun, earlier_runs
from incidentdesk.services.cases.outage_gate import outage_gaps
from incidentdesk.services.cases.whose_word import owner_gaps, takes_word, word_given, word_of
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.storage import (
    files,
    follow_ups,
    incidents,
    links,
    registers,
    responses,
    restricted,
    timeline,
)
from incidentdesk.storage.links import Relative
from incidentdesk.storage.session import Session


@dataclass(frozen=True)
class IncidentPage:
    """Everything about one incident, as it was ``now``, for window, report and command line alike."""

    incident: Incident
    definition: ProcessDefinition
    stages: Mapping[str, StageState]
    facts: Facts
    clock: ClockResult
    entries: tuple[Entry, ...]
    attachments: tuple[Attachment, ...]
    reports: tuple[IssuedReport, ...]
    names: Mapping[str, str]
    reporter: Reporter | None
    settings: DeskSettings
    me: str
    now: Instant
    callers: Callers
    relatives: tuple[Relative, ...]
    word_of: WordOf
    """Who is asked whether it works or, where it is closed, whose word that was."""
    follow_ups: tuple[FollowUp, ...] = ()
    workers: tuple[Person, ...] = ()
    """Who may work on it; read only where it matters who else is there."""
    earlier: tuple[EarlierRun, ...] = ()
    """What was written under another process before, the newest first."""
    update_due: Instant | None = None
    """When people are to be told next of a major incident."""
    restriction: Restriction | None = None
    """How it is restricted to named people; ``None`` where it is not."""

    def asking(self, edits: Mapping[str, JsonValue] | None = None) -> Asking:
        """What conditions are asked against, with ``edits`` not yet saved laid over what is."""
        facts = {**self.facts, **edits} if edits else self.facts
        facts = {**facts, **counted_facts(facts, self.now.ms)} if edits else facts
        return Asking(
            facts,
            Bindings(self.me, self.now, self.settings.zone),
            self.settings.field_facts(self.definition),
        )

    def is_complete(self, stage: Stage) -> bool:
        """Whether ``stage`` is complete."""
        state = self.stages.get(stage.key)
        return state is not None and state.completed is not None

    def missing(self, stage: Stage) -> list[Missing]:
        """What ``stage`` lacks."""
        return what_is_missing(stage, self.asking()) + self.gaps_beside(stage)

    def gaps_beside(self, stage: Stage, edits: Mapping[str, JsonValue] | None = None) -> list[Missing]:
        """What ``stage`` lacks beside its process; ``edits`` are not yet saved."""
        answer = self.asking(edits).facts.get(WORD)
        has_callers = bool(self.callers.lines)
        return [
            *self.outage_gaps(stage),
            *(impact_gaps(stage, self.asking(edits).facts) if self.definition.key == PROCESS else ()),
            *self.four_eyes_gaps(stage, edits),
            *owner_gaps(stage, self.incident, self.word_of, answer, has_callers=has_callers),
        ]

    def four_eyes_gaps(self, stage: Stage, edits: Mapping[str, JsonValue] | None = None) -> list[Missing]:
        """What ``stage`` lacks where whoever fixed a critical incident would confirm it alone.

        ``edits`` are not yet saved.
        """
        stages = self.stages
        if edits and RETESTED_BY in edits and RETESTED_BY in self.definition.fields_by_key:
            key = self.definition.fields_by_key[RETESTED_BY][0].key
            state = stages.get(key) or StageState(self.incident.run_uid, key, {})
            values = {**state.values, RETESTED_BY: edits[RETESTED_BY]}
            stages = {**stages, key: replace(state, values=values)}
        return four_eyes_gaps(self.definition, stage, self.incident, stages, self.workers, self.me)

    @property
    def told_since(self) -> Instant | None:
        """Since when callers can be told that it is over; ``None`` while it is not."""
        return told_since(self.incident, self.definition)

    def outage_gaps(self, stage: Stage) -> list[Missing]:
        """What ``stage`` lacks beside its process, where it is the one that closes an outage."""
        return outage_gaps(stage, self.callers, self.relatives)

    def skipped(self, stage: Stage) -> bool:
        """Whether this incident passes over ``stage``."""
        return is_skipped(stage, self.asking())

    def as_written(self, run: EarlierRun) -> IncidentPage:
        """The page as it reads with the process and the values of an earlier run."""
        newer = {key for state in self.stages.values() for key in state.values}
        facts = {key: value for key, value in self.facts.items() if key not in newer}
        return replace(
            self, definition=run.definition, stages=run.stages, facts={**facts, **run.values}, earlier=()
        )

    @property
    def current_stage(self) -> Stage:
        """The stage the work is at."""
        return self.definition.stage(self.incident.stage)

    def name(self, uid: JsonValue) -> str:
        """The name behind a uid; the uid itself where nobody has it."""
        return self.names.get(str(uid), str(uid)) if uid else ""


class Pages:
    """Reading one incident."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def incident(self, ref: str, me: str) -> IncidentPage:
        """The page of an incident by uid or number; ``UsageError`` where there is none."""
        with self._desk.reading() as (session, settings):
            incident = find(session, ref)
            return self._page(session, settings, incident, me)

    def changed_since(self, change_seq: int) -> list[str]:
        """The uids of incidents that changed after ``change_seq``; whoever may not open them, too."""
        with self._desk.database.reading_whole() as session:
            return incidents.changed_since(session, change_seq)

    def _page(self, session: Session, settings: DeskSettings, incident: Incident, me: str) -> IncidentPage:
        now = self._desk.time.now()
        definition = self._desk.library.at_version(session, incident.process, incident.process_version)
        stages = incidents.stages_of(session, incident.run_uid)
        facts = facts_of(incident, stages.values(), now.ms)
        entries = tuple(timeline.entries(session, incident.uid))
        reporter = incident.core.get("reporter")
        earlier = earlier_runs(session, self._desk.library, incident.uid)
        wanted = {entry.author for entry in entries} | _uids(facts, definition) | _uids_in(entries)
        for run in earlier:
            wanted |= _uids(run.values, run.definition) | {one.completed_by for one in run.stages.values()}
        confirmed = any(
            stages[one.key].completed is not None
            for one in definition.stages
            if takes_word(one) and one.key in stages
        )
        word = word_given(session, incident, entries) if confirmed else word_of(session, incident)
        if word.kind != REPORTER:
            definition = self._desk.library.of_owners(definition)
        attachments = tuple(files.attachments(session, incident.uid))
        reports = tuple(files.reports(session, incident.uid))
        wanted |= {me} | {one.completed_by for one in stages.values()} | {one.issued_by for one in reports}
        return IncidentPage(
            incident=incident,
            definition=definition,
            stages=stages,
            facts=facts,
            clock=run_clock(
                clock_events(incident, entries), targets_of(incident, settings.targets), PlainTime(), now.ms
            ),
            entries=entries,
            attachments=attachments,
            reports=reports,
            names=registers.names_of(session, wanted),
            reporter=registers.reporter(session, str(reporter)) if reporter else None,
            settings=settings,
            me=me,
            now=now,
            callers=callers_of(session, incident, definition),
            relatives=tuple(links.relatives(session, incident.uid)),
            follow_ups=tuple(follow_ups.of_incident(session, incident.uid)),
            word_of=word,
            earlier=earlier,
            update_due=_update_due(session, incident),
            restriction=restricted.of(session, incident.uid) if incident.restricted else None,
            workers=workers(session) if incident.priority == FOUR_EYES else (),
        )


def _update_due(session: Session, incident: Incident) -> Instant | None:
    room = responses.of(session, incident.uid) if incident.process == PROCESS else None
    return room.update_due if room is not None else None


REFERENCE_KINDS = frozenset({"person", "reporter", "team", "service", "device"})


def _uids(facts: Facts, definition: ProcessDefinition) -> set[str]:
    found = {
        str(facts[key])
        for key in ("logged_by", "assignee", "reporter", "team", "service", "device")
        if facts.get(key)
    }
    for _stage, field in definition.all_fields():
        value = facts.get(field.key)
        if field.kind in REFERENCE_KINDS and value:
            found.add(str(value))
        people = [column.key for column in field.columns if column.kind in REFERENCE_KINDS]
        for row in value if isinstance(value, list) else ():
            found |= {str(row[key]) for key in people if isinstance(row, dict) and row.get(key)}
    return found


def _uids_in(entries: Iterable[Entry]) -> set[str]:
    found: set[str] = set()
    for entry in entries:
        if entry.kind in {"assigned", "handover"}:
            found |= {str(uid) for uid in entry.parameters.values() if uid}
        elif isinstance(entry.payload, dict):
            for change in entry.payload.values():
                if isinstance(change, dict):
                    found |= {uid for uid in change.values() if isinstance(uid, str) and len(uid) == 36}
                elif isinstance(change, str) and len(change) == 36:
                    found.add(change)
    return found
