"""A child of an outage is resolved or closed like its parent: with its values, through its own gates.

What the child has of its own stays. What is taken over is marked on its timeline.
"""

from __future__ import annotations

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import _
from incidentdesk.domain.callers import Caller
from incidentdesk.domain.facts import ATTEMPTS
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import Missing, is_shown, is_skipped
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.process_definition import Field, Stage
from incidentdesk.domain.starting_values import starting_values
from incidentdesk.domain.whose_word import WORD, WORD_REASON
from incidentdesk.services.cases.caller_lists import callers_of
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.completing import GateRefusedError, complete_stage, lacking
from incidentdesk.services.cases.saving import save_values
from incidentdesk.services.cases.stage_order import must_not_be_ended
from incidentdesk.storage import restricted

_OWN = frozenset({WORD, WORD_REASON, ATTEMPTS})

_ALWAYS = ("outcome", "cause_category")
"""Shared fields that are taken over with the resolution, on whatever stage a process asks for them."""

_WORDS = {"reached": "restored", "no_answer": "no_answer", "waived": "not_needed"}


def follow(case: Case, parent: Case, status: str) -> None:
    """Take ``case`` to ``status`` (``resolved`` or ``closed``) with what ``parent`` has and it lacks.

    ``GateRefusedError`` tells all that is missing still. One that is there already stays as it is.
    ``RefusedError`` where some would read in it what they may not read in ``parent``.
    """
    must_not_be_ended(case)
    _must_be_for_no_more(case, parent)
    last = _stage_that_sets(case, status)
    if case.state(last).completed is not None:
        return
    said: dict[str, JsonValue] = {"parent": parent.incident.uid, "taken_over": parent.incident.number}
    save_values(case, _taken_over(case, parent, last), {}, said)
    if status == "closed":
        save_values(case, _word(case, parent, last), {}, said)
        save_values(case, _defaults(case, last), {})
    missing: list[Missing] = []
    for stage in case.definition.stages[: case.definition.position(last.key) + 1]:
        if case.state(stage).completed is not None or (
            stage is not last and is_skipped(stage, case.asking())
        ):
            continue
        missing += lacking(case, stage)
        if not missing:
            complete_stage(case, stage)
    if missing:
        raise GateRefusedError(case.incident.number, missing)


def _must_be_for_no_more(case: Case, parent: Case) -> None:
    """Raise ``RefusedError`` where some see ``case`` who do not see the restricted ``parent``."""
    one, other, session = case.incident, parent.incident, case.work.session
    if not other.restricted or (
        one.restricted and restricted.who_see(session, one.uid) <= restricted.who_see(session, other.uid)
    ):
        return
    raise RefusedError(
        _("{child} is open to some to whom {number} is not: they would read what was done there.").format(
            child=one.number, number=other.number
        ),
        _("Resolve {child} by itself, or restrict it to the same people.").format(child=one.number),
    )


def _stage_that_sets(case: Case, status: str) -> Stage:
    found = next((stage for stage in case.definition.stages if stage.sets_status == status), None)
    if found is None:
        raise RefusedError(
            _("The process of {number} has no such stage.").format(number=case.incident.number),
            _("Work through its stages."),
        )
    return found


def _taken_over(case: Case, parent: Case, last: Stage) -> dict[str, JsonValue]:
    """What ``parent`` says on the stages from the one after classification to ``last``, and ``case`` lacks.

    How many one incident hits, and how badly, is its own.
    """
    stages = case.definition.stages
    classifies = next(
        (place for place, stage in enumerate(stages) if any(one.key == "impact" for one in stage.fields)), 0
    )
    wanted = {
        field.key: field
        for stage in stages[classifies + 1 : case.definition.position(last.key) + 1]
        for field in stage.fields
        if field.key not in _OWN and not field.default_from
    }
    placed = case.definition.fields_by_key
    wanted |= {key: placed[key][1] for key in _ALWAYS if key in placed}
    theirs, ours = parent.asking().facts, case.asking().facts
    return {
        key: theirs[key]
        for key, field in wanted.items()
        if not is_missing(theirs.get(key)) and is_missing(ours.get(key)) and _means_the_same(parent, field)
    }


def _means_the_same(parent: Case, field: Field) -> bool:
    """Whether the parent's process, which may be another one, has ``field`` of the same kind."""
    placed = parent.definition.fields_by_key.get(field.key)
    return field.core or (placed is not None and placed[1].kind == field.kind)


def _word(case: Case, parent: Case, last: Stage) -> dict[str, JsonValue]:
    """The word of the child's reporter, as it was given among the callers of the outage."""
    facts = case.asking().facts
    if WORD not in case.definition.fields_by_key or not is_missing(facts.get(WORD)):
        return {}
    reporter = case.incident.core.get("reporter")
    if not reporter:
        theirs = parent.asking().facts
        return {key: theirs[key] for key in (WORD, WORD_REASON) if not is_missing(theirs.get(key))}
    lines = callers_of(case.work.session, parent.incident, parent.definition).lines
    caller = next((one for one in lines if one.reporter == reporter), None)
    if caller is None or not caller.settled:
        return {}
    found: dict[str, JsonValue] = {WORD: _WORDS[caller.state]}
    if caller.state == "waived":
        found[WORD_REASON] = caller.attempts[-1].note
    field = case.definition.fields_by_key.get(ATTEMPTS)
    if field is not None and is_missing(facts.get(ATTEMPTS)):
        found[ATTEMPTS] = _attempts(caller, {column.key for column in field[1].columns})
    shown = {one.key for one in last.fields}
    return {key: value for key, value in found.items() if key in shown}


def _attempts(caller: Caller, columns: set[str]) -> JsonValue:
    rows: list[JsonValue] = []
    for one in caller.attempts:
        if one.result == "waived" or not one.means:
            continue
        row: dict[str, JsonValue] = {
            "at": moment_to_json(Moment.exact(one.at)),
            "by": one.author,
            "means": one.means,
            "said": one.note or None,
            "result": _WORDS[one.result],
        }
        rows.append({key: value for key, value in row.items() if key in columns and value is not None})
    return rows


def _defaults(case: Case, stage: Stage) -> dict[str, JsonValue]:
    """What the form of ``stage`` starts with."""
    asking = case.asking()
    shown = {field.key for field in stage.fields if is_shown(field, asking)}
    values = starting_values(stage, asking.facts, case.work.now, case.work.author)
    return {key: value for key, value in values.items() if key in shown}
