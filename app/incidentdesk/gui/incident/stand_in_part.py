"""Where a page stands in the incident room for its stage; it is made at its first use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from incidentdesk.gui.incident.room_parts import RoomAround
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.stand_in import StandIn
from incidentdesk.services.cases.pages import IncidentPage

P = TypeVar("P", bound=StandIn)


class StandInPart(Generic[P]):
    """Shows and leaves the page of an incident room that ``make`` makes."""

    def __init__(self, room: RoomAround, make: Callable[[WindowSession], P]) -> None:
        self._room = room
        self._make = make
        self._page: P | None = None

    @property
    def page(self) -> P:
        """The page."""
        if self._page is None:
            self._page = self._make(self._room.session)
            self._page.closed.connect(self._room.show_work)
            self._room.middle.addWidget(self._page)
        return self._page

    def open(self) -> None:
        """Show it for the incident at hand, with what was begun for that."""
        if self._room.page is not None:
            self._room.stages.leave()
            self.page.show_page(self._room.page)
            self._room.middle.setCurrentWidget(self.page)
            self.page.focus_first()

    def is_shown(self) -> bool:
        """Whether the page stands in place of the stage."""
        return self._page is not None and self._room.middle.currentWidget() is self._page

    def show_page(self, page: IncidentPage) -> None:
        """The incident was read again."""
        if self.is_shown():
            self.page.show_page(page)

    def focus_first(self) -> bool:
        """Put the focus on the page; false where it is not shown."""
        if self.is_shown():
            self.page.focus_first()
        return self.is_shown()

    def go_on(self) -> bool:
        """Do what the page is for; false where it is not shown."""
        if self.is_shown():
            self.page.go_on()
        return self.is_shown()

    def back(self) -> bool:
        """Stop what is under way, or go back to the stage; false where the page is not shown."""
        shown = self.is_shown()
        if shown and not self.page.back():
            self.page.leave()
            self._room.show_work()
        return shown

    def leave(self) -> None:
        """Write the draft now."""
        if self._page is not None:
            self._page.leave()
