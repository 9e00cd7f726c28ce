"""A choice among many: type a part of it, and take what is highlighted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.labels import set_role
from incidentdesk.gui.widgets.list_field import ListField
from incidentdesk.gui.widgets.select_match import Choice, exact, matching
from incidentdesk.gui.widgets.select_popup import Row, rows_for

Deliver = Callable[[Sequence[Choice]], None]
Provider = Callable[[str, Deliver], None]


class SearchSelect(ListField):
    """A field that is typed into and holds one of many choices, or none.

    Typing filters; Down, Up, Page keys move in the list; Enter and Tab take the highlighted line, Esc goes
    back to the value that was there. An emptied field holds nothing. With ``allow_new`` a last line offers to
    add the text.

    ``changed`` carries the new key or None, for choices of the person only. ``new_requested`` carries the
    text to add. Text that fits nothing stays in the field, which then holds nothing: ``unresolved_text()``
    tells it.
    """

    changed = Signal(object)
    new_requested = Signal(str)

    def __init__(
        self, choices: Sequence[Choice] = (), *, placeholder: str = "", allow_new: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(placeholder=placeholder or _("Choose…"), parent=parent)
        self._choices = list(choices)
        self._allow_new = allow_new
        self._provider: Provider | None = None
        self._asked = 0
        self._waiting = False
        self._accept_when_there = False
        self._key: str | None = None
        self._label = ""
        self._edited = False
        self.textEdited.connect(self._typed)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the value stays, with its label from them if it is there."""
        self._choices = list(choices)
        if self._key is not None and not self._edited:
            self.set_value(self._key, self._label)

    def choices(self) -> list[Choice]:
        """What is offered, retired ones included."""
        return list(self._choices)

    def set_provider(self, provider: Provider | None) -> None:
        """Ask ``provider(text, deliver)`` at each letter, in place of a fixed list.

        The provider calls ``deliver(choices)`` in the GUI thread, now or later; answers to earlier texts are
        dropped.
        """
        self._provider = provider

    def value(self) -> str | None:
        """The key of the choice; None while there is none, or text that fits none."""
        return self._key

    def value_label(self) -> str:
        """The shown text of the choice."""
        return self._label

    def unresolved_text(self) -> str:
        """What was typed and is no choice; empty when there is a choice or nothing was typed."""
        return self.text().strip() if self._edited else ""

    def is_taking(self) -> bool:
        """Whether the best of an answer that has yet to come will be taken."""
        return self._waiting and self._accept_when_there

    def set_value(self, key: str | None, label: str = "") -> None:
        """Choose ``key`` and show ``label``, or the label of the choices. Does not emit ``changed``."""
        known = next((choice for choice in self._choices if choice.key == key), None)
        self._key = key
        self._label = "" if key is None else label or (known.label if known else key)
        if known is not None and not label:
            self._label = known.label
        self._show_value()

    def set_unresolved(self, text: str) -> None:
        """Put back ``text`` that fits no choice, as it was typed; an empty one empties.

        Does not emit ``changed``.
        """
        self.set_value(None)
        self.setText(text)
        self._edited = bool(text.strip())

    def open_list(self) -> None:
        """Show the list, of all choices unless text was typed."""
        self._ask(self.text() if self._edited else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take from it, leave it; all else is typing."""
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8,
        }  # fmt: skip
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in steps and modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier):
            if not self.is_open():
                self.open_list()
            else:
                self._list().step(steps[Qt.Key(key)])
        elif modifiers == Qt.KeyboardModifier.NoModifier and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._take_highlighted():
                event.ignore()
        elif key == Qt.Key.Key_Escape and (self.is_open() or self._edited):
            self._go_back()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take the highlighted line before Tab or Ctrl+Enter.

        Keep Esc from the page while it has a use here.
        """
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                if event.key() == Qt.Key.Key_Escape and (self.is_open() or self._edited):
                    event.accept()
                    return True
                # The page's own key for "done" comes next, and must find what is highlighted.
                control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
                if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self.settle()
            elif event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                self.settle()
        return super().event(event)

    def settle(self) -> None:
        """Take what is highlighted, as Tab does.

        When the provider has yet to answer, the best of its answer.
        """
        if self._edited and self._waiting:
            self._accept_when_there = True
        elif self._edited and not self._take_highlighted():
            self._take_if_certain()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list at a click."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled() and not self.isReadOnly():
            self.close_list() if self.is_open() and self._on_arrow(event) else self.open_list()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, so that typing replaces the value."""
        super().focusInEvent(event)
        if not self._edited:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list, and take the text if it can mean one choice only."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.close_list()
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            return
        if self._edited and not self._accept_when_there:
            self._take_if_certain()

    def _typed(self, text: str) -> None:
        self._edited = True
        self._accept_when_there = False
        set_role(self, "gap", "false")
        if not text.strip():
            self._edited = False
            self.close_list()
            self._choose(None, "")
            return
        self._ask(text)

    def _ask(self, text: str) -> None:
        if self._provider is None:
            self._show(matching(self._choices, text), text)
            return
        self._asked += 1
        generation = self._asked
        self._waiting = True

        def deliver(choices: Sequence[Choice]) -> None:
            if generation == self._asked:
                self._arrived(list(choices), text)

        self._provider(text, deliver)

    def _arrived(self, choices: list[Choice], text: str) -> None:
        self._waiting = False
        self._choices = choices
        if self._accept_when_there:
            self._accept_when_there = False
            rows = rows_for(matching(choices, ""), text, allow_new=self._allow_new, waiting=False)
            self._take(next((row for row in rows if row.selectable), None))
        elif self.hasFocus():
            self._show([choice for choice in choices if not choice.retired], text)

    def _show(self, choices: Sequence[Choice], text: str) -> None:
        rows = rows_for(choices, text, allow_new=self._allow_new, waiting=self._waiting)
        shown = self._list()
        shown.show_rows(rows, select_first=bool(text.strip()))
        if not text:
            shown.highlight_key(self._key)

    def _take_highlighted(self) -> bool:
        row = self.highlighted()
        if row is None:
            return False
        self._take(row)
        return True

    def _take(self, row: Row | None) -> None:
        if row is None:
            return
        self.close_list()
        if row.choice is not None:
            self._choose(row.choice.key, row.choice.label)
        elif row.add:
            self.new_requested.emit(self.text().strip())

    def _take_if_certain(self) -> None:
        text = self.text()
        fitting = matching(self._choices, text)
        certain = exact(self._choices, text) or (fitting[0] if len(fitting) == 1 else None)
        if certain is not None:
            self._choose(certain.key, certain.label)
        elif self._key is not None:
            self._key, self._label = None, ""
            self.changed.emit(None)
        if certain is None and not self._allow_new:
            set_role(self, "gap", "true")
            self.setToolTip(_("“{text}” is not in the list").format(text=text.strip()))

    def _choose(self, key: str | None, label: str) -> None:
        before = self._key
        self._key, self._label = key, label
        self._show_value()
        if key != before:
            self.changed.emit(key)

    def _go_back(self) -> None:
        self.close_list()
        self._show_value()

    def _show_value(self) -> None:
        self._edited = False
        self._accept_when_there = False
        self._waiting = False
        self._asked += 1  # an answer still under way is for a text that is gone
        set_role(self, "gap", "false")
        self.setToolTip("")
        self.setText(self._label)
        self.setCursorPosition(0)
        if self.hasFocus():  # else a typed letter would go in front of the value
            self.selectAll()
