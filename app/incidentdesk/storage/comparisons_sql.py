"""How single values compare in SQL: the counterpart of ``domain.comparisons``."""

from __future__ import annotations

from typing import Any

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain import conditions as c
from incidentdesk.domain.conditions import Bindings, fold
from incidentdesk.storage.condition_fields import NUMBERS, TEXT, Reach, Source, Sql

NO: Sql = ("1 = 0", ())
_NUMBER = "i.number"
_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""What Python takes for white space; SQLite by itself trims spaces only."""


def joined(parts: list[Sql], *, every: bool) -> Sql:
    """That every one of ``parts`` holds, or any of them."""
    if not parts:
        return ("1 = 1", ()) if every else NO
    word = " AND " if every else " OR "
    return word.join(f"({sql})" for sql, _p in parts), tuple(one for _s, many in parts for one in many)


def negated(sql: Sql) -> Sql:
    """That ``sql``, which is never NULL, does not hold."""
    return f"NOT ({sql[0]})", sql[1]


def present(kind: str, cells: Source) -> Sql:
    """That a cell is filled."""
    if kind in TEXT:
        return f"{cells.cell} IS NOT NULL AND trim({cells.cell}, ?) <> ''", (_BLANKS,)
    return f"{cells.cell} IS NOT NULL", ()


def comparison(field: Reach, cells: Source, test: c.Test, bindings: Bindings) -> Sql:
    """That a cell which is filled holds the op and value of ``test``."""
    match test.op:
        case "is" | "any_is":
            return same(field, cells, test.value, bindings)
        case "is_not":
            return negated(same(field, cells, test.value, bindings))
        case "one_of":
            choices = test.value if isinstance(test.value, list) else [test.value]
            return joined([same(field, cells, one, bindings) for one in choices], every=False)
        case "contains" if field.many:
            return same(field, cells, test.value, bindings)
        case "contains" | "starts_with":
            return NO if field.many else _text_test(field, cells, test)
        case _:
            return _order_test(field, cells, test, bindings)


def same(field: Reach, cells: Source, wanted: Any, bindings: Bindings) -> Sql:  # noqa: ANN401 - JSON
    """That a cell which is filled is the value ``wanted``."""
    cell, kind = cells.cell, field.kind
    if kind == "moment":
        span = c.time_span(wanted, bindings)
        return NO if span is None else (f"{cell} BETWEEN ? AND ?", span)
    if isinstance(wanted, bool):
        return (f"{cell} = {int(wanted)}", ()) if kind == "yes_no" else NO
    if isinstance(wanted, int | float):
        return (f"{cell} = ?", (wanted,)) if kind in NUMBERS else NO
    if kind == "person" and wanted == "me":
        wanted = bindings.me
    if not isinstance(wanted, str) or kind in NUMBERS or kind == "yes_no":
        return NO
    if cells.register:
        return f"{cell} = coalesce((SELECT id FROM {cells.register} WHERE uid = ?), -1)", (fold(wanted),)  # noqa: S608 - our names
    keys = [key for key in field.choices if fold(key) == fold(wanted)]
    if keys and not cells.kept:
        return _in(cell, keys)
    if cell == _NUMBER:  # which is capital letters of ASCII and digits
        return (f"{cell} = ?", (fold(wanted).upper(),)) if fold(wanted).isascii() else NO
    return f"{cells.folded} = ?", (fold(wanted),)


def _text_test(field: Reach, cells: Source, test: c.Test) -> Sql:
    if not isinstance(test.value, str) or field.kind in NUMBERS | {"yes_no", "moment"}:
        return NO
    wanted, folded = fold(test.value), cells.folded
    if test.op == "contains":
        return f"instr({folded}, ?) > 0", (wanted,)
    if cells.cell == _NUMBER and wanted.isascii():
        return _begins(cells.cell, wanted.upper())
    if cells.kept:
        return _begins(folded, wanted)
    return f"substr({folded}, 1, ?) = ?", (len(wanted), wanted)


def _begins(cell: str, start: str) -> Sql:
    """That a text begins with ``start``: it lies between ``start`` and the first text that does not."""
    kept = start.rstrip(chr(0x10FFFF))
    if not kept:
        return f"{cell} >= ?", (start,)
    after = ord(kept[-1]) + 1
    after = 0xE000 if after == 0xD800 else after  # no characters lie between
    return f"{cell} >= ? AND {cell} < ?", (start, kept[:-1] + chr(after))


def _order_test(field: Reach, cells: Source, test: c.Test, bindings: Bindings) -> Sql:
    if field.kind == "moment":
        return _time_test(cells, test, bindings)
    if test.op in {"before", "after"}:
        raise UsageError(
            _("“{name}” is no time.").format(name=test.field),
            _("Use at_least or at_most in place of before and after."),
        )
    if field.kind in NUMBERS:
        number = isinstance(test.value, int | float) and not isinstance(test.value, bool)
        sign = ">=" if test.op == "at_least" else "<="
        return (f"{cells.cell} {sign} ?", (test.value,)) if number else NO
    if field.choices:
        keys = _range(field.choices, test.op, str(test.value))
        return NO if field.many else _in(cells.cell, [fold(key) for key in keys] if cells.kept else keys)
    raise UsageError(
        _("“{name}” cannot be asked with “{op}”.").format(name=test.field, op=test.op),
        _("Use is, contains or starts_with."),
    )


def _time_test(cells: Source, test: c.Test, bindings: Bindings) -> Sql:
    span = c.time_span(test.value, bindings)
    if span is None:
        return NO
    start, end = span
    sign, limit = {"before": ("<", start), "after": (">", end), "at_least": (">=", start)}.get(
        test.op, ("<=", end)
    )
    return f"{cells.cell} {sign} ?", (limit,)


def _in(cell: str, values: list[str]) -> Sql:
    if not values:
        return NO
    if len(values) == 1:
        return f"{cell} = ?", (values[0],)
    return f"{cell} IN ({', '.join('?' * len(values))})", tuple(values)


def _range(choices: tuple[str, ...], op: str, key: str) -> list[str]:
    places = [place for place, choice in enumerate(choices) if fold(choice) == fold(key)]
    if not places:
        return []
    return list(choices[places[0] :] if op == "at_least" else choices[: places[0] + 1])
