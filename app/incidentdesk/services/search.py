"""Searching: all words, wherever they were written, with a true count, and with the matches marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.excerpts import excerpt
from incidentdesk.domain.search_question import SearchQuestion, search_question
from incidentdesk.domain.search_words import Mark
from incidentdesk.services.desk import Desk
from incidentdesk.services.list_columns import ListFields
from incidentdesk.services.queue_rows import QueueRow, RowReader, shared
from incidentdesk.services.settings import DeskSettings
from incidentdesk.storage import lists, search, search_index
from incidentdesk.storage.conditions_sql import EVERY
from incidentdesk.storage.search import Words
from incidentdesk.storage.session import Session

Doubt = Literal["", "stale", "rebuilding"]
"""Why an answer may lack something: the last check found the index untrue, or it is being made anew."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An incident that was found. Marks are places in the text beside them, in characters.

    ``field`` is where the excerpt comes from: ``description``, ``error_code``, or ``words`` for what was
    written on stages and in notes, people and names of files.
    """

    row: QueueRow
    title_marks: tuple[Mark, ...]
    field: str
    excerpt: str
    excerpt_marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Found:
    """A page of hits, and how many there are in all (``total``).

    ``searched`` of ``incidents`` were looked through; they differ while the index is made anew. ``exact``
    tells that all hits were put in order; else the newest ``closely`` were, and come first.
    """

    hits: tuple[Hit, ...]
    total: int
    searched: int
    incidents: int
    ranked: bool
    exact: bool
    doubt: Doubt
    now: Instant
    closely: int = search.CLOSELY


class Search:
    """The use case of everything that looks for incidents by words."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._fields = ListFields(desk.library)
        self._reader = RowReader(desk.library)

    def find(
        self,
        text: str,
        *,
        ranked: bool = False,
        limit: int = 50,
        offset: int = 0,
        columns: tuple[str, ...] = (),
    ) -> Found:
        """Incidents with all words of ``text``, which may be anything somebody types.

        Of the last word the beginning is enough, unless something follows it; words in quotes stand together.
        The incident with that very number comes first; then the newest, or with ``ranked`` the likeliest.
        ``columns`` are asked for as in lists.
        """
        question = search_question(text)
        with self._desk.reading() as (session, settings):
            found = search.find(session, question, ranked=ranked, limit=limit, offset=offset)
            hits = self._hits(session, settings, question, found.ids, columns)
            searched, incidents, doubt = _searched(session)
            return Found(
                hits, found.total, searched, incidents, ranked, found.exact, doubt, self._desk.time.now()
            )

    def _hits(
        self,
        session: Session,
        settings: DeskSettings,
        question: SearchQuestion,
        ids: tuple[int, ...],
        columns: tuple[str, ...],
    ) -> tuple[Hit, ...]:
        self._fields.check_columns(columns, settings)
        found = lists.rows_of(session, ids, shared(columns), self._desk.time.now().ms)
        facts = self._fields.facts(settings) if columns else None
        rows = self._reader.rows(session, [row[:-1] for row in found], columns, facts)
        words = search.words_of(session, question, ids)
        return tuple([_hit(row, words[cells[-1]]) for row, cells in zip(rows, found, strict=True)])


def _hit(row: QueueRow, words: Words) -> Hit:
    field = _telling(words.marks)
    text, marks = excerpt(words.texts.get(field, ""), words.marks.get(field, ()))
    return Hit(row, words.marks.get("title", ()), field, text, marks)


def _telling(marks: Mapping[str, tuple[Mark, ...]]) -> str:
    """The field in which most of what was asked for stands, beside the title."""
    lengths = {name: sum(end - start for start, end in own) for name, own in marks.items() if name != "title"}
    return max(lengths, key=lengths.__getitem__) if lengths else "description"


def _searched(session: Session) -> tuple[int, int, Doubt]:
    searched = search_index.indexed(session)
    since, verdict = search_index.marks(session)
    if since > 0:
        return searched, lists.count(session, EVERY), "rebuilding"
    return searched, searched, "stale" if verdict == "stale" else ""
