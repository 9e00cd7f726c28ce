"""Choosing columns: which are shown, in what order and how wide, in a panel over the list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.queue.column_specs import ALWAYS, BASE, specs_of
from incidentdesk.gui.queue.columns import Columns
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select_match import plain
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.lists.list_columns import FieldInfo

WIDTH = 300
STEP = 16
ROW = 28
_KEY = int(Qt.ItemDataRole.UserRole)


class _List(QListWidget):
    moved = Signal(int)
    resized = Signal(int)
    typed = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Keep letters from the shortcuts of the page below: they are typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _letters(event):
            event.accept()
            return True
        return super().event(event)

    def keyboardSearch(self, _text: str) -> None:
        """Do nothing: there is a field to type into."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a column with Ctrl and up or down, and widen it with Ctrl and left or right."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        sizes = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}
        key = Qt.Key(event.key())
        if control and key in moves:
            self.moved.emit(moves[key])
        elif control and key in sizes:
            self.resized.emit(sizes[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.item(max(0, self.currentRow()))
            if bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable):
                done = item.checkState() == Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if done else Qt.CheckState.Checked)
        elif _letters(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


def _letters(event: QKeyEvent) -> bool:
    plain_key = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return plain_key and event.text().isprintable() and bool(event.text().strip())


class ColumnChooser(QFrame):
    """All columns, those shown first. ``chosen(keys)`` at each change; ``reset`` for the usual ones."""

    chosen = Signal(tuple)
    reset = Signal()
    left = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("surface", "popup")
        self._over = over
        self._columns: Columns | None = None
        self._shown: list[str] = []
        self._fields: Mapping[str, FieldInfo] = {}
        self.field = LineEdit(placeholder=_("Find a column"))
        self.field.setAccessibleName(_("Find a column"))
        self.list = _List()
        self.list.setAccessibleName(_("Columns"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setDragDropMode(QListWidget.DragDropMode.NoDragDrop)
        self.reset_button = ActionButton(_("Usual columns"), kind="quiet")
        self.done_button = ActionButton(_("Done"), key_hint="Esc")
        self._lay_out()
        self.field.textChanged.connect(lambda _text: self._fill())
        self.list.itemChanged.connect(self._toggled)
        self.list.moved.connect(self._move)
        self.list.resized.connect(self._resize)
        self.list.typed.connect(self._typed)
        self.reset_button.clicked.connect(lambda _checked=False: self._reset())
        self.done_button.clicked.connect(lambda _checked=False: self.leave())
        self.hide()

    def set_fields(self, catalogue: Mapping[str, FieldInfo]) -> None:
        """Say which columns there are."""
        self._fields = catalogue
        if self.isVisible():
            self._fill()

    def show_columns(self, columns: Columns) -> None:
        """Open with the columns that are shown."""
        self._columns = columns
        self._shown = list(columns.keys())
        self.field.clear()
        self._fill()
        top = 44
        height = min(560, self._over.height() - top - 12)
        self.setGeometry(self._over.width() - WIDTH - 12, top, WIDTH, height)
        self.show()
        self.raise_()
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Close."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; down leads from the field into the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.insert(text)

    def _keys(self) -> list[str]:
        possible = [*BASE, *(key for key, info in self._fields.items() if info.column)]
        return list(dict.fromkeys([*self._shown, *possible]))

    def _fill(self) -> None:
        wanted = plain(self.field.text().strip())
        key = self._current()
        self.list.blockSignals(True)
        self.list.clear()
        for spec in specs_of(self._keys(), self._fields):
            info = self._fields.get(spec.key)
            if wanted not in plain(spec.label):
                continue
            item = QListWidgetItem(spec.label)
            item.setData(_KEY, spec.key)
            if info is not None and spec.key not in BASE:
                item.setToolTip(info.group)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if spec.key != ALWAYS:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags)
            item.setSizeHint(QSize(0, ROW))
            here = spec.key in self._shown
            item.setCheckState(Qt.CheckState.Checked if here else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            if spec.key == key:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _toggled(self, item: QListWidgetItem) -> None:
        key = str(item.data(_KEY))
        if item.checkState() == Qt.CheckState.Checked:
            self._shown.append(key)
        elif key in self._shown:
            self._shown.remove(key)
        self.chosen.emit(tuple(self._shown))

    def _move(self, by: int) -> None:
        key = self._current()
        if key not in self._shown:
            return
        place = self._shown.index(key)
        self._shown.insert(max(0, min(len(self._shown) - 1, place + by)), self._shown.pop(place))
        self._fill()
        self.chosen.emit(tuple(self._shown))

    def _resize(self, by: int) -> None:
        if self._columns is not None:
            self._columns.resize_column(self._current(), by)

    def _reset(self) -> None:
        self.reset.emit()
        if self._columns is not None:
            self._shown = list(self._columns.keys())
            self._fill()

    def _current(self) -> str:
        row = self.list.currentRow()
        return str(self.list.item(row).data(_KEY)) if row >= 0 else ""

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(text_label(_("Columns"), "subheading"))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        hint = _("Space shows or hides · Ctrl ↑ ↓ moves\nCtrl ← → narrower, wider")
        column.addWidget(text_label(hint, "small", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.reset_button)
        row.addStretch(1)
        row.addWidget(self.done_button)
        column.addLayout(row)
