"""The rail at the left: where one can go, and the one thing done most often on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import SMALL_PIXELS, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.painting import elided, focus_ring, key_text, rounded

WIDTH = 64
BUTTON = QSize(60, 50)
ICON = 20
BADGE = 16
INSET = 3
"""By how much the ground of a button is narrower than the room for its word, at either side."""


class RailItem(NamedTuple):
    """One place: its key, its word, its drawing, the keys that lead there; ``foot`` puts it at the bottom."""

    key: str
    label: str
    icon_name: str
    key_hint: str = ""
    primary: bool = False
    foot: bool = False


class _RailButton(QAbstractButton):
    def __init__(self, item: RailItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self.setText(item.label)
        self.setAccessibleName(item.label)
        self.setCheckable(not item.primary)
        shown = key_text(item.key_hint) if item.key_hint else ""
        self._badge = ""
        self._tip = f"{item.label}  {shown}".strip()
        self.setToolTip(self._tip)
        if shown:
            self.setAccessibleDescription(_("Key: {key}").format(key=shown))
        self.setFixedSize(BUTTON)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def set_badge(self, text: str, told: str) -> None:
        """Show ``text`` at the corner, or nothing; ``told`` says what it means."""
        self._badge = text
        self.setAccessibleName(f"{self.item.label}, {told}" if told else self.item.label)
        self.setToolTip(" · ".join(part for part in (self._tip, told) if part))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        active = self.isChecked() or self.underMouse()
        fill = "accent" if self.item.primary else "rail_active" if active else "rail"
        if self.item.primary and self.underMouse():
            fill = "accent_hover"
        ink = "accent_text" if self.item.primary else "rail_active_text" if active else "rail_text"
        ground = self.rect().adjusted(INSET, 0, -INSET, 0)
        rounded(painter, ground, fill=theme.colour(fill), border=None, radius=7)
        pixmap = icon_pixmap(self.item.icon_name, ink, ICON, self.devicePixelRatio())
        painter.drawPixmap((self.width() - ICON) // 2, 7, pixmap)
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal
        painter.setFont(font(SMALL_PIXELS - 1, weight))
        painter.setPen(theme.colour(ink))
        room = QRect(0, 28, self.width(), 18)
        text = elided(painter.fontMetrics(), self.text(), room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        if self._badge:
            self._paint_badge(painter)
        if self.hasFocus():
            focus_ring(painter, ground, role="focus_on_accent" if self.item.primary else "rail_focus")

    def _paint_badge(self, painter: QPainter) -> None:
        theme, spot = current_theme(), QRect(self.width() // 2 + 4, 3, BADGE, BADGE)
        rounded(painter, spot, fill=theme.colour("warning_on"), border=None, radius=BADGE / 2)
        painter.setFont(font(SMALL_PIXELS - 1, QFont.Weight.DemiBold))
        painter.setPen(theme.colour("warning"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, self._badge)


class NavigationRail(QWidget):
    """Places one below the other; ``chosen(key)`` is emitted by a click, Enter or Space. Up and Down move."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[RailItem], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("Navigation"))
        self._buttons = [_RailButton(item, self) for item in items]
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 12, 2, 12)
        column.setSpacing(4)
        for button in (button for button in self._buttons if not button.item.foot):
            column.addWidget(button)
        column.addStretch()
        for button in (button for button in self._buttons if button.item.foot):
            column.addWidget(button)
        for button in self._buttons:
            button.clicked.connect(lambda _checked=False, key=button.item.key: self._clicked(key))
        self._current = ""
        self.set_current("")

    def current(self) -> str:
        """The key of the place that is shown as open."""
        return self._current

    def set_current(self, key: str) -> None:
        """Show ``key`` as the place that is open; an unknown or empty key shows none."""
        self._current = key
        for button in self._buttons:
            button.setChecked(button.item.key == key)

    def set_badge(self, key: str, text: str, told: str) -> None:
        """Show a mark at the place ``key``, and say what it means; an empty ``text`` takes it away."""
        for button in self._buttons:
            if button.item.key == key:
                button.set_badge(text, told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus up and down."""
        here = next((place for place, button in enumerate(self._buttons) if button.hasFocus()), -1)
        by = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key(), 0)
        if here < 0 or not by:
            event.ignore()
            return
        place = max(0, min(len(self._buttons) - 1, here + by))
        self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dark ground."""
        QPainter(self).fillRect(self.rect(), current_theme().colour("rail"))

    def _clicked(self, key: str) -> None:
        # A button toggles itself; what is open is for the window to say.
        self.set_current(self._current)
        self.chosen.emit(key)
