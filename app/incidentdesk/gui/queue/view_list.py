"""The views at the left, with how many incidents are in each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.theme import current_theme, font
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.painting import elided, focus_ring, rounded
from incidentdesk.services.views import VIEWS

_Index = QModelIndex | QPersistentModelIndex
HEIGHT = 32
_COUNT = int(Qt.ItemDataRole.UserRole)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(120, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current_theme()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        rect: QRect = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        if chosen or hovered:
            fill = theme.colour("accent_on" if chosen else "hover")
            rounded(painter, rect, fill=fill, border=None, radius=6)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, rect, radius=6)
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        painter.setFont(font(weight=weight))
        count = index.data(_COUNT)
        inside = rect.adjusted(8, 0, -8, 0)
        used = 0
        if count is not None:
            painter.setPen(theme.colour("accent" if chosen else "muted"))
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(count))
            used = painter.fontMetrics().horizontalAdvance(str(count)) + 8
        painter.setPen(theme.colour("accent" if chosen else "text"))
        inside.setRight(inside.right() - used)
        text = elided(painter.fontMetrics(), index.data(), inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class _List(QListWidget):
    entered_list = Signal()

    def keyboardSearch(self, _text: str) -> None:
        """Do nothing: letters are keys of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.modifiers():
            self.entered_list.emit()
            return
        super().keyPressEvent(event)


class ViewList(QFrame):
    """One line a view. ``chosen(key)`` as one moves; ``entered`` when one goes on to the list."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "left")
        self.setMinimumWidth(160)
        self.list = _List()
        self.list.setAccessibleName(_("Views"))
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("QListWidget { background: transparent; }")
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTabKeyNavigation(False)
        for view in VIEWS:
            item = QListWidgetItem(_(view.title))
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), _(view.title))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 8)
        column.setSpacing(8)
        caption = text_label(_("Views"), "section")
        caption.setContentsMargins(8, 0, 8, 0)
        column.addWidget(caption)
        column.addWidget(self.list, 1)
        self.list.currentRowChanged.connect(self._row_changed)
        self.list.itemClicked.connect(self._clicked)
        self.list.entered_list.connect(self.entered)

    def current(self) -> str:
        """The key of the view that is shown as chosen."""
        return VIEWS[max(0, self.list.currentRow())].key

    def set_current(self, key: str) -> None:
        """Mark a view without telling anyone; an unknown key is passed over."""
        rows = [row for row, view in enumerate(VIEWS) if view.key == key]
        if rows:
            self.list.blockSignals(True)
            self.list.setCurrentRow(rows[0])
            self.list.blockSignals(False)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many incidents are in each view."""
        for row, view in enumerate(VIEWS):
            count = counts.get(view.key)
            item = self.list.item(row)
            if count is None or item.data(_COUNT) == count:
                continue
            item.setData(_COUNT, count)
            said = ngettext("{view}, {n} incident", "{view}, {n} incidents", count)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), said.format(view=_(view.title), n=count))

    def _row_changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(VIEWS[row].key)

    def _clicked(self, _item: QListWidgetItem) -> None:
        # A click on the view that is chosen already leads back to it, for example from a search.
        self.chosen.emit(self.current())
