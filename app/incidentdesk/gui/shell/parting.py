"""The rooms when somebody else comes: a page belongs to one person, and nothing of it is shown to another."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.rooms import Rooms


class _Left(NamedTuple):
    person: str
    room: str
    page: Page
    stays: bool

    def is_needed(self) -> bool:
        """Whether it waits for its person, or what is typed on it is not on disk yet."""
        return self.stays or not all(keeper.is_settled() for keeper in self.page.findChildren(DraftKeeper))


class Parting(QObject):
    """Takes the pages of whoever leaves out of ``stack``, and deletes each once it is not needed any more.

    Until then they stay hidden: a full disk can keep a draft from being written for hours. A page on which
    more stands than drafts keep, or on which an import goes on, waits for its person to come back.
    """

    def __init__(self, session: WindowSession, rooms: Rooms, stack: QStackedWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._rooms = rooms
        self._stack = stack
        self._left: list[_Left] = []
        session.tasks.idle.connect(self._clear)

    def leave(self) -> None:
        """Whoever works here goes: take their pages away."""
        for room, page in self._rooms.part().items():
            self._stack.removeWidget(page)
            page.setEnabled(False)  # an answer that comes to it takes nobody's focus
            self._left.append(_Left(self._session.me, room, page, page.holds_more()))

    def come(self) -> None:
        """Somebody is here: give back what is left of their pages."""
        for one in list(self._left):
            if one.person == self._session.me and one.is_needed():
                self._left.remove(one)
                self._rooms.take_back(one.room, one.page)
                self._stack.addWidget(one.page)
                one.page.setEnabled(True)

    def close_down(self) -> None:
        """The window was closed: what is under way on these pages ends."""
        for one in self._left:
            one.page.close_down()

    def _clear(self) -> None:
        for one in list(self._left):
            if not one.is_needed():
                self._left.remove(one)
                one.page.close_down()
                one.page.deleteLater()
