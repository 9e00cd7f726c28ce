"""Canned texts in a field of several lines: ``;key`` and Tab, or Ctrl+; and a list to find them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QTextCursor

from incidentdesk.base.texts import _
from incidentdesk.domain.records import ListItem
from incidentdesk.domain.short_keys import key_at_end
from incidentdesk.gui.widgets.select_match import Choice, matching
from incidentdesk.gui.widgets.select_popup import Row, SelectPopup, rows_for
from incidentdesk.gui.widgets.text import GrowingTextEdit

Texts = Callable[[], Sequence[ListItem]]
"""Gives the canned texts in use; each has its ``text``."""

KEYS = "Ctrl+;"
NEW_BLOCK = "\N{PARAGRAPH SEPARATOR}"
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


def text_of(item: ListItem) -> str:
    """What a canned text puts in."""
    return str(item.extra.get("text") or "")


class CannedTexts(QObject):
    """Gives ``edit`` the canned texts that ``texts`` has. What is put in is one step of undo.

    While the list is shown, what is typed behind its semicolon finds, Enter and Tab take, Esc leaves.
    """

    def __init__(self, edit: GrowingTextEdit, texts: Texts) -> None:
        super().__init__(edit)
        self._edit = edit
        self._texts = texts
        self._list: SelectPopup | None = None
        self._from = 0
        edit.helper = self.takes
        edit.cursorPositionChanged.connect(self._follow)
        action = QAction(_("Insert a canned text"), edit)
        action.setShortcut(QKeySequence(KEYS))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: self.open_list())
        edit.addAction(action)

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and self._list.isVisible()

    def open_list(self) -> None:
        """Show all texts; a semicolon marks where what is typed to find one begins."""
        edit = self._edit
        if edit.isReadOnly() or self.is_open():
            return
        cursor = edit.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        cursor.insertText(";")
        self._from = cursor.position()
        edit.setTextCursor(cursor)
        self._show()

    def close_list(self) -> None:
        """Hide the list; what was typed stays."""
        if self._list is not None:
            self._list.close_list()

    def takes(self, event: QEvent) -> bool:
        """Whether ``event`` of the field was a key of the list, or the Tab behind a ``;key``."""
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.close_list()
        if not isinstance(event, QKeyEvent) or kind == QEvent.Type.KeyRelease:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        if not self.is_open():
            return kind == QEvent.Type.KeyPress and key == Qt.Key.Key_Tab and self._expand()
        if key != Qt.Key.Key_Escape and key not in _TAKE and key not in _STEPS:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key in _TAKE:
            self._take(self._list.current() if self._list is not None else None)
        elif self._list is not None:
            self._list.step(_STEPS[key])
        return True

    def _expand(self) -> bool:
        cursor = self._edit.textCursor()
        if self._edit.isReadOnly() or cursor.hasSelection():
            return False
        key = key_at_end(self._between(cursor.block().position(), cursor.position()))
        item = next((one for one in self._texts() if key and one.key == key), None)
        if item is None:
            return False
        self._replace(cursor.position() - len(key) - 1, cursor.position(), text_of(item))
        return True

    def _show(self) -> None:
        choices = [
            Choice(item.key, _(item.label), f";{item.key}  {_one_line(text_of(item))}")
            for item in self._texts()
        ]
        typed = self._typed()
        found = matching(choices, typed)
        by_key = [one for one in found if one.key.startswith(typed.strip().lower())] if typed.strip() else []
        found = by_key + [one for one in found if one not in by_key]
        if self._list is None:
            self._list = SelectPopup(self._edit)
            self._list.list.setAccessibleName(_("Canned texts"))
            self._list.picked.connect(self._take)
            self._edit.destroyed.connect(self._list.deleteLater)
        none = [Row(_("None yet: they are added in Settings, Texts"), heading=True)]
        rows = rows_for(found, typed, allow_new=False, waiting=False) if choices else none
        self._list.show_rows(rows, select_first=True)

    def _typed(self) -> str:
        return self._between(self._from, self._edit.textCursor().position())

    def _follow(self) -> None:
        """Find by what is typed now; the list goes where the cursor leaves the semicolon."""
        if not self.is_open():
            return
        here = self._edit.textCursor().position()
        gone = here < self._from or self._between(self._from - 1, self._from) != ";"
        if gone or NEW_BLOCK in self._typed():
            self.close_list()
        else:
            self._show()

    def _between(self, start: int, end: int) -> str:
        """What stands between two positions; those of the document are not those of a Python text."""
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def _take(self, row: Row | None) -> None:
        chosen = row.choice if row is not None else None
        item = next((one for one in self._texts() if chosen and one.key == chosen.key), None)
        if item is not None:
            self.close_list()
            self._replace(self._from - 1, self._edit.textCursor().position(), text_of(item))

    def _leave(self) -> None:
        self.close_list()
        self._replace(self._from - 1, self._edit.textCursor().position(), "")

    def _replace(self, start: int, end: int, text: str) -> None:
        cursor = self._edit.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self._edit.setTextCursor(cursor)


def _one_line(text: str) -> str:
    return " ".join(text.split())
