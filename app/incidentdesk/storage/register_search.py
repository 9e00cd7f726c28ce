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
    looked at, in its order: it is read through once, and then only the entries of the page are.
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
    if not asked:
        total = session.cell(f"SELECT count(*) FROM {table} WHERE {where}", given)
        rows = session.sql(
            f"SELECT id FROM {table} WHERE {where} ORDER BY words, id LIMIT ? OFFSET ?",
            (*given, page.stop - page.start, page.start),
        )
        return [key for (key,) in rows], int(total)
    start = "".join(one if one.startswith(" ") else f" {one}" for one in asked)
    statement = f"SELECT words BETWEEN ? AND ?, id FROM {table} WHERE {where} ORDER BY words, id"
    hits = session.sql(statement, (start, start + _LAST, *given))
    first = [key for begins, key in hits if begins]
    return (first + [key for begins, key in hits if not begins])[page], len(hits)


def _all_of(session: Session, asked: Sequence[str]) -> tuple[str, list[JsonValue]]:
    """The condition that a row has each of ``asked`` in its words or in those of its place."""
    parts, given = [], list[JsonValue]()
    for needle in asked:
        places = session.sql(
            "SELECT uid FROM register_item WHERE register = 'place' AND instr(words, ?)", (needle,)
        )
        given.append(needle)
        if not places:
            parts.append("instr(words, ?)")
            continue
        parts.append("(instr(words, ?) OR place IN (SELECT value FROM json_each(?)))")
        given.append(json.dumps([uid for (uid,) in places]))
    return " AND ".join(parts) or "1 = 1", given
