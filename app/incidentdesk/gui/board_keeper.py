"""The page of the board in its folder: written at each change, and from time to time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.gui.tasks import Tasks
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.use_cases import UseCases

if TYPE_CHECKING:
    from incidentdesk.services.board.board_page import Kept

SOON_MS = 500
"""After a change: several of them make one page."""
EVERY_MS = 30_000
"""What becomes late or out of date is no change; what could not be written is tried again."""


class PageKeeper(QObject):
    """Keeps the page while the window is open. ``told`` whenever it stands otherwise than before.

    ``failed`` with why it cannot be written, once for each reason; nothing else stops by it.
    """

    told = Signal()
    failed = Signal(object)

    def __init__(self, cases: UseCases, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self.kept: Kept | None = None
        """How the page lies in its folder; ``None`` where none is written."""
        self.error: UserFacingError | None = None
        """Why the page could not be written the last time."""
        self._cases = cases
        self._tasks = tasks
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._every = QTimer(self, interval=EVERY_MS)
        for timer in (self._soon, self._every):
            timer.timeout.connect(self.look)
        tasks.changed.connect(self._on_changed)
        tasks.closing.connect(self._close)

    def start(self) -> None:
        """Begin to keep it."""
        self._every.start()
        self._soon.start()

    def look(self) -> None:
        """Write it, where it does not lie there as it is to be."""
        self._tasks.make(self, self._keep, self._took, topic="board page", refused=self._refused)

    def _keep(self) -> Kept | None:
        """What makes a page is imported only where one is kept."""
        return self._cases.board.keep() if self._cases.desk.settings().keeps_board else None

    def _took(self, kept: Kept | None) -> None:
        news = kept != self.kept or self.error is not None
        self.kept, self.error = kept, None
        if news:
            self.told.emit()

    def _refused(self, error: UserFacingError) -> bool:
        news = self.error is None or str(error) != str(self.error)
        self.error = error
        self.told.emit()
        if news:
            self.failed.emit(error)
        return True

    def _on_changed(self, changes: Changes) -> None:
        if self._every.isActive() and (changes.incidents or changes.things):
            self._soon.start()

    def _close(self) -> None:
        self._soon.stop()
        self._every.stop()
