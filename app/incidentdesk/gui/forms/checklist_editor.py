"""The editor of a checklist: things to do, each with a box, added and removed in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Compound, Editor
from incidentdesk.gui.forms.tab_order import order_tabs
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.text import LineEdit


class _ItemText(LineEdit):
    """The words of an item. Enter starts the next one; Backspace in an empty one takes it away."""

    next_wanted = Signal()
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Backspace; all else is typing."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)


class _Item(QWidget):
    """One line: box, words, and a button to take it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = QCheckBox(self)
        self.words = _ItemText(placeholder=_("What is to be done"), parent=self)
        self.words.setAccessibleName(_("Item"))
        self.remove = ActionButton("", kind="link", icon_name="cross", parent=self)
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.setToolTip(_("Remove the item"))
        self.remove.setAccessibleName(_("Remove the item"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.box, self.words, self.remove):
            row.addWidget(widget)
        self.words.textChanged.connect(self._name)
        self._name("")

    def _name(self, text: str) -> None:
        self.box.setAccessibleName(_("Done: {item}").format(item=text or _("new item")))


class ChecklistEditor(Editor):
    """Items with a text, done or not. Items without a text are no items."""

    def __init__(self, field: Field, _context: FormContext) -> None:
        self._box = Compound()
        super().__init__(field, self._box)
        self._items: list[_Item] = []
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.add_button = ActionButton(_("Add an item"), kind="link", icon_name="plus")
        self.add_button.clicked.connect(lambda: self.add_item(len(self._items)))
        self._column.addWidget(self.add_button)
        self._box.setFocusProxy(self.add_button)

    def begin(self, context: FormContext) -> None:
        """Let nothing be undone into another incident."""
        super().begin(context)
        for item in self._items:
            item.words.setText("")

    def value(self) -> JsonValue:
        """A list of ``{"text": …, "done": …}``."""
        rows: list[JsonValue] = [
            {"text": item.words.text(), "done": item.box.isChecked()}
            for item in self._items
            if item.words.text().strip()
        ]
        return rows or None

    def set_value(self, value: JsonValue) -> None:
        """Show the items given; a line that has the focus keeps it."""
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        if (self.value() or []) == rows:
            return
        while len(self._items) > len(rows):
            self._drop(self._items[-1])
        while len(self._items) < len(rows):
            self._insert(len(self._items))
        for item, row in zip(self._items, rows, strict=True):
            item.words.setText(str(row.get("text", "")))
            item.box.setChecked(row.get("done") is True)

    def add_item(self, place: int) -> None:
        """Start a new item at ``place`` and put the cursor into it."""
        self._insert(place).words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _insert(self, place: int) -> _Item:
        item = _Item(self._box)
        item.words.textEdited.connect(self.changed)
        item.words.next_wanted.connect(lambda: self.add_item(self._items.index(item) + 1))
        item.words.emptied.connect(lambda: self._remove(item))
        item.remove.clicked.connect(lambda: self._remove(item))
        item.box.clicked.connect(lambda _checked: self.changed.emit())
        self._items.insert(place, item)
        self._column.insertWidget(place, item)
        order_tabs(self._box)
        return item

    def _remove(self, item: _Item) -> None:
        place = self._items.index(item)
        beside = self._items[place - 1].words if place else self.add_button
        beside.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop(item)
        self.changed.emit()

    def _drop(self, item: _Item) -> None:
        self._items.remove(item)
        self._column.removeWidget(item)
        item.hide()
        item.deleteLater()
