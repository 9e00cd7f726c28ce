"""Naming a view: a small form at the foot of the views."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import LineEdit


class ViewForm(QFrame):
    """Title, and whether all see it. ``done(title, shared)`` on Enter, ``left`` on Esc.

    ``opened(bool)`` when it comes and goes.
    """

    done = Signal(str, bool)
    left = Signal()
    opened = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.caption = text_label("", "label")
        self.title = LineEdit(placeholder=_("Name of the view"))
        self.title.setAccessibleName(_("Name of the view"))
        self.shared = QCheckBox(_("Everybody sees it"))
        self.told = text_label("", "danger", wrap=True)
        self.told.hide()
        self.save_button = ActionButton(_("Save"), kind="primary", key_hint="Enter")
        self.cancel_button = ActionButton(_("Cancel"), kind="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.caption, self.title, self.shared, self.told):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        column.addLayout(row)
        self.save_button.clicked.connect(lambda _checked=False: self.finish())
        self.cancel_button.clicked.connect(lambda _checked=False: self.leave())
        self.hide()

    def setVisible(self, visible: bool) -> None:
        """Come or go."""
        super().setVisible(visible)
        self.opened.emit(visible)

    def ask(self, caption: str, title: str, *, shared: bool) -> None:
        """Ask for a title and who sees the view."""
        self.caption.setText(caption)
        self.title.setText(title)
        self.shared.setChecked(shared)
        self.told.hide()
        self.show()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def tell(self, text: str) -> None:
        """Say why it cannot be saved so; what was typed stays."""
        self.told.setText(text)
        self.told.show()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Hand the title over, or say that one is needed."""
        title = self.title.text().strip()
        if not title:
            self.tell(_("A view needs a name."))
            return
        self.done.emit(title, self.shared.isChecked())

    def leave(self) -> None:
        """Go without saving."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Enter, leave on Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
