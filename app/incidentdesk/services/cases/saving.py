"""Writing fields of any stage into a case: what changed meanwhile is a conflict, and nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import _
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import PROCESS as RAISED
from incidentdesk.domain.responses import TABLES
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.stage_order import open_what_is_needed_after_all
from incidentdesk.services.cases.values import ValueChecker


@dataclass(frozen=True)
class Conflict:
    """A field that someone else changed meanwhile: what it was, what they wrote, what we wrote."""

    field: str
    label: str
    base: JsonValue
    theirs: JsonValue
    mine: JsonValue


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
    open_what_is_needed_after_all(case)
    return tuple(conflicts)


def with_consequences(case: Case, values: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """``values``, and the type that a category stands for where nobody has said the type."""
    category = values.get("category")
    if category and not values.get("type") and not case.incident.core.get("type"):
        kind = case.work.settings.item("categories", category).extra.get("type")
        if kind:
            return values | {"type": kind}
    return values


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
