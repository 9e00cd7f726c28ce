"""When people are to be told next, on every page: a chip in the top bar, and a strip where it is late.

Times are stored, and what is late is worked out at each look: a computer that slept, or a program that was
started again, says it at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import duration_text, instant_text
from incidentdesk.domain.sev import is_late, is_soon, sev_text
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.chip_button import ChipButton
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.desk.desk import Changes

if TYPE_CHECKING:
    from incidentdesk.services.response.watched_majors import UpdateDue

LOOK_MS = 2000
READ_MS = 200
"""What a person waits for is read before."""


class DueWatch(QObject):
    """Reads what is due after each change, and looks at the clock every two seconds.

    Its ``chip`` and ``strip`` stand where the window has a place for them.
    """

    def __init__(self, session: WindowSession, window: QWidget, pages: QStackedWidget) -> None:
        super().__init__(window)
        self._pages = pages
        pages.currentChanged.connect(lambda _place: self.look())
        self._session = session
        self._window = window
        self._due: tuple[UpdateDue, ...] = ()
        self._told: frozenset[str] = frozenset()
        self.chip = ChipButton()
        self.chip.hide()
        self.chip.clicked.connect(lambda _checked=False: self._go())
        self.strip = Banner(closable=False)
        self.strip.hide()
        self._said = ""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=READ_MS)
        self._soon.timeout.connect(self.read)
        session.tasks.changed.connect(self._on_changed)
        session.person_changed.connect(self._start_anew)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._woken)
        self._soon.start()

    def read(self) -> None:
        """Read what is due."""
        majors = self._session.cases.watched_majors
        self._session.tasks.ask(self, majors.updates_due, self._take, topic="due")

    def _start_anew(self) -> None:
        self._take(())  # at once: whoever comes may not be told of a restricted one
        self.read()

    def look(self) -> None:
        """Say how it stands by the clock as it is now."""
        now = self._session.cases.desk.time.now()
        self._show_chip(now)
        late = [one for one in self._due if is_late(one.due, now)]
        self._show_strip([one for one in late if one.uid != self._told_there()], now)
        fresh = frozenset(one.uid for one in late)
        if fresh - self._told:
            QApplication.alert(self._window)
        self._told = fresh

    def _told_there(self) -> str:
        """The incident whose page in sight says itself, and larger, that its update is late."""
        page = self._pages.currentWidget()
        return page.tells_update_of if isinstance(page, Page) else ""

    def _woken(self, _state: Qt.ApplicationState) -> None:
        self.look()

    def _take(self, due: tuple[UpdateDue, ...]) -> None:
        self._due = due
        if due:
            self._timer.start()
        else:
            self._timer.stop()
        self.look()

    def _show_chip(self, now: Instant) -> None:
        self.chip.setVisible(bool(self._due))
        if not self._due:
            return
        first = self._due[0]
        left = first.due.ms - now.ms
        if left < 0:
            words = _("{sev} update {time} late").format(sev=self._sev(first), time=_long(-left))
        else:
            when = instant_text(first.due, today=now.local().date())
            words = _("{sev} update {when}").format(sev=self._sev(first), when=when)
        if len(self._due) > 1:
            words = _("{words} +{n}").format(words=words, n=len(self._due) - 1)
        tone: Tone = "danger" if left < 0 else "warning" if is_soon(first.due, now) else "neutral"
        name = _("Next update of {number}: {words}").format(number=first.number, words=words)
        if (name, tone) == (self.chip.accessibleName(), self.chip.tone):
            return
        self.chip.set_chip(words, tone)
        self.chip.setAccessibleName(name)
        self.chip.setToolTip(f"{name}\n{first.title}")

    def _show_strip(self, late: list[UpdateDue], now: Instant) -> None:
        words = ""
        if late:
            first = late[0]
            # How late it is stands in the chip: words that change would take the focus from the button.
            words = _("{number} {title} ({sev}): the update due at {when} is late.").format(
                number=first.number, title=first.title, sev=self._sev(first),
                when=instant_text(first.due, today=now.local().date()),
            )  # fmt: skip
            if len(late) > 1:
                more = len(late) - 1
                words += " " + ngettext("{n} more is late.", "{n} more are late.", more).format(n=more)
        if words == self._said:
            return
        self._said = words
        act: Callable[[], object] = partial(self._go, late[0].uid if late else "")
        self.strip.set_message(words, "danger", ((_("Write the update"), act),) if words else ())

    def _go(self, uid: str = "") -> None:
        target = uid or (self._due[0].uid if self._due else "")
        self._session.go.emit("response", f"{target}/updates" if target else "")

    def _sev(self, one: UpdateDue) -> str:
        sev = sev_text(one.sev)
        return _("DRILL {sev}").format(sev=sev) if one.drill else sev

    def _on_changed(self, changes: Changes) -> None:
        if changes.incidents or changes.things & {"responses", "settings", "elsewhere"}:
            self._soon.start()


def _long(ms: int) -> str:
    return duration_text(max(1, ms // 60_000))  # as the clock of the room says it
