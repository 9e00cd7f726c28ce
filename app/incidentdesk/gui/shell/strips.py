"""The strips above the pages: what nobody is to overlook, whichever page is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.gui.response.late_strip import LateStrip
from incidentdesk.gui.response.offer_strip import OfferStrip
from incidentdesk.gui.restricted.notice_strip import NoticeStrip
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.top_bar import TopBar
from incidentdesk.gui.updates.due_watch import DueWatch
from incidentdesk.gui.widgets.rail import NavigationRail


class Strips(QWidget):
    """Updates that are late, command that is offered, notices of the law, time boxes over; in that order."""

    def __init__(
        self,
        session: WindowSession,
        window: QWidget,
        top: TopBar,
        pages: QStackedWidget,
        rail: NavigationRail,
    ) -> None:
        super().__init__(window)
        self.due = DueWatch(session, window, pages)
        top.add(self.due.chip)
        self.offers = OfferStrip(session, pages, rail)
        self.notices = NoticeStrip(session)
        self.late = LateStrip(session, pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for strip in (self.due.strip, self.offers, self.notices, self.late):
            column.addWidget(strip)

    def look(self) -> None:
        """Say anew what the page in sight does not tell itself."""
        self.due.look()
        self.late.look()
