"""The sheet that ``?`` shows: every shortcut of the window and of the page in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QGridLayout, QLabel, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.shell.actions import Shortcut
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, PageBody, clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.painting import key_text

_ENDS = {
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class ShortcutSheet(PageBody):
    """A page of keys, by group. Any of Esc, Enter and ``?`` leads back."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Keyboard shortcuts"))
        self.body.addWidget(text_label(_("Keyboard shortcuts"), "heading"))
        self._groups = QVBoxLayout()
        self._groups.setSpacing(12)
        self.body.addLayout(self._groups)
        back = ActionButton(_("Back"), key_hint="Esc")
        back.clicked.connect(self.closed)
        self.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def show_groups(self, groups: Mapping[str, Sequence[Shortcut]]) -> None:
        """Show ``groups`` by title, in place of what was shown."""
        clear_layout(self._groups)
        for title, shortcuts in groups.items():
            if not shortcuts:
                continue
            card = Card(title)
            grid = QGridLayout()
            grid.setHorizontalSpacing(24)
            grid.setVerticalSpacing(8)
            grid.setColumnStretch(1, 1)
            for row, shortcut in enumerate(shortcuts):
                keys: QLabel = text_label(key_text(shortcut.keys), "strong")
                grid.addWidget(keys, row, 0)
                grid.addWidget(text_label(shortcut.text), row, 1)
            card.body.addLayout(grid)
            self._groups.addWidget(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead back, or scroll."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Question}:
            self.closed.emit()
        elif event.key() in _ENDS:
            self.verticalScrollBar().triggerAction(_ENDS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
