"""A field on a form: label, editor, what is missing, and what somebody else has written meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import text_label


class FieldCell(QWidget):
    """An editor in its frame. ``take_mine`` and ``take_theirs`` answer a conflict."""

    take_mine = Signal()
    take_theirs = Signal()

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        field = editor.field
        self.editor = editor
        self.frame = FieldFrame(
            field.label, editor.widget, required=field.required, help=field.help, parent=self
        )
        editor.frame = self.frame
        self._conflict: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.frame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.hide()

    def set_required(self, required: bool) -> None:
        """Show or hide the star."""
        if required != self.frame.is_required():
            self.frame.set_required(required)

    def show_conflict(self, theirs: str) -> None:
        """Show what somebody else has written, and ask whose words stay. Neither is lost by it."""
        self.clear_conflict()
        strip = surface("warning", self)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        said = (
            _("Saved by somebody else meanwhile: “{text}”").format(text=theirs)
            if theirs
            else _("Emptied by somebody else meanwhile.")
        )
        row.addWidget(text_label(said, wrap=True), 1)
        for text, signal in ((_("Keep mine"), self.take_mine), (_("Take theirs"), self.take_theirs)):
            button = ActionButton(text)
            button.setAccessibleName(_("{action}: {field}").format(action=text, field=self.frame.label))
            button.clicked.connect(signal)
            row.addWidget(button)
        self._conflict = strip
        self._column.addWidget(strip)

    def clear_conflict(self) -> None:
        """Take the question away."""
        if self._conflict is None:
            return
        if self._conflict.isAncestorOf(self.window().focusWidget() or self):
            self.editor.focus()
        self._conflict.hide()
        self._conflict.deleteLater()
        self._conflict = None
