"""The views at the left, with how many incidents are in each: those of every desk, then the saved ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.theme import SMALL_PIXELS, current_theme, font, icon_pixmap
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.painting import elided, focus_ring, rounded
from incidentdesk.services.lists.views import VIEWS, View

if TYPE_CHECKING:
    from incidentdesk.gui.queue.view_form import ViewForm

_Index = QModelIndex | QPersistentModelIndex
HEIGHT = 32
SECTION = 40
_COUNT = int(Qt.ItemDataRole.UserRole)
_KEY = _COUNT + 1
_CHANGED = _COUNT + 2
_SHARED = _COUNT + 3
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_MARK = 14


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, HEIGHT if index.data(_KEY) else SECTION)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current_theme()
        rect: QRect = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        if not index.data(_KEY):
            painter.setFont(font(SMALL_PIXELS, QFont.Weight.DemiBold))
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                rect.adjusted(8, 0, 0, -6), Qt.AlignmentFlag.AlignBottom, str(index.data()).upper()
            )
            painter.restore()
            return
        view = self._view  # asked itself: the states of ``option`` would have all names of styles made
        chosen = index.row() == view.currentRow() and (view.property("shown") or view.hasFocus())
        hovered = view.underMouse() and option.rect.contains(view.mapFromGlobal(QCursor.pos()))
        if chosen or hovered:
            fill = theme.colour("accent_on" if chosen else "hover")
            rounded(painter, rect, fill=fill, border=None, radius=6)
        if chosen and view.hasFocus():
            focus_ring(painter, rect, radius=6)
        self._paint_words(painter, rect.adjusted(8, 0, -8, 0), index, chosen=chosen)
        painter.restore()

    @staticmethod
    def _paint_words(painter: QPainter, inside: QRect, index: _Index, *, chosen: bool) -> None:
        theme = current_theme()
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        painter.setFont(font(weight=weight))
        count = index.data(_COUNT)
        if count is not None:
            painter.setPen(theme.colour("accent" if chosen else "muted"))
            words = f"{count:,}"
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
            inside.setRight(inside.right() - painter.fontMetrics().horizontalAdvance(words) - 8)
        if index.data(_SHARED):
            ratio = painter.device().devicePixelRatio()
            pixmap = icon_pixmap("team", "muted", _MARK, ratio)
            painter.drawPixmap(inside.right() - _MARK, inside.center().y() - _MARK // 2 + 1, pixmap)
            inside.setRight(inside.right() - _MARK - 6)
        painter.setPen(theme.colour("accent" if chosen else "text"))
        title = f"{index.data()} •" if index.data(_CHANGED) else str(index.data())
        painter.drawText(
            inside, Qt.AlignmentFlag.AlignVCenter, elided(painter.fontMetrics(), title, inside.width())
        )


class _List(QListWidget):
    entered_list = Signal()
    renamed = Signal()
    removed = Signal()
    moved = Signal(int)

    def keyboardSearch(self, _text: str) -> None:
        """Do nothing: letters are keys of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not held:
            self.entered_list.emit()
        elif control and key == Qt.Key.Key_R:
            self.renamed.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class ViewList(QFrame):
    """One line a view. ``chosen(key)`` as one moves; ``entered`` when one goes on to the list.

    Of a saved view: ``rename_asked``, ``remove_asked``, ``move_asked(by)``, ``menu_asked`` (a place), each
    for the view that is chosen. ``save_asked`` for the view as it is shown;
    ``named(title, shared)`` when its form is filled in.
    """

    chosen = Signal(str)
    entered = Signal()
    rename_asked = Signal()
    remove_asked = Signal()
    move_asked = Signal(int)
    menu_asked = Signal(QPoint)
    save_asked = Signal()
    named = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "left")
        self.setMinimumWidth(160)
        self.list = _List()
        self._form: ViewForm | None = None
        self.save_button = ActionButton(_("Save this view"), kind="link", icon_name="plus")
        self._views: tuple[View, ...] = ()
        self._counts: dict[str, int] = {}
        self._changed: frozenset[str] = frozenset()
        self._set_up()
        self.show_views(VIEWS)
        self.list.setCurrentRow(0)
        self._connect()

    @property
    def form(self) -> ViewForm:
        """Where a view is named; imported and made at its first use."""
        if self._form is None:
            from incidentdesk.gui.queue.view_form import ViewForm

            form = self._form = ViewForm(self)
            form.done.connect(self.named)
            form.left.connect(self.list.setFocus)
            form.opened.connect(self.save_button.setHidden)
            self._column.insertWidget(3, form)
        return self._form

    def is_naming(self) -> bool:
        """Whether a view is being named."""
        return self._form is not None and not self._form.isHidden()

    def current(self) -> str:
        """The key of the view that is shown as chosen."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(_KEY)) if row >= 0 else VIEWS[0].key

    def show_views(self, views: Sequence[View]) -> None:
        """Show these views; the chosen one stays chosen."""
        if tuple(views) == self._views:
            return
        key = self.current() if self._views else VIEWS[0].key
        self._views = tuple(views)
        self.list.blockSignals(True)
        self.list.clear()
        for view in views:
            if view.built_in:
                self._add(view)
        self._add_section(_("Saved"))
        for view in views:
            if not view.built_in:
                self._add(view)
        self.list.blockSignals(False)
        self._fit()
        self.set_current(key)
        self._tell_states()

    def set_current(self, key: str) -> None:
        """Mark a view without telling anyone; an unknown key is passed over."""
        row = self._row(key)
        if row >= 0:
            self.list.blockSignals(True)
            self.list.setCurrentRow(row)
            self.list.blockSignals(False)

    def set_shown(self, *, shown: bool) -> None:
        """Mark the current view as the one that is shown; or none, while something else is."""
        if self.list.property("shown") != shown:
            self.list.setProperty("shown", shown)
            self.list.viewport().update()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many incidents are in each view."""
        self._counts = dict(counts)
        self._tell_states()

    def set_changed(self, keys: frozenset[str]) -> None:
        """Mark the views that are shown otherwise than they are saved."""
        self._changed = keys
        self._tell_states()

    def _fit(self) -> None:
        rows = range(self.list.count())
        self.list.setMaximumHeight(sum(self.list.sizeHintForRow(row) for row in rows) + 4)

    def _add(self, view: View) -> None:
        item = QListWidgetItem(_(view.title) if view.built_in else view.title)
        item.setData(_KEY, view.key)
        item.setData(_SHARED, not view.built_in and not view.owner)
        item.setToolTip("" if view.built_in else view.title)
        self.list.addItem(item)

    def _add_section(self, title: str) -> None:
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _tell_states(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            key = item.data(_KEY)
            if not key:
                continue
            count, changed = self._counts.get(key), key in self._changed
            said = item.text()
            if item.data(_SHARED):
                said = _("{view}, seen by everybody").format(view=said)
            if changed:
                said = _("{view}, changed").format(view=said)
            if count is not None:
                words = ngettext("{view}, {n} incident", "{view}, {n} incidents", count)
                said = words.format(view=said, n=count)
            if (item.data(_COUNT), item.data(_CHANGED), item.data(_SPOKEN)) != (count, changed, said):
                item.setData(_COUNT, count)
                item.setData(_CHANGED, changed)
                item.setData(_SPOKEN, said)

    def _row(self, key: str) -> int:
        rows = range(self.list.count())
        return next((row for row in rows if self.list.item(row).data(_KEY) == key), -1)

    def _row_changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.current())

    def _clicked(self, item: QListWidgetItem) -> None:
        # A click on the view that is chosen already leads back to it, for example from a search.
        if item.data(_KEY):
            self.chosen.emit(self.current())

    def _ask_for_menu(self, at: QPoint) -> None:
        self.menu_asked.emit(self.list.viewport().mapToGlobal(at))

    def _set_up(self) -> None:
        self.list.setAccessibleName(_("Views"))
        self.list.setProperty("shown", True)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("QListWidget { background: transparent; }")
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTabKeyNavigation(False)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 8)
        column.setSpacing(8)
        caption = text_label(_("Views"), "section")
        caption.setContentsMargins(8, 0, 8, 0)
        column.addWidget(caption)
        column.addWidget(self.list, 100)
        column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._row_changed)
        self.list.itemClicked.connect(self._clicked)
        self.list.entered_list.connect(self.entered)
        self.list.renamed.connect(self.rename_asked)
        self.list.removed.connect(self.remove_asked)
        self.list.moved.connect(self.move_asked)
        self.list.customContextMenuRequested.connect(self._ask_for_menu)
        self.save_button.clicked.connect(lambda _checked=False: self.save_asked.emit())
