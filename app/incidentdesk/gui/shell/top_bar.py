"""The bar above the pages: one field for searching, and who works here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import icon
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.chip_button import ChipButton
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.labels import elided_label
from incidentdesk.gui.widgets.painting import key_text
from incidentdesk.gui.widgets.text import LineEdit

KEY = "F2"
"""Changes person, from anywhere."""


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


class PersonButton(ChipButton):
    """Says who works here, as a chip; pressed, it lets another person in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleDescription(_("Change person; key: {key}").format(key=key_text(KEY)))

    def show_name(self, name: str) -> None:
        """Say another name."""
        self.set_chip(f"{name} · {key_text(KEY)}", "neutral")
        self.setAccessibleName(_("Works here: {name}").format(name=name))
        self.setToolTip(_("Works here: {name}. Press to change person.").format(name=name))


class TopBar(QFrame):
    """Search, late incidents, organisation, person, and the menu."""

    late_clicked = Signal()

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "header")
        self.setFixedHeight(48)
        self.search = CommandField()
        self._late = Chip("", "danger")
        self._late.hide()
        self._organisation = elided_label("muted")
        self._organisation.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.person = PersonButton()
        more = IconButton("more", _("Menu"), key_hint="Alt+M")
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        self.menu_button = more
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        self._row = row
        row.addWidget(self.search)
        row.addStretch(1)
        for widget in (self._late, self._organisation, self.person, more):
            row.addWidget(widget)

    def add(self, chip: QWidget) -> None:
        """Put a further chip before all others."""
        self._row.insertWidget(2, chip)

    def show_person(self, name: str, organisation: str, department: str) -> None:
        """Say who works here, for whom."""
        self.person.show_name(name)
        self._organisation.setText(" · ".join(part for part in (organisation, department) if part))

    def show_late(self, count: int) -> None:
        """Say how many incidents have missed a target."""
        self._late.set_chip(_("{n} late").format(n=count), "danger")
        self._late.setVisible(count > 0)
