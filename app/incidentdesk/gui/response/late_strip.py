"""On every page: time boxes in major incidents that ran out, to who owns them and to the commander.

The moments are stored, and what is over is worked out at each look: a computer that slept, or a program that
was started again, says it at once.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.desk.desk import Changes

if TYPE_CHECKING:
    from incidentdesk.services.runbooks.time_boxes import TimedWork

ROOM = "response"
SOON_MS, LOOK_MS = 250, 2000
"""How soon after a change it is read, and how often the time is looked at while anything has a time."""
LONGEST = 80
"""Letters of an action that are told; all of it is in the room."""


class LateStrip(Banner):
    """Can be put away, until something else runs out. The page that tells it itself is left alone."""

    def __init__(self, session: WindowSession, pages: QStackedWidget) -> None:
        super().__init__()
        self._session, self._pages = session, pages
        self._work: tuple[TimedWork, ...] = ()
        self._late: frozenset[str] = frozenset()
        self._seen: frozenset[str] = frozenset()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.read)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.closed.connect(self._put_by)
        session.tasks.changed.connect(self._on_changed)
        session.person_changed.connect(self._start_anew)
        pages.currentChanged.connect(lambda _place: self.look())
        self.hide()
        self._soon.start()

    def read(self) -> None:
        """Read what has a time."""
        ask = partial(self._session.cases.time_boxes.of, self._session.me)
        self._session.tasks.ask(self, ask, self._take, topic="late")

    def look(self) -> None:
        """Say what is over by the clock as it is now, mine first."""
        now = self._session.cases.desk.time.now()
        page = self._pages.currentWidget()
        over = [one for one in self._work if one.is_over(now)]
        self._late = frozenset(one.key for one in over)
        told = [one for one in over if one.key not in self._seen and not _tells(page, one)]
        told.sort(key=lambda one: (not one.mine, one.due.ms))
        words = _words(told, now, self._session.settings.zone)
        if words != self.text:
            go = partial(self._session.go.emit, ROOM, f"{told[0].incident}/actions" if told else "")
            self.set_message(words, "warning", ((_("Open the room"), go),) if words else ())
        self.setVisible(bool(words))

    def _take(self, work: tuple[TimedWork, ...]) -> None:
        self._work = work
        if work:
            self._timer.start()
        else:
            self._timer.stop()
        self.look()

    def _put_by(self) -> None:
        self._seen |= self._late
        self.look()

    def _start_anew(self) -> None:
        self._seen = frozenset()
        self._take(())  # at once: it is not for whoever comes
        self._soon.start()

    def _on_changed(self, changes: Changes) -> None:
        if changes.incidents or changes.things & {"responses", "runbook_runs", "elsewhere"}:
            self._soon.start()


def _tells(page: QWidget | None, one: TimedWork) -> bool:
    """Whether the page in sight says it itself."""
    return isinstance(page, Page) and (page.tells_time_boxes or page.tells_update_of == one.incident)


def _words(late: list[TimedWork], now: Instant, zone: ZoneInfo) -> str:
    if not late:
        return ""
    first = late[0]
    number = _("DRILL {number}").format(number=first.number) if first.drill else first.number
    said = _("{number}: “{what}” is yours, and was to be back by {when}.")
    if not first.mine:
        said = _("{number}: “{what}” ({who}) was to be back by {when}.")
    words = said.format(
        number=number, what=_short(first.what), who=first.owner_name or _("nobody's"),
        when=instant_text(in_zone(first.due.ms, zone), today=in_zone(now.ms, zone).local().date()),
    )  # fmt: skip
    more = len(late) - 1
    if more:
        words += " " + ngettext("{n} more is late.", "{n} more are late.", more).format(n=more)
    return words


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
