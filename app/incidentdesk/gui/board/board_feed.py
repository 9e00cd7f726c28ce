"""Reads the state of the board: at first, at each change from wherever, each minute, and after a sleep."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.domain.board import BoardPlan, BoardState
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk.desk import Changes

SOON_MS = 200
"""After a change: what a person waits for is read before."""
TICK_MS = 1_000
AGAIN_MINUTES = 1
"""What was resolved goes out of sight, and others' changes may not have been told."""


class BoardFeed(QObject):
    """``read(BoardState)``, ``ticked(Instant)`` each second, and ``failed`` with why it could not be read.

    It works between ``start`` and ``stop``. ``plan`` gives what is to be shown; ``None``: as it is saved.
    """

    read = Signal(object)
    ticked = Signal(object)
    failed = Signal(object)

    def __init__(
        self, session: WindowSession, parent: QObject, plan: Callable[[], BoardPlan | None] = lambda: None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._plan = plan
        self._asked = session.cases.desk.time.now()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.ask)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.look)
        session.tasks.changed.connect(self._on_changed)

    @property
    def running(self) -> bool:
        """Whether it works."""
        return self._tick.isActive()

    def start(self) -> None:
        """Read now, and from now on."""
        self._tick.start()
        self.ask()

    def stop(self) -> None:
        """Read no more."""
        self._tick.stop()
        self._soon.stop()

    def look(self) -> None:
        """Tell the time; where the last reading is too old by it, as after a sleep, read anew."""
        now = self._session.cases.desk.time.now()
        self.ticked.emit(now)
        if abs(now.ms - self._asked.ms) >= AGAIN_MINUTES * 60_000:
            self.ask()

    def ask(self) -> None:
        """Read now."""
        session, plan = self._session, self._plan()
        self._asked = session.cases.desk.time.now()

        def question() -> BoardState:
            return session.cases.board.read(plan)

        session.tasks.ask(self, question, self.read.emit, topic="board", refused=self._refused)

    def _refused(self, error: UserFacingError) -> bool:
        self.failed.emit(error)
        return True

    def _on_changed(self, changes: Changes) -> None:
        if self.running and (changes.incidents or changes.things):
            self._soon.start()
