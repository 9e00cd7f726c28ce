"""What has a time box in major incidents: mine, and what ran out where I command; the late ones first."""

from __future__ import annotations

from functools import partial

from incidentdesk.base.texts import _
from incidentdesk.gui.home.day_lines import timed_line
from incidentdesk.gui.home.day_list import DayList
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.home import SHOWN
from incidentdesk.services.runbooks.time_boxes import TimedWork, to_tell


class TimedWorkList(DayList):
    """Hidden while there is none. Enter opens the response room."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(_("Actions in major incidents"), "")
        self._session = session
        self._work: tuple[TimedWork, ...] = ()
        self._whole = False
        self.hide()
        self.opened.connect(lambda line: session.go.emit("response", line.target))
        self.all_asked.connect(self._show_whole)

    def read(self) -> None:
        """Read anew what there is."""
        ask = partial(self._session.cases.time_boxes.of, self._session.me)
        self._session.tasks.ask(self, ask, self._show, topic="time boxes")

    def _show(self, work: tuple[TimedWork, ...]) -> None:
        self._work = work
        settings, now = self._session.settings, self._session.cases.desk.time.now()
        told = to_tell(work, now)
        lines = [timed_line(one, settings, now) for one in (told if self._whole else told[:SHOWN])]
        self.show_lines(lines, len(told))
        self.setVisible(bool(told))

    def _show_whole(self) -> None:
        self._whole = True
        self._show(self._work)
        self.take_focus()
