"""Where the incident room takes a pasted timeline: a page in place of the stage, made at its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from incidentdesk.services.pages import IncidentPage

if TYPE_CHECKING:
    from incidentdesk.gui.incident.room_frame import RoomFrame
    from incidentdesk.gui.review.paste_page import PastePage


class PastePart(QObject):
    """Shows and leaves the page; what was pasted and not written is kept as the incident's draft."""

    def __init__(self, room: RoomFrame) -> None:
        super().__init__(room)
        self._room = room
        self._page: PastePage | None = None

    @property
    def page(self) -> PastePage:
        """The page with the text."""
        if self._page is None:
            from incidentdesk.gui.review.paste_page import PastePage

            self._page = PastePage(self._room.session)
            self._page.closed.connect(self._room.show_work)
            self._room.middle.addWidget(self._page)
        return self._page

    def open(self) -> None:
        """Ask for the text."""
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
        """Put the focus on the text; false where it is not shown."""
        if self.is_shown():
            self.page.focus_first()
        return self.is_shown()

    def go_on(self) -> bool:
        """Write the entries; false where no text is shown."""
        if not self.is_shown():
            return False
        self.page.write()
        return True

    def back(self) -> bool:
        """Stop writing, or go back to the stage; false where no text is shown."""
        if not self.is_shown():
            return False
        if not self.page.back():
            self.page.leave()
            self._room.show_work()
        return True

    def leave(self) -> None:
        """Write the draft now."""
        if self._page is not None:
            self._page.leave()
