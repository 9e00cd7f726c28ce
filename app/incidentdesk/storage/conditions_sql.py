"""Conditions as SQL: the one translation of what ``domain.conditions`` means in Python.

Every part is true or false, never NULL, so that ``not`` means the same here and there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain import conditions as c
from incidentdesk.domain.conditions import Bindings, Condition, FieldFacts, fold
from incidentdesk.storage.incident_rows import MOMENTS, REFERENCES

Sql = tuple[str, tuple[Any, ...]]

_INSTANTS = ("logged", "responded", "resolved", "closed", "updated")
_SAME_NAME = (
    "number", "status", "stage", "process", "provisional", "major", "breached", "paused", "hold_reason",
    "next_due_kind", "next_due", "reopen_count", "title", "description", "error_code", "source", "channel",
    "place", "type", "category", "closing_category", "impact", "severity", "risk", "priority",
    "priority_override", "priority_reason", "outcome", "cause_category",
)  # fmt: skip
_COLUMNS = {name: name for name in _SAME_NAME} | {"wake": "wake_at"}
_TABLES = {"person": "person", "reporter": "reporter"}
_REFERENCES = REFERENCES | {"logged_by": "person"}
_TEXT = frozenset({"text", "long_text", "code", "incident_link"})


@dataclass(frozen=True)
class _Column:
    """How a field is reached: an expression, or ``wrap`` around a test on a row of ``field_value``."""

    expression: str
    kind: str
    choices: tuple[str, ...]
    wrap: Callable[[Sql], Sql]
    number: bool


def to_sql(condition: Condition | None, bindings: Bindings, fields: Mapping[str, FieldFacts]) -> Sql:
    """A WHERE clause on ``incident i`` for ``condition``, and its parameters.

    Raises ``UsageError`` for a field or an op that a list cannot be asked for.
    """
    if condition is None:
        return "1 = 1", ()
    if isinstance(condition, c.Not):
        sql, parameters = to_sql(condition.part, bindings, fields)
        return f"NOT ({sql})", parameters
    if isinstance(condition, c.All | c.Any):
        return _joined(condition, bindings, fields)
    return _test(condition, bindings, fields)


def _joined(condition: c.All | c.Any, bindings: Bindings, fields: Mapping[str, FieldFacts]) -> Sql:
    parts = [to_sql(part, bindings, fields) for part in condition.parts]
    if not parts:
        return ("1 = 1" if isinstance(condition, c.All) else "1 = 0"), ()
    word = " AND " if isinstance(condition, c.All) else " OR "
    return word.join(f"({sql})" for sql, _p in parts), tuple(one for _s, many in parts for one in many)


def _test(test: c.Test, bindings: Bindings, fields: Mapping[str, FieldFacts]) -> Sql:
    column = _column(test.field, fields)
    column_sql = column.expression
    if test.op in {"is_empty", "is_not_empty"}:
        blank = f" AND trim({column_sql}) <> ''" if column.kind in _TEXT else ""
        sql, parameters = column.wrap((f"{column_sql} IS NOT NULL{blank}", ()))
        return (f"NOT ({sql})" if test.op == "is_empty" else sql), parameters
    if test.op == "all_are":
        present = column.wrap((f"{column_sql} IS NOT NULL", ()))
        other = column.wrap(_comparison(column, "is_not", test.value, bindings))
        return f"({present[0]}) AND NOT ({other[0]})", (*present[1], *other[1])
    op = "is" if test.op == "any_is" else test.op
    sql, parameters = _comparison(column, op, test.value, bindings)
    return column.wrap((f"{column_sql} IS NOT NULL AND {sql}", parameters))


def _comparison(column: _Column, op: str, value: Any, bindings: Bindings) -> Sql:  # noqa: ANN401 - JSON
    name = column.expression
    if column.kind == "choice" and op in {"at_least", "at_most"}:
        return _in(name, _range(column.choices, op, str(value)))
    if column.kind == "moment":
        return _moment_test(name, op, value, bindings)
    if column.kind in {"text", "long_text", "code", "incident_link"}:
        return _text_test(f"fold({name})", op, value)
    if op in {"contains", "starts_with"}:
        return _text_test(f"fold({name})", op, value)
    values = [_bound(column, one, bindings) for one in (value if op == "one_of" else [value])]
    if op in {"is", "one_of"}:
        return _in(name, values)
    if op == "is_not":
        return f"{name} <> ?", tuple(values)
    sign = {"at_least": ">=", "at_most": "<=", "after": ">", "before": "<"}[op]
    return f"{name} {sign} ?", tuple(values)


def _text_test(name: str, op: str, value: Any) -> Sql:  # noqa: ANN401 - JSON
    if op == "one_of":
        return _in(name, [fold(str(one)) for one in value])
    wanted = fold(str(value))
    if op == "contains":
        return f"instr({name}, ?) > 0", (wanted,)
    if op == "starts_with":
        return f"substr({name}, 1, ?) = ?", (len(wanted), wanted)
    sign = {"is": "=", "is_not": "<>"}.get(op)
    if sign is None:
        raise UsageError(
            _("Text cannot be asked with “{op}”.").format(op=op), _("Use is, contains or starts_with.")
        )
    return f"{name} {sign} ?", (wanted,)


def _moment_test(name: str, op: str, value: Any, bindings: Bindings) -> Sql:  # noqa: ANN401 - JSON
    span = c.time_span(value, bindings)
    if span is None:
        return "1 = 0", ()
    start, end = span
    if op in {"is", "is_not"}:
        word = "" if op == "is" else "NOT "
        return f"{name} {word}BETWEEN ? AND ?", (start, end)
    limits = {"before": ("<", start), "after": (">", end), "at_least": (">=", start), "at_most": ("<=", end)}
    if op not in limits:
        raise UsageError(_("A time cannot be asked with “{op}”.").format(op=op), _("Use before or after."))
    sign, limit = limits[op]
    return f"{name} {sign} ?", (limit,)


def _in(name: str, values: list[Any]) -> Sql:
    if not values:
        return "1 = 0", ()
    return f"{name} IN ({', '.join('?' * len(values))})", tuple(values)


def _range(choices: tuple[str, ...], op: str, key: str) -> list[str]:
    if key not in choices:
        return []
    place = choices.index(key)
    return list(choices[place:] if op == "at_least" else choices[: place + 1])


def _bound(column: _Column, value: Any, bindings: Bindings) -> Any:  # noqa: ANN401 - JSON
    if column.kind == "person" and value == "me":
        return bindings.me
    if isinstance(value, bool):
        return int(value)
    if column.kind in {"choice", "multi_choice"}:
        return next((key for key in column.choices if fold(key) == fold(str(value))), value)
    return value


def _column(name: str, fields: Mapping[str, FieldFacts]) -> _Column:
    facts = fields.get(name)
    if facts is None:
        raise UsageError(_("There is no field “{name}”.").format(name=name), _("“process” lists the fields."))
    kind, choices = facts.kind, facts.choices
    if name in MOMENTS or name in _INSTANTS:
        return _Column(f"i.{name}_at", kind, choices, _plain, number=True)
    if name in _REFERENCES:
        table = _TABLES.get(_REFERENCES[name], "register_item")
        expression = f"(SELECT r.uid FROM {table} r WHERE r.id = i.{name}_id)"  # noqa: S608 - our own names
        return _Column(expression, kind, choices, _plain, number=False)
    if name in _COLUMNS:
        return _Column(f"i.{_COLUMNS[name]}", kind, choices, _plain, number=False)
    return _stage_column(name, kind, choices)


def _stage_column(name: str, kind: str, choices: tuple[str, ...]) -> _Column:
    number = kind in {"number", "yes_no", "moment", "duration"}

    def wrap(inner: Sql) -> Sql:
        sql = (
            "EXISTS (SELECT 1 FROM field_value v JOIN run ON run.id = v.run_id AND run.ended_at IS NULL "  # noqa: S608
            f"WHERE v.incident_id = i.id AND v.field = ? AND {inner[0]})"
        )
        return sql, (name, *inner[1])

    return _Column("v.number_value" if number else "v.text_value", kind, choices, wrap, number)


def _plain(inner: Sql) -> Sql:
    return inner
