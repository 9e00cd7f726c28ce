"""Below a table, the whole text of a cell that the table has no room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy, QTableView, QWidget

from incidentdesk.gui.widgets.records import PADDING


class WholeCell(QLabel):
    """What the chosen row says in ``column`` of ``table``; hidden where the table shows all of it."""

    def __init__(self, table: QTableView, column: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._column = column
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setContentsMargins(PADDING, 0, PADDING, 0)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()
        table.selectionModel().currentRowChanged.connect(self._show)
        table.model().modelReset.connect(self._show)
        table.horizontalHeader().sectionResized.connect(self._show)

    def _show(self) -> None:
        row = self._table.currentIndex().row()
        index = self._table.model().index(row, self._column)
        text = str(index.data() or "") if row >= 0 else ""
        room = self._table.columnWidth(self._column) - 2 * PADDING
        self.setText(text)
        self.setVisible(QFontMetrics(self._table.font()).horizontalAdvance(text) > room)
