"""The editor of a table: rows to read that open in place to be edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field, RowButton
from incidentdesk.domain.starting_values import new_row
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Editor, is_typed
from incidentdesk.gui.forms.links import LinkLine
from incidentdesk.gui.forms.tab_order import order_tabs
from incidentdesk.gui.forms.table_rows import MakeEditor, RowEditor, RowSummary, cells_of, natural_widths
from incidentdesk.gui.forms.table_texts import Row, RowTexts
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import rule


class _Card(QFrame):
    """The frame around the rows; Ctrl+Z anywhere in it, but in a text, brings a removed row back."""

    undo = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def setAccessibleName(self, name: str) -> None:
        """Name the frame; the rows and links inside have names of their own."""
        super().setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo.emit()
            return
        super().keyPressEvent(event)


class _RowBox(QWidget):
    """A row in one of its two faces, and the line below it."""

    def __init__(self, draft: Row, button: ActionButton | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.draft = draft
        self.button = button
        self.untouched = button is not None
        self.summary = RowSummary(self)
        self.editor: RowEditor | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.summary)
        self.column.addWidget(rule())

    def value(self) -> Row:
        """The cells that are answered."""
        return {key: cell for key, cell in self.draft.items() if not is_typed(cell)}


@dataclass(frozen=True)
class _Removed:
    place: int
    draft: Row


class TableEditor(Editor):
    """Rows of columns. One row is open at a time; a new one opens with the cursor in its first empty column.

    A new row that was left as it came and lacks what it needs is no row: it goes when it is closed.
    """

    def __init__(self, field: Field, context: FormContext, make: MakeEditor) -> None:
        self._card = _Card()
        super().__init__(field, self._card)
        self._context = context
        self._make = make
        self._texts = RowTexts(field, context)
        self._rows: list[_RowBox] = []
        self._removed: _Removed | None = None
        self.starts: Mapping[str, JsonValue] = {}
        """Cells that a new row has beside those of its button."""
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column.addLayout(self._column)
        self.links = LinkLine()
        self.links.setContentsMargins(8, 7, 8, 7)
        column.addWidget(self.links)
        for button in field.add or (RowButton(_("Add a row")),):
            self._add_button(button)
        self._undo_link = self.links.add("", self.undo, icon_name="undo")
        self.links.show_link(self._undo_link, False)
        self._card.undo.connect(self.undo)
        self._arrange()

    def begin(self, context: FormContext) -> None:
        """Close what is open, and bring no row of the last incident back."""
        super().begin(context)
        self.starts = {}
        self._texts = RowTexts(self.field, context)
        self.set_draft(None)

    def value(self) -> JsonValue:
        """The rows, each with the columns that are answered."""
        rows: list[JsonValue] = [dict(row.value()) for row in self._rows if self._counts(row)]
        return rows or None

    def draft(self) -> JsonValue:
        """The rows as a draft keeps them: text that is no value stays in its cell."""
        rows: list[JsonValue] = [dict(row.draft) for row in self._rows if self._counts(row)]
        return rows or None

    def typed(self) -> str | None:
        """The first text in a cell that is no value."""
        cells = [cell for row in self._rows for cell in row.draft.values()]
        return next((str(cell["typed"]) for cell in cells if isinstance(cell, dict) and is_typed(cell)), None)

    def set_value(self, value: JsonValue) -> None:
        """Show the rows given, unless they are there already; closes an open row."""
        if (self.value() or []) == (value or []) and self.typed() is None:
            return
        self.set_draft(value)

    def set_draft(self, draft: JsonValue) -> None:
        """Show the rows of a draft."""
        rows = [cells_of(row) for row in draft] if isinstance(draft, list) else []
        inside = self.has_focus()
        if inside:
            self._add_links()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        while self._rows:
            self._take_out(self._rows[-1])
        self._forget_removed()
        for row in rows:
            self._insert(len(self._rows), row, None)
        self._arrange()
        if inside:
            self.focus()

    def focus(self) -> None:
        """Go to the first row, or where there is none to the first link."""
        target = self._rows[0] if self._rows else None
        if target is None:
            self._add_links()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif target.editor is not None:
            target.editor.focus_first_empty(self._texts.main_column().key)
        else:
            target.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def only_show(self) -> None:
        """Offer no way to add a row."""
        self.links.hide()

    def settle(self) -> None:
        """Take in the open row what can be taken."""
        for row in self._rows:
            if row.editor is not None:
                row.editor.settle()

    def add_row(self, button: RowButton | None = None, link: ActionButton | None = None) -> None:
        """Start a new row as ``button`` gives it, open."""
        self._forget_removed()
        cells = {**self.starts, **new_row(self.field, button, self._context.now(), self._context.me)}
        row = self._insert(len(self._rows), cells, link or self._add_links()[0])
        self._open(row)
        if self._counts(row):
            self.changed.emit()

    def open_row(self, place: int) -> None:
        """Open the row at ``place`` to edit it."""
        self._open(self._rows[place])

    def remove_row(self, place: int) -> None:
        """Remove a row, and offer to bring it back."""
        row = self._rows[place]
        counted = self._counts(row)
        self._focus_beside(place)
        self._take_out(row)
        self._removed = _Removed(place, row.draft) if counted else None
        self._undo_link.setText(_("Bring the removed row back"))
        self.links.show_link(self._undo_link, counted)
        self._arrange()
        self.changed.emit()

    def undo(self) -> None:
        """Bring the row back that was removed last."""
        if self._removed is None:
            return
        row = self._insert(self._removed.place, self._removed.draft, None)
        self._forget_removed(row.summary)
        self._arrange()
        row.summary.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def move_row(self, place: int, step: int) -> None:
        """Move a row up or down by one."""
        if not 0 <= place + step < len(self._rows):
            return
        row = self._rows.pop(place)
        self._rows.insert(place + step, row)
        self._column.removeWidget(row)
        self._column.insertWidget(place + step, row)
        self._arrange()
        self.changed.emit()

    def summaries(self) -> list[RowSummary]:
        """The rows as they are read, in order."""
        return [row.summary for row in self._rows]

    def opened(self) -> RowEditor | None:
        """The row that is open."""
        return next((row.editor for row in self._rows if row.editor is not None), None)

    def _add_button(self, button: RowButton) -> None:
        link = self.links.add(button.label, lambda: self.add_row(button, link), icon_name="plus")

    def _add_links(self) -> list[ActionButton]:
        return [link for link in self.links.links() if link is not self._undo_link]

    def _counts(self, row: _RowBox) -> bool:
        lacking = any(
            column.required and is_missing(row.draft.get(column.key)) for column in self.field.columns
        )
        return not (row.untouched and lacking)

    def _insert(self, place: int, draft: Row, link: ActionButton | None) -> _RowBox:
        row = _RowBox(draft, link, self._card)
        row.summary.opened.connect(lambda: self._open(row))
        row.summary.removed.connect(lambda: self.remove_row(self._rows.index(row)))
        row.summary.moved.connect(lambda step: self.move_row(self._rows.index(row), step))
        row.summary.stepped.connect(lambda step: self._step(row, step))
        self._rows.insert(place, row)
        self._column.insertWidget(place, row)
        return row

    def _take_out(self, row: _RowBox) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _open(self, row: _RowBox) -> None:
        editor = RowEditor(self.field, self._context, self._make, row)
        editor.set_row(row.draft)
        editor.changed.connect(lambda: self._edited(row))
        editor.done.connect(lambda: self._close(row))
        editor.remove.connect(lambda: self.remove_row(self._rows.index(row)))
        row.editor = editor
        row.column.insertWidget(1, editor)
        editor.show()
        editor.focus_first_empty(self._texts.main_column().key)
        row.summary.hide()
        for other in [other for other in self._rows if other is not row and other.editor is not None]:
            self._shut(other)
        self._arrange()

    def _edited(self, row: _RowBox) -> None:
        if row.editor is not None:
            row.draft, row.untouched = row.editor.drafts(), False
            self.changed.emit()

    def _close(self, row: _RowBox) -> None:
        if row.editor is None:
            return
        row.summary.show()
        back = row.button if row.button is not None else row.summary
        back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shut(row)
        self._arrange()

    def _shut(self, row: _RowBox) -> None:
        if row.editor is not None:
            row.editor.settle()
            row.editor.hide()
            row.editor.deleteLater()
            row.editor, row.button = None, None
        row.summary.show()
        if not self._counts(row):
            self._take_out(row)
        row.untouched = False

    def _step(self, row: _RowBox, step: int) -> None:
        place = self._rows.index(row) + step
        if place >= len(self._rows):
            self._add_links()[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif place >= 0:
            self._rows[place].summary.setFocus(Qt.FocusReason.TabFocusReason)

    def _focus_beside(self, place: int) -> None:
        if not self.has_focus():
            return
        others = [row for row in self._rows if row is not self._rows[place]]
        target = others[min(place, len(others) - 1)].summary if others else self._add_links()[0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_removed(self, focus: QWidget | None = None) -> None:
        self._removed = None
        if self._undo_link.hasFocus():
            (focus or self._add_links()[0]).setFocus(Qt.FocusReason.OtherFocusReason)
        self.links.show_link(self._undo_link, False)

    def _arrange(self) -> None:
        texts = [self._texts.of(row.draft) for row in self._rows]
        widths, chip = natural_widths(texts)
        for number, (row, text) in enumerate(zip(self._rows, texts, strict=True), start=1):
            row.summary.set_row(number, text, widths, chip)
        self._card.setFocusProxy(self._rows[0].summary if self._rows else self._add_links()[0])
        order_tabs(self._card)
