"""The four figures at the top of Home: each leads to the incidents that it counts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import CARD_RADIUS, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.painting import focus_ring, rounded
from incidentdesk.services.home import FIGURES, FigureKind

HEIGHT = 72
NUMBER_PIXELS = 26
SIGN = 16


class Figure(QAbstractButton):
    """A number and what it counts; a press leads to the list behind it."""

    def __init__(self, kind: FigureKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._number: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(_("Show these incidents"))
        self.show_number(None)

    def show_number(self, number: int | None) -> None:
        """Show another number; ``None`` while it is not known."""
        self._number = number
        title = _(self.kind.title)
        self.setAccessibleName(title if number is None else f"{title}: {number:,}")
        self.update()

    def text_shown(self) -> str:
        """The number as it is painted."""
        return "–" if self._number is None else f"{self._number:,}"

    def sizeHint(self) -> QSize:
        """Wide enough for five digits."""
        return QSize(160, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card, the number and what it counts."""
        theme, rect = current_theme(), self.rect()
        painter = QPainter(self)
        fill = theme.colour("hover" if self.underMouse() else "panel")
        rounded(painter, rect, fill=fill, border=theme.colour("line"), radius=CARD_RADIUS)
        alarming = self.kind.key == "late" and bool(self._number)
        inside = rect.adjusted(16, 8, -16, -8)
        if alarming:
            pixmap = icon_pixmap("warning", "danger", SIGN, self.devicePixelRatio())
            painter.drawPixmap(inside.right() - SIGN, inside.top() + 4, pixmap)
        painter.setFont(font(NUMBER_PIXELS, QFont.Weight.DemiBold))
        painter.setPen(theme.colour("danger" if alarming else "text"))
        painter.drawText(QRect(inside.left(), inside.top(), inside.width(), 34), 0, self.text_shown())
        painter.setFont(font())
        painter.setPen(theme.colour("muted"))
        painter.drawText(
            inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, _(self.kind.title)
        )
        if self.hasFocus():
            focus_ring(painter, rect, radius=CARD_RADIUS)
        painter.end()


class Figures(QWidget):
    """The figures in a row. ``chosen(FigureKind)`` when one is pressed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.figures = {kind.key: Figure(kind) for kind in FIGURES}
        for one in self.figures.values():
            one.clicked.connect(lambda _checked=False, kind=one.kind: self.chosen.emit(kind))
            row.addWidget(one)

    def show_numbers(self, numbers: Mapping[str, int]) -> None:
        """Show numbers by the keys of ``FIGURES``."""
        for key, one in self.figures.items():
            one.show_number(numbers.get(key))
