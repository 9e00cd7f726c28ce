"""What a form starts with where nothing has been answered yet."""

from __future__ import annotations

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import Facts, JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.domain.process_definition import Field, RowButton, Stage


def filled_in(value: JsonValue, kind: str, now: Instant, me: str) -> JsonValue:
    """``value`` of a definition, with ``now`` and ``me`` replaced where the field's kind has them."""
    if value == "now" and kind == "moment":
        return moment_to_json(Moment.exact(Instant(now.ms - now.ms % 60_000, now.offset)))
    if value == "me" and kind == "person":
        return me or None
    return value


def starting_value(field: Field, facts: Facts, now: Instant, me: str) -> JsonValue:
    """What ``field`` starts with: its default, or another field's value; ``None`` for nothing."""
    if field.default_from:
        return facts.get(field.default_from)
    return filled_in(field.default, field.kind, now, me)


def starting_values(stage: Stage, facts: Facts, now: Instant, me: str) -> dict[str, JsonValue]:
    """The starting values of the fields of ``stage`` that are still empty."""
    found = {}
    for field in stage.fields:
        if is_missing(facts.get(field.key)):
            value = starting_value(field, facts, now, me)
            if not is_missing(value):
                found[field.key] = value
    return found


def new_row(field: Field, button: RowButton | None, now: Instant, me: str) -> dict[str, JsonValue]:
    """A new row of the table ``field``, as a button under it adds it."""
    given = button.values if button else {}
    row = {}
    for column in field.columns:
        value = filled_in(given.get(column.key, column.default), column.kind, now, me)
        if not is_missing(value):
            row[column.key] = value
    return row
