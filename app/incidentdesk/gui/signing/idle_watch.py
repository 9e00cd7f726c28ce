"""Notices that nobody has touched keyboard or mouse for a while, or that the computer slept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

from incidentdesk.base.time_source import TimeSource

INPUT = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletPress, QEvent.Type.TabletMove,
    }
)  # fmt: skip
LOOK_MS = 30_000
"""The longest time between two looks at the clock, and so that in which a sleep goes unnoticed."""
SLEPT_MS = 90_000
"""A look that comes so late has been slept through."""


class IdleWatch(QObject):
    """Watches the input of one window while there is a limit; ``idle(slept)`` once it is over.

    It asks the desk's clock and not a timer how long it was: timers stand still while a computer sleeps.
    Input that comes too late is swallowed, for it was meant for a window that is not locked.
    """

    idle = Signal(bool)

    def __init__(self, time: TimeSource, parent: QObject, *, look_ms: int = LOOK_MS) -> None:
        super().__init__(parent)
        self._time = time
        self._limit = 0
        self._look_ms = look_ms
        self._touched = self._looked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)

    def watch(self, window: QWindow) -> None:
        """Watch the input that comes to ``window`` from the system."""
        window.installEventFilter(self)

    def begin(self, limit_ms: int) -> None:
        """Somebody is here; tell after ``limit_ms`` without input, or never where that is 0."""
        self._limit = limit_ms
        self._timer.stop()
        if limit_ms:
            self._touched = self._looked = self._time.now().ms
            self._wait(self._touched)

    @property
    def limit_ms(self) -> int:
        """The limit; 0 where there is none, or it is over."""
        return self._limit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of input."""
        if not self._limit or event.type() not in INPUT:
            return False
        now = self._time.now().ms
        if self._is_over(now):
            return True
        self._touched = self._looked = now
        return False

    def _look(self) -> None:
        now = self._time.now().ms
        if not self._is_over(now):
            self._looked = now
            self._wait(now)

    def _wait(self, now: int) -> None:
        self._timer.start(max(1, min(self._touched + self._limit - now, self._look_ms)))

    def _is_over(self, now: int) -> bool:
        """Whether the limit is over; it is told once. A clock that was set back begins it anew."""
        if now < self._looked:
            self._touched = self._looked = now
        slept = now - self._looked > SLEPT_MS
        if not slept and now - self._touched < self._limit:
            return False
        self._limit = 0
        self._timer.stop()
        self.idle.emit(slept)
        return True
