"""Completing a stage of a case through its gate, and going back to an earlier one."""

from __future__ import annotations

from dataclasses import replace

from incidentdesk.base.errors import RefusedError
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import Missing, fall_back, is_skipped, not_yet, what_is_missing
from incidentdesk.domain.impact_times import impact_gaps
from incidentdesk.domain.phases import PROCESS as RAISED
from incidentdesk.domain.process_definition import FallBack, Stage
from incidentdesk.domain.whose_word import GIVEN_BY_OWNER, WORD
from incidentdesk.services.cases.caller_lists import callers_of
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.closing_gate import (
    asks_four_eyes,
    four_eyes_gaps,
    is_confirmed_alone,
    workers,
)
from incidentdesk.services.cases.outage_gate import outage_gaps_now
from incidentdesk.services.cases.saving import write_values
from incidentdesk.services.cases.stage_order import must_not_be_ended, next_stage
from incidentdesk.services.cases.values import ValueChecker
from incidentdesk.services.cases.whose_word import entry_of, is_of_owner, owner_gaps, takes_word, word_of


class GateRefusedError(RefusedError):
    """A stage cannot complete: ``missing`` says why.

    ``fall_back`` says where the work must go back to, if it must.
    """

    def __init__(self, number: str, missing: list[Missing], back: FallBack | None = None) -> None:
        says = "; ".join(gap.say for gap in missing)
        super().__init__(says + ".", "")
        self.number = number
        self.missing = missing
        self.fall_back = back


def complete_stage(case: Case, stage: Stage) -> None:
    """Ask the gate of ``stage``, and complete it and the stages before it that this incident skips.

    A stage that is complete already stays as it is.
    """
    must_not_be_ended(case)
    case.settle_priority()  # of what was answered in this very act
    asking = case.asking()
    back = fall_back(stage, asking)
    missing = not_yet(case.definition, stage, case.completed(), asking) + lacking(case, stage)
    if back is not None and not any(gap.say == back.say for gap in missing):
        missing.append(Missing(stage.key, "", stage.title, back.say))
    if missing:
        raise GateRefusedError(case.incident.number, missing, back)
    if case.state(stage).completed is not None:
        return
    _skip_before(case, stage)
    _tell_who_confirms(case, stage)
    _mark_complete(case, stage)
    _after_completing(case, stage)
    case.change(stage=next_stage(case) or stage.key)


def lacking(case: Case, stage: Stage) -> list[Missing]:
    """What ``stage`` lacks by itself: by its process, by what hangs on an outage, and by who confirms it."""
    gaps = outage_gaps_now(case.work.session, case.incident, case.definition, stage)
    if case.definition.key == RAISED:
        gaps += impact_gaps(stage, case.asking().facts)
    if asks_four_eyes(case.definition, stage, case.incident):
        staff = workers(case.work.session)
        gaps += four_eyes_gaps(case.definition, stage, case.incident, case.stages, staff, case.work.author)
    if takes_word(stage) and is_of_owner(case.incident):
        session, answer = case.work.session, case.asking().facts.get(WORD)
        word = word_of(session, case.incident)
        has_callers = bool(callers_of(session, case.incident, case.definition).lines)
        gaps += owner_gaps(stage, case.incident, word, answer, has_callers=has_callers)
    return what_is_missing(stage, case.asking()) + gaps


def go_back(case: Case, stage: Stage, say: str) -> None:
    """Open ``stage`` and all after it again; the work goes on at the first open stage.

    Values stay, but for those that must be asked again: an old retest or an old word of the reporter says
    nothing of the new fix.
    """
    opened = False
    for later in case.definition.stages[case.definition.position(stage.key) :]:
        state = case.state(later)
        if state.completed is not None:
            opened = True
            case.put(replace(state, completed=None, completed_by="", skipped=False))
    if opened:
        case.record("sent_back", {"to": stage.key}, {"reason": say} if say else None)
    _empty_what_is_asked_again(case, stage)
    if case.incident.status == "resolved":
        case.record("reopened", {"from": "resolved"})
        case.change(resolved=None)
        case.set_status("in_progress")
    case.change(stage=next_stage(case) or stage.key)


def asks_to_go_back(case: Case) -> bool:
    """Whether what was answered says that the work must go back to an earlier stage."""
    asking = case.asking()
    return any(fall_back(stage, asking) is not None for stage in case.definition.stages)


def _tell_who_confirms(case: Case, stage: Stage) -> None:
    definition, incident = case.definition, case.incident
    if takes_word(stage) and is_of_owner(incident):
        case.record(GIVEN_BY_OWNER, *entry_of(word_of(case.work.session, incident)))
    if asks_four_eyes(definition, stage, incident) and is_confirmed_alone(
        definition, incident, case.stages, workers(case.work.session), case.work.author
    ):
        case.record("confirmed_alone")


def _skip_before(case: Case, stage: Stage) -> None:
    asking = case.asking()
    for earlier in case.definition.stages[: case.definition.position(stage.key)]:
        if case.state(earlier).completed is None and is_skipped(earlier, asking):
            case.put(
                replace(
                    case.state(earlier), completed=case.work.now, completed_by=case.work.author, skipped=True
                )
            )
            case.record("stage_skipped", {"stage": earlier.key})


def _mark_complete(case: Case, stage: Stage) -> None:
    skipped = is_skipped(stage, case.asking())
    state = replace(
        case.state(stage), completed=case.work.now, completed_by=case.work.author, skipped=skipped
    )
    case.put(state)
    case.record("stage_skipped" if skipped else "stage_completed", {"stage": stage.key})


def _after_completing(case: Case, stage: Stage) -> None:
    now = case.work.now
    for name in stage.sets_time:
        if name == "restored":
            if case.incident.core.get("restored") is None:
                case.change_core({"restored": {"precision": "exact", "at": now.iso(), "until": None}})
        elif name == "responded":
            case.respond()
        else:
            case.change(**{name: now})
    if _moves_on(case.incident.status, stage.sets_status):
        if case.incident.status == "on_hold":
            case.change(hold=None)
            case.record("resumed")
        case.set_status(stage.sets_status)


def _moves_on(status: str, to: str) -> bool:
    """Whether completing a stage takes an incident from ``status`` to ``to``: never back, nor off a hold."""
    order = ("new", "in_progress", "on_hold", "resolved", "closed")
    return to in order and order.index(to) > order.index(status)


def _empty_what_is_asked_again(case: Case, stage: Stage) -> None:
    facts = case.asking().facts
    asked = [
        field.key
        for later in case.definition.stages[case.definition.position(stage.key) :]
        for field in later.fields
        if field.ask_again and not is_missing(facts.get(field.key))
    ]
    checker = ValueChecker(case.work.session, case.definition, case.work.settings, case.work.now)
    write_values(case, {key: (facts.get(key), None) for key in asked}, checker)
