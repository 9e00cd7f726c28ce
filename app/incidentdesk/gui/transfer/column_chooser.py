"""Choosing columns: a list of what there is, by where it is from, each with a tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.theme import font
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select_match import plain
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.exports.exporting import ExportColumn

KEY = int(Qt.ItemDataRole.UserRole) + 1
HEIGHT, LINE = 248, 30


class TickList(QListView):
    """Lines with ticks; Space and Enter turn the one the keyboard is on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn a tick on Enter as on Space."""
        plain_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers()
        if plain_enter and self.currentIndex().isValid():
            self._turn(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _turn(self, index: QModelIndex) -> None:
        checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        state = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
        self.model().setData(index, state, Qt.ItemDataRole.CheckStateRole)


class ColumnChooser(QWidget):
    """A filter and the list. ``edited`` is emitted when the person turns a tick."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: list[str] = []
        self._offered: tuple[ExportColumn, ...] = ()
        self.filter = LineEdit(placeholder=_("Find a column"))
        self.filter.setAccessibleName(_("Find a column"))
        self.filter.textChanged.connect(self._filter)
        self.model = QStandardItemModel(self)
        self.model.itemChanged.connect(self._turned)
        self.list = TickList()
        self.list.setAccessibleName(_("Columns"))
        self.list.setFont(font())
        self.list.setModel(self.model)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFixedHeight(HEIGHT)
        self.list.setUniformItemSizes(True)
        self.said = text_label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.filter, self.list, self.said):
            column.addWidget(widget)

    def offer(self, columns: Sequence[ExportColumn]) -> None:
        """Show what there is; ticks stay."""
        if tuple(columns) == self._offered:
            return
        self._offered = tuple(columns)
        self.model.blockSignals(True)
        self.model.clear()
        for column in columns:
            label = f"{column.label}  ·  {column.group}" if column.group else column.label
            item = QStandardItem(label)
            item.setData(column.key, KEY)
            item.setToolTip(column.key)
            item.setCheckable(True)
            item.setSizeHint(QSize(0, LINE))
            item.setCheckState(_state(column.key in self._wanted))
            self.model.appendRow(item)
        self.model.blockSignals(False)
        self.model.layoutChanged.emit()
        self._filter(self.filter.text())
        self._say()

    def choose(self, keys: Iterable[str]) -> None:
        """Tick these columns, in this order, and no others."""
        self._wanted = list(keys)
        self.model.blockSignals(True)
        for row in range(self.model.rowCount()):
            item = self.model.item(row)
            item.setCheckState(_state(item.data(KEY) in self._wanted))
        self.model.blockSignals(False)
        self.model.layoutChanged.emit()
        self._say()

    def chosen(self) -> tuple[str, ...]:
        """The keys that are ticked, in the order in which they were."""
        return tuple(self._wanted)

    def show_gap(self, text: str) -> None:
        """Say below the list what is missing."""
        self.said.setText(text)
        self.list.setFocus()

    def _turned(self, item: QStandardItem) -> None:
        key = str(item.data(KEY))
        if item.checkState() == Qt.CheckState.Checked and key not in self._wanted:
            self._wanted.append(key)
        elif item.checkState() != Qt.CheckState.Checked and key in self._wanted:
            self._wanted.remove(key)
        self._say()
        self.edited.emit()

    def _filter(self, text: str) -> None:
        wanted = plain(text.strip())
        for row in range(self.model.rowCount()):
            item = self.model.item(row)
            fits = not wanted or wanted in plain(item.text()) or wanted in str(item.data(KEY))
            self.list.setRowHidden(row, not fits)

    def _say(self) -> None:
        count = len(self._wanted)
        words = ngettext("{n} column, in the order of ticking", "{n} columns, in the order of ticking", count)
        self.said.setText(words.format(n=count) if count else _("Nothing is ticked yet."))


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
