"""The table of the queue: paints its rows itself, and lets many be chosen by keys and mouse."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent

from incidentdesk.base.texts import _
from incidentdesk.gui.queue.chosen import Chosen
from incidentdesk.gui.queue.paint_tools import Tools
from incidentdesk.gui.queue.queue_model import QueueModel
from incidentdesk.gui.queue.row_painter import Placed, paint_column, paint_waiting
from incidentdesk.gui.theme import ROW_HEIGHT, current_theme
from incidentdesk.gui.widgets.painting import focus_ring
from incidentdesk.gui.widgets.table_view import ListTable

Key = Qt.Key
_Index = QModelIndex | QPersistentModelIndex
_MOVES = frozenset({Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home, Key.Key_End})
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class QueueTable(ListTable):
    """A list of incidents.

    ``looked(first, last)`` tells which rows are in sight, after each change of that; ``painted`` comes after
    a frame, ``resized`` when there is more or less room. With Shift or Ctrl many rows are chosen:
    ``chosen_changed``; ``span_asked(first, last)`` where some of them were not read yet.
    """

    looked = Signal(int, int)
    painted = Signal()
    resized = Signal()
    chosen_changed = Signal()
    span_asked = Signal(int, int)

    def __init__(self, model: QueueModel, chosen: Chosen) -> None:
        super().__init__(_("Incidents"))
        self._rows = model
        self.chosen = chosen
        self._tools: Tools | None = None
        self._seen = (-1, -1)
        self.setModel(model)
        # A selection model of its own: else the header is painted at each step from row to row.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))
        # Its rows fill it: what lies behind need not be painted first.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.look())

    # ---- what is in sight

    def sight(self) -> tuple[int, int]:
        """The first and last row in sight."""
        top = self.verticalScrollBar().value()
        last = (top + max(self.viewport().height(), 1) - 1) // ROW_HEIGHT
        return top // ROW_HEIGHT, min(last, self._rows.rowCount() - 1)

    def look(self) -> None:
        """Tell which rows are in sight."""
        first, last = self.sight()
        if last >= first:
            self.looked.emit(first, last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More rows may be in sight."""
        super().resizeEvent(event)
        self.resized.emit()
        self.look()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by whole rows for each notch."""
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)
        super().wheelEvent(event)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that the event touches, the lines below them, and the focus."""
        area, theme = event.rect(), current_theme()
        ratio = self.devicePixelRatioF()
        tools = self._tools
        if tools is None or tools.theme is not theme or tools.ratio != ratio:
            tools = self._tools = Tools(ratio)
        scrolled = self.verticalScrollBar().value()
        first = (scrolled + area.top()) // ROW_HEIGHT
        last = min((scrolled + area.bottom()) // ROW_HEIGHT, self._rows.rowCount() - 1)
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(area, tools.colour("panel"))
            self._paint_rows(painter, tools, first, last, scrolled)
            self._paint_lines(painter, tools, first, last, scrolled)
        finally:
            painter.end()  # one that is left open after an error would end the program
        self.painted.emit()

    def _paint_lines(self, painter: QPainter, tools: Tools, first: int, last: int, scrolled: int) -> None:
        width = self.viewport().width()
        painter.setPen(tools.pen("line"))
        for row in range(first, last + 1):
            bottom = (row + 1) * ROW_HEIGHT - scrolled - 1
            painter.drawLine(0, bottom, width, bottom)
        current = self.current_row()
        if self.hasFocus() and first <= current <= last:
            rect = self.viewport().rect()
            rect.setTop(current * ROW_HEIGHT - scrolled)
            rect.setHeight(ROW_HEIGHT - 1)
            focus_ring(painter, rect, radius=2)

    def _paint_rows(self, painter: QPainter, tools: Tools, first: int, last: int, scrolled: int) -> None:
        width = self.viewport().width()
        model, chosen, current = self._rows, self.chosen, self.current_row()
        columns = model.wording.columns
        head = self.horizontalHeader()
        due = any(column.paint == "due" for column in columns)
        many = bool(chosen)
        placed: list[Placed] = []
        waiting: list[int] = []
        fill = tools.colour("selection")
        for row in range(first, last + 1):
            line, top = model.line(row), row * ROW_HEIGHT - scrolled
            if line is None:
                waiting.append(top)
                continue
            if (line.uid in chosen) if many else row == current:
                painter.fillRect(0, top, width, ROW_HEIGHT - 1, fill)
            placed.append(Placed(line, top, model.due(row) if due else None))
        spans = []
        for number, column in enumerate(columns):
            if not head.isSectionHidden(number):
                left, size = head.sectionViewportPosition(number), head.sectionSize(number)
                if left < width and left + size > 0:
                    spans.append((left, size))
                    paint_column(painter, tools, column.paint, number, left, size, placed)
        if waiting:
            paint_waiting(painter, tools, spans, waiting)

    # ---- choosing many

    def clear_chosen(self) -> bool:
        """Choose nothing but the line the keyboard is on; whether more was chosen."""
        had = bool(self.chosen)
        self.chosen.clear()
        if had:
            self._chosen_moved()
        return had

    def choose_all(self) -> None:
        """Choose all incidents of the list, also those that were not read yet."""
        if self._rows.rowCount():
            self.chosen.take_everything()
            self._chosen_moved()

    def toggle_current(self) -> None:
        """Choose the line the keyboard is on too, or no longer."""
        self._toggle(self.current_row())

    def take(self, uids: list[str]) -> None:
        """Choose these, wherever they stand."""
        self.chosen.take(uids)
        self._chosen_moved()

    def choose_span(self, to: int) -> None:
        """Choose from where choosing began up to row ``to``."""
        anchor = self.chosen.anchor
        first, last = min(anchor, to), max(anchor, to)
        uids = []
        for row in range(first, last + 1):
            known = self._rows.row(row)
            if known is None:
                self.span_asked.emit(first, last)
                return
            uids.append(known.uid)
        self.chosen.take(uids)
        self._chosen_moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose many with Shift, Ctrl and Space; the rest as in every list."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _MOVES and held == _SHIFT:
            self._begin_span()
            self._step(Key(key))
            self.choose_span(self.current_row())
        elif key in _MOVES and held == _CONTROL:
            self._step(Key(key))
            self.viewport().update()
        elif key == Key.Key_Space and not held & ~_CONTROL:
            self.toggle_current()
        elif key == Key.Key_A and held == _CONTROL:
            self.choose_all()
        elif key in _MOVES and not held:
            self.clear_chosen()
            self._step(Key(key))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose more with Ctrl, up to here with Shift, this one without."""
        row = self.rowAt(round(event.position().y()))
        held = event.modifiers() & (_SHIFT | _CONTROL)
        if event.button() == Qt.MouseButton.LeftButton and row >= 0 and held:
            if held & _SHIFT:
                self._begin_span()
                self._go_to(row)
                self.choose_span(row)
            else:
                if not self.chosen:
                    self._toggle(self.current_row())
                self._go_to(row)
                self._toggle(row)
            return
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.clear_chosen()
        super().mousePressEvent(event)

    def _begin_span(self) -> None:
        if self.chosen.anchor < 0:
            self.chosen.anchor = max(0, self.current_row())

    def _toggle(self, row: int) -> None:
        known = self._rows.row(row)
        if known is not None:
            self.chosen.toggle(known.uid)
            self.chosen.anchor = row
            self._chosen_moved()

    def _step(self, key: Qt.Key) -> None:
        rows, here = self._rows.rowCount(), self.current_row()
        page = max(1, self.viewport().height() // ROW_HEIGHT - 1)
        steps = {
            Key.Key_Up: here - 1, Key.Key_Down: here + 1, Key.Key_PageUp: here - page,
            Key.Key_PageDown: here + page, Key.Key_Home: 0, Key.Key_End: rows - 1,
        }  # fmt: skip
        if rows:
            self._go_to(max(0, min(rows - 1, steps[key])))

    def _go_to(self, row: int) -> None:
        index = self._rows.index(row, max(0, self.currentIndex().column()))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _chosen_moved(self) -> None:
        self.viewport().update()
        self.chosen_changed.emit()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Paint the row that was left and the row that was entered, whole."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                top = index.row() * ROW_HEIGHT - self.verticalScrollBar().value()
                self.viewport().update(0, top, self.viewport().width(), ROW_HEIGHT)
