"""A line to type into with an arrow and a list below it; what the list holds is the subclass's matter."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QHelpEvent,
    QHideEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from incidentdesk.gui.theme import icon_pixmap
from incidentdesk.gui.widgets.select_popup import Row, SelectPopup
from incidentdesk.gui.widgets.text import LineEdit

ARROW = 16


class ListField(LineEdit):
    """Shows and hides its list, and takes it along wherever it goes."""

    def __init__(self, *, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self._popup: SelectPopup | None = None
        self.setTextMargins(0, 0, ARROW + 8, 0)

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._popup is not None and self._popup.isVisible()

    def close_list(self) -> None:
        """Hide the list; text and value stay."""
        if self._popup is not None:
            self._popup.close_list()

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what has no room."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            room = self.contentsRect().width() - self.textMargins().right()
            cut = self.fontMetrics().horizontalAdvance(self.text()) > room
            QToolTip.showText(event.globalPos(), self.text() if cut else "", self)
            return True
        return super().event(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Take the list along."""
        super().moveEvent(event)
        self._move_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the list along."""
        super().resizeEvent(event)
        self._move_list()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide the list with the field."""
        super().hideEvent(event)
        self.close_list()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and its arrow."""
        super().paintEvent(event)
        role = "text" if self.isEnabled() else "disabled"
        pixmap = icon_pixmap("chevron-down", role, ARROW, self.devicePixelRatio())
        QPainter(self).drawPixmap(self.width() - ARROW - 8, (self.height() - ARROW) // 2, pixmap)

    def highlighted(self) -> Row | None:
        """The highlighted line of the list, while it is shown."""
        return self._popup.current() if self._popup is not None and self.is_open() else None

    def _list(self) -> SelectPopup:
        """The list, made at its first use."""
        if self._popup is None:
            self._popup = SelectPopup(self)
            self._popup.picked.connect(self._take)
            self.destroyed.connect(self._popup.deleteLater)
        return self._popup

    def _take(self, row: Row | None) -> None:
        """Answer a line that was picked."""
        raise NotImplementedError

    def _move_list(self) -> None:
        if self._popup is not None and self.is_open():
            self._popup.place()

    def _on_arrow(self, event: QMouseEvent) -> bool:
        return event.position().x() > self.width() - ARROW - 16
