"""The buttons of the filter bar: a test as a chip, and the head and foot of a group."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from incidentdesk.gui.filters.tree import Path
from incidentdesk.gui.theme import current_theme, icon_pixmap
from incidentdesk.gui.widgets.due import CHIP_PADDING, chip_font, chip_size
from incidentdesk.gui.widgets.painting import elided, focus_ring, rounded

HEIGHT = 26
CROSS = 12
PADDING = 9
MOST_WIDTH = 300


class PartButton(QAbstractButton):
    """A part of the condition, worked by keys.

    ``edited`` on Enter, Space or a click; ``removed`` on Delete, Backspace or a click on its cross;
    ``negated`` on ``!``; ``moved(step)`` on the left and right arrow.
    """

    edited = Signal()
    removed = Signal()
    negated = Signal()
    moved = Signal(int)

    def __init__(self, *, tone: str, cross: bool) -> None:
        super().__init__()
        self.path: Path = ()
        self._tone, self._cross = tone, cross
        self._sentence = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: self.edited.emit())

    def show_part(self, text: str, sentence: str, path: Path = ()) -> None:
        """Stand for the part at ``path``, in short and as a sentence."""
        self.path = path
        if (text, sentence) != (self.text(), self._sentence):
            self._sentence = sentence
            self.setText(text)
            self.setToolTip(sentence)
            self.setAccessibleName(sentence)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its words, up to a limit."""
        words = chip_size(self.text()).width() - 2 * CHIP_PADDING
        drawing = CROSS + 4 if self._cross else 0
        return QSize(min(words + drawing + 2 * PADDING + 1, MOST_WIDTH), HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit, remove, turn round, or go to the next."""
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._cross:
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edited.emit()
        elif event.text() == "!":
            self.negated.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(-1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remove when the cross is clicked."""
        if self._cross and self._cross_box().contains(event.position().toPoint()) and self.isDown():
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint surface, words, cross and focus."""
        painter, theme = QPainter(self), current_theme()
        ink, fill = theme.pair(self._tone)
        border = ink if theme.name == "high-contrast" or self.underMouse() else None
        rounded(painter, self.rect(), fill=fill, border=border, radius=HEIGHT / 2)
        painter.setFont(chip_font())
        painter.setPen(ink)
        inside = self.rect().adjusted(PADDING, 0, -PADDING, 0)
        if self._cross:
            inside.setRight(inside.right() - CROSS - 4)
        shown = elided(painter.fontMetrics(), self.text(), inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)
        if self._cross:
            pixmap = icon_pixmap("cross", self._tone, CROSS, self.devicePixelRatioF())
            painter.drawPixmap(self._cross_box().adjusted(6, 7, 0, 0).topLeft(), pixmap)
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=HEIGHT / 2)

    def _cross_box(self) -> QRect:
        return QRect(self.width() - CROSS - PADDING - 6, 0, CROSS + PADDING + 6, self.height())


class Bracket(QWidget):
    """A thin line that shows where a group begins or ends; only an ornament."""

    def __init__(self, *, opening: bool) -> None:
        super().__init__()
        self._opening = opening
        self.setFixedSize(6, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setPen(current_theme().colour("field_border"))
        side = 1 if self._opening else 4
        end = 5 if self._opening else 0
        painter.drawLine(side, 2, side, HEIGHT - 3)
        painter.drawLine(side, 2, end, 2)
        painter.drawLine(side, HEIGHT - 3, end, HEIGHT - 3)
