"""Editors of plain text: one line, several lines, and code."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit

from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.widgets import text
from incidentdesk.gui.widgets.canned import CannedTexts


class _LineEditor(Editor):
    """One line; blank text is no value."""

    def __init__(self, field: Field, line: QLineEdit) -> None:
        super().__init__(field, line)
        self._line = line
        line.textEdited.connect(self.changed)

    def begin(self, context: FormContext) -> None:
        """Let nothing be undone into another incident."""
        super().begin(context)
        self._line.setText("")

    def value(self) -> JsonValue:
        """The text as it was typed."""
        typed = self._line.text()
        return None if is_missing(typed) else typed

    def set_value(self, value: JsonValue) -> None:
        """Show the text from its beginning, unless it is there already."""
        wanted = value if isinstance(value, str) else ""
        if wanted != self._line.text():
            self._line.setText(wanted)
            self._line.setCursorPosition(0)


class TextEditor(_LineEditor):
    """Words on one line."""

    def __init__(self, field: Field, _context: FormContext) -> None:
        super().__init__(field, text.LineEdit(placeholder=field.placeholder))


class CodeEditor(_LineEditor):
    """Letters of one width, kept as they stand."""

    def __init__(self, field: Field, _context: FormContext) -> None:
        super().__init__(field, text.CodeEdit(placeholder=field.placeholder))


class LongTextEditor(Editor):
    """Several lines; the field grows with them."""

    def __init__(self, field: Field, context: FormContext) -> None:
        self.area = text.GrowingTextEdit(placeholder=field.placeholder)
        super().__init__(field, self.area)
        CannedTexts(self.area, context.canned)
        self._silent = False
        self.area.textChanged.connect(self._text_changed)

    def begin(self, context: FormContext) -> None:
        """Let nothing be undone into another incident; the text is read from its beginning."""
        super().begin(context)
        self.area.document().clearUndoRedoStacks()
        self.area.moveCursor(QTextCursor.MoveOperation.Start)

    def value(self) -> JsonValue:
        """The text as it was typed."""
        typed = self.area.toPlainText()
        return None if is_missing(typed) else typed

    def set_value(self, value: JsonValue) -> None:
        """Show the text, unless it is there already."""
        wanted = value if isinstance(value, str) else ""
        if wanted == self.area.toPlainText():
            return
        self._silent = True
        self.area.setPlainText(wanted)
        self._silent = False

    def _text_changed(self) -> None:
        if not self._silent:
            self.changed.emit()
