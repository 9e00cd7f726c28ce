"""How long it is until the next update is due, worked out anew from the stored time at each look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.domain.sev import is_late, is_soon
from incidentdesk.gui.theme import font
from incidentdesk.gui.widgets.labels import set_role
from incidentdesk.gui.widgets.looking import Looking

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
        self._looking = Looking(self, self.look, LOOK_MS)

    def show_due(self, due: Instant | None, none: str) -> None:
        """Count to ``due``; where there is none, say ``none``."""
        self._due, self._none = due, none
        self._looking.begin(wanted=due is not None)

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
            set_role(self, "role", "warning" if is_soon(due, now) else "plain")


def _clock(ms: int) -> str:
    seconds = max(0, ms) // 1000
    hours, rest = divmod(seconds, 3600)
    if hours:
        return _("{h} h {m:02d} min").format(h=hours, m=rest // 60)
    return f"{rest // 60:02d}:{rest % 60:02d}"
