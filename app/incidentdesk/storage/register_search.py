"""Finding entries of registers as somebody types."""

# ruff: noqa: S608 - our own names
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import Record
from incidentdesk.storage.register_entries import marks, records_by_key, table_of
from incidentdesk.storage.session import Session

MANY = 500
"""With fewer hits than this all of them are taken at once, in one walk through the index."""

_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Hits:
    """The records of one page, in order, and how many there are in all."""

    records: tuple[Record, ...]
    total: int


def find(
    session: Session, register: str, asked: Sequence[str], limit: int, offset: int, *, retired: bool
) -> Hits:
    """The entries that have all of ``asked`` (see ``register_words.needles``), or are in a place that has.

    Those whose name begins with what was asked come first; each part goes by name. One index has all that is
    looked at, in its order; beside it only the entries of the page are read.
    """
    where, given = _all_of(session, asked)
    if register != "reporter":
        where, given = f"register = ? AND {where}", [register, *given]
    if not retired:
        where += " AND active = 1"
    ids, total = _page(session, table_of(register), where, given, asked, slice(offset, offset + limit))
    found = dict(records_by_key(session, register, f"id IN ({marks(ids)})", ids))
    return Hits(tuple(found[key] for key in ids), total)


def _page(
    session: Session, table: str, where: str, given: list[JsonValue], asked: Sequence[str], page: slice
) -> tuple[list[int], int]:
    """The keys of a page of what is found, and how many there are."""
    start = "".join(one if one.startswith(" ") else f" {one}" for one in asked)
    bounds = (start, start + _LAST)
    statement = f"SELECT id, words BETWEEN ? AND ? FROM {table} WHERE {where} ORDER BY words, id LIMIT ?"
    some = session.sql(statement, (*bounds, *given, MANY))
    if len(some) < MANY:
        first = [key for key, begins in some if begins]
        return (first + [key for key, begins in some if not begins])[page], len(some)
    total = session.cell(f"SELECT count(*) FROM {table} WHERE {where}", given)
    return _page_of_many(session, table, where, given, bounds, page), int(total)


def _page_of_many(
    session: Session, table: str, where: str, given: list[JsonValue], bounds: tuple[str, str], page: slice
) -> list[int]:
    """The keys of a page where there are too many to take them all."""
    found: list[int] = []
    passed = page.start
    for test in ("BETWEEN", "NOT BETWEEN"):
        part = f"FROM {table} WHERE {where} AND words {test} ? AND ?"
        rows = session.sql(
            f"SELECT id {part} ORDER BY words, id LIMIT ? OFFSET ?",
            (*given, *bounds, page.stop - page.start - len(found), passed),
        )
        found += [key for (key,) in rows]
        if len(found) == page.stop - page.start:
            break
        if passed:
            here = session.cell(f"SELECT count(*) {part}", (*given, *bounds))
            passed = max(0, passed - int(here))
    return found


def _all_of(session: Session, asked: Sequence[str]) -> tuple[str, list[JsonValue]]:
    """The condition that a row has each of ``asked`` in its words or in those of its place."""
    bare, placed = [], list[tuple[str, str]]()
    for needle in asked:
        places = session.sql(
            "SELECT uid FROM register_item WHERE register = 'place' AND instr(words, ?)", (needle,)
        )
        if places:
            placed.append((needle, json.dumps([uid for (uid,) in places])))
        else:
            bare.append(needle)
    # The cheap tests come first: most rows fail them.
    tests = ["instr(words, ?)"] * len(bare)
    tests += ["(instr(words, ?) OR place IN (SELECT value FROM json_each(?)))"] * len(placed)
    return " AND ".join(tests) or "1 = 1", [*bare, *(one for pair in placed for one in pair)]
