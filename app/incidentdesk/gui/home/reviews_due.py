"""Reviews of major incidents that are required and not closed yet."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.gui.home.day_lines import review_line
from incidentdesk.gui.home.day_list import DayList
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.review.review_due import ReviewDue


class ReviewsDue(DayList):
    """Hidden while none is due. Enter opens the review."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(_("Reviews to close"), "")
        self._session = session
        self.hide()
        self.opened.connect(lambda line: session.go.emit("incident", line.target))

    def read(self) -> None:
        """Read anew which are due."""
        self._session.tasks.ask(self, self._session.cases.review.due, self._show, topic="reviews")

    def _show(self, due: tuple[ReviewDue, ...]) -> None:
        settings, now = self._session.settings, self._session.cases.desk.time.now()
        self.show_lines([review_line(one, settings, now) for one in due], len(due))
        self.setVisible(bool(due))
