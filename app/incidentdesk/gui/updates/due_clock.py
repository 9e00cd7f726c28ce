"""How long it is until the next update is due, worked out anew from the stored time at each look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.domain.sev import is_late
from incidentdesk.gui.theme import font
from incidentdesk.gui.widgets.labels import set_role

SOON_MS = 5 * 60_000
"""So long before it is due the clock stands out."""
PIXELS = 24
LOOK_MS = 1000


class DueClock(QLabel):
    """“06:12”, or “Late by 12 min”. A computer that slept is right again at the next look."""

    def __init__(self, now: Callable[[], Instant], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._due: Instant | None = None
        self._none = ""
        self.setFont(font(PIXELS, QFont.Weight.DemiBold))
        self.setProperty("role", "plain")
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def show_due(self, due: Instant | None, none: str) -> None:
        """Count to ``due``; where there is none, say ``none``."""
        self._due, self._none = due, none
        self.look()

    def look(self) -> None:
        """Say how long it is from now."""
        due = self._due
        if due is None:
            self.setText(self._none)
            set_role(self, "role", "muted")
            return
        now = self._now()
        if is_late(due, now):
            self.setText(_("Late by {time}").format(time=duration_text(max(1, (now.ms - due.ms) // 60_000))))
            set_role(self, "role", "danger")
        else:
            self.setText(_clock(due.ms - now.ms))
            set_role(self, "role", "warning" if due.ms - now.ms <= SOON_MS else "plain")

    def showEvent(self, event: QShowEvent) -> None:
        """Look while it is seen."""
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while it is not."""
        super().hideEvent(event)
        self._timer.stop()


def _clock(ms: int) -> str:
    seconds = max(0, ms) // 1000
    hours, rest = divmod(seconds, 3600)
    if hours:
        return _("{h} h {m:02d} min").format(h=hours, m=rest // 60)
    return f"{rest // 60:02d}:{rest % 60:02d}"
