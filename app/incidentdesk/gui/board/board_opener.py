"""Opening the board window, and closing it with the main window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt
from PySide6.QtWidgets import QWidget

from incidentdesk.gui.session import WindowSession

if TYPE_CHECKING:
    from incidentdesk.gui.board.board_window import BoardWindow

OPEN = "board/open"
"""Whether the board was open when the program was left: a screen on a wall shows it again by itself."""


class BoardOpener(QObject):
    """One a main window; the board itself is imported and made when it is first wanted."""

    def __init__(self, session: WindowSession, store: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._store = store
        self.board: BoardWindow | None = None
        """The board window, once it was opened; it may be hidden."""

    def open(self) -> None:
        """Open the board, or bring it to the front."""
        board = self.board or self._made()
        if board.isMinimized():
            board.showNormal()
        if board.isVisible():
            board.raise_()
        board.show()
        board.activateWindow()

    def open_again(self) -> None:
        """Open the board where it was open when the program was left; the keyboard stays where it is."""
        if str(self._store.value(OPEN)).lower() == "true" and self.board is None:
            board = self._made()
            board.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            board.show()

    def close(self) -> None:
        """Close the board for good, and remember whether it was open."""
        board, self.board = self.board, None
        self._store.setValue(OPEN, board is not None and board.isVisible())
        if board is not None:
            board.close()
            board.deleteLater()
            QCoreApplication.sendPostedEvents(board, QEvent.Type.DeferredDelete)

    def _made(self) -> BoardWindow:
        from incidentdesk.gui.board.board_window import BoardWindow

        self.board = BoardWindow(self._session, self._store)
        return self.board

    def widgets(self) -> list[QWidget]:
        """The board window for the sheet of shortcuts, once it was opened."""
        return [] if self.board is None else [self.board]
