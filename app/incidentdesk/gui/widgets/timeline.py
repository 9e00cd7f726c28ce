"""The timeline of an incident: what happened, when, and who did it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import font
from incidentdesk.gui.widgets.timeline_paint import Layout, TimelineItem, measure, paint

__all__ = ["TimelineItem", "TimelineView"]

_Index = QModelIndex | QPersistentModelIndex
_TEXT_ROLES = (int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.DisplayRole))


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[TimelineItem] = []

    def reset(self, items: list[TimelineItem]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = 0) -> object:
        return self.items[index.row()].as_text() if role in _TEXT_ROLES else None


class _Delegate(QStyledItemDelegate):
    """Keeps the layout of each entry until its width or its content changes."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view)
        self._view = view
        self._layouts: dict[str, tuple[TimelineItem, int, bool, Layout]] = {}

    def layout_of(self, item: TimelineItem) -> Layout:
        width, expanded = self._view.viewport().width(), self._view.is_expanded(item.uid)
        known = self._layouts.get(item.uid)
        if known is not None and known[0] is item and known[1] == width and known[2] == expanded:
            return known[3]
        made = measure(item, width, expanded=expanded)
        self._layouts[item.uid] = (item, width, expanded, made)
        return made

    def keep_only(self, items: Sequence[TimelineItem]) -> None:
        uids = {item.uid for item in items}
        self._layouts = {uid: known for uid, known in self._layouts.items() if uid in uids}

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self.layout_of(self._view.items()[index.row()]).size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item = self._view.items()[index.row()]
        painter.save()
        paint(
            painter, option.rect, item, self.layout_of(item), expanded=self._view.is_expanded(item.uid),
            chosen=bool(option.state & QStyle.StateFlag.State_Selected),
            focused=self._view.hasFocus() and self._view.currentIndex() == index,
        )  # fmt: skip
        painter.restore()


class TimelineView(QListView):
    """Entries one below the other, in the order given; made for hundreds of them.

    Enter or double click emits ``opened(uid)``; Space or a click unfolds a collapsed entry; Ctrl+C and
    the context menu copy the entry's text.
    """

    opened = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Timeline"))
        self.setFont(font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self._expanded: set[str] = set()
        self._entries = _Entries(self)
        self.setModel(self._entries)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.doubleClicked.connect(self._double_clicked)

    def items(self) -> list[TimelineItem]:
        """What is shown."""
        return self._entries.items

    def set_items(self, items: Sequence[TimelineItem]) -> None:
        """Show other entries; the place in the list and the chosen entry stay when they still exist."""
        chosen, scrolled = self.current_uid(), self.verticalScrollBar().value()
        self._delegate.keep_only(items)
        self._entries.reset(list(items))
        for row, item in enumerate(items):
            if item.uid == chosen:
                self.setCurrentIndex(self._entries.index(row))
        self.verticalScrollBar().setValue(scrolled)

    def current_uid(self) -> str:
        """The uid of the chosen entry; empty when there is none."""
        row = self.currentIndex().row()
        return self._entries.items[row].uid if 0 <= row < len(self._entries.items) else ""

    def is_expanded(self, uid: str) -> bool:
        """Whether a collapsed entry is shown whole."""
        return uid in self._expanded

    def toggle(self, uid: str) -> None:
        """Unfold or fold a collapsed entry."""
        self._expanded ^= {uid}
        self.scheduleDelayedItemsLayout()

    def copy_current(self) -> None:
        """Put the chosen entry's text on the clipboard."""
        row = self.currentIndex().row()
        if row >= 0:
            QGuiApplication.clipboard().setText(self._entries.items[row].as_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, unfold or copy the chosen entry."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_current()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.current_uid():
                self.opened.emit(self.current_uid())
        elif event.key() == Qt.Key.Key_Space and self.current_uid():
            self._toggle_row(self.currentIndex().row())
        elif event.text().isalnum() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Unfold a collapsed entry when its "Show all" is clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            more = self._delegate.layout_of(self.items()[index.row()]).more
            if more.translated(self.visualRect(index).topLeft()).contains(event.position().toPoint()):
                self._toggle_row(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy."""
        point: QPoint = event.pos()
        index = self.indexAt(point)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(_("Copy"))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(self.copy_current)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew when the width changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _toggle_row(self, row: int) -> None:
        item = self.items()[row]
        if item.collapsed:
            self.toggle(item.uid)

    def _double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.items()[index.row()].uid)
