"""What the command field offers in the window, and where it leads."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from incidentdesk.gui.palette.entries import Entry, Offers, condition_of
from incidentdesk.gui.palette.palette import Palette
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.moving import Moving
from incidentdesk.gui.widgets.actions import shortcuts_of
from incidentdesk.gui.widgets.command_field import CommandField

ROOM_OF = {"incident": "incident", "entry": "registers", "runbook": "runbooks", "view": "queue"}
"""The room of what is chosen, by its kind."""


class Errands(QObject):
    """Offers the actions of the window and of the page that is shown; does what was chosen."""

    def __init__(self, session: WindowSession, field: CommandField, moving: Moving, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._moving, self._window = session, moving, window
        self.palette = Palette(session, field, self._offers, self)
        self.palette.chosen.connect(self._follow)
        self.palette.left.connect(moving.focus_back)

    def _places(self) -> list[QWidget]:
        return [self._window, *([self._moving.page] if self._moving.room else [])]

    def _offers(self) -> Offers:
        session = self._session
        return Offers(session.surroundings.staff, session.views, shortcuts_of(self._places()))

    def _follow(self, entry: Entry) -> None:
        if entry.kind in ROOM_OF:
            self._session.go.emit(ROOM_OF[entry.kind], entry.key)
        elif entry.kind == "command":
            self._moving.page.focus_first()
            actions = [one for place in self._places() for one in place.actions()]
            next(one for one in actions if one.text() == entry.key).trigger()
        else:
            self._session.go.emit("queue", "")
            queue = self._moving.page
            if entry.kind == "all":
                queue.search(entry.key)
            else:
                queue.show_condition(condition_of(entry), {entry.key: entry.text})
