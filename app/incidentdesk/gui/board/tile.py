"""One major incident on the board, in letters as large as its place allows."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.board import BoardItem
from incidentdesk.domain.sev import sev_text
from incidentdesk.gui.board.fit_label import FitLabel
from incidentdesk.gui.theme import CARD_RADIUS, current_theme, icon_pixmap
from incidentdesk.gui.widgets.labels import set_role
from incidentdesk.gui.widgets.painting import rounded
from incidentdesk.services.board.board_texts import (
    countdown_text,
    item_sentence,
    public_text,
    since_text,
    title_text,
    updated_text,
)

TONES = {"investigating": "danger", "identified": "warning", "monitoring": "accent", "resolved": "good"}
DRAWINGS = {"investigating": "search", "identified": "warning", "monitoring": "eye", "resolved": "check"}
"""Colour and drawing of each of the four words; the word itself stands beside them."""

_SIZES = {
    "word": 30.0, "title": 46.0, "impact": 30.0, "since": 24.0, "updated": 22.0, "update": 27.0, "due": 32.0,
}  # fmt: skip
"""In pixels at the scale 1."""
_GAPS = {
    "title": 12.0,
    "number": 2.0,
    "impact": 16.0,
    "since": 10.0,
    "updated": 22.0,
    "update": 2.0,
    "due": 18.0,
}
_NUMBER = 22.0
_MARGIN, _BAR, _WORD_PADDING = 24.0, 10.0, 10.0
_AT_LEAST = {"update": 2, "impact": 2}
"""What gives way where there is too little room, in this order, and how many lines are better kept."""


class Tile(QWidget):
    """The word for the public, what it is, the impact, the last update and when more is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        strong, plain = QFont.Weight.DemiBold, QFont.Weight.Normal
        self.labels = {
            "word": FitLabel("plain", strong, lines=1, parent=self),
            "title": FitLabel("plain", strong, lines=2, parent=self),
            "impact": FitLabel("plain", strong, parent=self),
            "since": FitLabel("muted", plain, lines=2, parent=self),
            "updated": FitLabel("muted", strong, lines=1, parent=self),
            "update": FitLabel("plain", plain, parent=self),
            "due": FitLabel("plain", strong, lines=2, parent=self),
        }
        self.number = FitLabel("plain", plain, lines=1, parent=self)
        self._item: BoardItem | None = None
        self._scale = 1.0

    @property
    def item(self) -> BoardItem | None:
        """What is shown."""
        return self._item

    def show_item(self, item: BoardItem, now: Instant, zone: ZoneInfo) -> None:
        """Show ``item``."""
        self._item = item
        for name, text in (
            ("word", public_text(item)),
            ("title", title_text(item)),
            ("impact", "\n".join(item.impact)),
            ("update", item.update),
        ):
            self.labels[name].setText(text)
        self.number.setText(" · ".join(part for part in (sev_text(item.sev), item.number) if part))
        set_role(self.labels["word"], "role", TONES[item.public])
        self.tick(now, zone)
        self.update()

    def tick(self, now: Instant, zone: ZoneInfo) -> None:
        """It is ``now``: say how long it lasts and how long it is until the next update."""
        item = self._item
        if item is None:
            return
        for name, text in (
            ("since", since_text(item, now, zone)),
            ("updated", updated_text(item, now)),
            ("due", countdown_text(item, now)),
        ):
            self.labels[name].setText(text)
        set_role(self.labels["due"], "role", "danger" if item.late(now) else "strong")
        self.setAccessibleName(item_sentence(item, now, zone))

    def fits(self, scale: float, *, short: bool) -> bool:
        """Whether all of it has room at this scale; ``short``: of the long texts only the first lines."""
        self._set_scale(scale)
        heights = self._heights(self.width(), _AT_LEAST if short else {})
        row = self.labels["word"].whole_width() + self.number.whole_width()
        row += round((_SIZES["word"] + 4 * _WORD_PADDING) * scale)
        return row <= self._inner(self.width()) and self._height_of(heights) <= self.height()

    def arrange(self, scale: float) -> None:
        """Place everything at this scale; what has no room gives way."""
        self._set_scale(scale)
        inner, heights = self._inner(self.width()), self._heights(self.width(), {})
        self._give_way(heights, self._height_of(heights) - self.height())
        left, at = round((_MARGIN + _BAR) * scale), round(_MARGIN * scale)
        padding = round(_WORD_PADDING * scale)
        for name, label in self.labels.items():
            label.setVisible(heights[name] > 0)
            if not heights[name]:
                continue
            at += round(_GAPS.get(name, 0.0) * scale)
            if name == "word":
                self._place_word(QRect(left, at, inner, heights[name] + 2 * padding), padding)
                at += heights[name] + 2 * padding
                continue
            if name == "due":
                at = max(at, self.height() - round(_MARGIN * scale) - heights[name])
            label.setGeometry(left, at, inner, heights[name])
            at += heights[name]
        self.update()

    def _place_word(self, box: QRect, padding: int) -> None:
        """The word at the left of its ground, beside its drawing, and the number at the right."""
        word, number = self.labels["word"], self.number
        left = box.left() + round(_SIZES["word"] * self._scale) + 2 * padding
        width = min(number.whole_width(), max(0, box.right() - padding - left - word.whole_width() - padding))
        number.setVisible(width >= number.whole_width() // 2)
        high = number.line_height()
        number.setGeometry(box.right() - padding - width, box.center().y() - high // 2 + 1, width, high)
        word.setGeometry(left, box.top() + padding, box.right() - padding - width - left, word.line_height())

    def _give_way(self, heights: dict[str, int], over: int) -> None:
        """Take whole lines from the long texts until the rest has room; those that are better kept last."""
        for kept in (_AT_LEAST, dict.fromkeys(_AT_LEAST, 1)):
            for name, least in kept.items():
                line = self.labels[name].line_height()
                lines = min(max(0, heights[name] // line - least), -(-max(0, over) // line))
                heights[name] -= lines * line
                over -= lines * line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self.arrange(self._scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The panel, a bar in the colour of the word, and the ground and drawing of the word."""
        if self._item is None:
            return
        theme, tone, scale = current_theme(), TONES[self._item.public], self._scale
        painter = QPainter(self)
        ink, ground = theme.pair(tone)
        rounded(
            painter, self.rect(), fill=theme.colour("panel"), border=theme.colour("line"), radius=CARD_RADIUS
        )
        bar = QRect(0, 0, round(_BAR * scale), self.height())
        painter.save()
        painter.setClipRect(bar)
        whole = QRect(0, 0, 4 * CARD_RADIUS + bar.width(), self.height())
        rounded(painter, whole, fill=ink, border=None, radius=CARD_RADIUS)
        painter.restore()
        word = self.labels["word"].geometry()
        padding = round(_WORD_PADDING * scale)
        left = round((_MARGIN + _BAR) * scale)
        box = QRect(left, word.top() - padding, self._inner(self.width()), word.height() + 2 * padding)
        border = ink if theme.name == "high-contrast" else None
        rounded(painter, box, fill=ground, border=border, radius=CARD_RADIUS)
        size = round(_SIZES["word"] * scale)
        drawing = icon_pixmap(DRAWINGS[self._item.public], tone, size, self.devicePixelRatio())
        painter.drawPixmap(left + padding, word.center().y() - size // 2, drawing)

    def _set_scale(self, scale: float) -> None:
        self._scale = scale
        for name, label in self.labels.items():
            label.set_pixels(_SIZES[name] * scale)
        self.number.set_pixels(_NUMBER * scale)

    def _inner(self, width: int) -> int:
        return max(1, width - round((2 * _MARGIN + _BAR) * self._scale))

    def _heights(self, width: int, lines: Mapping[str, int]) -> dict[str, int]:
        """How high each text is; of those in ``lines`` so many at most, of the others as much as has room."""
        inner, heights = self._inner(width), {}
        for name, label in self.labels.items():
            most = lines[name] * label.line_height() if name in lines else 0
            height = label.height_at(inner, most or self.height())
            heights[name] = min(height, most) if most else height
        return heights

    def _height_of(self, heights: dict[str, int]) -> int:
        gaps = sum(_GAPS.get(name, 0.0) for name, height in heights.items() if height)
        return sum(heights.values()) + round((2 * _MARGIN + 2 * _WORD_PADDING + gaps) * self._scale) + 1
