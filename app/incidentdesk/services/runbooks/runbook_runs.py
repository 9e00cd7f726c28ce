"""Going through a runbook for an incident: starting, checking off, and what is next."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import Bindings
from incidentdesk.domain.facts import facts_of
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.runbook import RESULTS, Runbook, Step, command_sha256
from incidentdesk.domain.runbook_progress import (
    TAKEN_BACK,
    CheckOff,
    Progress,
    StepState,
    progress,
    standing,
)
from incidentdesk.services.cases.case import Case, find, no_such_incident
from incidentdesk.services.cases.stage_order import must_not_be_ended
from incidentdesk.services.desk import runbook_library as library
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.desk.seeing import must_see
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.runbooks.runbook_facts import MATCH_FACTS, match_facts
from incidentdesk.storage import incidents, runbook_runs, runbooks
from incidentdesk.storage.runbook_runs import Run
from incidentdesk.storage.session import Session

__all__ = ["CheckOff", "Progress", "Run", "RunView", "RunbookRuns", "StepState"]

THING = "runbook_runs"


@dataclass(frozen=True)
class RunView:
    """A run for reading: the runbook as it was at its ``version``, and how far it is.

    ``approved`` has the numbers of the steps whose command may be run now.
    """

    run: Run
    runbook: Runbook
    version: int
    progress: Progress
    approved: frozenset[int]
    now: Instant


class RunbookRuns:
    """The use case of runs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, ref: str) -> tuple[RunView, ...]:
        """The runs for an incident, in the order in which they began."""
        with self._desk.reading() as (session, settings):
            found = runbook_runs.of_incident(session, find(session, ref).uid)
            return tuple(self.view_of(session, settings, one) for one in found)

    def one(self, uid: str) -> RunView:
        """The run with that uid; ``UsageError`` where there is none."""
        with self._desk.reading() as (session, settings):
            return self.view_of(session, settings, _run(session, uid))

    def current(self, ref: str, key: str = "") -> RunView:
        """The run for an incident that goes on; ``key`` says of which runbook where several do."""
        going = [one for one in self.of(ref) if one.run.state == "running" and key in {"", one.run.key}]
        if not going:
            raise UsageError(
                _("No runbook is gone through for {number}.").format(number=ref),
                _("Start one: “runbook match” tells which fit."),
            )
        if len({one.run.key for one in going}) > 1:
            keys = ", ".join(sorted({one.run.key for one in going}))
            raise UsageError(_("Several runbooks go on: {keys}.").format(keys=keys), _("Say which is meant."))
        return going[-1]

    def start(self, ref: str, key: str, author: str) -> tuple[RunView, Changes]:
        """Begin to go through the newest version of a runbook.

        Raises ``RefusedError`` where it is retired, is gone through already, or the incident has ended.
        """
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_not_be_ended(case)
            kept = library.must_be_kept(work.session, key)
            _must_be_new(work, case, kept.key, kept.state)
            run = Run(
                uid=work.new_uid(),
                incident=case.incident.uid,
                number=case.incident.number,
                version=kept.version_uid,
                key=kept.key,
                state="running",
                by=author,
                started=work.now,
                ended=None,
            )
            runbook_runs.add(work.session, run)
            name = library.read(kept.text, f"{kept.key}.toml").name
            case.record("runbook_started", _said(run, name, kept.version))
            case.finish()
            return self.view_of(work.session, work.settings, run), work.changes(THING)

    def check_off(
        self,
        uid: str,
        number: int,
        result: str,
        author: str,
        *,
        answer: str = "",
        why: str = "",
        note: str = "",
    ) -> tuple[RunView, Changes]:
        """Say how step ``number`` of the run ``uid`` went: ``ok``, ``failed`` or ``skipped``.

        Skipping needs a ``why``. A step may be checked off anew; the last word holds.
        Raises ``RefusedError`` where the step before is not done, or the run is over.
        """
        with self._desk.changing(author) as work:
            run = _going(work.session, uid)
            case = Case.open(self._desk, work, run.incident)
            must_not_be_ended(case)
            before = self.view_of(work.session, work.settings, run)
            said = CheckOff(number, result, author, work.now, answer.strip(), why.strip(), note.strip())
            step = _must_fit(before, said)
            entry = _record_step(case, before, step, said)
            after = self.view_of(work.session, work.settings, run, (said,))
            runbook_runs.add_check(work.session, work.new_uid(), uid, entry, said)
            if after.progress.is_finished:
                self._end(work, case, after, "finished", "")
            case.finish()
            return self.view_of(work.session, work.settings, _run(work.session, uid)), work.changes(THING)

    def take_back(self, uid: str, number: int, author: str) -> tuple[RunView, Changes]:
        """Take the last check-off of step ``number`` back: it is to be done as it was before.

        A run that ended with it goes on. Raises ``RefusedError`` where there is nothing to take back.
        """
        with self._desk.changing(author) as work:
            run = _run(work.session, uid)
            case = Case.open(self._desk, work, run.incident)
            must_not_be_ended(case)
            if run.state == "left":
                raise RefusedError(_("This run of a runbook is over."), _("Start the runbook anew."))
            if all(one.step != number for one in standing(runbook_runs.checks(work.session, uid))):
                raise RefusedError(
                    _("Step {n} is not checked off.").format(n=number), _("Nothing was taken back.")
                )
            if run.state == "finished":
                _must_be_new(work, case, run.key, "in_use")
                runbook_runs.set_state(work.session, uid, "running", None)
            view = self.view_of(work.session, work.settings, run)
            said = CheckOff(number, TAKEN_BACK, author, work.now)
            entry = _record_step(case, view, view.runbook.by_number[number], said)
            runbook_runs.add_check(work.session, work.new_uid(), uid, entry, said)
            case.finish()
            return self.view(work.session, work.settings, uid), work.changes(THING)

    def leave(self, uid: str, why: str, author: str) -> Changes:
        """End a run before its end, with a reason."""
        if not why.strip():
            raise UsageError(_("Leaving a runbook needs a reason."), _("Say why it is not gone through."))
        with self._desk.changing(author) as work:
            run = _going(work.session, uid)
            case = Case.open(self._desk, work, run.incident)
            self._end(work, case, self.view_of(work.session, work.settings, run), "left", why.strip())
            case.finish()
            return work.changes(THING)

    @staticmethod
    def _end(work: Work, case: Case, view: RunView, state: str, why: str) -> None:
        runbook_runs.set_state(work.session, view.run.uid, state, work.now)
        said = _said(view.run, view.runbook.name, view.version) | {"state": state}
        case.record("runbook_ended", said, {"why": why} if why else None)

    def view(self, session: Session, settings: DeskSettings, uid: str) -> RunView:
        """The run with that uid, inside a transaction at hand."""
        return self.view_of(session, settings, _run(session, uid))

    def view_of(
        self, session: Session, settings: DeskSettings, run: Run, more: tuple[CheckOff, ...] = ()
    ) -> RunView:
        """``run`` for reading, inside a transaction at hand; ``more`` was checked off and is not kept yet."""
        version, now = runbooks.version_of(session, run.version), self._desk.time.now()
        runbook = library.read(version.text, f"{run.key}.toml")
        incident = incidents.by_uid(session, run.incident)
        if incident is None:
            raise no_such_incident(session, run.incident)
        facts = facts_of(incident, incidents.stages_of(session, incident.run_uid).values(), now.ms)
        definition = self._desk.library.at_version(session, incident.process, incident.process_version)
        known = {**facts, **match_facts(session, facts)}
        fields = {**settings.field_facts(definition), **MATCH_FACTS}
        bindings = Bindings(None, now, settings.zone)
        checks = (*runbook_runs.checks(session, run.uid), *more)
        marks = {one.sha256 for one in runbook_runs.approvals(session)}
        approved = (one.number for one in runbook.steps if one.command and _mark(one) in marks)
        reached = progress(runbook, run.started, checks, known, bindings, fields)
        return RunView(run, runbook, version.version, reached, frozenset(approved), now)


