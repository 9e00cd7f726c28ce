"""Working through the stages: saving what was written, completing a stage, going back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.completing import GateRefusedError, asks_to_go_back, complete_stage, go_back
from incidentdesk.services.cases.saving import Conflict, must_leave_rows, save_values
from incidentdesk.services.cases.stage_order import must_not_be_ended, next_stage, stage_of
from incidentdesk.services.desk.desk import Changes, Desk

__all__ = ["Completed", "Conflict", "GateRefusedError", "Saved", "StageWork"]


@dataclass(frozen=True)
class Saved:
    """What a save did. Fields in ``conflicts`` were left as they are; neither value is lost."""

    changes: Changes
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class Completed:
    """A ``stage`` that completed; ``next_stage`` is where the work goes on, empty at the end."""

    changes: Changes
    uid: str
    number: str
    status: str
    next_stage: str
    stage: str


class StageWork:
    """The use cases of the guide."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def save(
        self, ref: str, values: Mapping[str, JsonValue], base: Mapping[str, JsonValue], author: str
    ) -> Saved:
        """Save fields of any stage. ``base`` has the values the edits started from, where they are known."""
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_not_be_ended(case)
            must_leave_rows(case, values)
            conflicts = save_values(case, values, base)
            case.finish()
            return Saved(work.changes(), conflicts)

    def complete(self, ref: str, stage_key: str, author: str) -> Completed:
        """Complete a stage through its gate, or raise ``GateRefusedError``."""
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            complete_stage(case, stage_of(case, stage_key))
            case.finish()
            incident = case.incident
            return Completed(
                work.changes(), incident.uid, incident.number, incident.status, next_stage(case), stage_key
            )

    def send_back(self, ref: str, to_stage: str, say: str, author: str) -> Changes:
        """Go back to an earlier stage: it and all after it are open again, and keep what was written.

        Where a failed retest or the reporter's word asks for it, this is a part of the work; what is resolved
        is reopened by it otherwise, and takes that right.
        """
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_not_be_ended(case)
            if case.incident.status == "resolved" and not asks_to_go_back(case):
                work.require(Right.REOPEN)
            stage = stage_of(case, to_stage)
            if case.state(stage).completed is None:
                raise RefusedError(
                    _("“{stage}” is not complete yet.").format(stage=stage.title), _("Go on with it.")
                )
            go_back(case, stage, say)
            case.finish()
            return work.changes()
