"""A short list on Home: its title with a count, its lines, and what to do where it has none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from incidentdesk.base.texts import _
from incidentdesk.gui.home.day_lines import DayLine
from incidentdesk.gui.theme import SMALL_PIXELS, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.painting import elided, focus_ring, rounded

_Index = QModelIndex | QPersistentModelIndex
HEIGHT = 44
INSET = 15
"""Left and right of what a line says: on the edge of the heading."""
SIGN = 14
CHIP_WIDTH, CHIP_HEIGHT = 30, 20
CHIP_SIDE = 8
"""Left and right of what a chip says, where that is longer than a priority."""

_LINE = int(Qt.ItemDataRole.UserRole)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(160, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: DayLine = index.data(_LINE)
        theme, rect = current_theme(), option.rect
        focused = self._view.hasFocus() and index.row() == self._view.currentRow()
        painter.save()
        if focused:
            rounded(
                painter, rect.adjusted(1, 1, -1, -1), fill=theme.colour("selection"), border=None, radius=6
            )
        inside = rect.adjusted(INSET, 4, -INSET, -4)
        left = inside.left()
        if line.chip:
            width = self._chip_width()
            top = inside.center().y() - CHIP_HEIGHT // 2
            self._chip(painter, QRect(left, top, width, CHIP_HEIGHT), line)
            left += width + 10
        right = self._right(painter, inside, line)
        room = QRect(left, inside.top(), right - 12 - left, inside.height())
        upper, lower = room.adjusted(0, 0, 0, -room.height() // 2), room.adjusted(0, room.height() // 2, 0, 0)
        painter.setFont(font())
        painter.setPen(theme.colour("text"))
        painter.drawText(
            upper, Qt.AlignmentFlag.AlignVCenter, elided(painter.fontMetrics(), line.text, room.width())
        )
        painter.setFont(font(SMALL_PIXELS))
        painter.setPen(theme.colour("muted"))
        painter.drawText(
            lower, Qt.AlignmentFlag.AlignVCenter, elided(painter.fontMetrics(), line.below, room.width())
        )
        if index.row() + 1 < self._view.count():
            line_between = QRect(inside.left(), rect.bottom(), inside.width(), 1)
            painter.fillRect(line_between, theme.colour("line"))
        if focused:
            focus_ring(painter, rect.adjusted(1, 1, -1, -1), radius=6)
        painter.restore()

    def _chip_width(self) -> int:
        """That of the widest chip of the list, so that what stands beside them begins at one place."""
        metrics = QFontMetrics(font(SMALL_PIXELS, QFont.Weight.DemiBold))
        chips = {self._view.item(row).data(_LINE).chip for row in range(self._view.count())}
        wide = (metrics.horizontalAdvance(chip) + 2 * CHIP_SIDE for chip in chips)
        return max(CHIP_WIDTH, *wide)

    @staticmethod
    def _chip(painter: QPainter, rect: QRect, line: DayLine) -> None:
        theme = current_theme()
        rounded(painter, rect, fill=theme.colour(f"{line.tone}_on"), border=None, radius=CHIP_HEIGHT / 2)
        painter.setFont(font(SMALL_PIXELS, QFont.Weight.DemiBold))
        painter.setPen(theme.colour(line.tone))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, line.chip)

    @staticmethod
    def _right(painter: QPainter, inside: QRect, line: DayLine) -> int:
        """Paint what stands at the end; gives where it begins."""
        theme = current_theme()
        painter.setFont(font(weight=QFont.Weight.DemiBold if line.late else QFont.Weight.Normal))
        painter.setPen(theme.colour("danger" if line.late else "muted"))
        width = painter.fontMetrics().horizontalAdvance(line.right)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, line.right)
        left = inside.right() - width
        if line.late:
            left -= SIGN + 6
            pixmap = icon_pixmap("warning", "danger", SIGN, painter.device().devicePixelRatio())
            painter.drawPixmap(left, inside.center().y() - SIGN // 2 + 1, pixmap)
        return left


class _Lines(QListWidget):
    pressed_key = Signal(str)
    left_upwards = Signal()
    left_downwards = Signal()

    def keyboardSearch(self, _text: str) -> None:
        """Do nothing: letters are keys of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed_key.emit("open")
        elif key == Qt.Key.Key_Space:
            self.pressed_key.emit("done")
        elif key == Qt.Key.Key_Up and self.currentRow() <= 0:
            self.left_upwards.emit()
        elif key == Qt.Key.Key_Down and self.currentRow() == self.count() - 1:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class DayList(Card):
    """``opened(line)`` by Enter or a click, ``ticked(line)`` by Space; ``all_asked`` where there is more.

    ``tick`` is what Space does, in a word. ``left_upwards`` and ``left_downwards`` when an arrow leads out
    of it.
    """

    opened = Signal(object)
    ticked = Signal(object)
    all_asked = Signal()
    left_upwards = Signal()
    left_downwards = Signal()

    def __init__(self, title: str, empty: str, *, tick: str = "", parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._title = title
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 12, INSET - 4, 6)
        head.setSpacing(8)
        self.heading = text_label(title, "section")
        self.count = text_label("", "muted")
        self.more = ActionButton(_("Show all"), kind="link")
        self.more.clicked.connect(self.all_asked)
        head.addWidget(self.heading)
        head.addWidget(self.count)
        head.addStretch(1)
        self.tick = ActionButton(tick, kind="link", key_hint="Space")
        self.tick.clicked.connect(lambda _checked=False: self._act("done"))
        self._can_tick = bool(tick)
        head.addWidget(self.tick)
        head.addWidget(self.more)
        self.empty = text_label(empty, "muted", wrap=True)
        self.empty.setContentsMargins(INSET, 0, INSET, 14)
        self.lines = _Lines()
        self.lines.setItemDelegate(_Delegate(self.lines))
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lines.itemClicked.connect(lambda _item: self._act("open"))
        self.lines.pressed_key.connect(self._act)
        self.lines.left_upwards.connect(self.left_upwards)
        self.lines.left_downwards.connect(self.left_downwards)
        self.body.addLayout(head)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.lines)
        self.body.addSpacing(6)  # else its corners would cover those of the card
        self.show_lines((), 0)

    def set_title(self, title: str) -> None:
        """Call the list otherwise."""
        self._title = title
        self.heading.setText(title.upper())

    def show_lines(self, lines: Sequence[DayLine], total: int, *, more: str = "") -> None:
        """Show ``lines`` of a list that has ``total``; the line one was on stays the current one.

        ``more`` is what the link at the end says; else it is there where the list goes on.
        """
        current = self.current()
        self.lines.clear()
        for line in lines:
            item = QListWidgetItem(self.lines)
            item.setData(_LINE, line)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), line.spoken)
        keys = [(line.target, line.key) for line in lines]
        wanted = (current.target, current.key) if current is not None else None
        self.lines.setCurrentRow(keys.index(wanted) if wanted in keys else 0 if keys else -1)
        self.lines.setFixedHeight(HEIGHT * len(lines) + 2)
        self.lines.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        part = _("{n} of {total}").format(n=len(lines), total=total) if more and total > len(lines) else ""
        self.count.setText(part or (str(total) if total else ""))
        self.more.setText(more or _("Show all"))
        self.more.setVisible(bool(more) or total > len(lines))
        self.tick.setVisible(self._can_tick and bool(lines))
        self.lines.setAccessibleName(_("{list}, {n}").format(list=self._title, n=total))

    def current(self) -> DayLine | None:
        """The line that the keyboard is on."""
        return self.shown()[self.lines.currentRow()] if self.lines.currentRow() >= 0 else None

    def shown(self) -> list[DayLine]:
        """The lines, from the top."""
        return [self.lines.item(row).data(_LINE) for row in range(self.lines.count())]

    def take_focus(self, *, last: bool = False) -> bool:
        """Put the focus on the first line, or the last; false where there is none."""
        if not self.lines.count():
            return False
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)
        self.lines.setCurrentRow(self.lines.count() - 1 if last else 0)
        return True

    def _act(self, what: str) -> None:
        line = self.current()
        if line is not None:
            (self.opened if what == "open" else self.ticked).emit(line)
