"""Finding incidents by words and numbers: which, and in what order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter

from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.base.texts import _
from incidentdesk.domain.search_question import SearchQuestion, Term
from incidentdesk.domain.search_words import asked_words
from incidentdesk.storage.session import Row, Session

CLOSELY = 2000
"""So many hits are put in order by time or rank exactly; of more, the newest so many (25 times cheaper at a
million incidents than to rank them all)."""

_MATCHING = "FROM incident_search WHERE incident_search MATCH ?"


@dataclass(frozen=True)
class FoundIds:
    """A page of hits by their integer keys, in order; how many there are in all.

    ``exact``: all hits were put in order, not only the newest ``CLOSELY``.
    """

    ids: tuple[int, ...]
    total: int
    exact: bool


def match_of(question: SearchQuestion) -> str:
    """``question`` in the language of FTS5, or an empty string where there is nothing to match.

    Every term is quoted, so that nothing in it means anything to FTS5.
    """
    return match_of_terms(question.terms)


def match_of_terms(terms: Sequence[Term]) -> str:
    """All of ``terms``, as ``match_of`` says it."""
    return " AND ".join(
        '"' + asked_words(term.text).replace('"', " ") + '"' + ("*" if term.begun else "") for term in terms
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
    with told_if_damaged():
        newest = session.sql(
            f"SELECT rowid, {'rank' if ranked else 0} {_MATCHING} ORDER BY rowid DESC LIMIT {CLOSELY + 1}",
            (match,),
        )
        exact = len(newest) <= CLOSELY
        page = numbers + [
            one for one in _ordered(session, newest[:CLOSELY], ranked, exact) if one not in numbers
        ]
        total = len(page) if exact else _total(session, match, numbers)
        missing = 0 if exact else offset + limit - max(offset, len(page))
        if missing > 0:
            skipped = max(0, offset - len(page))
            since = newest[CLOSELY - 1][0]
            page += [0] * skipped + _older(session, match, since, numbers, missing, skipped)
    return FoundIds(tuple(page[offset : offset + limit]), total, exact)


def _ordered(session: Session, newest: list[Row], ranked: bool, exact: bool) -> list[int]:
    if ranked:
        return [key for key, _rank in sorted(newest, key=itemgetter(1))]
    keys = [key for key, _rank in newest]
    if not exact or len(keys) < 2:
        return keys
    these = "SELECT id FROM incident WHERE id IN (SELECT value FROM json_each(?))"
    return _ids(session, f"{these} ORDER BY logged_at DESC, id DESC", json.dumps(keys))


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
def told_if_damaged() -> Iterator[None]:
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
