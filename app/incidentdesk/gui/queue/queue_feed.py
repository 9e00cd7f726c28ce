"""What the list shows, asked for in the background: first the rows in sight, then all else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.page_store import PAGE
from incidentdesk.gui.queue import reading
from incidentdesk.gui.queue.reading import Question, Rows, Sight
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.lists.queue_rows import QueueRow

COALESCE_MS = 50
"""Changes within this time lead to one reading."""

SLOW_MS = 400
"""A question that takes longer is told of, and can be cancelled."""


class QueueFeed(QObject):
    """Asks the desk.

    ``loaded`` brings another list, ``renewed`` the same as it is now (both ``Rows``), ``rows_came`` pages
    that were missing, ``row_changed(row, QueueRow)`` one incident. Afterwards ``counted`` tells how long the
    list is and ``views_counted`` how many incidents each view has. ``slow(bool)`` while it takes its time.
    """

    loaded = Signal(object)
    renewed = Signal(object)
    rows_came = Signal(object)
    row_changed = Signal(int, object)
    counted = Signal(int)
    views_counted = Signal(dict)
    slow = Signal(bool)
    refused = Signal(object)

    def __init__(self, session: WindowSession, sight: Callable[[], Sight], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._sight = sight
        self.question = Question("mine")
        self.conditions: dict[str, JsonValue] = {}
        """What the views ask for, to be counted."""
        self._fresh = True
        self._owed: set[str] = set()
        self._reading_pages = False
        self._wanted: tuple[int, int] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(COALESCE_MS)
        self._soon.timeout.connect(self.reload)
        self._since = QElapsedTimer()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SLOW_MS)
        self._patience.timeout.connect(lambda: self.slow.emit(True))

    # ---- asking

    def prepare(self, question: Question) -> None:
        """Show another list at the next reading."""
        self.question = question
        self._fresh = True

    def ask(self, question: Question) -> None:
        """Show another list, from its start."""
        self.prepare(question)
        self.reload()

    def follow_columns(self, columns: tuple[str, ...]) -> None:
        """The same list is shown with the same columns in another order: nothing has to be read."""
        self.question = replace(self.question, columns=columns)

    def reload_soon(self) -> None:
        """Read again: at once after a while of rest, else with what follows."""
        if not self._since.isValid() or self._since.hasExpired(COALESCE_MS):
            self.reload()
        elif not self._soon.isActive():
            self._soon.start()

    def reload(self) -> None:
        """Read again what is in sight; of several readings only the newest is heard."""
        self._soon.stop()
        self._since.start()
        session, question = self._session, self.question
        self._drop_the_rest()
        self._patience.start()
        if self._fresh:
            work = partial(reading.rows_from, session.cases, question, session.me, 0, PAGE)
            self._ask(work, self._load, "list")
        else:
            around = partial(reading.rows_around, session.cases, question, session.me, self._sight())
            self._ask(around, self._renew, "list")

    def cancel(self) -> None:
        """Break the present question off."""
        self._patience.stop()
        self._session.tasks.cancel(self, "list")
        self.slow.emit(False)

    def rest(self) -> None:
        """Forget a reading that was to come soon."""
        self._soon.stop()

    def change(self, uids: Iterable[str], row_of: Callable[[str], int]) -> None:
        """Incidents have changed: read one that is here alone, and the list where that is not enough."""
        changed = list(uids)
        row = row_of(changed[0]) if len(changed) == 1 else -1
        if row < 0 or self._fresh or self.question.text:
            self.reload_soon()
            return
        session, question = self._session, self.question
        work = partial(reading.one_row, session.cases, question, session.me, row, changed[0])

        def answer(found: QueueRow | None) -> None:
            if found is None or question != self.question:
                self.reload_soon()
            else:
                self.row_changed.emit(row, found)
                self._owed.add("views")
                self.after_paint()

        self._ask(work, answer, "row")

    def want(self, pages: tuple[int, int]) -> None:
        """Read the pages from the first to the last number; of several wishes only the newest counts."""
        self._wanted = pages
        if not self._reading_pages:
            self._read_wanted()

    def _read_wanted(self) -> None:
        if self._wanted is None:
            return
        (first, last), self._wanted = self._wanted, None
        self._reading_pages = True
        self._drop_the_rest()
        session, question = self._session, self.question
        work = partial(
            reading.rows_from, session.cases, question, session.me, first * PAGE, (last - first + 1) * PAGE
        )
        session.tasks.ask(self, work, self._take_pages, ended=self._pages_read)

    def _take_pages(self, found: Rows) -> None:
        if found.question == self.question and not self._fresh:
            self.rows_came.emit(found)

    def _pages_read(self) -> None:
        self._reading_pages = False
        self._read_wanted()
        self.after_paint()

    # ---- answers

    def _load(self, found: Rows) -> None:
        self._fresh = False
        self._settle(found)
        self.loaded.emit(found)

    def _renew(self, found: Rows) -> None:
        self._settle(found)
        self.renewed.emit(found)

    def _settle(self, found: Rows) -> None:
        self._patience.stop()
        self.slow.emit(False)
        self._owed = {"views"} if found.total is not None else {"views", "count"}

    def _ask(self, work: Callable[[], object], answer: Callable[..., None], topic: str) -> None:
        self._session.tasks.ask(self, work, answer, topic=topic, refused=self._refused)

    def _refused(self, error: UserFacingError) -> bool:
        self._patience.stop()
        self.slow.emit(False)
        self.refused.emit(error)
        return False

    # ---- what may come later

    def after_paint(self) -> None:
        """The rows are on the screen: count the list, then the views."""
        if not self._owed or self._reading_pages or self._fresh:
            return
        owed, self._owed = self._owed, set()
        session, question = self._session, self.question
        if "count" in owed:
            self._owed = owed - {"count"}
            count = partial(reading.count, session.cases, question, session.me)
            self._later = "count"
            session.tasks.ask(self, count, self._tell_count, topic="later")
        else:
            self._later = "views"
            conditions: Mapping[str, JsonValue] = dict(self.conditions)
            counts = partial(session.cases.queue.counts, conditions, session.me)
            session.tasks.ask(self, counts, self._tell_views, topic="later")

    def count_views(self) -> None:
        """Count the views again, when there is time."""
        self._owed.add("views")
        self.after_paint()

    def _tell_count(self, total: int) -> None:
        self._later = ""
        self.counted.emit(total)
        self.after_paint()

    def _tell_views(self, counts: dict[str, int]) -> None:
        self._later = ""
        self.views_counted.emit(counts)

    _later = ""

    def _drop_the_rest(self) -> None:
        """Break off counting, which will be asked for again: rows go first."""
        if self._later:
            self._owed.add(self._later)
            self._later = ""
            self._session.tasks.cancel(self, "later")
