"""Fixed at first contact: a few answers take an incident through several stages, through the same gates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import holds
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import Asking, Missing, is_shown, is_skipped
from incidentdesk.domain.json_values import Facts, JsonValue
from incidentdesk.domain.process_definition import Answer, ProcessDefinition, QuickPage, Stage
from incidentdesk.domain.starting_values import filled_in, starting_values
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.completing import GateRefusedError, complete_stage
from incidentdesk.services.cases.saving import save_values
from incidentdesk.services.cases.stage_order import must_not_be_ended
from incidentdesk.services.desk.desk import Changes, Desk


@dataclass(frozen=True)
class QuickFixed:
    """How far the answers led: ``missing`` is what the next gate still asks for."""

    changes: Changes
    number: str
    status: str
    missing: tuple[Missing, ...] = ()


class QuickFix:
    """The use case of the page “Fixed on the phone”."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def fix(self, ref: str, answers: Mapping[str, JsonValue], author: str) -> QuickFixed:
        """Save ``answers`` by field, fill in what follows, and complete what may.

        Rows of a table are given as a list.

        Everything is saved even where a gate says no.
        """
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            must_not_be_ended(case)
            page = case.definition.quick
            if page is None:
                raise UsageError(
                    _("The process “{key}” has no quick page.").format(key=case.definition.key),
                    _("Work through its stages."),
                )
            save_values(case, answers, {})
            _fill_in(case, page)
            missing = _complete_all(case)
            case.finish()
            return QuickFixed(work.changes(), case.incident.number, case.incident.status, tuple(missing))


def answers_to_values(
    definition: ProcessDefinition, answer: Answer, given: Mapping[str, str]
) -> dict[str, JsonValue]:
    """The values of an answer that asks for one row of a table.

    The row itself, and the fields that take its words too.
    """
    row: dict[str, JsonValue] = {
        **answer.values,
        **{key: text for key, text in given.items() if text.strip()},
    }
    first = given.get(answer.columns[0], "") if answer.columns else ""
    if not first.strip():
        return {}
    assert answer.row_of in definition.fields_by_key  # noqa: S101 - checked when the definition was read
    values: dict[str, JsonValue] = {answer.row_of: [row]}
    values.update(dict.fromkeys(answer.also, first))
    return values


def _fill_in(case: Case, page: QuickPage) -> None:
    """Fill in what the page knows by itself and what forms start with, as one save."""
    found: dict[str, JsonValue] = {}
    for fill in page.fills:
        asking = _asking(case, found)
        if not is_missing(asking.facts.get(fill.field)):
            continue
        if fill.when is None or holds(fill.when, asking.facts, asking.bindings, asking.fields):
            kind = case.definition.fields_by_key[fill.field][1].kind
            found[fill.field] = filled_in(fill.value, kind, case.work.now, case.work.author)
    for stage in case.definition.stages:
        found.update(_defaults(case, stage, _asking(case, found)))
    save_values(case, found, {})


def _asking(case: Case, found: Facts) -> Asking:
    asking = case.asking()
    return replace(asking, facts={**asking.facts, **found})


def _defaults(case: Case, stage: Stage, asking: Asking) -> Facts:
    shown = {field.key for field in stage.fields if is_shown(field, asking)}
    values = starting_values(stage, asking.facts, case.work.now, case.work.author)
    return {key: value for key, value in values.items() if key in shown}


def _complete_all(case: Case) -> list[Missing]:
    for stage in case.definition.stages:
        if case.state(stage).completed is not None or is_skipped(stage, case.asking()):
            continue
        try:
            complete_stage(case, stage)
        except GateRefusedError as refused:
            return refused.missing
    return []
