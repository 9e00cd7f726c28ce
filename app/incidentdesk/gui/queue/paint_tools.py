"""What painting a list needs again and again: typefaces, pens, cut texts and small drawings, made once."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from incidentdesk.gui.theme import BASE_PIXELS, ROW_HEIGHT, SMALL_PIXELS, current_theme, font
from incidentdesk.gui.widgets.due import (
    BAR_GAP,
    BAR_HEIGHT,
    BAR_WIDTH,
    CHIP_HEIGHT,
    DUE_HEIGHT,
    DUE_WIDTH,
    chip_size,
    paint_chip,
    paint_due_bar,
    paint_stage_bars,
    stage_bars_width,
)

MIDDLE = (ROW_HEIGHT - 1) // 2
UPPER, LOWER = 12, 27
"""The middles of one and of two lines of text in a row, in pixels from its top."""

MOST_TEXTS = 4000
MOST_DRAWINGS = 400


class Face:
    """A typeface with its measures; ``cut`` remembers what it shortened."""

    def __init__(self, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> None:
        self.font = font(pixels, weight)
        self.pixels = pixels
        self.metrics = QFontMetrics(self.font)
        self.lift = (self.metrics.ascent() - self.metrics.descent()) // 2
        """How far below the middle of a line its baseline is."""
        self._cut: dict[tuple[str, int], str] = {}
        self._widths: dict[str, int] = {}

    def width(self, text: str) -> int:
        """The pixels that ``text`` takes."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) > MOST_TEXTS:
                self._widths.clear()
            known = self._widths[text] = self.metrics.horizontalAdvance(text)
        return known

    def cut(self, text: str, width: int) -> str:
        """``text``, shortened to ``width`` pixels."""
        if len(text) * self.pixels <= width and text.isascii():
            return text  # no letter is wider than the typeface is high
        known = self._cut.get((text, width))
        if known is None:
            if len(self._cut) > MOST_TEXTS:
                self._cut.clear()
            known = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))
            self._cut[text, width] = known
        return known


class Tools:
    """The typefaces, pens and drawings of one theme on a screen of one density."""

    def __init__(self, ratio: float) -> None:
        theme = current_theme()
        self.theme = theme
        self.ratio = ratio
        self.base = Face(BASE_PIXELS)
        self.medium = Face(BASE_PIXELS, QFont.Weight.Medium)
        self.bold = Face(BASE_PIXELS, QFont.Weight.DemiBold)
        self.small = Face(SMALL_PIXELS)
        self._pens: dict[str, QPen] = {}
        self._drawings: dict[tuple[str, str, int, int], QPixmap] = {}

    def colour(self, role: str) -> QColor:
        """The colour of ``role``."""
        return self.theme.colour(role)

    def pen(self, role: str) -> QPen:
        """A pen of one pixel in the colour of ``role``."""
        known = self._pens.get(role)
        if known is None:
            known = self._pens[role] = QPen(self.theme.colour(role))
        return known

    def chip(self, text: str, tone: str, room: int, *, dashed: bool = False) -> QPixmap:
        """A chip with ``text``, cut to ``room`` pixels; ``dashed`` marks what is not certain yet."""
        width = min(chip_size(text).width(), max(room, CHIP_HEIGHT))
        key = (text, f"{tone}{dashed}", width, 0)
        return self._drawings.get(key) or self._keep(key, self._draw_chip(text, tone, width, dashed=dashed))

    def stages(self, done: int, now: int, total: int, text: str, room: int) -> QPixmap:
        """The bars of the stages over the name of the present one: as high as a row."""
        key = (text, "stages", done * 100 + now, total * 10_000 + room)
        known = self._drawings.get(key)
        if known is None:
            face = self.small
            words = face.cut(text, room)
            width = max(stage_bars_width(total) + BAR_GAP, face.width(words) + 1, 1)
            known = self._empty(min(width, room), ROW_HEIGHT)
            painter = QPainter(known)
            bars = QRect(0, UPPER - BAR_HEIGHT // 2, BAR_WIDTH, BAR_HEIGHT + 2)
            paint_stage_bars(painter, bars, done, now, total)
            painter.setFont(face.font)
            painter.setPen(self.pen("muted"))
            painter.drawText(0, LOWER + face.lift, words)
            painter.end()
            self._keep(key, known)
        return known

    def words(self, face: Face, text: str, role: str) -> QPixmap:
        """A text that stands in many rows, drawn once: as high as a row, in the middle of it."""
        key = (text, role, face.pixels, -1)
        known = self._drawings.get(key)
        if known is None:
            known = self._empty(face.width(text) + 2, ROW_HEIGHT)
            painter = QPainter(known)
            painter.setFont(face.font)
            painter.setPen(self.pen(role))
            painter.drawText(0, MIDDLE + self.base.lift, text)
            painter.end()
            self._keep(key, known)
        return known

    def due(self, fraction: float, tone: str) -> QPixmap:
        """The bar of a running target, to the pixel."""
        filled = round(DUE_WIDTH * max(0.0, min(1.0, fraction)))
        key = ("", tone, filled, DUE_WIDTH)
        known = self._drawings.get(key)
        if known is None:
            known = self._empty(DUE_WIDTH, DUE_HEIGHT + 2)
            painter = QPainter(known)
            paint_due_bar(painter, QRect(0, 0, DUE_WIDTH, DUE_HEIGHT + 2), filled / DUE_WIDTH, tone)
            painter.end()
            self._keep(key, known)
        return known

    def _draw_chip(self, text: str, tone: str, width: int, *, dashed: bool) -> QPixmap:
        made = self._empty(width, CHIP_HEIGHT + 1)
        painter = QPainter(made)
        paint_chip(painter, QRect(0, 0, width, CHIP_HEIGHT), text, tone)
        if dashed:
            ink, _surface = self.theme.pair(tone)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = CHIP_HEIGHT / 2 - 1
            painter.drawRoundedRect(QRect(0, 1, width - 1, CHIP_HEIGHT - 2), radius, radius)
        painter.end()
        return made

    def _empty(self, width: int, height: int) -> QPixmap:
        made = QPixmap(round(width * self.ratio), round(height * self.ratio))
        made.setDevicePixelRatio(self.ratio)
        made.fill(Qt.GlobalColor.transparent)
        return made

    def _keep(self, key: tuple[str, str, int, int], drawing: QPixmap) -> QPixmap:
        if len(self._drawings) > MOST_DRAWINGS:
            self._drawings.clear()
        self._drawings[key] = drawing
        return drawing
