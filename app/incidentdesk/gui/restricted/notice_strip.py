"""On every page: legal notices of restricted incidents that are late, or will be soon."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.guidance import Banner, BannerTone
from incidentdesk.services.desk.desk import Changes

if TYPE_CHECKING:
    from incidentdesk.services.restricted.notices import NoticeDue

SOON_MS = 200
"""What a person waits for is read before."""
LOOK_MS = 20_000
"""How often the time is looked at: a computer that slept tells at once when it wakes."""
AHEAD_HOURS = 24
"""From how many hours before it is due a notice is told of everywhere."""


class NoticeStrip(Banner):
    """Told to those who see the incident; it cannot be put away while the notice is to be given."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(closable=False)
        self._session = session
        self._notices: tuple[NoticeDue, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._ask)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)
        session.tasks.changed.connect(self._on_changed)
        session.person_changed.connect(self._start_anew)
        self.hide()
        self._soon.start()

    def _start_anew(self) -> None:
        self._take(())  # at once: they are not for whoever comes
        self._soon.start()

    def _ask(self) -> None:
        self._session.tasks.ask(self, self._session.cases.notices.due, self._take, topic="notices")

    def _take(self, notices: tuple[NoticeDue, ...]) -> None:
        self._notices = notices
        if notices:
            self._look.start()
        else:
            self._look.stop()
        self.look()

    def look(self) -> None:
        """Say how long there is, by the time that it is now."""
        now = self._session.cases.desk.time.now()
        pressing = [one for one in self._notices if one.due.ms - now.ms <= AHEAD_HOURS * 3_600_000]
        if not pressing:
            if self.text:
                self.set_message("", "neutral")
            return
        first = pressing[0]
        minutes = (first.due.ms - now.ms) // 60_000
        text = (
            _("{number}: the legal notice is late by {time}.")
            if minutes < 0
            else _("{number}: the legal notice is due in {time}.")
        )
        words = text.format(number=first.number, time=duration_text(abs(minutes)))
        more = len(pressing) - 1
        if more:
            words += " " + ngettext("{n} more is pressing.", "{n} more are pressing.", more).format(n=more)
        if words != self.text:
            tone: BannerTone = "danger" if minutes < 0 else "warning"
            self.set_message(
                words, tone, [(_("Open"), partial(self._session.go.emit, "incident", first.uid))]
            )

    def _on_changed(self, changes: Changes) -> None:
        if changes.things & {"restricted", "elsewhere"}:
            self._soon.start()
