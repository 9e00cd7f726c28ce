"""The mark at the rail that a hand-over waits to be accepted."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from incidentdesk.base.texts import _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.rail import NavigationRail
from incidentdesk.services.desk.desk import Changes

SOON_MS = 200
"""What a person waits for is read before."""


class HandoverBadge(QObject):
    """Asks whether one waits for somebody else than its author, at first and after each change."""

    def __init__(self, session: WindowSession, rail: NavigationRail, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._rail = rail
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._ask)
        session.tasks.changed.connect(self._on_changed)
        session.person_changed.connect(self._soon.start)
        self._soon.start()

    def _ask(self) -> None:
        session = self._session
        session.tasks.ask(self, lambda: session.cases.waiting_handover.author(), self._show, topic="badge")

    def _show(self, author: str) -> None:
        told = _("Waits to be accepted") if author not in ("", self._session.me) else ""
        self._rail.set_badge("handover", "1" if told else "", told)

    def _on_changed(self, changes: Changes) -> None:
        if changes.things & {"handovers", "elsewhere"}:
            self._soon.start()
