"""Widgets side by side that go on in the next line where there is no more room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """Places its widgets itself: a layout of Qt's would need a Python object for each item."""

    def __init__(self, *, gap: int = 6, line_gap: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap, self._line_gap = gap, line_gap
        self._widgets: list[QWidget] = []
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def widgets(self) -> Sequence[QWidget]:
        """What is shown, in order."""
        return self._widgets

    def set_widgets(self, widgets: Sequence[QWidget], *, keep: Sequence[QWidget] = ()) -> None:
        """Show ``widgets`` in place of others, which are deleted, but for those to ``keep``."""
        for old in self._widgets:
            if old not in widgets:
                old.hide()
                if old not in keep:
                    old.deleteLater()
        self._widgets = list(widgets)
        for widget in self._widgets:
            if widget.parentWidget() is not self:
                widget.setParent(self)
            widget.show()
        self._heights.clear()
        self.updateGeometry()
        self._place(self.width(), move=True)

    def hasHeightForWidth(self) -> bool:
        """A narrower room takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines in ``width`` pixels."""
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._place(width, move=False)
        return known

    def sizeHint(self) -> QSize:
        """One line."""
        widths = [self._size(widget).width() for widget in self._widgets]
        return QSize(sum(widths) + self._gap * max(0, len(widths) - 1), self.heightForWidth(10**6))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest widget, and as high as the lines are now."""
        widest = max((self._size(widget).width() for widget in self._widgets), default=0)
        return QSize(min(widest, 160), self.heightForWidth(max(self.width(), 160)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place all anew."""
        super().resizeEvent(event)
        self._place(self.width(), move=True)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """A widget that wants another size moves those after it."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._heights.clear()
            self._place(self.width(), move=True)
            self.updateGeometry()
        return done

    @staticmethod
    def _size(widget: QWidget) -> QSize:
        return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())

    def _place(self, width: int, *, move: bool) -> int:
        """Place all in lines of ``width`` pixels, each in the middle of its line; gives the height of all."""
        top, lines = 0, self._lines(width)
        for line in lines:
            height = max(size.height() for _widget, size in line)
            left = 0
            for widget, size in line:
                if move:
                    below = top + (height - size.height()) // 2
                    widget.setGeometry(left, below, size.width(), size.height())
                left += size.width() + self._gap
            top += height + self._line_gap
        return max(0, top - self._line_gap)

    def _lines(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        lines: list[list[tuple[QWidget, QSize]]] = []
        used = 0
        for widget in self._widgets:
            if widget.isHidden():
                continue
            size = self._size(widget).boundedTo(QSize(max(width, 40), 10**6))
            if not lines or used + size.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((widget, size))
            used += size.width() + self._gap
        return lines
