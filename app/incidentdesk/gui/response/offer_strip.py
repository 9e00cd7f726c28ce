"""On every page: command that is offered to whoever works here, until they answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.rail import NavigationRail
from incidentdesk.services.desk.desk import Changes

if TYPE_CHECKING:
    from incidentdesk.services.response.command_offers import CommandOffer

ROOM = "response"
"""The room of the window that leads to the offer."""
SOON_MS = 200
"""What a person waits for is read before."""


class OfferStrip(Banner):
    """Asks at first and after each change; the page that tells offers itself is left alone.

    The rail has a mark as long as one waits, and the window asks for attention when one comes.
    """

    def __init__(self, session: WindowSession, pages: QStackedWidget, rail: NavigationRail) -> None:
        super().__init__(closable=False)
        self._session, self._pages, self._rail = session, pages, rail
        self._offers: tuple[CommandOffer, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._ask)
        session.tasks.changed.connect(self._on_changed)
        session.person_changed.connect(self._start_anew)
        pages.currentChanged.connect(lambda _place: self._show())
        self.hide()
        self._soon.start()

    def _start_anew(self) -> None:
        self._take(())  # at once: they are not for whoever comes
        self._soon.start()

    def _ask(self) -> None:
        ask = partial(self._session.cases.command_offers.to, self._session.me)
        self._session.tasks.ask(self, ask, self._take, topic="offers")

    def _take(self, offers: tuple[CommandOffer, ...]) -> None:
        is_new = {one.uid for one in offers} - {one.uid for one in self._offers}
        self._offers = offers
        self._rail.set_badge(ROOM, "!" if offers else "", _("Command is offered to you") if offers else "")
        self._show()
        if is_new:
            QApplication.alert(self.window())

    def _show(self) -> None:
        page = self._pages.currentWidget()
        told = isinstance(page, Page) and page.tells_offers
        words, actions = "", []
        if self._offers and not told:
            offer = self._offers[0]
            words = _("{by} offers you command of {number}: {title}").format(
                by=offer.by, number=offer.number, title=offer.title
            )
            actions = [(_("Answer"), partial(self._session.go.emit, ROOM, offer.uid))]
        if words != self.text:
            self.set_message(words, "warning", actions)
        self.setVisible(bool(words))

    def _on_changed(self, changes: Changes) -> None:
        if changes.things & {"responses", "elsewhere"}:
            self._soon.start()
