"""How each person left each room: views, columns, widths; remembered beside the desk."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.rooms import Rooms


class RoomStates:
    """Remembers rooms for the person who works here; who is new finds them as the last one left them."""

    def __init__(self, session: WindowSession, store: QSettings) -> None:
        self._session = session
        self._store = store

    def remember(self, rooms: Rooms) -> None:
        """Keep how the rooms look that were made so far."""
        for name, page in rooms.made().items():
            self._store.setValue(self._key(name), page.state())
            self._store.setValue(f"room/{name}", page.state())

    def restore(self, name: str, page: Page) -> None:
        """Let a room that was made look as it did."""
        state = self._store.value(self._key(name)) or self._store.value(f"room/{name}")
        if isinstance(state, dict):
            page.restore(state)

    def _key(self, name: str) -> str:
        return f"people/{self._session.me}/{name}"
