"""The care of the search index while the window is open: merged in quiet moments, checked now and then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.tasks import Tasks
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.use_cases import UseCases

if TYPE_CHECKING:
    from incidentdesk.services.lists.index_upkeep import IndexState

SOON_MS = 2_000
"""The first list is shown before anything is asked here."""

QUIET_MS = 3_000
"""So long after the last change the index is merged."""

BETWEEN_MS = 50
"""Between two steps of merging, so that others come to write."""

CHECK_AFTER_MS = 60_000
"""So long after the start it is looked whether a check is due."""

CHECK_EVERY_DAYS = 7


class IndexKeeper(QObject):
    """One a window. ``told`` comes when ``state`` or what is under way has changed."""

    told = Signal()

    def __init__(
        self, cases: UseCases, tasks: Tasks, tell: Callable[[str, str], None], parent: QObject
    ) -> None:
        """``tell`` says something to the person, in a tone."""
        super().__init__(parent)
        self._cases = cases
        self._tasks = tasks
        self._tell = tell
        self._stop = Event()
        self.state: IndexState | None = None
        self.checking = False
        self.rebuilding = False
        self._quiet = self._timer(QUIET_MS, self._merge)
        self._soon = self._timer(SOON_MS, self._look)
        self._due = self._timer(CHECK_AFTER_MS, self._check_if_due)
        tasks.changed.connect(self._changed)
        tasks.closing.connect(self._end)

    def start(self) -> None:
        """Go on with a rebuild that was not finished, and look later whether a check is due."""
        self._soon.start()
        self._due.start()

    def ask(self) -> None:
        """Read how the index is."""
        self._tasks.ask(self, partial(self._cases.index.state, with_size=True), self._take, topic="index")

    def check(self) -> None:
        """Compare the index with the texts; on the thread of documents, and nobody who writes waits."""
        if self.checking or self.rebuilding:
            return
        self.checking = True
        self.told.emit()
        check = partial(self._cases.index.check, self._stop.is_set)
        self._tasks.make(self, check, self._checked, ended=self._ended_check)

    def rebuild(self) -> None:
        """Make the index anew in small steps, between which others write."""
        if self.rebuilding or self.checking:
            return
        self.rebuilding = True
        self.told.emit()
        index = self._cases.index
        self._tasks.change(self, index.begin_rebuild, lambda _none: self._step(), refused=self._refused)

    def _timer(self, ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(act)
        return timer

    def _end(self) -> None:
        self._stop.set()
        for timer in (self._soon, self._due, self._quiet):
            timer.stop()

    def _look(self) -> None:
        self._tasks.ask(self, self._cases.index.state, self._begin)

    def _begin(self, state: IndexState) -> None:
        self._take(state)
        if state.rebuilding:
            self.rebuild()

    def _step(self) -> None:
        index = self._cases.index

        def step() -> tuple[bool, IndexState]:
            return index.rebuild_some(), index.state()

        self._tasks.change(self, step, self._stepped, refused=self._refused)

    def _stepped(self, done: tuple[bool, IndexState]) -> None:
        more, self.state = done
        self.rebuilding = more
        self.told.emit()
        if more:
            self._step()
        else:
            self._tell(_("The search index is rebuilt."), "good")
            self._merge_after(QUIET_MS)
            self.check()

    def _refused(self, _error: UserFacingError) -> bool:
        self.rebuilding = False
        self.told.emit()
        return False

    def _check_if_due(self) -> None:
        if self.state is None:
            return
        now = self._cases.desk.time.now().ms
        last = max(self.state.checked_ms or 0, 0)
        if now - last > CHECK_EVERY_DAYS * 86_400_000:
            self.check()

    def _checked(self, state: IndexState) -> None:
        self._take(state)
        if state.verdict == "stale":
            words = _("The search index is stale: rebuild it in Settings, Search.")
            self._tell(words, "danger")

    def _ended_check(self) -> None:
        self.checking = False
        self.ask()

    def _take(self, state: IndexState) -> None:
        self.state = state
        self.told.emit()

    def _changed(self, _changes: Changes) -> None:
        self._merge_after(QUIET_MS)

    def _merge_after(self, ms: int) -> None:
        if not self._stop.is_set():  # what is written last is answered while the threads end
            self._quiet.start(ms)

    def _merge(self) -> None:
        if self._tasks.pending:
            self._merge_after(QUIET_MS)
            return
        # What another process hinders now is merged after the next change.
        tend = self._cases.index.tend_some
        self._tasks.change(self, tend, self._merged, refused=lambda _error: True)

    def _merged(self, more: bool) -> None:
        if more:
            self._merge_after(BETWEEN_MS)
