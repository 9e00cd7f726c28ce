"""A choice among few, all of them in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from incidentdesk.gui.theme import FIELD_RADIUS, current_theme, font
from incidentdesk.gui.widgets.painting import elided, focus_ring, rounded

ROW = 36
PADDING = 14
ROW_GAP = 4


class _Segment(QRadioButton):
    """One option: its control paints it, but it is a real radio button to the mouse and to screen readers."""

    def __init__(self, label: str, control: SegmentedControl) -> None:
        super().__init__(label, control)
        self._control = control
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing: the control paints all of its options together."""

    def hitButton(self, _pos: object) -> bool:
        """The whole option can be clicked."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the control answer."""
        self._control.keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._control.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._control.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what a click would choose."""
        super().enterEvent(event)
        self._control.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Stop showing it."""
        super().leaveEvent(event)
        self._control.update()


class SegmentedControl(QWidget):
    """Options side by side, one of them chosen or none; one stop for Tab.

    Left and Right choose the neighbour; 1 to 9 choose by place and a letter by its initial (again: the next
    one with it); Backspace and Delete clear when ``clearable``. Too narrow, it wraps into rows.

    ``changed`` carries the new key or None and is emitted for choices of the person only, not for
    ``set_value``. ``chosen_by_key`` follows it when a digit or letter chose, so that a form may go on to its
    next field.
    """

    changed = Signal(object)
    chosen_by_key = Signal()

    def __init__(
        self,
        options: Sequence[tuple[str, str]] = (),
        *,
        clearable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        # Alt+letter of a label leads nowhere where its buddy takes no focus, though an option stands in.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._clearable = clearable
        self._keys: list[str] = []
        self._segments: list[_Segment] = []
        self._chosen = -1
        self._font = font()
        self._chosen_font = font(weight=QFont.Weight.DemiBold)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other options, as pairs of key and label; the value stays if it is still among them."""
        kept = self.value()
        had_focus = self.hasFocus()
        for segment in self._segments:
            segment.hide()
            segment.deleteLater()
        self._keys = [key for key, _label in options]
        self._segments = [_Segment(label, self) for _key, label in options]
        for index, segment in enumerate(self._segments):
            segment.clicked.connect(lambda _checked=False, index=index: self._choose_by_mouse(index))
            if self.isVisible():  # else they are shown with it; showing now would style them twice
                segment.show()
        self._set_chosen(self._keys.index(kept) if kept in self._keys else -1)
        self._place()
        self.updateGeometry()
        if had_focus:
            self.setFocus()

    def options(self) -> list[tuple[str, str]]:
        """Keys and labels in order."""
        return [(key, segment.text()) for key, segment in zip(self._keys, self._segments, strict=True)]

    def value(self) -> str | None:
        """The chosen key."""
        return self._keys[self._chosen] if self._chosen >= 0 else None

    def set_value(self, key: str | None) -> None:
        """Choose ``key``, or nothing; an unknown key chooses nothing. Does not emit ``changed``."""
        self._set_chosen(self._keys.index(key) if key in self._keys else -1)

    def setAccessibleDescription(self, description: str) -> None:
        """Tell the description with each option, for it is those that have the focus."""
        super().setAccessibleDescription(description)
        for segment in self._segments:
            segment.setAccessibleDescription(description)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by key."""
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            event.ignore()
            return
        key, last = event.key(), len(self._segments) - 1
        steps = {
            Qt.Key.Key_Left: max(0, self._chosen - 1), Qt.Key.Key_Right: min(last, self._chosen + 1),
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last, Qt.Key.Key_Space: max(0, self._chosen),
        }  # fmt: skip
        if key in steps and self._segments:
            self._choose(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._clearable:
            self._choose(-1)
        elif (index := self._index_of(event.text())) >= 0:
            self._choose(index)
            self.chosen_by_key.emit()
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """All options in one row."""
        return QSize(sum(self._widths()), ROW)

    def minimumSizeHint(self) -> QSize:
        """The widest option, for the others can wrap."""
        return QSize(min(max(self._widths(), default=40), 160), ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint rows, options, the chosen one and the focus."""
        painter = QPainter(self)
        theme = current_theme()
        gap = self.property("gap") == "true"
        for row in self._rows(self.width()):
            frame = self._segments[row[0]].geometry().united(self._segments[row[-1]].geometry())
            rounded(painter, frame, fill=theme.colour("field"), border=None, radius=FIELD_RADIUS)
            for place, index in enumerate(row):
                self._paint_segment(painter, index, frame, first=place == 0)
            border = theme.colour("danger" if gap else "field_border" if self.isEnabled() else "line")
            rounded(painter, frame, fill=None, border=border, radius=FIELD_RADIUS)
            if self._has_focus() and (self._focus_index() in row):
                focus_ring(painter, frame)

    def _paint_segment(self, painter: QPainter, index: int, frame: QRect, *, first: bool) -> None:
        theme, segment = current_theme(), self._segments[index]
        rect, chosen = segment.geometry(), index == self._chosen
        fill = "accent_on" if chosen else "hover" if segment.underMouse() and self.isEnabled() else None
        if fill is not None:
            painter.save()
            painter.setClipRect(rect)
            rounded(painter, frame, fill=theme.colour(fill), border=None, radius=FIELD_RADIUS)
            painter.restore()
        if not first:
            painter.setPen(theme.colour("line"))
            painter.drawLine(rect.left(), rect.top() + 1, rect.left(), rect.bottom() - 1)
        painter.setFont(self._chosen_font if chosen else self._font)
        painter.setPen(theme.colour("disabled" if not self.isEnabled() else "accent" if chosen else "text"))
        text = elided(painter.fontMetrics(), segment.text(), rect.width() - 12)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _choose_by_mouse(self, index: int) -> None:
        self._choose(-1 if self._clearable and index == self._chosen else index)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _choose(self, index: int) -> None:
        before = self._chosen
        had_focus = self._has_focus()
        self._set_chosen(index)
        if had_focus:
            self.setFocus()
        if index != before:
            self.changed.emit(self.value())

    def _set_chosen(self, index: int) -> None:
        self._chosen = index
        # Exclusive, they are radio buttons to screen readers; but only others may be left with none checked.
        for place, segment in enumerate(self._segments):
            segment.setAutoExclusive(False)
            segment.setChecked(place == index)
        for place, segment in enumerate(self._segments):
            segment.setAutoExclusive(True)
            stop = place == self._focus_index()
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.NoFocus)
        if self._segments:
            self.setFocusProxy(self._segments[self._focus_index()])
        self.update()

    def _focus_index(self) -> int:
        return max(0, self._chosen)

    def _has_focus(self) -> bool:
        return any(segment.hasFocus() for segment in self._segments)

    def _index_of(self, typed: str) -> int:
        if typed.isdigit() and 1 <= int(typed) <= len(self._segments):
            return int(typed) - 1
        if not typed.strip():
            return -1
        count = len(self._segments)
        for step in range(1, count + 1):
            index = (self._chosen + step) % count
            if self._segments[index].text().casefold().startswith(typed.casefold()):
                return index
        return -1

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(self._chosen_font)
        return [metrics.horizontalAdvance(segment.text()) + 2 * PADDING for segment in self._segments]

    def _rows(self, width: int) -> list[list[int]]:
        rows: list[list[int]] = []
        used = 0
        for index, need in enumerate(self._widths()):
            if not rows or used + need > width:
                rows.append([])
                used = 0
            rows[-1].append(index)
            used += need
        return rows

    def _place(self) -> None:
        widths = self._widths()
        top = 0
        for row in self._rows(self.width()):
            left = 0
            for index in row:
                wide = min(widths[index], self.width())
                self._segments[index].setGeometry(left, top, wide, ROW)
                left += wide
            top += ROW + ROW_GAP
        self.setFixedHeight(max(ROW, top - ROW_GAP))
