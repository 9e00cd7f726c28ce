"""The lines of the list with ready-made strings, so that painting has nothing left to work out. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.services.queue import ListQuestion
from incidentdesk.services.queue_rows import QueueRow
from incidentdesk.services.settings import DeskSettings
from incidentdesk.services.use_cases import UseCases
from incidentdesk.services.value_texts import STATUS_TEXTS
from incidentdesk.services.views import VIEWS, view_of

PAGE_SIZE = 200
"""How many lines are read at once."""

NUMBER, PRIORITY, TITLE, STAGE, DUE, ASSIGNEE = range(6)
"""The columns."""

SORT_KEYS = ("number", "priority", "title", "stage", "next_due", "assignee")
"""What each column is sorted by, as the desk calls it."""

ONE_STATUS = frozenset({"waking", "confirm"})
"""Views whose incidents all have the same status; the others tell it under the title."""


@dataclass(frozen=True)
class Question:
    """What the list shows: a view in an order, or what fits ``text``."""

    view: str
    sort: str = ""
    text: str = ""


@dataclass(frozen=True)
class Line:
    """One incident in the list. ``texts`` are the cells by column; that of what is due is empty."""

    incident: QueueRow
    texts: tuple[str, ...]
    spoken: tuple[str, ...]
    prefix: str
    digits: str
    tone: str
    below_title: str
    stages_done: int
    stage_now: int
    stage_count: int

    @property
    def uid(self) -> str:
        """The incident's uid."""
        return self.incident.uid


@dataclass(frozen=True)
class Lines:
    """An answer: lines from ``offset`` on, how many there are in all, and the counts of all views."""

    question: Question
    lines: tuple[Line, ...]
    offset: int
    total: int
    now_ms: int
    counts: dict[str, int]


def look(
    cases: UseCases, question: Question, me: str, settings: DeskSettings, offset: int, limit: int
) -> Lines:
    """Ask ``question``; runs on the reading thread."""
    counts = cases.queue.counts({view.key: view.condition for view in VIEWS}, me)
    if question.text:
        found = cases.search.find(question.text, limit=limit, offset=offset)
        rows, total, now = tuple(hit.row for hit in found.hits), found.total, found.now
    else:
        view = view_of(question.view)
        asked = ListQuestion(view.condition, question.sort or view.sort)
        page = cases.queue.rows(asked, me, limit=limit, offset=offset)
        rows, total, now = page.rows, counts[view.key], page.now
    below = bool(question.text) or question.view not in ONE_STATUS
    lines = tuple(line_of(row, settings, status_below=below) for row in rows)
    return Lines(question, lines, offset, total, now.ms, counts)


def line_of(row: QueueRow, settings: DeskSettings, *, status_below: bool = False) -> Line:
    """The line of ``row``; ``status_below`` tells the status under the title."""
    status = _(STATUS_TEXTS.get(row.status, row.status))
    priority = f"{row.priority} {settings.label('priorities', row.priority)}" if row.priority else ""
    spoken_priority = _("{priority}, provisional").format(priority=priority) if row.provisional else priority
    number = _("{number}, major").format(number=row.number) if row.major else row.number
    assignee = row.assignee_name or "—"
    finished = row.status in ENDED_STATUSES
    dash = row.number.rfind("-") + 1
    below = (row.reporter_name, status if status_below else "")
    stage = row.stage_title if not finished else status
    return Line(
        incident=row,
        texts=(row.number, priority, row.title, stage, "", assignee),
        spoken=(
            number,
            spoken_priority,
            row.title,
            _stage_words(row, stage),
            "",
            row.assignee_name or _("nobody"),
        ),
        prefix=row.number[:dash],
        digits=row.number[dash:],
        tone=row.priority.lower() if row.priority else "neutral",
        below_title=" · ".join(part for part in below if part),
        stages_done=row.stage_count if row.status == "closed" else row.stage_position,
        stage_now=-1 if finished else row.stage_position,
        stage_count=row.stage_count,
    )


def _stage_words(row: QueueRow, stage: str) -> str:
    return _("{stage}, stage {n} of {total}").format(
        stage=stage, n=row.stage_position + 1, total=row.stage_count
    )
