"""The lists of the program: one look and one set of keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QFrame, QTableView, QWidget

from incidentdesk.gui.theme import ROW_HEIGHT, current_theme, font
from incidentdesk.gui.widgets.painting import focus_ring


def _know_viewport(area: QAbstractScrollArea) -> None:
    """Let ``area.viewport()`` cost nothing.

    Asked for by its name, what is painted on is wrapped as the plain widget it is; asked for first by
    ``viewport`` it would have the bindings make every class of widget, to see which of them it is.
    """
    area.findChild(QWidget, "qt_scrollarea_viewport", Qt.FindChildOption.FindDirectChildrenOnly)


class ListTable(QTableView):
    """A table of rows of 38 pixels, chosen as a whole. Enter and double click emit ``opened(row)``.

    Letters are not searched for: they belong to the page's keys. Tab leaves the table. Column widths are the
    page's to set, for measuring contents costs a third of a second.
    """

    opened = Signal(int)

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for area in (self, self.horizontalHeader()):
            _know_viewport(area)
        self.setAccessibleName(name)
        self.setFont(font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setFixedHeight(32)
        self.doubleClicked.connect(self._double_clicked)

    def current_row(self) -> int:
        """The row the keyboard is on; -1 when there is none."""
        return self.currentIndex().row()

    def select_row(self, row: int) -> None:
        """Put the keyboard on ``row`` and show it."""
        if 0 <= row < self.row_count():
            index = self.model().index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def row_count(self) -> int:
        """How many rows there are; 0 without a model."""
        return self.verticalHeader().count()

    def keyboardSearch(self, _text: str) -> None:
        """Do nothing: letters are keys of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; Home and End go to the first and last row; letters go to the page."""
        key, row = event.key(), self.current_row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if row >= 0:
                self.opened.emit(row)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.select_row(0 if key == Qt.Key.Key_Home else self.row_count() - 1)
        elif event.text().isalnum() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, a line below each, and the focus around the row the keyboard is on."""
        super().paintEvent(event)
        painter, theme = QPainter(self.viewport()), current_theme()
        painter.setPen(theme.colour("line"))
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        for row in range(max(first, 0), self.row_count() if last < 0 else last + 1):
            bottom = self.rowViewportPosition(row) + self.rowHeight(row) - 1
            painter.drawLine(0, bottom, self.viewport().width(), bottom)
        if self.hasFocus() and self.current_row() >= 0:
            rect = self.viewport().rect()
            rect.setTop(self.rowViewportPosition(self.current_row()))
            rect.setHeight(self.rowHeight(self.current_row()) - 1)
            focus_ring(painter, rect, radius=2)

    def _double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())
