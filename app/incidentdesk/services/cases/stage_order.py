"""Where a case stands among its stages: which comes next, and which is needed after all."""

from __future__ import annotations

from dataclasses import replace

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.gate import is_skipped
from incidentdesk.domain.process_definition import Stage
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.merged import must_not_be_merged


def stage_of(case: Case, key: str) -> Stage:
    """The stage ``key`` of the case's process; ``UsageError`` where there is none."""
    try:
        return case.definition.stage(key)
    except KeyError:
        raise UsageError(
            _("The process “{process}” has no stage “{key}”.").format(process=case.definition.key, key=key),
            _("Use one of: {keys}.").format(keys=", ".join(stage.key for stage in case.definition.stages)),
        ) from None


def must_not_be_ended(case: Case) -> None:
    """Raise ``RefusedError`` where the incident is closed or cancelled: what was written stays as it is."""
    must_not_be_merged(case.work.session, case.incident)
    if case.incident.status in ENDED_STATUSES:
        raise RefusedError(
            _("{number} is not open.").format(number=case.incident.number), _("Reopen it first.")
        )


def next_stage(case: Case) -> str:
    """The first stage that is neither complete nor skipped, or an empty string."""
    asking = case.asking()
    for stage in case.definition.stages:
        if case.state(stage).completed is None and not is_skipped(stage, asking):
            return stage.key
    return ""


def open_what_is_needed_after_all(case: Case) -> None:
    """Open the stages that were skipped and, by what was answered since, must not be.

    The work is at the first open stage: an answer may also let it pass over the one it was at.
    """
    asking = case.asking()
    for stage in case.definition.stages:
        state = case.state(stage)
        if state.skipped and not is_skipped(stage, asking):
            case.put(replace(state, completed=None, completed_by="", skipped=False))
            case.record("stage_needed", {"stage": stage.key})
    case.change(stage=next_stage(case) or case.incident.stage)
