"""Noticing that nobody could look: the computer slept, or the program was not running."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from incidentdesk.base.time_source import Instant, TimeSource

SINCE = "since:"
"""In a target of Home it stands before milliseconds since 1970: from then on is told what fell due."""

BEAT_MS = 30_000
"""How often the time is noted."""

AWAY_MINUTES = 5
"""From so long a gap on it is told what fell due in it."""


class Away(QObject):
    """``back(Instant)`` with the last time that somebody could look, after a gap.

    ``seen`` is when that was last; it is to be remembered when the program ends, and given at its start.
    """

    back = Signal(object)

    def __init__(self, time: TimeSource, parent: QObject) -> None:
        super().__init__(parent)
        self._time = time
        self.seen = time.now()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def take_up(self, seen_ms: int) -> None:
        """The program was left at ``seen_ms``, milliseconds since 1970."""
        self.seen = Instant(seen_ms, self._time.now().offset)
        self.look()

    def look(self) -> None:
        """Note the time; after a gap tell since when."""
        before, now = self.seen, self._time.now()
        self.seen = now
        if now.ms - before.ms >= AWAY_MINUTES * 60_000:
            self.back.emit(before)
