"""Painting for lists: chips, stage bars and the bar of a running target. Cheap.

Called for each visible row.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from incidentdesk.gui.theme import SMALL_PIXELS, current_theme, font

CHIP_HEIGHT: Final = 20
CHIP_PADDING: Final = 8
BAR_WIDTH: Final = 14
BAR_GAP: Final = 3
BAR_HEIGHT: Final = 4
DUE_WIDTH: Final = 44
DUE_HEIGHT: Final = 5


@lru_cache(maxsize=1)
def chip_font() -> QFont:
    """The typeface of chips."""
    return font(SMALL_PIXELS, QFont.Weight.DemiBold)


@lru_cache(maxsize=1024)
def chip_size(text: str) -> QSize:
    """The room a chip with ``text`` takes, in pixels."""
    return QSize(QFontMetrics(chip_font()).horizontalAdvance(text) + 2 * CHIP_PADDING, CHIP_HEIGHT)


def paint_chip(painter: QPainter, rect: QRect, text: str, tone: str) -> int:
    """Paint a chip at the left of ``rect``, centred in height, cut when too long; the width it took."""
    ink, surface = current_theme().pair(tone)
    size = chip_size(text)
    width = min(size.width(), rect.width())
    box = QRect(rect.left(), rect.center().y() - CHIP_HEIGHT // 2 + 1, width, CHIP_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(ink if current_theme().name == "high-contrast" else Qt.PenStyle.NoPen)
    painter.setBrush(surface)
    painter.drawRoundedRect(box, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
    painter.setPen(ink)
    painter.setFont(chip_font())
    shown = text
    if width < size.width():
        room = width - 2 * CHIP_PADDING
        shown = QFontMetrics(chip_font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()
    return width


def stage_bars_width(total: int) -> int:
    """The pixels that ``total`` stage bars take."""
    return total * (BAR_WIDTH + BAR_GAP) - BAR_GAP


def paint_stage_bars(painter: QPainter, rect: QRect, done: int, current: int, total: int) -> None:
    """Paint one short bar a stage: the first ``done`` are finished, number ``current`` (from 0) is at work.

    A ``current`` below 0 marks none. The caller writes the stage's name beside it.
    """
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    top = rect.center().y() - BAR_HEIGHT // 2
    for index in range(total):
        role = "accent" if index == current else "good" if index < done else "line"
        painter.setBrush(theme.colour(role))
        painter.drawRoundedRect(rect.left() + index * (BAR_WIDTH + BAR_GAP), top, BAR_WIDTH, BAR_HEIGHT, 2, 2)
    painter.restore()


def paint_due_bar(painter: QPainter, rect: QRect, fraction: float, tone: str) -> None:
    """Paint how much of a target's time is used: ``fraction`` from 0 to 1, more is shown as full."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    width = min(DUE_WIDTH, rect.width())
    top = rect.center().y() - DUE_HEIGHT // 2
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(rect.left(), top, width, DUE_HEIGHT, 2.5, 2.5)
    filled = round(width * max(0.0, min(1.0, fraction)))
    if filled:
        painter.setBrush(theme.colour(tone))
        painter.drawRoundedRect(rect.left(), top, filled, DUE_HEIGHT, 2.5, 2.5)
    painter.restore()
