"""Searching: all words, wherever they were written, with a true count, and with the matches marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.excerpts import excerpt
from incidentdesk.domain.search_marks import Mark, marks_in
from incidentdesk.domain.search_question import Term, search_question
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.lists.list_columns import ListFields
from incidentdesk.services.lists.queue_rows import QueueRow, RowReader, shared
from incidentdesk.storage import lists, search, search_index
from incidentdesk.storage.conditions_sql import EVERY
from incidentdesk.storage.session import Session

TOLD = ("description", "error_code", "words")
"""The texts from which an excerpt may come; of two that tell as much the first."""

_TEXTS = "i.description, i.error_code, i.search_text"

Doubt = Literal["", "stale", "rebuilding"]
"""Why an answer may lack something: the last check found the index untrue, or it is being made anew."""


@dataclass(frozen=True)
class Hit:
    """An incident that was found. Marks are places in the text beside them, in characters.

    They are worked out when they are asked for: some hundredths of a millisecond for one that is shown.
    ``texts`` are the texts in which it may have been found beside the title, by ``error_code``,
    ``description``, and ``words`` for what was written on stages and in notes, people and names of files.
    """

    row: QueueRow
    texts: Mapping[str, str | None]
    terms: tuple[Term, ...]

    @cached_property
    def title_marks(self) -> tuple[Mark, ...]:
        """The matches in the title."""
        return marks_in(self.row.title, self.terms)

    @property
    def field(self) -> str:
        """Where the excerpt comes from: that of ``texts`` in which most of what was asked for stands."""
        return self._told[0]

    @property
    def excerpt(self) -> str:
        """A line of that text, around the first match."""
        return self._told[1]

    @property
    def excerpt_marks(self) -> tuple[Mark, ...]:
        """The matches in the excerpt."""
        return self._told[2]

    @cached_property
    def _told(self) -> tuple[str, str, tuple[Mark, ...]]:
        marks = {name: marks_in(text or "", self.terms) for name, text in self.texts.items()}
        field = max(TOLD, key=lambda name: sum(end - start for start, end in marks[name]))
        return (field, *excerpt(self.texts[field] or "", marks[field]))


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
            hits = self._hits(session, settings, question.terms, found.ids, columns)
            searched, incidents, doubt = _searched(session)
            return Found(
                hits, found.total, searched, incidents, ranked, found.exact, doubt, self._desk.time.now()
            )

    def _hits(
        self,
        session: Session,
        settings: DeskSettings,
        terms: tuple[Term, ...],
        ids: tuple[int, ...],
        columns: tuple[str, ...],
    ) -> tuple[Hit, ...]:
        self._fields.check_columns(columns, settings)
        found = lists.rows_of(session, ids, shared(columns), _TEXTS, self._desk.time.now().ms)
        facts = self._fields.facts(settings) if columns else None
        rows = self._reader.rows(session, [row[: -len(TOLD)] for row in found], columns, facts)
        texts = [dict(zip(TOLD, row[-len(TOLD) :], strict=True)) for row in found]
        return tuple([Hit(row, own, terms) for row, own in zip(rows, texts, strict=True)])


def _searched(session: Session) -> tuple[int, int, Doubt]:
    searched = search_index.indexed(session)
    since, verdict = search_index.marks(session)
    if since > 0:
        return searched, lists.count(session, EVERY), "rebuilding"
    return searched, searched, "stale" if verdict == "stale" else ""
