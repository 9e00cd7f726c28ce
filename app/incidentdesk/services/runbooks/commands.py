"""Commands of runbooks: approving them, and running one on this computer after a person has confirmed it.

A command is run in one way only: a step of a run that goes on carries it, an administrator approved exactly
this list of arguments, and somebody confirmed exactly the list that they were shown. ``begin`` checks all of
it and tells the timeline; ``execute`` runs what was begun, once; ``record`` tells how it went.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

from incidentdesk.base.errors import RefusedError, UsageError, UserFacingError
from incidentdesk.base.running import Limits, Ran, run_program
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.domain.runbook import Step, command_sha256
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.stage_order import must_not_be_ended
from incidentdesk.services.desk import runbook_library as library
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.runbooks.runbook_runs import RunbookRuns, RunView
from incidentdesk.storage import runbook_runs
from incidentdesk.storage.runbook_runs import Approval

__all__ = ["Approval", "Begun", "CommandPlan", "Commands", "Limits", "Ran"]

THING = "commands"


@dataclass(frozen=True)
class CommandPlan:
    """What a person reads before a command is run. ``approved`` tells who let it run, if anybody did."""

    run: str
    step: Step
    command: tuple[str, ...]
    sha256: str
    approved: Approval | None
    limits: Limits


@dataclass(frozen=True)
class Begun:
    """A command that may be run now, once; ``ticket`` is the uid of the entry that says so.

    It is ended after ``seconds`` at the latest.
    """

    ticket: str
    run: str
    incident: str
    step: int
    command: tuple[str, ...]
    seconds: float


class Commands:
    """The use case of commands."""

    def __init__(self, desk: Desk, limits: Limits | None = None) -> None:
        self._desk = desk
        self._runs = RunbookRuns(desk)
        self._limits = limits or Limits()
        self._begun: dict[str, Begun] = {}
        self._lock = Lock()

    def approvals(self) -> tuple[Approval, ...]:
        """The lists of arguments that may be run."""
        with self._desk.reading() as (session, _settings):
            return tuple(runbook_runs.approvals(session))

    def command_of(self, key: str, number: int) -> tuple[str, ...]:
        """The command that a step has in a runbook's newest version; ``UsageError`` where it has none."""
        with self._desk.reading() as (session, _settings):
            kept = library.must_be_kept(session, key)
            step = library.read(kept.text, f"{kept.key}.toml").by_number.get(number)
        return _command(step, number)

    def approve(self, key: str, number: int, shown: Sequence[str], author: str) -> Changes:
        """Let the command of a step be run; ``shown`` is the list of arguments that was read.

        Raises ``RefusedError`` where it is another one by now. Administrators only.
        """
        with self._desk.changing(author, Right.APPROVE_COMMANDS) as work:
            kept = library.must_be_kept(work.session, key)
            step = library.read(kept.text, f"{kept.key}.toml").by_number.get(number)
            command = _command(step, number)
            _must_be_as_shown(command, shown)
            mark = command_sha256(command)
            if runbook_runs.approval(work.session, mark) is None:
                runbook_runs.approve(work.session, Approval(work.new_uid(), mark, command, author, work.now))
            return work.changes(THING)

    def withdraw(self, sha256: str, author: str) -> Changes:
        """Let a list of arguments be run no more, wherever it stands."""
        with self._desk.changing(author, Right.APPROVE_COMMANDS) as work:
            if runbook_runs.approval(work.session, sha256) is None:
                raise UsageError(_("No command with that mark is approved."), _("Choose one of the list."))
            runbook_runs.withdraw(work.session, sha256, author, work.now)
            changes = work.changes(THING)
        with self._lock:  # what was begun and not executed yet may be run no more either
            self._begun = {
                key: one for key, one in self._begun.items() if command_sha256(one.command) != sha256
            }
        return changes

    def plan(self, run: str, number: int) -> CommandPlan:
        """What step ``number`` of a run would run, to be read by a person."""
        view = self._runs.one(run)
        step = view.runbook.by_number.get(number)
        command = _command(step, number)
        if step is None:
            raise LookupError(number)
        mark = command_sha256(command)
        with self._desk.reading() as (session, _settings):
            return CommandPlan(run, step, command, mark, runbook_runs.approval(session, mark), self._limits)

    def begin(self, run: str, number: int, confirmed: Sequence[str], author: str) -> tuple[Begun, Changes]:
        """Note that ``author`` read and confirmed the command of a step, which may then be executed once.

        Raises ``RefusedError`` where it is not approved, is another one than was confirmed, where the run is
        over or the step waits for others.
        """
        with self._desk.changing(author) as work:
            view = self._runs.view(work.session, work.settings, run)
            case = Case.open(self._desk, work, view.run.incident)
            must_not_be_ended(case)
            step = view.runbook.by_number.get(number)
            command = _command(step, number)
            _must_be_as_shown(command, confirmed)
            _must_be_due(view, number)
            mark = command_sha256(command)
            if runbook_runs.approval(work.session, mark) is None:
                raise RefusedError(
                    _("The command of step {n} is not approved.").format(n=number),
                    _("Ask an administrator to read and approve it, or run it by hand."),
                )
            entry = case.record("runbook_command", _said(view, number, mark), {"command": [*command]})
            case.finish()
            begun = Begun(entry.uid, run, view.run.incident, number, command, self._limits.seconds)
            changes = work.changes(THING)
        with self._lock:  # only now, that it is written
            self._begun[begun.ticket] = begun
        return begun, changes

    def execute(
        self,
        begun: Begun,
        is_cancelled: Callable[[], bool] = lambda: False,
        heard: Callable[[bytes], None] = lambda _piece: None,
    ) -> Ran:
        """Run what was begun here, once, and wait for its end. Reads and writes nothing of the desk.

        ``heard`` is told on another thread what it says, as it comes.
        One that cannot be started has ``ended`` as ``not_started``, and says why. Raises ``RefusedError`` for
        what was not begun.
        """
        with self._lock:
            known = self._begun.pop(begun.ticket, None)
        if known is None or known != begun:
            raise RefusedError(_("This command was not begun, or has run already."), _("Begin it anew."))
        try:
            return run_program(known.command, self._limits, is_cancelled, heard)
        except UserFacingError as error:
            return Ran("not_started", None, str(error), 0, is_cut=False, took_ms=0)

    def record(self, begun: Begun, ran: Ran, author: str) -> Changes:
        """Tell the timeline how a command went; what it said is the payload, which can be erased."""
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, begun.incident)
            view = self._runs.view(work.session, work.settings, begun.run)
            said = _said(view, begun.step, command_sha256(begun.command)) | {
                "ended": ran.ended,
                "exit_code": ran.exit_code,
                "took_ms": ran.took_ms,
                "said_bytes": ran.said_bytes,
                "is_cut": ran.is_cut,
                "began": begun.ticket,
            }
            case.record("runbook_command_ran", said, {"command": [*begun.command], "output": ran.output})
            case.finish()
            return work.changes(THING)

    def run(
        self,
        run: str,
        number: int,
        confirmed: Sequence[str],
        author: str,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[Ran, Changes]:
        """``begin``, ``execute`` and ``record``, where the thread at hand may wait."""
        begun, _changes = self.begin(run, number, confirmed, author)
        ran = self.execute(begun, is_cancelled)
        return ran, self.record(begun, ran, author)


def _said(view: RunView, number: int, mark: str) -> dict[str, JsonValue]:
    return {
        "run": view.run.uid,
        "runbook": view.run.key,
        "name": view.runbook.name,
        "version": view.version,
        "step": number,
        "sha256": mark,
    }


def _command(step: Step | None, number: int) -> tuple[str, ...]:
    if step is None or not step.command:
        raise UsageError(
            _("Step {n} has no command.").format(n=number), _("“runbook show” tells which steps have one.")
        )
    return step.command


def _must_be_as_shown(command: tuple[str, ...], shown: Sequence[str]) -> None:
    if tuple(shown) != command:
        raise RefusedError(
            _("The command is not the one that was shown."), _("Read it again before you confirm it.")
        )


def _must_be_due(view: RunView, number: int) -> None:
    if view.run.state != "running":
        raise RefusedError(_("This run of a runbook is over."), _("Start the runbook anew."))
    if view.progress.of(number).state in {"waiting", "passed"}:
        raise RefusedError(
            _("Step {n} is not to be done now.").format(n=number), _("Do the steps before it first.")
        )
