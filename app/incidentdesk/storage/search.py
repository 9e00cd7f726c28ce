"""Finding incidents by words and numbers: which, in what order, and where the words stand in them."""

# ruff: noqa: S608 - our own names; what a person gave is bound
from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _
from incidentdesk.domain.search_question import SearchQuestion
from incidentdesk.domain.search_words import MARK_CLOSE, MARK_OPEN, Mark, asked_words, marks_in
from incidentdesk.storage.search_index import COLUMNS
from incidentdesk.storage.session import Session

CLOSELY = 2000
"""So many hits are put in order by time or rank exactly; of more, the newest so many (25 times cheaper at a
million incidents than to rank them all)."""

_MATCHING = "FROM incident_search WHERE incident_search MATCH ?"
_MARKED = ", ".join(
    f"highlight(incident_search, {place}, '{MARK_OPEN}', '{MARK_CLOSE}')" for place in range(len(COLUMNS))
)
_TEXTS = ", ".join(COLUMNS.values())


@dataclass(frozen=True)
class FoundIds:
    """A page of hits by their integer keys, in order; how many there are in all.

    ``exact``: all hits were put in order, not only the newest ``CLOSELY``.
    """

    ids: tuple[int, ...]
    total: int
    exact: bool


@dataclass(frozen=True)
class Words:
    """The indexed texts of a hit by column, and where in them the words that were asked for stand."""

    texts: Mapping[str, str]
    marks: Mapping[str, tuple[Mark, ...]]


def match_of(question: SearchQuestion) -> str:
    """``question`` in the language of FTS5, or an empty string where there is nothing to match.

    Every term is quoted, so that nothing in it means anything to FTS5.
    """
    return " AND ".join(
        '"' + asked_words(term.text).replace('"', " ") + '"' + ("*" if term.begun else "")
        for term in question.terms
    )


def find(session: Session, question: SearchQuestion, *, ranked: bool, limit: int, offset: int) -> FoundIds:
    """A page of the incidents that hold ``question``.

    Those with that very number, or whose number ends in those digits, come first. The others come by rank, or
    by the time when they were logged; of more than ``CLOSELY`` the newest so many by rank, and those beyond
    them in the order in which they came to the desk, the newest first.
    """
    numbers, match = _numbered(session, question), match_of(question)
    if not match:
        return FoundIds(tuple(numbers[offset : offset + limit]), len(numbers), exact=True)
    with _told_if_damaged():
        newest = _ids(session, f"SELECT rowid {_MATCHING} ORDER BY rowid DESC LIMIT {CLOSELY + 1}", match)
        exact = len(newest) <= CLOSELY
        since = 0 if exact else newest[CLOSELY - 1]
        ordered = _ordered(session, match, newest[:CLOSELY], since, ranked=ranked, exact=exact)
        page = numbers + [one for one in ordered if one not in numbers]
        total = len(page) if exact else _total(session, match, numbers)
        missing = 0 if exact else offset + limit - max(offset, len(page))
        if missing > 0:
            skipped = max(0, offset - len(page))
            page += [0] * skipped + _older(session, match, since, numbers, missing, skipped)
    return FoundIds(tuple(page[offset : offset + limit]), total, exact)


def words_of(session: Session, question: SearchQuestion, ids: Sequence[int]) -> dict[int, Words]:
    """The texts of incidents, and the marks of ``question`` in them."""
    if not ids:
        return {}
    keys, match = json.dumps(list(ids)), match_of(question)
    texts = session.sql(
        f"SELECT id, {_TEXTS} FROM incident WHERE id IN (SELECT value FROM json_each(?))",
        (keys,),
    )
    marked: dict[int, tuple[str | None, ...]] = {}
    if match:
        with _told_if_damaged():
            rows = session.sql(
                f"SELECT rowid, {_MARKED} {_MATCHING} AND rowid BETWEEN ? AND ? "
                "AND +rowid IN (SELECT value FROM json_each(?))",
                (match, min(ids), max(ids), keys),
            )
        marked = {row[0]: row[1:] for row in rows}
    return {row[0]: _words(row[1:], marked.get(row[0], ())) for row in texts}


def _words(texts: Sequence[str | None], marked: Sequence[str | None]) -> Words:
    own = {name: text for name, text in zip(COLUMNS, texts, strict=True) if text}
    lit = {name: text for name, text in zip(COLUMNS, marked, strict=False) if text and MARK_OPEN in text}
    return Words(own, {name: marks_in(own[name], text) for name, text in lit.items() if name in own})


def _ordered(
    session: Session, match: str, newest: list[int], since: int, *, ranked: bool, exact: bool
) -> list[int]:
    if ranked:
        return _ids(session, f"SELECT rowid {_MATCHING} AND rowid >= ? ORDER BY rank", match, since)
    if not exact:
        return newest
    these = "SELECT id FROM incident WHERE id IN (SELECT value FROM json_each(?))"
    return _ids(session, f"{these} ORDER BY logged_at DESC, id DESC", json.dumps(newest))


def _older(
    session: Session, match: str, since: int, numbers: Sequence[int], limit: int, offset: int
) -> list[int]:
    others = "+rowid NOT IN (SELECT value FROM json_each(?))"
    return _ids(
        session,
        f"SELECT rowid {_MATCHING} AND rowid < ? AND {others} ORDER BY rowid DESC LIMIT ? OFFSET ?",
        match, since, json.dumps(numbers), limit, offset,
    )  # fmt: skip


def _total(session: Session, match: str, numbers: Sequence[int]) -> int:
    matching = int(session.cell(f"SELECT count(*) {_MATCHING}", (match,)))
    also = [one for one in numbers if session.sql(f"SELECT 1 {_MATCHING} AND rowid = ?", (match, one))]
    return matching + len(numbers) - len(also)


def _numbered(session: Session, question: SearchQuestion) -> list[int]:
    """The incident with that very number, else those whose number ends in it, the newest year first."""
    exact = _ids(session, "SELECT id FROM incident WHERE number = ?", question.text.upper())
    if exact or question.ordinal is None:
        return exact
    ending = (
        "SELECT i.id FROM counter c JOIN incident i "
        "ON i.prefix = c.prefix AND i.year = c.year AND i.ordinal = ? ORDER BY i.year DESC, i.id DESC"
    )
    return _ids(session, ending, question.ordinal)


def _ids(session: Session, statement: str, *parameters: object) -> list[int]:
    return [row[0] for row in session.sql(statement, parameters)]


@contextmanager
def _told_if_damaged() -> Iterator[None]:
    """Say that the index is damaged where FTS5 cannot read it; the texts themselves are not in it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "malformed" not in str(error) and "corrupt" not in str(error):
            raise
        raise EnvironmentFault(
            _("The search index is damaged; the incidents themselves are not."),
            _("Rebuild it: Settings, Search."),
        ) from error
