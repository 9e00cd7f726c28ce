"""In the head of an incident: that it is restricted, and how long there is to its legal notice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.restricted import GROUNDS, Restriction
from incidentdesk.gui.widgets.chips import Chip, Tone
from incidentdesk.gui.widgets.looking import Looking
from incidentdesk.services.restricted.restricted_texts import notice_text

LOOK_MS = 20_000
PRESSING_MINUTES = 24 * 60


class RestrictedLine(QWidget):
    """Hidden for what everybody opens."""

    def __init__(self, now: Callable[[], Instant], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._restriction: Restriction | None = None
        self.mark = Chip("", "warning", parent=self)
        self.notice = Chip("", "neutral", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.mark)
        row.addWidget(self.notice)
        row.addStretch(1)
        self._looking = Looking(self, self.look, LOOK_MS)
        self.hide()

    def show_restriction(self, restriction: Restriction | None) -> None:
        """Show it; ``None`` for an incident that is not restricted."""
        self._restriction = restriction
        self.setVisible(restriction is not None)
        if restriction is None:
            return
        ground = _(GROUNDS.get(restriction.ground, restriction.ground))
        self.mark.set_chip(_("Restricted: {ground}").format(ground=ground), "warning")
        self._looking.begin()

    def look(self) -> None:
        """Say how long there is, by the time that it is now."""
        if self._restriction is None:
            return
        notice, now = self._restriction.notice, self._now()
        words, left = notice_text(notice, now), notice.minutes_left(now)
        tone: Tone = "neutral"
        if left is not None:
            tone = "danger" if left < 0 else "warning" if left < PRESSING_MINUTES else "neutral"
        if (words, tone) != (self.notice.text, self.notice.tone):
            self.notice.set_chip(words, tone)
