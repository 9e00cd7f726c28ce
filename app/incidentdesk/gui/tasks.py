"""Work that must not stall the window: questions and changes run on threads of their own.

Two calls for pages: ``ask`` for reads and ``change`` for writes; ``make`` is for documents. Answers come back
on the window's thread, and are dropped where the asking widget is gone or a newer question was asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.services.desk import Changes
from incidentdesk.services.use_cases import UseCases

T = TypeVar("T")
WATCH_MS = 500
"""How often it is looked whether another window or process has changed the desk."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Answer:
    owner: QObject
    topic: str
    generation: int
    deliver: Callable[[Any], None] | None
    refuse: Callable[[UserFacingError], bool] | None
    future: Future[Any]


class Tasks(QObject):
    """The window's threads: one reads, one writes, one makes documents, one keeps drafts."""

    changed = Signal(object)
    """``Changes``: something was changed, here or by another process; open views decide whether to reload."""
    failed = Signal(object)
    """An error nobody else told: a ``UserFacingError``, or a fault of ours."""
    idle = Signal()
    """The last task that was under way has ended."""
    _finished = Signal(object)

    def __init__(self, cases: UseCases, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases = cases
        self._executors = {
            name: ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
            for name in ("read", "write", "documents", "drafts")
        }
        self._generations: dict[tuple[int, str], int] = {}
        self._pending = 0
        self._seen = 0
        self._version: int | None = None
        self._closed = False
        self._finished.connect(self._deliver)
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._look_for_changes)

    def start_watching(self) -> None:
        """Begin to notice what other processes change."""
        self._watch.start()

    @property
    def pending(self) -> int:
        """How many tasks are under way."""
        return self._pending

    def ask(
        self,
        owner: QObject,
        question: Callable[[], T],
        answer: Callable[[T], None],
        *,
        topic: str = "",
        refused: Callable[[UserFacingError], bool] | None = None,
    ) -> None:
        """Run ``question`` on the reading thread; of those with one ``topic`` only the newest is answered."""
        self._submit("read", owner, topic, question, answer, refused)

    def change(
        self,
        owner: QObject,
        act: Callable[[], T],
        answer: Callable[[T], None] | None = None,
        *,
        refused: Callable[[UserFacingError], bool] | None = None,
    ) -> None:
        """Run ``act`` on the writing thread; ``changed`` tells what its result touched.

        ``refused`` may take care of a ``UserFacingError``: if it gives true, nobody else is told.
        """
        self._submit("write", owner, "", act, answer, refused)

    def make(
        self,
        owner: QObject,
        work: Callable[[], T],
        answer: Callable[[T], None],
        *,
        topic: str = "",
        refused: Callable[[UserFacingError], bool] | None = None,
    ) -> None:
        """Run ``work`` (a document, a file) on the documents' thread."""
        self._submit("documents", owner, topic, work, answer, refused)

    def draft(self, owner: QObject, work: Callable[[], T], answer: Callable[[T], None] | None = None) -> None:
        """Run ``work`` on the drafts' thread."""
        self._submit("drafts", owner, "", work, answer, None)

    def close(self) -> None:
        """Finish what is being written, drop the rest, and let go of the files."""
        self._watch.stop()
        self._closed = True
        for name in ("read", "write", "documents"):
            self._executors[name].submit(self._cases.desk.database.disconnect)
        for executor in self._executors.values():
            executor.shutdown(wait=True)

    def close_drafts(self, close: Callable[[], None]) -> None:
        """Let ``close`` run last on the drafts' thread."""
        self._executors["drafts"].submit(close)

    def _submit(
        self,
        thread: str,
        owner: QObject,
        topic: str,
        work: Callable[[], T],
        deliver: Callable[[T], None] | None,
        refuse: Callable[[UserFacingError], bool] | None,
    ) -> None:
        if self._closed:
            return
        generation = 0
        if topic:
            key = (id(owner), topic)
            generation = self._generations[key] = self._generations.get(key, 0) + 1
        self._pending += 1

        def run() -> T:
            if thread != "drafts":
                self._cases.desk.database.connect(write=thread != "read", read=True)
            return work()

        def tell(future: Future[T]) -> None:
            if not self._closed:
                self._finished.emit(_Answer(owner, topic, generation, deliver, refuse, future))

        self._executors[thread].submit(run).add_done_callback(tell)

    def _deliver(self, answer: _Answer) -> None:
        self._pending -= 1
        try:
            self._hand_over(answer)
        finally:
            if self._pending == 0:
                self.idle.emit()

    def _hand_over(self, answer: _Answer) -> None:
        error = answer.future.exception()
        alive = shiboken6.isValid(answer.owner)
        current = (
            not answer.topic or self._generations.get((id(answer.owner), answer.topic)) == answer.generation
        )
        if error is not None:
            self._tell_error(answer, error, alive=alive)
            return
        result = answer.future.result()
        if alive and current and answer.deliver is not None:
            answer.deliver(result)
        changes = _changes_in(result)
        if changes is not None:
            self._seen = max(self._seen, changes.change_seq)
            self.changed.emit(changes)

    def _tell_error(self, answer: _Answer, error: BaseException, *, alive: bool) -> None:
        if isinstance(error, UserFacingError):
            if not (alive and answer.refuse is not None and answer.refuse(error)):
                self.failed.emit(error)
            return
        log.error("a task failed", exc_info=error)
        self.failed.emit(error)

    def _look_for_changes(self) -> None:
        def look() -> Changes | None:
            version = self._cases.desk.database.data_version()
            first, changed = self._version is None, version != self._version
            self._version = version
            if first or not changed:
                return None
            touched = self._cases.pages.changed_since(self._seen)
            return Changes(frozenset(touched), frozenset({"elsewhere"}), self._seen) if touched else None

        self.ask(self, look, lambda _found: None, topic="watch")


def _changes_in(result: object) -> Changes | None:
    if isinstance(result, Changes):
        return result
    if isinstance(result, tuple):
        return next((part for part in result if isinstance(part, Changes)), None)
    return getattr(result, "changes", None)
