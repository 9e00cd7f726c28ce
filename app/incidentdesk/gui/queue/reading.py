"""What the list asks the desk; runs on the reading thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.page_store import PAGE
from incidentdesk.gui.queue.column_specs import extra_keys
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.use_cases import UseCases

if TYPE_CHECKING:
    from incidentdesk.services.lists.search import Found


STEP = 2000
"""How many rows are read at once where only their uids are wanted."""


@dataclass(frozen=True)
class Question:
    """What the list shows: ``view`` is the key of the view it began with; ``text`` is searched for."""

    view: str
    condition: JsonValue = None
    sort: str = "next_due"
    columns: tuple[str, ...] = ()
    text: str = ""
    ranked: bool = False

    def lists_the_same_as(self, other: Question) -> bool:
        """Whether both show the same incidents, perhaps in another order and with other columns."""
        mine = (self.view, self.condition, self.text, self.ranked)
        return mine == (other.view, other.condition, other.text, other.ranked)

    def asked(self) -> ListQuestion:
        """The question to the desk, where no text is searched for."""
        return ListQuestion(self.condition, self.sort, extra_keys(self.columns))


class Sight(NamedTuple):
    """What is in sight: rows ``first`` to ``last``.

    ``uid`` in ``row`` must not move on the screen; ``current_uid`` is the incident the keyboard is on.
    """

    first: int = 0
    last: int = 0
    uid: str = ""
    row: int = 0
    current_uid: str = ""
    current_row: int = -1


@dataclass(frozen=True)
class Rows:
    """Rows from number ``first`` on. ``total`` where it is known.

    ``moved`` is how far the anchor went, ``current`` where the incident the keyboard was on stands now.
    ``found`` is what a search says of the hits and of itself.
    """

    question: Question
    first: int
    rows: tuple[QueueRow, ...]
    total: int | None
    now_ms: int
    moved: int = 0
    current: int | None = None
    found: Found | None = None


def rows_from(cases: UseCases, question: Question, me: str, first: int, limit: int) -> Rows:
    """Rows from ``first`` on."""
    if question.text:
        columns = extra_keys(question.columns)
        found = cases.search.find(
            question.text, ranked=question.ranked, limit=limit, offset=first, columns=columns
        )
        rows = tuple([hit.row for hit in found.hits])
        return Rows(question, first, rows, found.total, found.now.ms, found=found)
    page = cases.queue.rows(question.asked(), me, limit=limit, offset=first)
    at_end = len(page.rows) < limit and (bool(page.rows) or not first)
    return Rows(question, first, page.rows, first + len(page.rows) if at_end else None, page.now.ms)


def rows_around(cases: UseCases, question: Question, me: str, sight: Sight) -> Rows:
    """The rows in sight as they are now, the anchor where it stood on the screen."""
    moved = 0
    current: int | None = None
    if not question.text:
        asked = question.asked()
        place = cases.queue.place(asked, me, sight.uid) if sight.uid else None
        moved = place - sight.row if place is not None else 0
        if sight.current_uid == sight.uid:
            current = place
        elif sight.current_uid:
            current = cases.queue.place(asked, me, sight.current_uid)
    first = max(0, sight.first + moved) // PAGE * PAGE
    last = max(first, sight.last + moved)
    found = rows_from(cases, question, me, first, (last // PAGE + 1) * PAGE - first)
    if not found.rows and first:  # the list has become much shorter
        first = max(0, count(cases, question, me) - PAGE) // PAGE * PAGE
        found = rows_from(cases, question, me, first, 2 * PAGE)
    return replace(found, moved=moved, current=current)


def one_row(cases: UseCases, question: Question, me: str, row: int, uid: str) -> QueueRow | None:
    """The incident ``uid`` as it is now if it still stands in ``row``; None where it has moved or gone."""
    asked = question.asked()
    if cases.queue.place(asked, me, uid) != row:
        return None
    found = cases.queue.rows(asked, me, limit=1, offset=row).rows
    return found[0] if found and found[0].uid == uid else None


def count(cases: UseCases, question: Question, me: str) -> int:
    """How many incidents the whole list has."""
    return cases.queue.count(question.condition, me)


def uids_between(cases: UseCases, question: Question, me: str, first: int, last: int) -> list[str]:
    """The incidents in rows ``first`` to ``last``."""
    uids: list[str] = []
    asked = replace(question, columns=())
    for start in range(first, last + 1, STEP):
        found = rows_from(cases, asked, me, start, min(STEP, last + 1 - start))
        uids += [row.uid for row in found.rows]
    return uids


def all_uids(cases: UseCases, question: Question, me: str, without: frozenset[str]) -> list[str]:
    """Every incident of the list, but for some."""
    if question.text:
        total = cases.search.find(question.text, limit=1).total
        uids = uids_between(cases, question, me, 0, total - 1)
    else:
        uids = cases.queue.uids(question.asked(), me)
    return [uid for uid in uids if uid not in without]


def names_of(cases: UseCases, uids: list[str]) -> dict[str, str]:
    """What entries of registers are called, by uid; one that is gone by a dash."""
    return {**dict.fromkeys(uids, "—"), **cases.registers.names("", uids)}
