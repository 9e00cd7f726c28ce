"""A text as large as is wanted, in as many lines as there is room for."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from incidentdesk.gui.theme import font
from incidentdesk.gui.widgets.labels import LabelRole

_NEW_LINE = "\N{LINE SEPARATOR}"
_NARROWEST = 0.25
"""A letter is no narrower than this part of its height: what is far behind it need not be laid out."""


class FitLabel(QLabel):
    """Lines of plain text from the top; where more is left the last one ends in “…”.

    From the right where the text is read so. Who places it gives its height; it has at most ``lines``.
    """

    def __init__(
        self, role: LabelRole, weight: QFont.Weight, *, lines: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self._weight = weight
        self._lines = lines
        self._pixels = 13

    def set_pixels(self, pixels: float) -> None:
        """Set how large the letters are."""
        self._pixels = max(8, round(pixels))
        self.update()

    def height_at(self, width: int, enough: int = 0) -> int:
        """How high the text is at ``width``; 0 without one. More than ``enough`` is not looked at."""
        if not self.text():
            return 0
        step = self.line_height()
        most = enough // step + 1 if enough else 0
        if self._lines:
            most = min(most, self._lines) if most else self._lines
        count = self._laid_out(width, most).lineCount()
        return step * (min(count, most) if most else count)

    def whole_width(self) -> int:
        """How wide the longest line is where none is broken."""
        metrics = QFontMetrics(self._font())
        return max(metrics.horizontalAdvance(line) for line in self.text().split("\n")) + 2

    def line_height(self) -> int:
        """How high one line is."""
        return QFontMetrics(self._font()).lineSpacing()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = max(1, self.height() // self.line_height())
        layout = self._laid_out(self.width(), room + 1)
        whole = layout.lineCount() <= room
        for place in range(layout.lineCount() if whole else room - 1):
            layout.lineAt(place).draw(painter, QPointF(0, 0))
        if not whole:
            self._draw_last(painter, layout, room - 1)
        self.setToolTip("" if whole else self.text())

    def _draw_last(self, painter: QPainter, layout: QTextLayout, place: int) -> None:
        line = layout.lineAt(place)
        rest = layout.text()[line.textStart() :].split(_NEW_LINE)[0]
        following = layout.text()[line.textStart() + len(rest) :]
        cut = rest + (" …" if following else "")
        metrics = QFontMetrics(self._font())
        shown = metrics.elidedText(cut, Qt.TextElideMode.ElideRight, self.width())
        last = _laid_out(shown, self._font(), self.width())
        last.lineAt(0).draw(painter, QPointF(0, line.y()))

    def _laid_out(self, width: int, lines: int = 0) -> QTextLayout:
        """The text in lines; at least so many of them as are asked for, where it has them."""
        text = self.text().replace("\n", _NEW_LINE)
        if lines:
            text = text[: 40 + round(lines * width / (self._pixels * _NARROWEST))]
        return _laid_out(text, self._font(), width)

    def _font(self) -> QFont:
        return font(self._pixels, self._weight)


def _laid_out(text: str, letters: QFont, width: int) -> QTextLayout:
    layout = QTextLayout(text, letters)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    if _is_right_to_left(text):
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    step = QFontMetrics(letters).lineSpacing()
    layout.beginLayout()
    place = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, place * step))
        place += 1
    layout.endLayout()
    return layout


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction goes from right to left."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((one for one in strong if one in {"L", "R", "AL"}), "L") != "L"
