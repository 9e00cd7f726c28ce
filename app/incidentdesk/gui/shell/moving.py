"""Which room is shown, and the way from one to the other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from incidentdesk.gui.page import Page
from incidentdesk.gui.shell.rooms import Rooms


class Moving(QObject):
    """Shows one of ``rooms`` at a time in ``stack``; ``moved`` carries the name of the one that comes."""

    moved = Signal(str)

    def __init__(self, rooms: Rooms, stack: QStackedWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._rooms = rooms
        self._stack = stack
        self.room = self.target = ""
        """The name of the room that is shown, and what it was asked to show; empty before the first."""

    @property
    def page(self) -> Page:
        """The page of the room that is shown."""
        return self._rooms[self.room]

    def target_in(self, name: str) -> str:
        """What is at hand here for the room ``name``."""
        return self.page.target_in(name) if self.room else ""

    def show(self, name: str, target: str) -> Page:
        """Go to a room; the one that is left writes its draft first."""
        if self.room and self.room != name:
            self.page.leave()
        self.room, self.target = name, target
        self.moved.emit(name)
        page = self.page
        self._bring_up(page)
        page.show_target(target)
        return page

    def come_back(self) -> None:
        """Show the room again, in place of what is no room."""
        self._stack.setCurrentWidget(self.page)
        self.focus_back()

    def focus_back(self) -> None:
        """Lead back to where the person was on the page."""
        there: QWidget | None = self.page.focusWidget()
        if there is not None and there.isVisible() and there.isEnabled():
            there.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.page.focus_first()

    def _bring_up(self, page: Page) -> None:
        """Bring a page into sight. The focus leaves the old one first: Qt would look for another place."""
        old, focused = self._stack.currentWidget(), QApplication.focusWidget()
        if old is not None and old is not page and focused is not None and old.isAncestorOf(focused):
            focused.clearFocus()
        self._stack.setCurrentWidget(page)
