"""The field for everything: what is typed in it is looked for, and its list stands below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import icon
from incidentdesk.gui.widgets.painting import key_text
from incidentdesk.gui.widgets.text import LineEdit


class CommandField(LineEdit):
    """The field for everything, whose list stands below it.

    ``sought`` as one types, ``stepped`` on Up and Down, ``entered(all)`` on Enter (with Ctrl: all results),
    ``left`` on Esc, ``focused`` before anything is typed, ``unfocused`` when the focus goes elsewhere.
    """

    sought = Signal(str)
    stepped = Signal(int)
    entered = Signal(bool)
    left = Signal()
    unfocused = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        hint = _("Search incidents, people, views, or type a command")
        self.setPlaceholderText(f"{hint}   {key_text('Ctrl+K')}")
        self.setAccessibleName(_("Search"))
        self.setClearButtonEnabled(True)
        self.setFixedWidth(460)
        self.addAction(QAction(icon("search", "muted"), "", self), LineEdit.ActionPosition.LeadingPosition)
        self.textEdited.connect(self.sought)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc and the arrows belong to the list."""
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in steps:
            self.stepped.emit(steps[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Offer what there is."""
        super().mousePressEvent(event)
        self.sought.emit(self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell of it."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the list away."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.unfocused.emit()
