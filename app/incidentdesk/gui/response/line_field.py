"""The field in which one line of the response room is typed, with a list of what can be typed next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from incidentdesk.domain.response_offers import Offer
from incidentdesk.gui.widgets.list_field import ListField
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.select_popup import Row
from incidentdesk.gui.widgets.text import LineEdit

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class LineField(ListField):
    """Enter is ``entered``. While a list is open, Up and Down move in it, Tab takes from it, Esc closes it.

    Enter takes from it too where the person moved in it, or where the line ``lacks`` something as it is.
    """

    entered = Signal()

    def __init__(self, *, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, parent=parent)
        self.setTextMargins(0, 0, 0, 0)
        self.lacks = False
        self._offers: Sequence[Offer] = ()
        self._moved = False

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer what can be typed next; without any the list goes."""
        self._offers, self._moved = offers, False
        if not offers or not self.hasFocus():
            self.close_list()
            return
        rows = [Row(one.text.strip(), _beside(one), Choice(str(n), one.text)) for n, one in enumerate(offers)]
        self._list().show_rows(rows, select_first=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take from it, or enter the line."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and self.is_open() and event.key() in _STEPS:
            self._moved = True
            self._list().step(_STEPS[Qt.Key(event.key())])
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.is_open() and (self._moved or self.lacks):
                self._take(self.highlighted())
            else:
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.is_open():
            self.close_list()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take from the list on Tab, and keep Esc from the page while the list is open."""
        if isinstance(event, QKeyEvent) and self.is_open():
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                self._take(self.highlighted())
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        super().focusOutEvent(event)
        self.close_list()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a field without an arrow: nothing is chosen here, it is typed."""
        LineEdit.paintEvent(self, event)

    def _take(self, row: Row | None) -> None:
        if row is None or row.choice is None:
            return
        taken = self._offers[int(row.choice.key)]
        self.close_list()
        text = self.text()
        self.setText(text[: taken.start] + taken.text + text[taken.end :].lstrip())
        self.setCursorPosition(taken.start + len(taken.text))
        self.textEdited.emit(self.text())


def _beside(offer: Offer) -> str:
    """What the label says besides the words that stand there already: there is little room."""
    return offer.label.removeprefix(offer.text.strip()).strip()
