"""Who calls, in one line and in place: a name, and how to call back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import Entry
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select import Deliver, SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import LineEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CallerAsk(QWidget):
    """Enter in either field ends it: ``given(uid, name, callback)``, the uid where the name is a reporter's.

    A name that nobody has is taken as it stands. Esc leaves it: ``given_up``.
    """

    given = Signal(str, str, str)
    edited = Signal()
    given_up = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ends = False
        self._known: dict[str, Entry] = {}
        self.name = SearchSelect(placeholder=_("Name, phone or place"), allow_new=True)
        self.name.setAccessibleName(_("Who calls"))
        self.name.set_provider(self._find)
        self.name.changed.connect(self._taken)
        self.name.new_requested.connect(self._taken)
        self.callback = LineEdit(placeholder=_("Call back: number, from when"))
        self.callback.setAccessibleName(_("How to call back"))
        for field in (self.name, self.callback):
            field.installEventFilter(self)
            field.textEdited.connect(lambda _text: self.edited.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.callback)
        column.addWidget(text_label(_("Enter adds the caller, Esc leaves it."), "small"))

    def begin(self) -> None:
        """Ask, with both fields empty and the focus on the name."""
        self._ends = False
        self.name.set_value(None)
        self.callback.clear()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> dict[str, JsonValue]:
        """What is typed, as a draft keeps it."""
        said = {"reporter": self.name.value(), "name": self.name.text(), "callback": self.callback.text()}
        return {key: value for key, value in said.items() if value}

    def set_draft(self, draft: Mapping[str, JsonValue]) -> None:
        """Show again what ``draft`` gave."""
        reporter, name = draft.get("reporter"), str(draft.get("name") or "")
        if isinstance(reporter, str):
            self.name.set_value(reporter, name)
        else:
            self.name.set_unresolved(name)
        self.callback.setText(str(draft.get("callback") or ""))

    def end(self) -> None:
        """Take what is in the fields, as Enter does; a name that is still being looked up is waited for."""
        self._ends = True
        self.name.settle()
        if not self.name.is_taking():
            self._give()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter ends it, Esc leaves it; both before the fields and the page have their own use for them."""
        if isinstance(event, QKeyEvent) and event.key() in (*_ENTER, Qt.Key.Key_Escape):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.type() == QEvent.Type.ShortcutOverride and plain:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and plain:
                self._leave() if event.key() == Qt.Key.Key_Escape else self.end()
                return True
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        self.name.close_list()
        self.given_up.emit()

    def _find(self, text: str, deliver: Deliver) -> None:
        def answer(found: Sequence[Entry]) -> None:
            if isValid(self) and isValid(self.name):
                self._known.update({one.uid: one for one in found})
                deliver([Choice(one.uid, one.name, one.line, retired=not one.active) for one in found])

        self._session.find_items("reporter", text, answer)

    def _taken(self, _what: object) -> None:
        if self._ends:
            QTimer.singleShot(0, self, self._give)  # the field is still showing what was taken

    def _give(self) -> None:
        if not self._ends:
            return
        self._ends = False
        uid = self.name.value() or ""
        known = self._known.get(uid)
        name = known.name if known is not None else self.name.text().strip()
        if not name:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.name.close_list()
        self.given.emit(uid, name, self.callback.text().strip())
