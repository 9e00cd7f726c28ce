"""In what order a list stands, as SQL: its terms, and where an incident has its place among the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from incidentdesk.storage import list_indexes
from incidentdesk.storage.condition_fields import TEXT, Sql, column, quoted
from incidentdesk.storage.incident_rows import JOINED
from incidentdesk.storage.list_indexes import LAST

URGENCY = list_indexes.URGENCY.format(i="i.")
"""How urgent ``i`` is: what sorting by priority goes by."""


class Term(NamedTuple):
    """One term of an order. What has no value comes last, whichever way the list is sorted."""

    sql: str
    descending: bool = False
    nullable: bool = False

    def order(self) -> str:
        """The term in ORDER BY."""
        return self.sql + (" DESC" if self.descending else "") + (" NULLS LAST" if self.nullable else "")

    def before(self, value: object) -> Sql:
        """That a row comes before ``value`` by this term alone."""
        if value is None:
            return f"{self.sql} IS NOT NULL", ()
        return f"{self.sql} {'>' if self.descending else '<'} ?", (value,)

    def level(self, value: object) -> Sql:
        """That a row is level with ``value`` by this term."""
        return (f"{self.sql} IS NULL", ()) if value is None else (f"{self.sql} = ?", (value,))


def terms(key: str, kind: str, choices: Sequence[str], now_ms: int, *, descending: bool) -> tuple[Term, ...]:
    """The terms for sorting by the shared field ``key``; ``choices`` give those of a choice their order."""
    parts = [*_of_field(key, kind, choices, now_ms), ("i.id", False)]
    return tuple(Term(sql, descending, nullable) for sql, nullable in parts)


def _of_field(key: str, kind: str, choices: Sequence[str], now_ms: int) -> list[tuple[str, bool]]:
    if key == "priority":
        return [(URGENCY, False), (f"coalesce(i.next_due, {LAST})", False)]
    if key == "number":
        return [("i.prefix", False), ("i.year", False), ("i.ordinal", False)]
    if key == "closed":
        return [("coalesce(i.closed_at, i.updated_at)", False)]
    if key in JOINED:
        return [(f"(SELECT fold(name) FROM {JOINED[key]} r WHERE r.id = i.{key}_id)", True)]  # noqa: S608 - our names
    cell = column(key, now_ms)
    if choices:
        places = " ".join(f"WHEN {quoted(choice)} THEN {place}" for place, choice in enumerate(choices))
        return [(f"CASE {cell} {places} END", True)]
    return [(f"fold({cell})" if kind in TEXT else cell, True)]


def order_by(order: Sequence[Term]) -> str:
    """``order`` as the words after ORDER BY."""
    return ", ".join(term.order() for term in order)
