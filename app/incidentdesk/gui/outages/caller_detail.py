"""The foot of the list of callers: the one the keyboard is on, and what can be said and done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.callers import Caller
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import elided_label, text_label
from incidentdesk.gui.widgets.text import LineEdit


class CallerDetail(QFrame):
    """Name, number and note of a caller: ``typed`` in the note; Enter there is ``entered``, Esc ``left``."""

    entered = Signal()
    left = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "footer")
        self._uid = ""
        self._notes: dict[str, str] = {}
        self.name = text_label("", "strong")
        self.number = text_label("")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told = elided_label("muted")
        self.copy = ActionButton(_("Copy"), kind="quiet", icon_name="copy", key_hint="C")
        self.copy.setAccessibleName(_("Copy the caller's number"))
        self.correct = ActionButton(_("Correct"), kind="quiet", icon_name="edit", key_hint="Return")
        self.correct.setAccessibleName(_("Correct what is known of the caller"))
        self.remove = ActionButton(_("Remove"), kind="quiet", icon_name="trash", key_hint="Del")
        self.remove.setAccessibleName(_("Take the caller away"))
        self.note = LineEdit(placeholder=_("What was said; Enter says “reached”"))
        self.note.setAccessibleName(_("Note on the caller"))
        self.note.installEventFilter(self)
        self.note.textEdited.connect(lambda _text: self.typed.emit())
        self.reached = ActionButton(_("Reached"), kind="primary", key_hint="R")
        self.no_answer = ActionButton(_("No answer"), key_hint="N")
        above = QHBoxLayout()
        above.setSpacing(8)
        for widget in (self.name, self.number, self.copy):
            above.addWidget(widget)
        above.addWidget(self.told, 1)
        above.addWidget(self.correct)
        above.addWidget(self.remove)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.note, 1)
        below.addWidget(self.no_answer)
        below.addWidget(self.reached)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addLayout(above)
        column.addLayout(below)

    def show_caller(self, caller: Caller | None) -> None:
        """Show another caller; a note that was begun for the last one is there again with that one."""
        uid = caller.uid if caller is not None else ""
        if uid != self._uid:
            self._notes = self.notes()
            self._uid = uid
            self.note.setText(self._notes.pop(uid, ""))
        self.setEnabled(caller is not None)
        self.name.setText(caller.name if caller is not None else _("Nobody is left here."))
        ways = [caller.phone, caller.place, caller.callback] if caller is not None else []
        self.number.setText(" · ".join([way for way in ways if way]))
        self.copy.setVisible(caller is not None and bool(caller.phone or caller.callback))
        self.told.setText(" · ".join(caller.note.splitlines()) if caller is not None else "")

    def notes(self) -> dict[str, str]:
        """The notes that were begun, by the uids of their callers."""
        notes = {**self._notes, self._uid: self.note.text()}
        return {uid: text for uid, text in notes.items() if uid and text.strip()}

    def set_notes(self, notes: Mapping[str, str]) -> None:
        """Other notes were begun."""
        self._notes = dict(notes)
        self.note.setText(self._notes.pop(self._uid, ""))

    def show_telling(self, *, can_tell: bool) -> None:
        """Show what says that a caller was told, or not while nobody can be."""
        for widget in (self.note, self.no_answer, self.reached):
            widget.setVisible(can_tell)

    def text(self) -> str:
        """The note on the caller that is shown."""
        return self.note.text().strip()

    def forget(self, uid: str, kept: str) -> None:
        """The note ``kept`` on a caller is on the desk; what was typed since stays."""
        if uid == self._uid and self.text() == kept:
            self.note.clear()
        elif self._notes.get(uid, "").strip() == kept:
            self._notes.pop(uid, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter says reached, Esc leads back to the list."""
        if isinstance(event, QKeyEvent) and event.key() in (
            Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape
        ):  # fmt: skip
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                (self.left if event.key() == Qt.Key.Key_Escape else self.entered).emit()
                return True
        return super().eventFilter(watched, event)
