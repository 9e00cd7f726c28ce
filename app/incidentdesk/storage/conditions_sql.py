"""Conditions as SQL: the one translation of what ``domain.conditions`` means in Python.

Every part is true or false, never NULL, so that ``not`` means the same here and there. How a field is reached
is in ``condition_fields``; how a value compares is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain import conditions as c
from incidentdesk.domain.conditions import Bindings, Condition, FieldFacts, fold
from incidentdesk.storage.condition_fields import TEXT, Reach, Sql, reach

NO: Sql = ("1 = 0", ())
_NUMBERS = frozenset({"number", "duration"})
_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What Python takes for white space; SQLite by itself trims spaces only."""


def to_sql(condition: Condition | None, bindings: Bindings, fields: Mapping[str, FieldFacts]) -> Sql:
    """A WHERE clause on ``incident i`` for ``condition``, and its parameters.

    Raises ``UsageError`` for a field or an op that a list cannot be asked for.
    """
    if condition is None:
        return "1 = 1", ()
    if isinstance(condition, c.Not):
        return _not(to_sql(condition.part, bindings, fields))
    if isinstance(condition, c.All | c.Any):
        parts = [to_sql(part, bindings, fields) for part in condition.parts]
        return _joined(parts, isinstance(condition, c.All))
    return _test(condition, bindings, reach(condition.field, fields, bindings.now.ms))


def _joined(parts: list[Sql], every: bool) -> Sql:
    if not parts:
        return ("1 = 1", ()) if every else NO
    word = " AND " if every else " OR "
    return word.join(f"({sql})" for sql, _p in parts), tuple(one for _s, many in parts for one in many)


def _not(sql: Sql) -> Sql:
    return f"NOT ({sql[0]})", sql[1]


def _test(test: c.Test, bindings: Bindings, field: Reach) -> Sql:
    present = _present(field)
    if test.op in {"is_empty", "is_not_empty"}:
        found = field.some(present)
        return _not(found) if test.op == "is_empty" else found
    if field.structured:
        raise UsageError(
            _("A list cannot be asked what is in “{name}”.").format(name=test.field),
            _("Ask is_empty or is_not_empty, or one of its columns."),
        )
    if test.op == "all_are":
        match = _joined([present, _same(field, test.value, bindings)], True)
        # A row without that cell is no match, so every row is looked at, and not only the cells there are.
        return _joined([field.rows.some(("1 = 1", ())), _not(field.rows.some(_not(_definite(match))))], True)
    if field.many and test.op in {"is", "is_not"}:
        return _members(test, field, bindings)
    return field.some(_joined([present, _comparison(field, test, bindings)], True))


def _definite(sql: Sql) -> Sql:
    return f"coalesce({sql[0]}, 0)", sql[1]


def _present(field: Reach) -> Sql:
    if field.kind in TEXT and not field.structured:
        return f"{field.cell} IS NOT NULL AND trim({field.cell}, ?) <> ''", (_BLANKS,)
    return f"{field.cell} IS NOT NULL", ()


def _members(test: c.Test, field: Reach, bindings: Bindings) -> Sql:
    """Whether a list has the given members and no others, in any order."""
    wanted = test.value if isinstance(test.value, list) else [test.value]
    each = [_same(field, one, bindings) for one in wanted]
    parts = [field.some(one) for one in each] + [_not(field.some(_not(_joined(each, False))))]
    same = _joined(parts, True)
    present = field.some(_present(field))
    return _joined([present, same if test.op == "is" else _not(same)], True)


def _comparison(field: Reach, test: c.Test, bindings: Bindings) -> Sql:
    match test.op:
        case "is" | "any_is":
            return _same(field, test.value, bindings)
        case "is_not":
            return _not(_same(field, test.value, bindings))
        case "one_of":
            choices = test.value if isinstance(test.value, list) else [test.value]
            return _joined([_same(field, one, bindings) for one in choices], False)
        case "contains" if field.many:
            return _same(field, test.value, bindings)
        case "contains" | "starts_with":
            return NO if field.many else _text_test(field, test)
        case _:
            return _order_test(field, test, bindings)


def _same(field: Reach, wanted: Any, bindings: Bindings) -> Sql:  # noqa: ANN401 - JSON
    """Whether a cell is the value ``wanted``."""
    if field.kind == "moment":
        span = c.time_span(wanted, bindings)
        return NO if span is None else (f"{field.cell} BETWEEN ? AND ?", span)
    if isinstance(wanted, bool):
        return (f"{field.cell} = ?", (int(wanted),)) if field.kind == "yes_no" else NO
    if isinstance(wanted, int | float):
        return (f"{field.cell} = ?", (wanted,)) if field.kind in _NUMBERS else NO
    if field.kind == "person" and wanted == "me":
        wanted = bindings.me
    if not isinstance(wanted, str) or field.kind in _NUMBERS or field.kind == "yes_no":
        return NO
    if field.kind in {"choice", "multi_choice"}:
        return _in(field.cell, [key for key in field.choices if fold(key) == fold(wanted)] or [wanted])
    if field.kind in TEXT:
        return f"fold({field.cell}) = ?", (fold(wanted),)
    return f"{field.cell} = ?", (fold(wanted),)  # a uid, which is small letters


def _text_test(field: Reach, test: c.Test) -> Sql:
    if not isinstance(test.value, str) or field.kind in _NUMBERS | {"yes_no", "moment"}:
        return NO
    wanted = fold(test.value)
    if test.op == "contains":
        return f"instr(fold({field.cell}), ?) > 0", (wanted,)
    return f"substr(fold({field.cell}), 1, ?) = ?", (len(wanted), wanted)


def _order_test(field: Reach, test: c.Test, bindings: Bindings) -> Sql:
    if field.kind == "moment":
        return _time_test(field, test, bindings)
    if test.op in {"before", "after"}:
        raise UsageError(
            _("“{name}” is no time.").format(name=test.field),
            _("Use at_least or at_most in place of before and after."),
        )
    if field.kind in _NUMBERS:
        number = isinstance(test.value, int | float) and not isinstance(test.value, bool)
        sign = ">=" if test.op == "at_least" else "<="
        return (f"{field.cell} {sign} ?", (test.value,)) if number else NO
    if field.choices:
        return NO if field.many else _in(field.cell, _range(field.choices, test.op, str(test.value)))
    raise UsageError(
        _("“{name}” cannot be asked with “{op}”.").format(name=test.field, op=test.op),
        _("Use is, contains or starts_with."),
    )


def _time_test(field: Reach, test: c.Test, bindings: Bindings) -> Sql:
    span = c.time_span(test.value, bindings)
    if span is None:
        return NO
    start, end = span
    sign, limit = {"before": ("<", start), "after": (">", end), "at_least": (">=", start)}.get(
        test.op, ("<=", end)
    )
    return f"{field.cell} {sign} ?", (limit,)


def _in(cell: str, values: list[str]) -> Sql:
    return (f"{cell} IN ({', '.join('?' * len(values))})", tuple(values)) if values else NO


def _range(choices: tuple[str, ...], op: str, key: str) -> list[str]:
    places = [place for place, choice in enumerate(choices) if fold(choice) == fold(key)]
    if not places:
        return []
    return list(choices[places[0] :] if op == "at_least" else choices[: places[0] + 1])
