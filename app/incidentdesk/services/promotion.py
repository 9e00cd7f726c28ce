"""An incident becomes a major one, and goes back to its own process: nothing is typed again.

Each way is a run of its own: what was written stays where it was, and goes along by the keys of fields.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import _
from incidentdesk.domain.carrying import RunOf, carried
from incidentdesk.domain.phases import PROCESS
from incidentdesk.services.case import Case
from incidentdesk.services.desk import Changes, Desk
from incidentdesk.services.earlier_runs import EarlierRun, earlier_runs
from incidentdesk.services.phase_follows import end_response
from incidentdesk.services.response_phases import declare
from incidentdesk.services.room import Room, must_be_major
from incidentdesk.services.stage_work import GateRefusedError, complete_stage, must_not_be_ended, next_stage
from incidentdesk.storage import incidents


class Promotion:
    """The use cases of both ways."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def promote(self, ref: str, levels: Sequence[str], author: str, *, major: bool = False) -> Changes:
        """Make an open incident a major one at the highest of ``levels``; the author takes command."""
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_not_be_ended(case)
            number = case.incident.number
            if case.incident.process == PROCESS:
                raise RefusedError(_("{number} is a major incident.").format(number=number))
            if case.incident.status == "resolved":
                raise RefusedError(_("{number} is resolved.").format(number=number), _("Reopen it first."))
            self._begin(case, PROCESS)
            case.change(phase="new")
            room = Room(case)
            room.change(declared=None)
            declare(room, levels, major=major)
            return room.finish()

    def return_(self, ref: str, author: str, reason: str = "") -> Changes:
        """Let a major incident go back to the process it came from (or else the desk's own) to be closed.

        It completes what its gates let through, and stops before the closure. Before it is resolved that
        takes a reason.
        """
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_be_major(case.incident)
            must_not_be_ended(case)
            if case.incident.status != "resolved" and not reason.strip():
                raise RefusedError(
                    _("{number} is not resolved.").format(number=case.incident.number),
                    _("Resolve it, or say why it is no major incident any more."),
                )
            end_response(case)
            before = case.incident
            self._begin(case, self._home_of(case), reason.strip())
            case.change(phase="", major=before.major and before.status == "resolved")
            self._complete_what_holds(case)
            if before.resolved is not None:
                case.change(resolved=before.resolved)
            case.finish()
            return work.changes("responses")

    def _begin(self, case: Case, process: str, reason: str = "") -> None:
        """Begin a run of ``process`` with all that earlier runs wrote."""
        work, old, library = case.work, case.incident, self._desk.library
        runs = [EarlierRun(case.definition, case.stages), *earlier_runs(work.session, library, old.uid)]
        target = library.use(work.session, process, work.now)
        case.begin_run(target, carried(target, [RunOf(one.definition, one.values) for one in runs]))
        kind = "promoted" if process == PROCESS else "returned"
        case.record(kind, {"from": old.process, "to": process, "run": old.run_uid}, {"reason": reason})

    def _home_of(self, case: Case) -> str:
        runs = incidents.ended_runs(case.work.session, case.incident.uid)
        homes = [run.process for run in runs if run.process != PROCESS]
        return homes[-1] if homes else _default(case)

    @staticmethod
    def _complete_what_holds(case: Case) -> None:
        for stage in case.definition.stages:
            if stage.sets_status == "closed":
                break
            try:
                complete_stage(case, stage)
            except GateRefusedError:
                break
        case.change(stage=next_stage(case) or case.definition.stages[-1].key)


def _default(case: Case) -> str:
    process = case.work.settings.default_process
    return process if process != PROCESS else "itil"
