"""Where things go: fields in a grid by their width, links one after the other in lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

COLUMNS = 6
SPANS = {"full": 6, "half": 3, "third": 2}
COLUMN_GAP, ROW_GAP = 20, 16


def new_grid(widget: QWidget) -> QGridLayout:
    """A grid of six columns of one width."""
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(0)  # the gaps are in the cells, see place
    grid.setVerticalSpacing(ROW_GAP)
    for column in range(COLUMNS):
        grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(column, 1)
    return grid


def positions(widths: Iterable[str]) -> list[tuple[int, int, int]]:
    """Row, column and span of fields of these widths, in reading order."""
    found = []
    row = column = 0
    for width in widths:
        span = SPANS.get(width, SPANS["half"])
        if column + span > COLUMNS:
            row, column = row + 1, 0
        found.append((row, column, span))
        column += span
    return found


def place(grid: QGridLayout, widgets: Sequence[tuple[QWidget, str]]) -> None:
    """Put ``widgets``, each with its width, into ``grid`` and all others out. The focus stays."""
    while grid.takeAt(0) is not None:
        pass
    for (widget, _width), (row, column, span) in zip(
        widgets, positions(width for _widget, width in widgets), strict=True
    ):
        # Else a wide label would make its column wider than the others.
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
        # A grid leaves out the gaps beside columns that only wide cells cross, and is uneven then.
        inner = widget.layout()
        if inner is not None:
            left = COLUMN_GAP * column // COLUMNS
            inner.setContentsMargins(left, 0, COLUMN_GAP - COLUMN_GAP * (column + span) // COLUMNS, 0)
        grid.addWidget(widget, row, column, 1, span, Qt.AlignmentFlag.AlignTop)


class FlowLayout(QLayout):
    """One item after the other, in as many lines as they need."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 4, line_gap: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._gap, self._line_gap = gap, line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place; None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at a place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def invalidate(self) -> None:
        """Something in it, or what is in it, has changed."""
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        """The height of all lines; layouts ask for it again and again."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        left, top, height = rect.left(), rect.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if left > rect.left() and left + size.width() > rect.right() + 1:
                left, top, height = rect.left(), top + height + self._line_gap, 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._gap
            height = max(height, size.height())
        return top + height - rect.top()