def _mark(step: Step) -> str:
    return command_sha256(step.command)


def _run(session: Session, uid: str) -> Run:
    run = runbook_runs.one(session, uid)
    if run is None:
        raise UsageError(_("There is no run “{uid}”.").format(uid=uid), _("Start one for the incident."))
    must_see(session, run.incident)
    return run


def _going(session: Session, uid: str) -> Run:
    run = _run(session, uid)
    if run.state != "running":
        raise RefusedError(_("This run of a runbook is over."), _("Start the runbook anew."))
    return run


def _must_be_new(work: Work, case: Case, key: str, state: str) -> None:
    if state != "in_use":
        raise RefusedError(
            _("The runbook “{key}” is retired.").format(key=key), _("Bring it back first, or take another.")
        )
    for one in runbook_runs.of_incident(work.session, case.incident.uid):
        if one.key == key and one.state == "running":
            raise RefusedError(
                _("“{key}” is gone through already.").format(key=key), _("Go on with it, or leave it first.")
            )


def _must_fit(view: RunView, said: CheckOff) -> Step:
    """The step that is checked off; raises where that cannot be said of it."""
    step = view.runbook.by_number.get(said.step)
    if step is None:
        raise UsageError(
            _("“{key}” has no step {n}.").format(key=view.run.key, n=said.step),
            _("Its steps are 1 to {last}.").format(last=len(view.runbook.steps)),
        )
    if said.result not in RESULTS:
        raise UsageError(
            _("“{result}” is no result of a step.").format(result=said.result),
            _("Use one of: {names}.").format(names=", ".join(RESULTS)),
        )
    if said.result == "skipped" and not said.why:
        raise UsageError(_("Skipping step {n} needs a reason.").format(n=step.number), _("Say why."))
    if step.kind == "question" and said.result == "ok" and not said.answer:
        raise UsageError(_("Step {n} asks something.").format(n=step.number), _("Give its answer."))
    if step.answers and said.answer and said.answer not in step.answers:
        raise UsageError(
            _("“{answer}” is no answer to step {n}.").format(answer=said.answer, n=step.number),
            _("Use one of: {names}.").format(names=", ".join(step.answers)),
        )
    if view.progress.of(step.number).state == "waiting":
        raise RefusedError(
            _("Step {n} comes after others that are not done.").format(n=step.number),
            _("Do step {n} first, or skip it with a reason.").format(n=_first_left(view)),
        )
    return step


def _first_left(view: RunView) -> int:
    return min(filter(None, (*view.progress.escalated, view.progress.next)), default=1)


def _record_step(case: Case, view: RunView, step: Step, said: CheckOff) -> str:
    """Tell the timeline of a check-off; gives the uid of the entry, which alone holds its words."""
    words: dict[str, JsonValue] = {
        "text": step.text, "answer": said.answer, "why": said.why, "note": said.note
    }  # fmt: skip
    parameters = _said(view.run, view.runbook.name, view.version) | {
        "step": step.number,
        "result": said.result,
        "on_fail": step.on_fail if said.result == "failed" else "",
    }
    kept: dict[str, JsonValue] = {key: value for key, value in words.items() if value}
    return case.record("runbook_step", parameters, kept).uid


def _said(run: Run, name: str, version: int) -> dict[str, JsonValue]:
    return {"run": run.uid, "runbook": run.key, "name": name, "version": version}
