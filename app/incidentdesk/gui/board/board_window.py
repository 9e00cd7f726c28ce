"""The board window: for a second screen, to be read from afar. It only shows."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.board import BoardState
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.board.board_feed import BoardFeed
from incidentdesk.gui.board.board_view import BoardView
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.painting import key_text

GEOMETRY = "board/geometry"
FULL_KEY, LEAVE_KEY, CLOSE_KEY = "F11", "Esc", "Ctrl+W"


class BoardWindow(QWidget):
    """A window of its own, which can fill its screen and be closed. It remembers its screen and size."""

    def __init__(self, session: WindowSession, store: QSettings) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._session = session
        self._store = store
        self.setWindowTitle(_("Board – Incident Desk"))
        self.resize(1280, 720)
        self.setMinimumSize(480, 300)
        self.view = BoardView()
        self.feed = BoardFeed(session, self)
        self.feed.read.connect(self._show)
        self.feed.failed.connect(self._fail)
        self.feed.ticked.connect(self.view.tick)
        self.foot = self._foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.view, 1)
        column.addWidget(self.foot)
        add_action(self, _("Full screen, and back"), FULL_KEY, self.toggle_full, whole_window=True)
        add_action(self, _("Leave full screen"), LEAVE_KEY, self.leave_full, whole_window=True)
        add_action(self, _("Close the board"), CLOSE_KEY, self.close, whole_window=True)
        self._place()

    def toggle_full(self) -> None:
        """Fill the screen, or go back to a window."""
        if self.isFullScreen():
            self.leave_full()
        else:
            self.foot.hide()
            self.setCursor(Qt.CursorShape.BlankCursor)
            self.showFullScreen()

    def leave_full(self) -> None:
        """Go back to a window."""
        if self.isFullScreen():
            self.foot.show()
            self.unsetCursor()
            self.showNormal()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the desk."""
        super().showEvent(event)
        if not self.feed.running:
            self.feed.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow it no more while nobody can see it."""
        super().hideEvent(event)
        self.feed.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where it was."""
        self._store.setValue(GEOMETRY, self.saveGeometry())
        super().closeEvent(event)

    def _show(self, state: BoardState) -> None:
        self.view.show_state(state)

    def _fail(self, error: UserFacingError) -> None:
        read = self.view.state
        words = str(error)
        if read is not None:
            at = instant_text(in_zone(read.now.ms, read.zone), today=read.now.local().date())
            words = _("Not up to date since {time}: {why}").format(time=at, why=error.message)
        self.view.show_fault(words)

    def _foot(self) -> QFrame:
        foot = surface("footer")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 4, 16, 4)
        words = _("{full}: full screen · {leave}: back · {close}: close").format(
            full=key_text(FULL_KEY), leave=key_text(LEAVE_KEY), close=key_text(CLOSE_KEY)
        )
        row.addWidget(text_label(_("For those who wait: no names of people or devices."), "small"))
        row.addStretch(1)
        row.addWidget(text_label(words, "small"))
        return foot

    def _place(self) -> None:
        """Where it was last; at first on the screen where the main window is not."""
        geometry = self._store.value(GEOMETRY)
        if geometry is not None and self.restoreGeometry(geometry):
            if self.isFullScreen():
                self.foot.hide()
                self.setCursor(Qt.CursorShape.BlankCursor)
            return
        here = self._session.place.screen() if self._session.place is not None else None
        other = next((one for one in QGuiApplication.screens() if one is not here), None)
        if here is not None and other is not None:
            self.setGeometry(other.availableGeometry())
