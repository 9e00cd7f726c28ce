"""What the window says of its desk: whose it is, how much it holds, what is late, and what is kept."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.status_bar import StatusBar
from incidentdesk.gui.shell.top_bar import TopBar
from incidentdesk.services.desk.desk import Changes

COUNT_MS = 200
"""The desk is counted again this long after a change: what a person waits for is read before."""


class DeskNews(QObject):
    """Told in the ``top`` and in the ``status`` bar."""

    def __init__(
        self, session: WindowSession, top: TopBar, status: StatusBar, parent: QObject, *, sample: bool
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._top, self._status = top, status
        self._sample = sample
        self._soon = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._soon.timeout.connect(self._count)
        session.kept.connect(self._show_kept)
        session.surroundings_changed.connect(self.show_all)
        session.tasks.changed.connect(self._on_changed)

    def show_all(self) -> None:
        """Show who works here, and count anew."""
        settings = self._session.settings
        self._top.show_person(self._session.person.name, settings.organisation, settings.department)
        self._count()

    def _count(self) -> None:
        def told(counts: tuple[int, int]) -> None:
            practice = self._session.settings.practice
            self._status.show_place(counts[0], sample=self._sample, practice=practice)
            self._top.show_late(counts[1])

        self._session.tasks.ask(self, self._session.cases.queue.totals, told, topic="count")

    def _show_kept(self, ms: int) -> None:
        at = datetime.fromtimestamp(ms / 1000, tz=self._session.settings.zone)
        self._status.show_saved(f"{at:%H:%M:%S}")

    def _on_changed(self, changes: Changes) -> None:
        if changes.incidents:
            self._show_kept(self._session.cases.desk.time.now().ms)
        if (changes.incidents or "elsewhere" in changes.things) and not self._soon.isActive():
            self._soon.start()
