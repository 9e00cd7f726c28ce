"""The review of a major incident: whether it is needed and by when, and a draft of its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.phases import PROCESS
from incidentdesk.domain.review_rules import REASON_TEXTS, Need, Signs, need_of
from incidentdesk.services.cases.pages import IncidentPage, Pages
from incidentdesk.services.desk.desk import Desk
from incidentdesk.services.lists.similar import Likeness, Similar
from incidentdesk.services.response.room import must_be_major
from incidentdesk.services.review.review_drafts import Drafted, drafts, lesson_due
from incidentdesk.services.review.review_due import ReviewDue, due_of, reviews_due
from incidentdesk.services.review.review_source import ReviewSource, read_source

REPEATED_WITHIN_DAYS = 90
"""One like it that was a major incident in so many days makes it a repetition."""


@dataclass(frozen=True)
class ReviewNeed:
    """Whether a review is needed and why; ``due`` is the end of its last day, ``late`` whether that is over.

    ``closed`` where it was written and is closed.
    """

    need: Need
    reasons: tuple[str, ...]
    due: Instant | None
    late: bool
    closed: bool

    def why(self) -> str:
        """The reasons in words."""
        return ", ".join(_(REASON_TEXTS[one]) for one in self.reasons)


@dataclass(frozen=True)
class ReviewDraft:
    """What the desk proposes for a review. ``fields`` are drafts by field, ``words`` role words by name."""

    uid: str
    number: str
    need: ReviewNeed
    fields: Mapping[str, Drafted]
    source: ReviewSource
    lesson_due: Instant

    @property
    def words(self) -> Mapping[str, str]:
        """The role words of everybody by name."""
        return self.source.words


class Review:
    """The use case of reviews."""

    def __init__(self, desk: Desk, pages: Pages, similar: Similar) -> None:
        self._desk = desk
        self._pages = pages
        self._similar = similar

    def due(self) -> tuple[ReviewDue, ...]:
        """The reviews that are required by the size of their incidents and not closed, of those in sight."""
        with self._desk.reading() as (session, settings):
            return reviews_due(session, settings, self._desk.time.now())

    def draft(self, ref: str, me: str) -> ReviewDraft:
        """What the timeline says for the review of a major incident; nothing is written."""
        page = self._pages.incident(ref, me)
        must_be_major(page.incident)
        source = read_source(self._desk, page)
        like = self._similar.to(page.incident.uid).items
        need = _need(source, like)
        return ReviewDraft(
            page.incident.uid, page.incident.number, need, drafts(source, like), source, lesson_due(source)
        )


def _need(source: ReviewSource, similar: Sequence[Likeness]) -> ReviewNeed:
    page, sizes = source.page, source.response.sizes
    incident = page.incident
    signs = Signs(
        levels=(incident.sev, sizes.peak, sizes.final),
        drill=incident.drill,
        source=str(source.fact("source") or ""),
        late=page.clock.resolution.state in {"breached", "missed"},
        repeat=any(_is_repeat(one, page) for one in similar),
        asked=bool(source.fact("review_meeting") or source.fact("review_owner")),
        texts=(*_written(source), *(str(row.get("what") or "") for row in source.rows("actions"))),
    )
    need, reasons = need_of(signs)
    closed = source.fact("review_state") == "closed"
    due = None
    if need is Need.REQUIRED and incident.resolved is not None:
        due = due_of(page.settings, sizes.final or sizes.peak or incident.sev, incident.resolved)
    late = due is not None and not closed and due.ms < page.now.ms
    return ReviewNeed(need, reasons, due, late, closed)


def _written(source: ReviewSource) -> list[str]:
    rows = [*source.rows("impact_lines"), *source.rows("decisions")]
    said = [str(row.get(key) or "") for row in rows for key in ("what", "measure", "proposal")]
    return [*said, str(source.fact("resolution") or ""), str(source.fact("impact_summary") or "")]


def _is_repeat(one: Likeness, page: IncidentPage) -> bool:
    row, started = one.row, page.incident.logged.ms
    within = REPEATED_WITHIN_DAYS * 86_400_000
    major = row.process == PROCESS and bool(row.sev)
    telling = len(one.reasons) > 1 or bool(one.link)
    return major and telling and row.uid != page.incident.uid and 0 <= started - row.logged_ms <= within
