"""What an incident takes along when another process takes over: values by field key, nothing typed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field, ProcessDefinition


class RunOf(NamedTuple):
    """A run: the process it was of, and what was written on all its stages by field."""

    definition: ProcessDefinition
    values: Mapping[str, JsonValue]


def carried(target: ProcessDefinition, runs: Sequence[RunOf]) -> dict[str, dict[str, JsonValue]]:
    """What a new run of ``target`` starts with, by stage and field; ``runs`` come with the newest first.

    Of each field the newest run that asks for it rules, also where it was emptied there. Shared fields are
    the incident's own, and go along by themselves.
    """
    found: dict[str, dict[str, JsonValue]] = {}
    for stage, field in target.all_fields():
        value = None if field.core else _newest(field, runs)
        if value is not None:
            found.setdefault(stage.key, {})[field.key] = value
    return found


def _newest(field: Field, runs: Sequence[RunOf]) -> JsonValue:
    for run in runs:
        placed = run.definition.fields_by_key.get(field.key)
        if placed is not None and placed[1].kind == field.kind:
            return _fitting(field, run.values.get(field.key))
    return None


def _fitting(field: Field, value: JsonValue) -> JsonValue:
    """``value`` with the columns that ``field`` has; what names a row is of one process only."""
    if field.kind != "table" or not isinstance(value, list):
        return value
    columns = {column.key for column in field.columns}
    return [
        {key: cell for key, cell in row.items() if key in columns} for row in value if isinstance(row, dict)
    ]
