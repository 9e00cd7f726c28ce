"""Running commands of runbooks beside the window, each on a thread of its own.

``begin`` and ``record`` are changes like any other; between them the program runs, however long it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Thread
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.tasks import Tasks
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.runbooks.commands import Begun, Ran
from incidentdesk.services.runbooks.runbook_texts import command_text
from incidentdesk.services.use_cases import UseCases

LAST_SECONDS = 8.0
"""So long the window waits, when it is closed, for programs that it ended to be gone."""
TAIL_BYTES, TAIL_LINES = 16_384, 200
"""So much of what a program said last is shown while it runs."""
AGAIN_MS = 3000
"""After so long a result that could not be written is written again."""


@dataclass(eq=False)
class Running:
    """A program that runs, for ``author`` (a uid); ``since`` is on the clock of ``monotonic``, in seconds."""

    begun: Begun
    author: str
    since: float
    cancelled: Event = field(default_factory=Event)
    thread: Thread | None = None
    ran: Ran | None = None
    tail: bytes = b""

    def seconds(self) -> float:
        """How long it runs by now."""
        return monotonic() - self.since

    def seconds_left(self) -> float:
        """In how many seconds it is ended."""
        return max(0.0, self.begun.seconds - self.seconds())

    def hear(self, piece: bytes) -> None:
        """Note what it says, from any thread: only the end of it is shown while it runs."""
        self.tail = (self.tail + piece)[-TAIL_BYTES:]

    def said(self) -> str:
        """The last whole lines of what it said so far, bytes that are no UTF-8 replaced."""
        tail = self.tail
        if len(tail) == TAIL_BYTES:
            tail = tail[tail.find(b"\n") + 1 :]
        text = tail.decode("utf-8", errors="replace").replace("\r\n", "\n")
        return "\n".join(text.rstrip("\n").split("\n")[-TAIL_LINES:])


class CommandRunner(QObject):
    """One a window: what it runs goes on while other pages are shown, and when somebody else takes over."""

    changed = Signal(str)
    """In the run of a runbook with that uid a program began or ended."""
    _ended = Signal(object)

    def __init__(self, cases: UseCases, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._cases = cases
        self._tasks = tasks
        self._running: dict[str, Running] = {}
        self._closed = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._write_all)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        run: str,
        step: int,
        confirmed: Sequence[str],
        author: str,
        refused: Callable[[UserFacingError], bool],
    ) -> None:
        """Begin the command of a step as it was shown and ``confirmed``, and run it if nothing refuses it."""
        begin = partial(self._cases.commands.begin, run, step, tuple(confirmed), author)

        def begun(answer: tuple[Begun, Changes]) -> None:
            self._run(answer[0], author)

        self._tasks.change(self, begin, begun, refused=refused)

    def of(self, run: str, step: int) -> Running | None:
        """What runs for a step now, or has ended and is not told yet."""
        mine = (one for one in self._running.values() if (one.begun.run, one.begun.step) == (run, step))
        return next(mine, None)

    def cancel(self, run: str, step: int) -> None:
        """End what runs for a step."""
        one = self.of(run, step)
        if one is not None:
            one.cancelled.set()

    def going_on(self) -> str:
        """What runs now, in words; empty where nothing does."""
        names = [command_text(one.begun.command) for one in self._running.values() if one.ran is None]
        if not names:
            return ""
        return _("A command is still running: {command}").format(command="; ".join(names))

    def close_down(self) -> None:
        """The window was closed: end what runs, and hand in what is to be told of it."""
        self._closed = True
        self._again.stop()
        for one in self._running.values():
            one.cancelled.set()
        until = monotonic() + LAST_SECONDS
        for one in self._running.values():
            if one.thread is not None:
                one.thread.join(max(0.0, until - monotonic()))
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _run(self, begun: Begun, author: str) -> None:
        if self._closed:
            return
        one = Running(begun, author, monotonic())
        self._running[begun.ticket] = one
        one.thread = Thread(target=self._execute, args=(one,), name="runs a command", daemon=True)
        one.thread.start()
        self.changed.emit(begun.run)

    def _execute(self, one: Running) -> None:
        try:
            one.ran = self._cases.commands.execute(one.begun, one.cancelled.is_set, one.hear)
        except UserFacingError as error:  # its approval was withdrawn between
            one.ran = Ran("not_started", None, str(error), 0, is_cut=False, took_ms=0)
        self._ended.emit(one)

    def _on_ended(self, one: Running) -> None:
        self._write(one)
        self.changed.emit(one.begun.run)

    def _write(self, one: Running) -> None:
        ran = one.ran
        if ran is None:
            return

        def written(_changes: Changes) -> None:
            self._running.pop(one.begun.ticket, None)
            self.changed.emit(one.begun.run)

        def refused(_error: UserFacingError) -> bool:
            self._again.start()
            return False

        record = partial(self._cases.commands.record, one.begun, ran, one.author)
        self._tasks.change(self, record, written, refused=refused)

    def _write_all(self) -> None:
        for one in list(self._running.values()):
            self._write(one)
