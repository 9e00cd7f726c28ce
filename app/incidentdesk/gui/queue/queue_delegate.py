"""Painting the cells of the list: one function a column, from ready-made strings."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from incidentdesk.gui.queue.due_words import DueWords
from incidentdesk.gui.queue.lines import ASSIGNEE, DUE, NUMBER, PRIORITY, STAGE, TITLE, Line
from incidentdesk.gui.queue.queue_model import QueueModel
from incidentdesk.gui.theme import SMALL_PIXELS, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.due import (
    CHIP_HEIGHT,
    DUE_WIDTH,
    chip_size,
    paint_chip,
    paint_due_bar,
    paint_stage_bars,
)

_Index = QModelIndex | QPersistentModelIndex
PADDING = 8
FLAG = 13
SIGN = 15
ROOM_FOR_BAR = 130
PROVISIONAL = " ?"
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@lru_cache(maxsize=8)
def _font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    return font(pixels, weight)


@lru_cache(maxsize=8)
def _metrics(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetrics:
    return QFontMetrics(_font(pixels, weight))


@lru_cache(maxsize=2048)
def _cut(text: str, width: int, pixels: int, weight: QFont.Weight) -> str:
    return _metrics(pixels, weight).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _text(
    painter: QPainter, rect: QRect, text: str, role: str, *,
    pixels: int = 13, weight: QFont.Weight = QFont.Weight.Normal,
) -> None:  # fmt: skip
    painter.setFont(_font(pixels, weight))
    painter.setPen(current_theme().colour(role))
    painter.drawText(rect, _LEFT, _cut(text, max(0, rect.width()), pixels, weight))


class QueueDelegate(QStyledItemDelegate):
    """Paints the lines of a ``QueueModel``."""

    def __init__(self, model: QueueModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell; the table draws the line below and the focus."""
        line = self._model.line(index.row())
        if line is None:
            return
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, current_theme().colour("selection"))
        column = index.column()
        inside = rect.adjusted(PADDING, 0, -PADDING, -1)
        painter.save()
        painter.setClipRect(rect)
        if column == DUE:
            _paint_due(painter, inside, self._model.due(index.row()))
        elif column == TITLE:
            _paint_title(painter, inside, line)
        elif column == NUMBER:
            _paint_number(painter, inside, line)
        elif column == PRIORITY:
            _paint_priority(painter, inside, line)
        elif column == STAGE:
            _paint_stage(painter, inside, line)
        elif column == ASSIGNEE:
            _text(painter, inside, line.texts[column], "muted")
        painter.restore()


def _halves(rect: QRect) -> tuple[QRect, QRect]:
    """The room of two lines of text in a cell."""
    upper = QRect(rect.left(), rect.top() + 3, rect.width(), 17)
    return upper, QRect(rect.left(), rect.top() + 19, rect.width(), 15)


def _paint_number(painter: QPainter, rect: QRect, line: Line) -> None:
    used = _metrics(SMALL_PIXELS).horizontalAdvance(line.prefix) + 1
    digits = _metrics(13, QFont.Weight.Medium).horizontalAdvance(line.digits)
    if used + digits > rect.width():
        used = 0
    else:
        _text(painter, rect, line.prefix, "muted", pixels=SMALL_PIXELS)
    rest = rect.adjusted(used, 0, 0, 0)
    _text(painter, rest, line.digits, "text", weight=QFont.Weight.Medium)
    if line.incident.major:
        used = digits + 5
        pixmap = icon_pixmap("response", "danger", FLAG, painter.device().devicePixelRatio())
        painter.drawPixmap(rest.left() + used, rect.center().y() - FLAG // 2 + 1, pixmap)


def _paint_priority(painter: QPainter, rect: QRect, line: Line) -> None:
    text = line.texts[PRIORITY]
    if not text:
        return
    if not line.incident.provisional:
        paint_chip(painter, rect, text, line.tone)
        return
    text += PROVISIONAL
    paint_chip(painter, rect, text, line.tone)
    width = min(chip_size(text).width(), rect.width())
    ink, _surface = current_theme().pair(line.tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    top = rect.center().y() - CHIP_HEIGHT / 2 + 1.5
    painter.drawRoundedRect(
        QRect(rect.left(), round(top), width - 1, CHIP_HEIGHT - 2), CHIP_HEIGHT / 2 - 1, CHIP_HEIGHT / 2 - 1
    )


def _paint_title(painter: QPainter, rect: QRect, line: Line) -> None:
    if not line.below_title:
        _text(painter, rect, line.texts[TITLE], "text")
        return
    upper, lower = _halves(rect)
    _text(painter, upper, line.texts[TITLE], "text")
    _text(painter, lower, line.below_title, "muted", pixels=SMALL_PIXELS)


def _paint_stage(painter: QPainter, rect: QRect, line: Line) -> None:
    upper, lower = _halves(rect)
    paint_stage_bars(painter, upper.adjusted(0, 1, 0, 1), line.stages_done, line.stage_now, line.stage_count)
    _text(painter, lower, line.texts[STAGE], "muted", pixels=SMALL_PIXELS)


def _paint_due(painter: QPainter, rect: QRect, due: DueWords) -> None:
    if due.late:
        pixmap = icon_pixmap("warning", "danger", SIGN, painter.device().devicePixelRatio())
        painter.drawPixmap(rect.left(), rect.center().y() - SIGN // 2 + 1, pixmap)
        late = rect.adjusted(SIGN + 6, 0, 0, 0)
        _text(painter, late, due.text, "danger", weight=QFont.Weight.DemiBold)
        return
    if due.fraction >= 0 and rect.width() >= ROOM_FOR_BAR:
        paint_due_bar(painter, rect, due.fraction, due.tone)
        rect = rect.adjusted(DUE_WIDTH + 10, 0, 0, 0)
    _text(painter, rect, due.text, "text")
