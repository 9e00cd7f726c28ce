"""The sections at the left of a room, with counts where they have some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import FIELD_RADIUS, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.painting import elided, focus_ring, rounded

WIDTH = 224
ROW = 34
ICON = 16
DOT = 6


@dataclass(frozen=True)
class SectionItem:
    """One section: its key, its title and its drawing."""

    key: str
    title: str
    icon_name: str


class _SectionButton(QAbstractButton):
    """One line of the list, painted like a chosen view of the queue."""

    def __init__(self, item: SectionItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._dirty = False
        self._count = ""
        self.setText(item.title)
        self.setAccessibleName(item.title)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: str) -> None:
        """Show at the end of the line how much there is."""
        self._count = count
        self.setAccessibleName(f"{self.item.title}, {count}" if count else self.item.title)
        self.update()

    def set_dirty(self, dirty: bool) -> None:
        """Mark that something in the section is not saved."""
        self._dirty = dirty
        self.setAccessibleDescription(_("Not saved yet") if dirty else "")
        self.setToolTip(_("Not saved yet") if dirty else "")
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line."""
        return QSize(WIDTH - 24, ROW)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what a click would open."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Stop showing it."""
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter too; the list moves the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint surface, drawing, title, the mark of what is not saved, and the focus."""
        painter, theme = QPainter(self), current_theme()
        chosen = self.isChecked()
        fill = "accent_on" if chosen else "hover" if self.underMouse() else ""
        if fill:
            rounded(painter, self.rect(), fill=theme.colour(fill), border=None, radius=FIELD_RADIUS)
        ink = "accent" if chosen else "text"
        pixmap = icon_pixmap(
            self.item.icon_name, "accent" if chosen else "muted", ICON, self.devicePixelRatio()
        )
        painter.drawPixmap(10, (self.height() - ICON) // 2, pixmap)
        painter.setFont(font(weight=QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
        painter.setPen(theme.colour(ink))
        taken = painter.fontMetrics().horizontalAdvance(self._count) + 12 if self._count else 0
        room = QRect(36, 0, self.width() - 36 - 24 - taken, self.height())
        text = elided(painter.fontMetrics(), self.text(), room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        if self._count:
            painter.setFont(font())
            painter.setPen(theme.colour("muted"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(self.rect().adjusted(0, 0, -24, 0), right, self._count)
        if self._dirty:
            dot = QRect(self.width() - 16, (self.height() - DOT) // 2, DOT, DOT)
            rounded(painter, dot, fill=theme.colour("warning"), border=None, radius=DOT / 2)
        if self.hasFocus():
            focus_ring(painter, self.rect())


class SectionList(QFrame):
    """Sections one below the other. ``chosen`` follows a click or Enter, ``passed`` the arrow keys."""

    chosen = Signal(str)
    passed = Signal(str)

    def __init__(self, title: str, items: Sequence[SectionItem], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "left")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(title)
        self._buttons = [_SectionButton(item, self) for item in items]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 20, 12, 12)
        column.setSpacing(2)
        heading = text_label(title, "section")
        heading.setContentsMargins(10, 0, 0, 6)
        column.addWidget(heading)
        for button in self._buttons:
            column.addWidget(button)
            button.clicked.connect(lambda _checked=False, key=button.item.key: self._clicked(key))
        column.addStretch()
        self.set_current(items[0].key)

    def button(self, key: str) -> _SectionButton:
        """The line of the section ``key``; ``StopIteration`` where there is none."""
        return next(button for button in self._buttons if button.item.key == key)

    def set_current(self, key: str) -> None:
        """Show ``key`` as the section that is open."""
        for button in self._buttons:
            button.setChecked(button.item.key == key)
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if button.item.key == key else Qt.FocusPolicy.ClickFocus
            )

    def set_count(self, key: str, count: str) -> None:
        """Show how much there is in the section ``key``."""
        self.button(key).set_count(count)

    def set_dirty(self, key: str, dirty: bool) -> None:
        """Mark the section ``key`` as not saved, or take the mark away."""
        for button in self._buttons:
            if button.item.key == key:
                button.set_dirty(dirty)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the section above or below; the focus stays in the list."""
        here = next((place for place, button in enumerate(self._buttons) if button.isChecked()), 0)
        last = len(self._buttons) - 1
        places = {
            Qt.Key.Key_Up: max(0, here - 1), Qt.Key.Key_Down: min(last, here + 1),
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        if event.key() not in places:
            super().keyPressEvent(event)
            return
        button = self._buttons[places[Qt.Key(event.key())]]
        self.set_current(button.item.key)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self.passed.emit(button.item.key)

    def _clicked(self, key: str) -> None:
        self.set_current(key)
        self.chosen.emit(key)
