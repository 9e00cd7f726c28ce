"""One incident inside a transaction: opened, changed, and written with all that follows from it."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.errors import UsageError, UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.clock import PlainTime, run_clock
from incidentdesk.domain.due_times import due_of
from incidentdesk.domain.gate import is_skipped
from incidentdesk.domain.incident_events import CLOCK_KINDS, clock_events
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.priority import derive
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Incident, StageState
from incidentdesk.domain.searched_words import NAMED, WORD_KINDS, WRITTEN, named_in, searched_words
from incidentdesk.domain.urgency import targets_of
from incidentdesk.services.cases.case_changes import READ_KINDS, CaseChanges
from incidentdesk.services.cases.phase_follows import phase_follows
from incidentdesk.services.cases.reporter_calls import reporter_changed
from incidentdesk.services.cases.whose_word import is_of_owner
from incidentdesk.services.desk.desk import Desk, Work
from incidentdesk.services.desk.seeing import kept_from_viewer
from incidentdesk.storage import import_undo, incidents, register_entries, registers, responses, timeline
from incidentdesk.storage.seeing import WHOLE, restricted_among, seen_by
from incidentdesk.storage.session import Session

PROVISIONAL = "P3"
"""The priority of an incident that nobody has classified, and whose service has none of its own."""

URGENT = "P1"
"""The provisional priority of an incident that was logged as urgent."""

NewNumber = tuple[str, int, int]
"""Prefix, year and ordinal."""


class Case(CaseChanges):
    """The incident of one use case.

    Its changes gather; ``finish`` writes them in the transaction at hand.
    """

    @classmethod
    def open(cls, desk: Desk, work: Work, ref: str) -> Case:
        """The case of an incident by its uid or number; ``UsageError`` where there is none."""
        incident = find(work.session, ref)
        definition = desk.library.at_version(work.session, incident.process, incident.process_version)
        if is_of_owner(incident):
            definition = desk.library.of_owners(definition)
        return cls(work, incident, incidents.stages_of(work.session, incident.run_uid), definition)

    @classmethod
    def open_whole(cls, desk: Desk, work: Work, uid: str) -> Case:
        """As ``open``, whoever may see it: for what follows elsewhere, and is told to nobody."""
        with seen_by(WHOLE):
            return cls.open(desk, work, uid)

    @classmethod
    def new(cls, work: Work, incident: Incident, definition: ProcessDefinition) -> Case:
        """The case of an incident that is not on the desk yet: ``finish`` with its number adds it."""
        case = cls(work, incident, {}, definition)
        case._stored = {kinds: [] for kinds in READ_KINDS}
        return case

    def begin_run(self, definition: ProcessDefinition, values: Mapping[str, Mapping[str, JsonValue]]) -> None:
        """End the run at hand, and begin one of ``definition`` with ``values`` by stage and field.

        What was written in the old run stays there as it is.
        """
        uid = self.work.new_uid()
        incidents.begin_run(self.work.session, self.incident.run_uid, uid, definition, self.work.now)
        self.definition, self.stages, self._written = definition, {}, set()
        self.change(
            process=definition.key,
            process_version=definition.version,
            run_uid=uid,
            stage=definition.stages[0].key,
        )
        for key, written in values.items():
            self.put(StageState(uid, key, dict(written)))

    def finish(self, number: NewNumber | None = None) -> None:
        """Work out what follows (priority, due times, search) and write everything.

        A new incident is added under ``number``.
        """
        phase_follows(self)
        self.settle()
        session = self.work.session
        self.change(updated=self.work.now, change_seq=self.work.change_seq)
        if number is not None:
            incidents.insert(session, self.incident, *number, self._search_text())
        else:
            incidents.update(session, self.before, self.incident)
            if self.before.core.get("reporter") != self.incident.core.get("reporter"):
                reporter_changed(self.work, self.incident)
            if self._has_new_words():
                incidents.set_search_text(session, self.incident.uid, self._search_text())
        for stage in self.definition.stages:
            if stage.key in self._written:
                incidents.write_stage(session, self.stages[stage.key], stage)
        timeline.append(session, self._recorded)
        self.work.touched.add(self.incident.uid)

    def renew_words(self) -> None:
        """Let the incident be found by the names that people and things have now; nothing else changes."""
        incidents.set_search_text(self.work.session, self.incident.uid, self._search_text())

    def settle(self) -> None:
        """Work out priority and due times, as they follow from what was changed so far."""
        self.settle_priority()
        self._settle_due()

    def classified(self) -> bool:
        """Whether the stage that classifies is complete (or there is none)."""
        return all(
            self.state(stage).completed is not None or is_skipped(stage, self.asking())
            for stage in self.definition.stages
            if any(field.key == "impact" for field in stage.fields)
        )

    def settle_priority(self) -> None:
        """Work out the priority as it follows from what was changed so far: gates go by it."""
        core = self.incident.core
        derived = derive(
            self.work.settings.matrix, _text(core, "impact"), _text(core, "severity"), _text(core, "risk")
        )
        # Until its reason is given, a priority by hand is but a wish.
        override = _text(core, "priority_override") if _text(core, "priority_reason") else None
        old, was_provisional = self.incident.priority, self.incident.provisional
        new = override or (derived.priority if derived else self._provisional_priority())
        provisional = not override and derived is None
        if (new, provisional) == (old, was_provisional):
            return
        self.change_core({"priority": new})
        self.change(provisional=provisional)
        self.record(
            "priority_changed",
            {
                "from": old,
                "to": new,
                "provisional": provisional,
                "impact": core.get("impact"),
                "severity": core.get("severity"),
                "risk": core.get("risk"),
                "override": bool(override),
            },
            {"reason": core.get("priority_reason")} if override else None,
        )

    def _provisional_priority(self) -> str:
        """That of its service; while the service stays it stays, whatever the register says later."""
        before, service = self.before, self.incident.core.get("service")
        if before.provisional and before.priority and before.core.get("service") == service:
            return before.priority
        urgent = any(entry.parameters.get("urgent") for entry in self.entries_of_kinds({"logged"}))
        return provisional_priority(self.work.session, service, urgent=urgent)

    def _settle_due(self) -> None:
        now_ms = self.work.now.ms
        events = clock_events(self.incident, self.entries_of_kinds(CLOCK_KINDS))
        targets = targets_of(self.incident, self.work.settings.targets)
        clock = run_clock(events, targets, PlainTime(), now_ms)
        self.change(
            due=due_of(
                self.incident, clock, self.work.settings.deadlines, classified=self.classified(),
                now_ms=now_ms, update_ms=self._update_ms(),
            )
        )  # fmt: skip

    def _update_ms(self) -> int | None:
        """When people are to be told next of a major incident."""
        room = responses.of(self.work.session, self.incident.uid) if self.incident.phase else None
        return room.update_due.ms if room is not None and room.update_due is not None else None

    def _has_new_words(self) -> bool:
        """Whether this transaction changed anything of what the search text is made of."""
        before, after = self.before.core, self.incident.core
        named = any(before.get(key) != after.get(key) for key in (*NAMED, *WRITTEN))
        return named or bool(self._written) or any(entry.kind in WORD_KINDS for entry in self._recorded)

    def _search_text(self) -> str:
        stages = list(self.stages.values())
        uids = named_in(self.incident, stages, self.definition)
        names = registers.names_of(self.work.session, uids)
        told = self.entries_of_kinds(WORD_KINDS)
        others = {str(one.parameters["other"]) for one in told if one.parameters.get("other")}
        gone = restricted_among(self.work.session, others) if others else frozenset()
        said = [one.payload for one in told if one.parameters.get("other") not in gone]
        return searched_words(self.incident, stages, self.definition, said, names)


def provisional_priority(session: Session, service: JsonValue, *, urgent: bool) -> str:
    """The priority of an incident that nobody has classified: that of its ``service`` where it has one."""
    if urgent:
        return URGENT
    own = register_entries.value(session, str(service), "provisional_priority") if service else None
    return str(own or PROVISIONAL)


def find(session: Session, ref: str) -> Incident:
    """The incident with the uid or number ``ref``, as the viewer may see it.

    ``UsageError`` where there is none, ``RestrictedError`` where it is kept from the viewer. That a
    restricted one was opened is logged after the transaction.
    """
    incident = incidents.by_number(session, ref.strip().upper()) or incidents.by_uid(session, ref)
    if incident is None:
        raise no_such_incident(session, ref)
    if incident.restricted:
        session.opened.add(incident.uid)
    return incident


def no_such_incident(session: Session, ref: str) -> UserFacingError:
    """The error for a number that nobody has, or that is kept from the viewer.

    One whose import was undone is told as that.
    """
    kept = kept_from_viewer(session, ref)
    if kept is not None:
        return kept
    gone = import_undo.withdrawn(session, ref)
    if gone is None:
        return UsageError(
            _("There is no incident “{ref}”.").format(ref=ref), _("Check the number, or search for it.")
        )
    words = _("{number} ({system} {key}) was withdrawn on {when}, when its import was undone.")
    return UsageError(
        words.format(number=gone.number, system=gone.system, key=gone.key, when=instant_text(gone.at)),
        _("Import it again to have it back, under a new number."),
    )


def _text(core: Mapping[str, JsonValue], key: str) -> str | None:
    value = core.get(key)
    return value if isinstance(value, str) else None
