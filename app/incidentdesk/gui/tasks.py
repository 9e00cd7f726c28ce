"""Work that must not stall the window: questions and changes run on threads of their own.

Two calls for pages: ``ask`` for reads and ``change`` for writes; ``make`` is for documents. Answers come back
on the window's thread, and are dropped where the asking widget is gone or a newer question was asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.desk.seeing import seen_by
from incidentdesk.services.use_cases import UseCases

T = TypeVar("T")
WATCH_MS = 500
"""How often it is looked whether another window or process has changed the desk."""

log = logging.getLogger(__name__)


class _Answer(NamedTuple):
    thread: str
    whose: str
    owner: QObject
    topic: str
    generation: int
    deliver: Callable[[Any], None] | None
    refuse: Callable[[UserFacingError], bool] | None
    ended: Callable[[], None] | None
    future: Future[Any]


class _OutdatedError(Exception):
    """Nobody waits for the answer any more."""


class _Look(NamedTuple):
    """What others changed up to ``newest``, if anything."""

    newest: int
    changes: Changes | None


class Tasks(QObject):
    """The window's threads: one reads, one writes, one each for documents, sending, drafts and the door.

    ``person`` is the uid of who begins tasks. ``answering`` is that of who began the one whose answer is
    given at the moment, and empty in between: whoever sits at the keyboard may be another by then.
    """

    changed = Signal(object)
    """``Changes``: something was changed, here or by another process; open views decide whether to reload."""
    failed = Signal(object)
    """An error nobody else told: a ``UserFacingError``, or a fault of ours."""
    idle = Signal()
    """The last task that was under way has ended."""
    closing = Signal()
    """The threads are about to end: long work gives up."""
    _finished = Signal(object)

    def __init__(self, cases: UseCases, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases = cases
        self._executors = {
            name: ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
            for name in ("read", "write", "documents", "sending", "door", "drafts")
        }
        self.person = self.answering = ""
        self._generations: dict[tuple[int, str], int] = {}
        self._pending = 0
        self._seen: int | None = None
        self._own: set[int] = set()
        self._version: int | None = None
        self._closed = False
        self._let_go: Callable[[], None] | None = None
        # Before any page is read: what comes after this is news to all of them.
        self._executors["read"].submit(self._begin)
        # Queued: work that is done before the future is asked to tell is told on the window's thread.
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
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
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Run ``question`` on the reading thread; of those with one ``topic`` only the newest is answered.

        One that is still being answered when a newer one comes is broken off.
        ``ended`` comes last, whether it was answered, refused, or failed by a fault of ours.
        """
        self._submit("read", owner, topic, question, answer, refused, ended)

    def change(
        self,
        owner: QObject,
        act: Callable[[], T],
        answer: Callable[[T], None] | None = None,
        *,
        refused: Callable[[UserFacingError], bool] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Run ``act`` on the writing thread; ``changed`` tells what its result touched.

        ``refused`` may take care of a ``UserFacingError``: if it gives true, nobody else is told. ``ended``
        comes last, whether it was answered, refused, or failed by a fault of ours.
        """
        self._submit("write", owner, "", act, answer, refused, ended)

    def make(
        self,
        owner: QObject,
        work: Callable[[], T],
        answer: Callable[[T], None],
        *,
        topic: str = "",
        refused: Callable[[UserFacingError], bool] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Run ``work`` (a document, a file) on the documents' thread; ``ended`` as with ``change``."""
        self._submit("documents", owner, topic, work, answer, refused, ended)

    def send(
        self,
        owner: QObject,
        work: Callable[[], T],
        answer: Callable[[T], None],
        *,
        refused: Callable[[UserFacingError], bool] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Run ``work``, which waits for other computers or a keyring, on a thread of its own.

        ``refused`` and ``ended`` as with ``change``.
        """
        self._submit("sending", owner, "", work, answer, refused, ended)

    def let_in(
        self,
        owner: QObject,
        proof: Callable[[], T],
        answer: Callable[[T], None],
        *,
        refused: Callable[[UserFacingError], bool],
        ended: Callable[[], None],
    ) -> None:
        """Run ``proof`` of who somebody is on the thread at the door: other work may take minutes.

        ``refused`` and ``ended`` as with ``change``.
        """
        self._submit("door", owner, "let in", proof, answer, refused, ended)

    def draft(
        self,
        owner: QObject,
        work: Callable[[], T],
        answer: Callable[[T], None] | None = None,
        *,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Run ``work`` on the drafts' thread; ``ended`` as with ``change``."""
        self._submit("drafts", owner, "", work, answer, None, ended)

    def cancel(self, owner: QObject, topic: str) -> None:
        """Break off the question of ``owner`` on ``topic``, if there is one: it is not answered."""
        key = (id(owner), topic)
        self._generations[key] = self._generations.get(key, 0) + 1

    def close(self) -> None:
        """Finish what is being written and answer it, drop the rest, and let go of the files.

        A page that is told that its text is saved forgets the draft of it, so drafts are closed last.
        """
        self._watch.stop()
        self._closed = True
        self.closing.emit()
        threads = ("read", "write", "documents", "sending", "door")
        for name in threads:
            self._executors[name].submit(self._cases.desk.database.disconnect)
        for name in threads:
            self._executors[name].shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        drafts = self._executors.pop("drafts")
        if self._let_go is not None:
            drafts.submit(self._let_go)
        drafts.shutdown(wait=True)

    def close_drafts(self, close: Callable[[], None]) -> None:
        """Let ``close`` run last on the drafts' thread."""
        self._let_go = close

    def _submit(
        self,
        thread: str,
        owner: QObject,
        topic: str,
        work: Callable[[], T],
        deliver: Callable[[T], None] | None,
        refuse: Callable[[UserFacingError], bool] | None,
        ended: Callable[[], None] | None,
    ) -> None:
        if thread not in self._executors or (self._closed and thread != "drafts"):
            return
        generation, key = 0, (id(owner), topic)
        if topic:
            self.cancel(owner, topic)
            generation = self._generations[key]
        self._pending += 1
        whose = self.answering or self.person

        def run() -> T:
            if thread != "drafts":
                self._cases.desk.database.connect(write=thread != "read", read=True)
            with seen_by(whose):
                return self._read(key, generation, work) if thread == "read" else work()

        def tell(future: Future[T]) -> None:
            if not self._closed or thread == "write":
                self._finished.emit(
                    _Answer(thread, whose, owner, topic, generation, deliver, refuse, ended, future)
                )

        self._executors[thread].submit(run).add_done_callback(tell)

    def _read(self, key: tuple[int, str], generation: int, work: Callable[[], T]) -> T:
        """Run ``work`` so that it is broken off once it is outdated, wherever it is then."""

        def outdated() -> bool:
            return self._closed or self._is_outdated(key, generation)

        if outdated():
            raise _OutdatedError
        try:
            with self._cases.desk.database.given_up(outdated):
                return work()
        except Exception as error:
            if outdated():
                raise _OutdatedError from error
            raise
        finally:
            self._log_openings()

    def _log_openings(self) -> None:
        """Let the writing thread log who opened restricted incidents; the last ones at the very end."""
        if self._cases.desk.database.opened and not self._closed:
            with suppress(RuntimeError):  # closed meanwhile
                self._executors["write"].submit(self._write_openings)

    def _write_openings(self) -> None:
        self._cases.desk.database.connect(write=True, read=True)
        try:
            self._cases.desk.log_openings()
        except UserFacingError as error:  # they are kept, and logged with the next ones
            log.warning("openings cannot be logged: %s", error)

    def _is_outdated(self, key: tuple[int, str], generation: int) -> bool:
        """Whether there is a newer question on the topic; without a topic there is none."""
        return bool(key[1]) and self._generations[key] != generation

    def _deliver(self, answer: _Answer) -> None:
        if self._closed and answer.thread != "write":
            return
        self._pending -= 1
        before, self.answering = self.answering, answer.whose
        try:
            self._hand_over(answer)
        finally:
            self.answering = before
            if self._pending == 0:
                self.idle.emit()

    def _hand_over(self, answer: _Answer) -> None:
        error = answer.future.exception()
        alive = shiboken6.isValid(answer.owner)
        current = not self._is_outdated((id(answer.owner), answer.topic), answer.generation)
        try:
            if error is not None:
                if current:
                    self._tell_error(answer, error, alive=alive)
                return
            result = answer.future.result()
            if alive and current and answer.deliver is not None:
                answer.deliver(result)
            changes = _changes_in(result)
            if changes is not None:
                self._own.add(changes.change_seq)
                self.changed.emit(changes)
        finally:
            if alive and current and answer.ended is not None:
                answer.ended()

    def _tell_error(self, answer: _Answer, error: BaseException, *, alive: bool) -> None:
        if isinstance(error, UserFacingError):
            if not (alive and answer.refuse is not None and answer.refuse(error)):
                self.failed.emit(error)
            return
        log.error("a task failed", exc_info=error)
        self.failed.emit(error)

    def _begin(self) -> None:
        self._cases.desk.database.connect(write=False, read=True)
        self._version = self._cases.desk.database.data_version()
        self._seen = self._cases.desk.change_seq()

    def _look_for_changes(self) -> None:
        seen, own = self._seen, frozenset(self._own)

        def look() -> _Look | None:
            version = self._cases.desk.database.data_version()
            if version == self._version:
                return None
            newest = self._cases.desk.change_seq()
            ours = seen is None or newest - seen <= sum(seen < one <= newest for one in own)
            touched = [] if seen is None or ours else self._cases.pages.changed_since(seen)
            self._version = version  # only now: a look that is broken off has seen nothing
            if ours:
                return _Look(newest, None)
            return _Look(newest, Changes(frozenset(touched), frozenset({"elsewhere"}), newest))

        self.ask(self, look, self._looked, topic="watch")

    def _looked(self, found: _Look | None) -> None:
        if found is not None:
            self._seen = found.newest
            self._own = {one for one in self._own if one > found.newest}


def _changes_in(result: object) -> Changes | None:
    if isinstance(result, Changes):
        return result
    if isinstance(result, tuple):
        return next((part for part in result if isinstance(part, Changes)), None)
    return getattr(result, "changes", None)
