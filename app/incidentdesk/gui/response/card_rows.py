"""The rows of a card that are made anew with each change; the focus stays where it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import clear_layout, rule
from incidentdesk.gui.widgets.labels import text_label

KEY = "row_key"
"""What the buttons of rows are told apart by, from one making to the next."""


class CardRows(QVBoxLayout):
    """Rows with a line between them."""

    def __init__(self) -> None:
        super().__init__()
        self.setSpacing(0)
        self._shown: object = None
        self._keys: dict[str, QWidget] = {}

    def show_rows(self, state: object, make: Callable[[], Sequence[QWidget]]) -> None:
        """Make the rows by ``make``, unless they stand for ``state`` already."""
        if state == self._shown:
            return
        focused = QApplication.focusWidget()
        key = focused.property(KEY) if focused is not None and focused in self._keys.values() else None
        places = list(self._keys)
        self._shown = state
        clear_layout(self)
        rows = make()
        for number, row in enumerate(rows):
            if number:
                self.addWidget(rule())
            self.addWidget(row)
        found = [one for row in rows for one in row.findChildren(QWidget) if one.property(KEY)]
        self._keys = {str(one.property(KEY)): one for one in found}
        if key is not None and self._keys:
            after = list(self._keys)
            self._keys[key if key in self._keys else after[min(places.index(key), len(after) - 1)]].setFocus()

    def button(self, key: str) -> QWidget | None:
        """The button of that key, if it is there."""
        return self._keys.get(key)

    def focus_first(self, *keys: str) -> bool:
        """Go to the first of ``keys`` that is there, else to the first button; whether there is one."""
        place = next((key for key in keys if key in self._keys), next(iter(self._keys), None))
        if place is not None:
            self._keys[place].setFocus()
        return place is not None


def card_row(words: str, below: str, *right: QWidget, strong: bool = False) -> QWidget:
    """Words, perhaps a muted line below them, and what can be done at the right."""
    made = QWidget()
    row, texts = QHBoxLayout(made), QVBoxLayout()
    row.setContentsMargins(0, 5, 0, 5)
    row.setSpacing(8)
    texts.setSpacing(0)
    texts.addWidget(text_label(words, "strong" if strong else "plain", wrap=True))
    if below:
        texts.addWidget(text_label(below, "muted", wrap=True))
    row.addLayout(texts, 1)
    for widget in right:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return made


def row_link(key: str, text: str, name: str, act: Callable[[], object]) -> ActionButton:
    """A link of a row; ``name`` says to screen readers what ``text`` leaves to its row."""
    link = ActionButton(text, kind="link")
    link.setAccessibleName(name)
    link.setProperty(KEY, key)
    link.clicked.connect(lambda _checked=False: act())
    return link
