"""The strips above the pages: what nobody is to overlook, whichever page is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.gui.response.offer_strip import OfferStrip
from incidentdesk.gui.restricted.notice_strip import NoticeStrip
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.top_bar import TopBar
from incidentdesk.gui.updates.due_watch import DueWatch
from incidentdesk.gui.widgets.rail import NavigationRail


class Strips(QWidget):
    """Updates that are late, command that is offered, and notices that the law asks for; in that order."""

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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for strip in (self.due.strip, self.offers, self.notices):
            column.addWidget(strip)
