"""The rooms when somebody else comes: a page belongs to one person, and nothing of it is shown to another."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.rooms import Rooms


@dataclass(frozen=True)
class _Left:
    person: str
    room: str
    page: Page


class Parting(QObject):
    """Takes the pages of whoever leaves out of ``stack``, and deletes each once it is not needed any more.

    Until then they stay hidden: a full disk can keep a draft from being written for hours, and an import goes
    on for minutes. Whoever comes back by then has them as they are.
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
            self._left.append(_Left(self._session.me, room, page))

    def come(self) -> None:
        """Somebody is here: give back what is left of their pages."""
        for one in list(self._left):
            if one.person == self._session.me and one.page.is_needed():
                self._left.remove(one)
                self._rooms.take_back(one.room, one.page)
                self._stack.addWidget(one.page)

    def close_down(self) -> None:
        """The window was closed: what is under way on these pages ends."""
        for one in self._left:
            one.page.close_down()

    def _clear(self) -> None:
        for one in list(self._left):
            if not one.page.is_needed():
                self._left.remove(one)
                one.page.close_down()
                one.page.deleteLater()
