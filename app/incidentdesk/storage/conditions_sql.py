"""Conditions as SQL: the one translation of what ``domain.conditions`` means in Python.

Every part is true or false, never NULL, so that ``not`` means the same here and there. How a field is reached
is in ``condition_fields``; how a value compares is in ``comparisons_sql``.
"""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain import conditions as c
from incidentdesk.domain.conditions import Bindings, Condition, FieldFacts
from incidentdesk.domain.core_fields import ENDED_STATUSES, OPEN_STATUSES, STATUSES
from incidentdesk.storage.comparisons_sql import NO, comparison, joined, negated, present, same
from incidentdesk.storage.condition_fields import TEXT, Reach, Sql, quoted, reach
from incidentdesk.storage.list_indexes import ENDED, OPEN

EVERY: Sql = ("1 = 1", ())


def to_sql(condition: Condition | None, bindings: Bindings, fields: Mapping[str, FieldFacts]) -> Sql:
    """A WHERE clause on ``incident i`` for ``condition``, and its parameters.

    Raises ``UsageError`` for a field or an op that a list cannot be asked for.
    """
    if condition is None:
        return EVERY
    translated = _translated(condition, bindings, fields)
    if _says_status(condition):
        return translated
    statuses = _possible(condition, bindings, fields)
    if len(statuses) == len(STATUSES):
        return translated
    return joined([_statuses(statuses), translated], every=True)  # said aloud, it opens an index


def _says_status(condition: Condition) -> bool:
    """Whether the status is asked for at the top, where SQLite finds it."""
    if isinstance(condition, c.All):
        return any(map(_says_status, condition.parts))
    return _is_of_status(condition)


def _is_of_status(condition: Condition) -> bool:
    """Whether only the status decides, and nothing is asked of it that must be refused."""
    match condition:
        case c.Test(field, op):
            return field == "status" and op not in {"before", "after"}
        case c.Not(part):
            return _is_of_status(part)
        case c.All(parts) | c.Any(parts):
            return bool(parts) and all(map(_is_of_status, parts))


def _possible(condition: Condition, bindings: Bindings, fields: Mapping[str, FieldFacts]) -> list[str]:
    """The statuses that an incident for which ``condition`` holds can have."""
    if _is_of_status(condition):
        return [one for one in STATUSES if c.holds(condition, {"status": one}, bindings, fields)]
    if isinstance(condition, c.All | c.Any):
        each = [_possible(part, bindings, fields) for part in condition.parts]
        within = all if isinstance(condition, c.All) else any
        return [one for one in STATUSES if within(one in part for part in each)]
    return list(STATUSES)


def _translated(condition: Condition, bindings: Bindings, fields: Mapping[str, FieldFacts]) -> Sql:
    if _is_of_status(condition):
        return _statuses(_possible(condition, bindings, fields))
    if isinstance(condition, c.Not):
        return negated(_translated(condition.part, bindings, fields))
    if isinstance(condition, c.All | c.Any):
        parts = [_translated(part, bindings, fields) for part in condition.parts]
        return joined(parts, every=isinstance(condition, c.All))
    return _test(condition, bindings, reach(condition.field, fields, bindings.now.ms))


def _statuses(those: list[str]) -> Sql:
    """That the status is one of ``those``, in the very words of the indexes over open and ended incidents."""
    if len(those) in {0, len(STATUSES)}:
        return EVERY if those else NO
    listed = f"i.status IN ({', '.join(quoted(one) for one in those)})"
    listed = f"i.status = {quoted(those[0])}" if len(those) == 1 else listed
    for whole, words in ((OPEN_STATUSES, OPEN), (ENDED_STATUSES, ENDED)):
        if set(those) <= set(whole):
            return (f"i.{words}" if len(those) == len(whole) else f"i.{words} AND {listed}"), ()
    return listed, ()


def _test(test: c.Test, bindings: Bindings, field: Reach) -> Sql:
    filled = present(field.kind, field.cells)
    if test.op == "is_empty":
        plain = not (field.cells.text or field.cells.only or field.kind in TEXT)
        return (f"{field.cells.cell} IS NULL", ()) if plain else negated(field.cells.some(filled))
    if test.op == "is_not_empty":
        return field.cells.some(filled)
    if field.structured:
        raise UsageError(
            _("A list cannot be asked what is in “{name}”.").format(name=test.field),
            _("Ask is_empty or is_not_empty, or one of its columns."),
        )
    if test.op == "all_are":
        return _all_are(test, bindings, field)
    if field.many and test.op in {"is", "is_not"}:
        return _members(test, field, bindings)
    return field.cells.some(joined([filled, comparison(field, field.cells, test, bindings)], every=True))


def _all_are(test: c.Test, bindings: Bindings, field: Reach) -> Sql:
    """At least one cell is the value, and no row is anything else; a row without that cell is no match."""
    cells, rows = (
        joined([present(field.kind, source), same(field, source, test.value, bindings)], every=True)
        for source in (field.cells, field.rows)
    )
    definite = f"coalesce({rows[0]}, 0)", rows[1]
    return joined([field.cells.some(cells), negated(field.rows.some(negated(definite)))], every=True)


def _members(test: c.Test, field: Reach, bindings: Bindings) -> Sql:
    """Whether a list has the given members and no others, in any order."""
    wanted = test.value if isinstance(test.value, list) else [test.value]
    some = field.cells.some
    each = [same(field, field.cells, one, bindings) for one in wanted]
    others = negated(some(negated(joined(each, every=False))))
    alike = joined([some(one) for one in each] + [others], every=True)
    return joined(
        [some(present(field.kind, field.cells)), alike if test.op == "is" else negated(alike)], every=True
    )
