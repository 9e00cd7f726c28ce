"""Closing by itself, while the window is open, what its reporter does not answer: each hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from incidentdesk.base.texts import ngettext
from incidentdesk.gui.session import WindowSession

if TYPE_CHECKING:
    from incidentdesk.services.telling.unanswered import ClosedUnanswered

FIRST_MS = 120_000
"""So long after the start it is looked for the first time."""

AGAIN_MS = 3_600_000


class ClosingKeeper(QObject):
    """One a window; it does nothing where the desk has not chosen so."""

    def __init__(self, session: WindowSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._first = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._again = QTimer(self, interval=AGAIN_MS)
        for timer in (self._first, self._again):
            timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look."""
        self._first.start()
        self._again.start()

    def look(self) -> None:
        """Close what may be closed."""
        session = self._session
        if session.settings.closing.close_unanswered and not session.settings.practice:
            session.tasks.change(self, session.cases.unanswered.run, self._tell)

    def _tell(self, done: ClosedUnanswered) -> None:
        count = sum(one.closes for one in done.items)
        if count:
            one = "{n} incident was closed: nobody answered."
            words = ngettext(one, "{n} incidents were closed: nobody answered.", count)
            self._session.told.emit(words.format(n=count), "")
