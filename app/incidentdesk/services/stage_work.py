"""Working through the stages: saving what was written, completing a stage, going back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import Missing, fall_back, is_skipped, not_yet, what_is_missing
from incidentdesk.domain.impact_times import impact_gaps
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import PROCESS as RAISED
from incidentdesk.domain.process_definition import FallBack, Stage
from incidentdesk.domain.responses import TABLES
from incidentdesk.domain.rights import Right
from incidentdesk.domain.whose_word import GIVEN_BY_OWNER, WORD
from incidentdesk.services.caller_lists import callers_of
from incidentdesk.services.case import Case
from incidentdesk.services.closing_gate import (
    asks_four_eyes,
    four_eyes_gaps,
    is_confirmed_alone,
    workers,
)
from incidentdesk.services.desk import Changes, Desk
from incidentdesk.services.merged import must_not_be_merged
from incidentdesk.services.outage_gate import outage_gaps_now
from incidentdesk.services.values import ValueChecker
from incidentdesk.services.whose_word import entry_of, is_of_owner, owner_gaps, takes_word, word_of


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


@dataclass(frozen=True)
class Conflict:
    """A field that someone else changed meanwhile: what it was, what they wrote, what we wrote."""

    field: str
    label: str
    base: JsonValue
    theirs: JsonValue
    mine: JsonValue


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
            if case.incident.status == "resolved" and not _asks_to_go_back(case):
                work.require(Right.REOPEN)
            stage = stage_of(case, to_stage)
            if case.state(stage).completed is None:
                raise RefusedError(
                    _("“{stage}” is not complete yet.").format(stage=stage.title), _("Go on with it.")
                )
            go_back(case, stage, say)
            case.finish()
            return work.changes()


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


def save_values(
    case: Case,
    values: Mapping[str, JsonValue],
    base: Mapping[str, JsonValue],
    said: Mapping[str, JsonValue] | None = None,
) -> tuple[Conflict, ...]:
    """Merge ``values`` into the case; a field that changed since ``base`` is a conflict and is left alone.

    ``said`` tells on the timeline where they come from.
    """
    checker = ValueChecker(
        case.work.session, case.definition, case.work.settings, case.work.now, case.work.new_uid
    )
    checked = with_consequences(case, checker.checked(values))
    facts = case.asking().facts
    conflicts: list[Conflict] = []
    changed: dict[str, tuple[JsonValue, JsonValue]] = {}
    for key, mine in checked.items():
        theirs = facts.get(key)
        if mine == theirs or (is_missing(mine) and is_missing(theirs)):
            continue
        if key in base and not _same(base[key], theirs):
            conflicts.append(Conflict(key, checker.field(key).label, base[key], theirs, mine))
            continue
        changed[key] = (theirs, mine)
    write_values(case, changed, checker, said)
    _open_what_is_needed_after_all(case)
    return tuple(conflicts)


def with_consequences(case: Case, values: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """``values``, and the type that a category stands for where nobody has said the type."""
    category = values.get("category")
    if category and not values.get("type") and not case.incident.core.get("type"):
        kind = case.work.settings.item("categories", category).extra.get("type")
        if kind:
            return values | {"type": kind}
    return values


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


def _tell_who_confirms(case: Case, stage: Stage) -> None:
    definition, incident = case.definition, case.incident
    if takes_word(stage) and is_of_owner(incident):
        case.record(GIVEN_BY_OWNER, *entry_of(word_of(case.work.session, incident)))
    if asks_four_eyes(definition, stage, incident) and is_confirmed_alone(
        definition, incident, case.stages, workers(case.work.session), case.work.author
    ):
        case.record("confirmed_alone")


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


def next_stage(case: Case) -> str:
    """The first stage that is neither complete nor skipped, or an empty string."""
    asking = case.asking()
    for stage in case.definition.stages:
        if case.state(stage).completed is None and not is_skipped(stage, asking):
            return stage.key
    return ""


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


def _asks_to_go_back(case: Case) -> bool:
    asking = case.asking()
    return any(fall_back(stage, asking) is not None for stage in case.definition.stages)


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


def must_leave_rows(case: Case, values: Mapping[str, JsonValue]) -> None:
    """Refuse a whole table of a response room: many add rows to it, and it would take theirs away."""
    if case.definition.key != RAISED:
        return
    facts = case.asking().facts
    for key in TABLES:
        if key in values and not _same(facts.get(key), values[key]):
            label = case.definition.fields_by_key[key][1].label
            raise RefusedError(
                _("“{table}” is written row by row: others may add to it now.").format(table=label),
                _("Use “incident-desk response {number} …”.").format(number=case.incident.number),
            )


def _same(one: JsonValue, other: JsonValue) -> bool:
    return one == other or (is_missing(one) and is_missing(other))


def write_values(
    case: Case,
    changed: Mapping[str, tuple[JsonValue, JsonValue]],
    checker: ValueChecker,
    said: Mapping[str, JsonValue] | None = None,
) -> None:
    """Let fields go from old to new as ``changed`` has it, and say so on the timeline.

    Raises ``RefusedError`` where the author may not give one of them its new value.
    """
    if not changed:
        return
    case.work.require_to_write((key, new) for key, (_old, new) in changed.items())
    core = {key: new for key, (_old, new) in changed.items() if checker.field(key).core}
    case.change_core(core)
    by_stage: dict[str, dict[str, JsonValue]] = {}
    for key, (_old, new) in changed.items():
        if key not in core:
            stage, _field = case.definition.fields_by_key[key]
            by_stage.setdefault(stage.key, {})[key] = new
    for stage_key, values in by_stage.items():
        state = case.state(case.definition.stage(stage_key))
        merged = state.values | values
        kept = {key: merged[key] for key in merged if merged[key] is not None}
        case.put(replace(state, values=kept))
    if "assignee" in changed:
        old, new = changed["assignee"]
        case.record("assigned", {"from": old, "to": new})
    told = {key: pair for key, pair in changed.items() if key != "assignee"}
    if told:
        payload: JsonValue = {key: {"old": old, "new": new} for key, (old, new) in told.items()}
        case.record("saved", {"fields": list(told), **(said or {})}, payload)


def _open_what_is_needed_after_all(case: Case) -> None:
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
