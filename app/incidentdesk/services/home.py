"""What a day begins with: mine, nobody's, callbacks, what wakes, what is overdue, and four figures."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.core_fields import OPEN_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Promise
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.lifecycle import assign
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.follow_ups.follow_ups import FollowUpPage, FollowUps
from incidentdesk.services.lists.queue import ListQuestion, Queue
from incidentdesk.services.lists.queue_rows import QueueRow
from incidentdesk.services.lists.views import view_of
from incidentdesk.storage import promises

SHOWN = 6
"""How many lines of each list are shown; the rest is a key away."""

MOST_MISSED = 200
"""How many incidents that fell due meanwhile are told one by one."""

_WORKING: JsonValue = {"field": "status", "op": "one_of", "value": ["new", "in_progress"]}
_TAKEABLE: JsonValue = [_WORKING, {"field": "assignee", "op": "is_empty"}]


@dataclass(frozen=True)
class FigureKind:
    """One of the four figures: what it counts, and the condition that shows the incidents behind it."""

    key: str
    title: str
    condition: JsonValue


FIGURES = (
    FigureKind("open", N_("Open"), [{"field": "status", "op": "one_of", "value": list(OPEN_STATUSES)}]),
    FigureKind("late", N_("Late"), [_WORKING, {"field": "next_due", "op": "before", "value": "now"}]),
    FigureKind("logged", N_("Logged today"), [{"field": "logged", "op": "is", "value": "today"}]),
    FigureKind("resolved", N_("Resolved today"), [{"field": "resolved", "op": "is", "value": "today"}]),
)
"""What Home counts of the whole desk."""


@dataclass(frozen=True)
class Some:
    """The first lines of a list, and how many it has; drills stand in it, and do not count."""

    rows: tuple[QueueRow, ...]
    total: int


@dataclass(frozen=True)
class Today:
    """What Home shows; ``figures`` by the key of ``FIGURES``."""

    mine: Some
    unassigned: Some
    waking: Some
    promises: tuple[Promise, ...]
    promised: int
    follow_ups: FollowUpPage
    figures: dict[str, int]
    now: Instant


@dataclass(frozen=True)
class Missed:
    """What fell due while nobody looked: incidents and callbacks, the most pressing first."""

    since: Instant
    rows: tuple[QueueRow, ...]
    promises: tuple[Promise, ...]
    now: Instant

    def __bool__(self) -> bool:
        return bool(self.rows or self.promises)


@dataclass(frozen=True)
class Taken:
    """An incident that was taken from those without an assignee."""

    uid: str
    number: str
    title: str
    changes: Changes


class Home:
    """The use case of the page that a day begins with."""

    def __init__(self, desk: Desk, queue: Queue) -> None:
        self._desk = desk
        self._queue = queue
        self._follow_ups = FollowUps(desk)

    def today(self, me: str) -> Today:
        """Everything that Home shows to ``me`` (a uid)."""
        figures = self._queue.counts({one.key: one.condition for one in FIGURES}, me)
        with self._desk.database.reading() as session:
            open_promises = tuple(promises.open_ones(session, SHOWN))
            promised = promises.count_open(session)
        return Today(
            mine=self._some("mine", me),
            unassigned=self._some("unassigned", me, sort="priority"),
            waking=self._some("waking", me),
            promises=open_promises,
            promised=promised,
            follow_ups=self._follow_ups.overdue(limit=SHOWN),
            figures=figures,
            now=self._desk.time.now(),
        )

    def take_next(self, me: str) -> Taken:
        """Give ``me`` the most pressing incident that nobody follows up: by priority, then by what is due.

        Raises ``RefusedError`` where there is none. Of two people who ask at once each gets another one.
        """
        with self._desk.changing(me) as work:
            work.require(Right.WORK)
            question = ListQuestion(_TAKEABLE, "priority")
            uid = self._queue.first(work.session, work.settings, question, me)
            if not uid:
                raise RefusedError(_("Every incident has someone."), _("Look at what is yours."))
            case = Case.open(self._desk, work, uid)
            assign(case, me)
            case.finish()
            return Taken(uid, case.incident.number, case.incident.title, work.changes())

    def missed(self, since: Instant) -> Missed:
        """What fell due after ``since`` and still waits."""
        page = self._queue.fell_due(since.ms, MOST_MISSED)
        with self._desk.database.reading() as session:
            due = tuple(promises.due_between(session, since.ms, page.now.ms))
        return Missed(since, page.rows, due, page.now)

    def _some(self, view: str, me: str, sort: str = "") -> Some:
        asked = view_of(view)
        page = self._queue.rows(ListQuestion(asked.condition, sort or asked.sort), me, limit=SHOWN)
        return Some(page.rows, self._queue.counts({view: asked.condition}, me)[view])
