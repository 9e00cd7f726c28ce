"""What must hold before a stage completes. The one function that form, command line and bulk edit all ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import Bindings, FieldFacts, holds
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import Facts, JsonValue
from incidentdesk.domain.process_definition import FallBack, Field, ProcessDefinition, Stage


@dataclass(frozen=True)
class Missing:
    """Something that keeps a stage from completing: where it is, what it is called, what to do."""

    stage: str
    field: str
    label: str
    say: str


@dataclass(frozen=True)
class Asking:
    """What a condition is asked against: the incident's facts, who asks and when, and what the fields are."""

    facts: Facts
    bindings: Bindings
    fields: Mapping[str, FieldFacts]


def is_shown(field: Field, asking: Asking) -> bool:
    """Whether the field is on the form as things stand."""
    return field.show_when is None or holds(field.show_when, asking.facts, asking.bindings, asking.fields)


def is_required(field: Field, asking: Asking) -> bool:
    """Whether the field must be answered as things stand."""
    if field.required_when is not None and holds(
        field.required_when, asking.facts, asking.bindings, asking.fields
    ):
        return True
    return field.required


def is_skipped(stage: Stage, asking: Asking) -> bool:
    """Whether this incident passes over the stage."""
    return stage.skip_when is not None and holds(
        stage.skip_when, asking.facts, asking.bindings, asking.fields
    )


def what_is_missing(stage: Stage, asking: Asking) -> list[Missing]:
    """All that keeps ``stage`` from completing, in the order of its form; empty when it may."""
    if is_skipped(stage, asking):
        return []
    gaps = [gap for field in stage.fields if is_shown(field, asking) for gap in _gaps(stage, field, asking)]
    for need in stage.gate:
        applies = need.when is None or holds(need.when, asking.facts, asking.bindings, asking.fields)
        if applies and not holds(need.needs, asking.facts, asking.bindings, asking.fields):
            gaps.append(Missing(stage.key, need.field, _label(stage, need.field), need.say))
    return gaps


def fall_back(stage: Stage, asking: Asking) -> FallBack | None:
    """Where the work must go back to as things stand, or ``None``."""
    for one in stage.on_fail:
        if holds(one.when, asking.facts, asking.bindings, asking.fields):
            return one
    return None


def not_yet(
    definition: ProcessDefinition, upto: Stage, completed: Mapping[str, bool], asking: Asking
) -> list[Missing]:
    """What is missing in the stages before ``upto``: stages complete in order.

    Those that are complete are asked again, because an answer that was emptied later, or a priority that
    rose, may have undone what their gate once saw.
    """
    gaps: list[Missing] = []
    for stage in definition.stages[: definition.position(upto.key)]:
        if is_skipped(stage, asking):
            continue
        lacking = what_is_missing(stage, asking)
        if not lacking and not completed.get(stage.key):
            say = _("Complete “{stage}” first").format(stage=stage.title)
            lacking = [Missing(stage.key, "", stage.title, say)]
        gaps.extend(lacking)
    return gaps


def _gaps(stage: Stage, field: Field, asking: Asking) -> list[Missing]:
    value = asking.facts.get(field.key)
    if is_missing(value):
        if not is_required(field, asking):
            return []
        say = field.say or _("{label}: not answered yet").format(label=field.label)
        return [Missing(stage.key, field.key, field.label, say)]
    if not _is_offered(field, value, asking):
        say = _("{label}: the answer does not fit any more; choose again").format(label=field.label)
        return [Missing(stage.key, field.key, field.label, say)]
    return _gaps_in_rows(stage, field, value, asking)


def _is_offered(field: Field, value: JsonValue, asking: Asking) -> bool:
    """Whether a choice can be made as things stand: what was right for a fault may not be for a request."""
    conditions = {choice.key: choice.show_when for choice in field.choices}
    chosen = value if isinstance(value, list) else [value]
    return all(
        condition is None or holds(condition, asking.facts, asking.bindings, asking.fields)
        for condition in (conditions.get(str(one)) for one in chosen)
    )


def _gaps_in_rows(stage: Stage, field: Field, value: JsonValue, asking: Asking) -> list[Missing]:
    """What rows lack; conditions of columns are asked against the cells of their row."""
    if field.kind != "table" or not isinstance(value, list):
        return []
    gaps = []
    for number, row in enumerate(value, start=1):
        if not isinstance(row, dict):
            continue
        of_row = replace(asking, facts=row)
        for column in field.columns:
            if is_missing(row.get(column.key)) and is_required(column, of_row):
                say = _("{label}, row {row}: {column} is missing").format(
                    label=field.label, row=number, column=column.label
                )
                gaps.append(Missing(stage.key, field.key, field.label, say))
    return gaps


def _label(stage: Stage, key: str) -> str:
    return next((field.label for field in stage.fields if field.key == key), "")
