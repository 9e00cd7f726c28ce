"""The sheet that ``?`` shows: every shortcut of the window and of the page in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.actions import Shortcut
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, PageBody, clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.painting import key_text

KEYS_WIDTH = 112
HEAD_ROWS = 2
"""What the title and the edges of a group take, in rows."""
_ENDS = {
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class ShortcutSheet(PageBody):
    """A page of keys, by group, in two columns. Any of Esc, Enter and ``?`` leads back."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Keyboard shortcuts"))
        self.body.addWidget(text_label(_("Keyboard shortcuts"), "heading"))
        self._columns = (QVBoxLayout(), QVBoxLayout())
        columns = QHBoxLayout()
        columns.setSpacing(12)
        for column in self._columns:
            column.setSpacing(12)
            columns.addLayout(column, 1)
        self.body.addLayout(columns)
        back = ActionButton(_("Back"), key_hint="Esc")
        back.clicked.connect(self.closed)
        self.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def show_groups(self, groups: Mapping[str, Sequence[Shortcut]]) -> None:
        """Show ``groups`` by title, in place of what was shown."""
        for column in self._columns:
            clear_layout(column)
        heights = [0 for _column in self._columns]
        for title, shortcuts in groups.items():
            if not shortcuts:
                continue
            card = Card(title)
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(8)
            grid.setColumnMinimumWidth(0, KEYS_WIDTH)
            grid.setColumnStretch(1, 1)
            for row, shortcut in enumerate(shortcuts):
                keys: QLabel = text_label(key_text(shortcut.keys), "strong")
                grid.addWidget(keys, row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(text_label(shortcut.text, wrap=True), row, 1)
            card.body.addLayout(grid)
            shortest = heights.index(min(heights))
            heights[shortest] += len(shortcuts) + HEAD_ROWS
            self._columns[shortest].addWidget(card)
        for column in self._columns:
            column.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead back, or scroll."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Question}:
            self.closed.emit()
        elif event.key() in _ENDS:
            self.verticalScrollBar().triggerAction(_ENDS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
