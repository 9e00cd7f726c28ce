"""Conditions: the one filter language, for gates, views, rules and runbooks. Here is what they mean.

A value that is missing fails every test but ``is_empty``, also ``is_not``; ``not`` around a test is plain
negation.

==================  =====================================================================================
is, is_not          the same text (folded), number, choice, person or day; a list: the same members
one_of              is one of the given; of a list: at least one member is
contains            the text is in it (folded); a list: it is a member
starts_with         the text begins with it (folded)
at_least, at_most   number: not less, not more; choice: its place in the list or later, or earlier (so
                    ``at_most P2`` is P1 and P2); moment: then or later, then or earlier
before, after       moments only; a moment that is "between" counts by its start
is_empty            nothing given, an unknown moment, a table with no rows, a column with no cell filled
any_is, all_are     of a column (or a list): at least one cell is the value; there are rows and all are
==================  =====================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.domain.comparisons import (
    PLAIN,
    Bindings,
    FieldFacts,
    difference,
    fold,
    is_absent,
    same,
    time_span,
)
from incidentdesk.domain.condition_parser import parse_condition
from incidentdesk.domain.condition_tree import (
    OPS,
    All,
    Any,
    Condition,
    Not,
    Test,
    fields_used,
    to_json,
    unknown_fields,
)
from incidentdesk.domain.json_values import Facts, JsonValue

__all__ = [
    "OPS",
    "All",
    "Any",
    "Bindings",
    "Condition",
    "FieldFacts",
    "Not",
    "Test",
    "fields_used",
    "fold",
    "holds",
    "parse_condition",
    "time_span",
    "to_json",
    "unknown_fields",
]


def holds(condition: Condition, facts: Facts, bindings: Bindings, fields: Mapping[str, FieldFacts]) -> bool:
    """Whether ``condition`` is true of ``facts``. Never raises: what cannot be compared is simply not so."""
    match condition:
        case All(parts):
            return all(holds(part, facts, bindings, fields) for part in parts)
        case Any(parts):
            return any(holds(part, facts, bindings, fields) for part in parts)
        case Not(part):
            return not holds(part, facts, bindings, fields)
        case Test():
            return _test_holds(condition, facts, bindings, fields.get(condition.field, PLAIN))


def _test_holds(test: Test, facts: Facts, bindings: Bindings, about: FieldFacts) -> bool:
    value = _value_of(test.field, facts)
    column = "." in test.field and test.field not in facts
    if test.op in {"any_is", "all_are"}:
        return _cells_hold(test, value, bindings, about)
    absent = all(is_absent(cell, about) for cell in _cells(value)) if column else is_absent(value, about)
    if test.op == "is_empty":
        return absent
    if absent:
        return False
    if test.op in {"at_least", "at_most", "before", "after"}:
        return _order_holds(test, value, bindings, about)
    return _likeness_holds(test, value, bindings, about)


def _value_of(field: str, facts: Facts) -> JsonValue:
    """The value of a field; of ``table.column`` the list of its cells, ``None`` where a row lacks it."""
    if field in facts:
        return facts[field]
    table, dot, column = field.partition(".")
    rows = facts.get(table) if dot else None
    if not isinstance(rows, list):
        return None
    return [row.get(column) if isinstance(row, dict) else None for row in rows]


def _cells(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def _cells_hold(test: Test, value: JsonValue, bindings: Bindings, about: FieldFacts) -> bool:
    verdicts = [
        not is_absent(cell, about) and same(cell, test.value, about, bindings) for cell in _cells(value)
    ]
    return any(verdicts) if test.op == "any_is" else bool(verdicts) and all(verdicts)


def _likeness_holds(test: Test, value: JsonValue, bindings: Bindings, about: FieldFacts) -> bool:
    match test.op:
        case "is":
            return same(value, test.value, about, bindings)
        case "is_not":
            return not same(value, test.value, about, bindings)
        case "one_of":
            choices = _cells(test.value)
            return any(same(one, choice, about, bindings) for one in _cells(value) for choice in choices)
        case "contains" if isinstance(value, list):
            return any(same(one, test.value, about, bindings) for one in value)
        case "contains" | "starts_with":
            return _text_holds(test, value)
        case _:
            return test.op == "is_not_empty"


def _text_holds(test: Test, value: JsonValue) -> bool:
    if not isinstance(value, str) or not isinstance(test.value, str):
        return False
    if test.op == "contains":
        return fold(test.value) in fold(value)
    return fold(value).startswith(fold(test.value))


def _order_holds(test: Test, value: JsonValue, bindings: Bindings, about: FieldFacts) -> bool:
    if test.op in {"before", "after"} and about.kind != "moment":
        return False
    order = difference(value, test.value, about, bindings)
    if order is None:
        return False
    match test.op:
        case "at_least":
            return order >= 0
        case "at_most":
            return order <= 0
        case "before":
            return order < 0
        case _:
            return order > 0
