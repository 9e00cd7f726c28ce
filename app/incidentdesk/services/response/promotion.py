"""An incident becomes a major one, and goes back to its own process: nothing is typed again.

Each way is a run of its own: what was written stays where it was, and goes along by the keys of fields.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import _
from incidentdesk.domain.carrying import RunOf, carried
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import PROCESS
from incidentdesk.domain.records import Incident
from incidentdesk.domain.sev import MAJOR
from incidentdesk.services.cases.case import Case, find
from incidentdesk.services.cases.completing import GateRefusedError, complete_stage
from incidentdesk.services.cases.earlier_runs import EarlierRun, earlier_runs
from incidentdesk.services.cases.lessons import lessons_become_follow_ups, review_is_closed
from incidentdesk.services.cases.phase_follows import end_response
from incidentdesk.services.cases.stage_order import must_not_be_ended, next_stage
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.response.response_phases import declare
from incidentdesk.services.response.room import Room, must_be_major
from incidentdesk.storage import incidents, responses
from incidentdesk.storage.session import Session


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
        takes a reason. The lessons of a closed review are follow-ups from then on; that one is still open
        which is due (``review_is_due``) refuses nothing, and is told on the timeline.
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
            due, before = _review_is_due(case), case.incident
            if review_is_closed(case):
                lessons_become_follow_ups(case)
            end_response(case)
            self._begin(case, self._home_of(case), reason.strip(), review_due=due)
            case.change(phase="", major=before.major and before.status == "resolved")
            self._complete_what_holds(case)
            if before.resolved is not None:
                case.change(resolved=before.resolved)
            case.finish()
            return work.changes("responses")

    def review_is_due(self, ref: str) -> bool:
        """Whether a major incident was so big that it needs a review, and that is not closed yet."""
        with self._desk.reading() as (session, _settings):
            incident = find(session, ref)
            must_be_major(incident)
            stages = incidents.stages_of(session, incident.run_uid).values()
            written = {key: value for one in stages for key, value in one.values.items()}
            return _is_big(session, incident) and written.get("review_state") != "closed"

    def _begin(self, case: Case, process: str, reason: str = "", *, review_due: bool = False) -> None:
        """Begin a run of ``process`` with all that earlier runs wrote."""
        work, old, library = case.work, case.incident, self._desk.library
        runs = [EarlierRun(case.definition, case.stages), *earlier_runs(work.session, library, old.uid)]
        target = library.use(work.session, process, work.now)
        case.begin_run(target, carried(target, [RunOf(one.definition, one.values) for one in runs]))
        kind = "promoted" if process == PROCESS else "returned"
        said: dict[str, JsonValue] = {"from": old.process, "to": process, "run": old.run_uid}
        if review_due:
            said["review_due"] = True
        case.record(kind, said, {"reason": reason})

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


def _review_is_due(case: Case) -> bool:
    return _is_big(case.work.session, case.incident) and not review_is_closed(case)


def _is_big(session: Session, incident: Incident) -> bool:
    """Whether it was SEV 1 or SEV 2 at its worst: those are reviewed."""
    room = responses.of(session, incident.uid)
    return incident.sev in MAJOR or (room is not None and room.sizes.peak in MAJOR)


def _default(case: Case) -> str:
    process = case.work.settings.default_process
    return process if process != PROCESS else "itil"
