"""The priority matrix: which cell was hit, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import SMALL_PIXELS, current_theme, font
from incidentdesk.gui.widgets.chips import priority_tone
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.painting import elided, rounded

CELL_HEIGHT = 28
HEAD_HEIGHT = 20
HEAD_WIDTH = 132
GAP = 4
MAX_CELL = 132


class _Grid(QWidget):
    """The painted table; the sentence beside it and the accessible description carry the same in words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[str] = ()
        self.columns: Sequence[str] = ()
        self.cells: Sequence[Sequence[str]] = ()
        self.hit: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = HEAD_WIDTH + len(self.columns) * (MAX_CELL + GAP)
        return QSize(width, HEAD_HEIGHT + len(self.rows) * (CELL_HEIGHT + GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(HEAD_WIDTH // 2 + len(self.columns) * 48, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        head = min(HEAD_WIDTH, self.width() // 3)
        count = max(1, len(self.columns))
        wide = min(MAX_CELL, (self.width() - head) // count - GAP)
        painter.setFont(font(SMALL_PIXELS))
        painter.setPen(theme.colour("muted"))
        for column, name in enumerate(self.columns):
            room = QRect(head + column * (wide + GAP), 0, wide, HEAD_HEIGHT)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, elided(painter.fontMetrics(), name, wide))
        for row, name in enumerate(self.rows):
            top = HEAD_HEIGHT + row * (CELL_HEIGHT + GAP)
            painter.setFont(font(SMALL_PIXELS))
            painter.setPen(theme.colour("muted"))
            text = elided(painter.fontMetrics(), name, head - 8)
            painter.drawText(QRect(0, top, head - 8, CELL_HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
            for column in range(len(self.columns)):
                self._paint_cell(
                    painter, QRect(head + column * (wide + GAP), top, wide, CELL_HEIGHT), row, column
                )

    def _paint_cell(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        theme, priority = current_theme(), self.cells[row][column]
        ink, ground = theme.pair(priority_tone(priority))
        hit = self.hit == (row, column)
        rounded(painter, rect, fill=ground, border=ink if hit else None, radius=4, width=2)
        painter.setFont(
            font(SMALL_PIXELS + (2 if hit else 0), QFont.Weight.DemiBold if hit else QFont.Weight.Normal)
        )
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, priority)


class PriorityMatrix(QWidget):
    """Rows by columns with a priority in each cell, for reading; ``hit`` is the (row, column) that applies.

    Below stands the sentence that says why, for example what moved the result away from the cell.
    """

    def __init__(
        self, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[str]], *,
        hit: tuple[int, int] | None = None, sentence: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._grid = _Grid(self)
        self._sentence = text_label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._grid)
        column.addWidget(self._sentence)
        self.set_matrix(rows, columns, cells)
        self.set_hit(hit, sentence)

    def set_matrix(self, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        """Show another matrix, for desks can have their own.

        Raises:
            ValueError: ``cells`` has not one priority for each row and column.

        """
        if len(cells) != len(rows) or any(len(row) != len(columns) for row in cells):
            raise ValueError("a matrix needs one cell for each row and column")
        self._grid.rows, self._grid.columns, self._grid.cells = rows, columns, cells
        self._grid.updateGeometry()
        self._grid.update()

    def set_hit(self, hit: tuple[int, int] | None, sentence: str) -> None:
        """Mark the cell that applies, and say why."""
        self._grid.hit = hit
        self._grid.update()
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(_("Priority matrix"))
        self.setAccessibleDescription(f"{self.hit_text()} {sentence}".strip())

    def hit_text(self) -> str:
        """The marked cell in words; empty when none is."""
        grid = self._grid
        if grid.hit is None:
            return ""
        row, column = grid.hit
        return _("{row}, {column}: {priority}.").format(
            row=grid.rows[row], column=grid.columns[column], priority=grid.cells[row][column]
        )
