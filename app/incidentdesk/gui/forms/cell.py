"""A field on a form: label, editor, what is missing, and what somebody else has written meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from incidentdesk.base.texts import _
from incidentdesk.gui.forms.choice_options import who_may_choose
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.forms.placing import FlowLayout
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select import SearchSelect

NARROW = 420
"""In a cell of fewer pixels the answers to a conflict stand below what it tells."""


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
        self._refusal = ""
        self.only_read = False
        """Whether it is written elsewhere: empty, it need not be seen."""
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

    def restrict(self, context: FormContext) -> str:
        """Disable what the person may not fill, and say who may; gives why, empty where they may."""
        field = self.editor.field
        elsewhere = context.elsewhere(field.key)
        self._refusal = context.refusal(field.key, None) or elsewhere
        if self._refusal:
            self.editor.widget.setEnabled(False)
            self.editor.widget.setToolTip(self._refusal)
            if elsewhere:
                self.frame.set_help(elsewhere)
                self.only_read = True
                self.editor.only_show()
        elif said := who_may_choose(field, context):
            self.frame.set_help(" ".join(part for part in (field.help, said) if part))
        return self._refusal

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed; a text can still be reached, selected, copied and read out."""
        widget = self.editor.widget
        if isinstance(widget, QLineEdit | QPlainTextEdit) and not isinstance(widget, SearchSelect):
            widget.setReadOnly(read_only)
        else:
            widget.setEnabled(not read_only and not self._refusal)

    def put_below(self, widget: QWidget) -> None:
        """Let something that belongs to the field stand below it."""
        self._column.addWidget(widget)

    def show_conflict(self, theirs: str) -> None:
        """Show what somebody else has written, and ask whose words stay. Neither is lost by it."""
        self.clear_conflict()
        strip = surface("warning", self)
        narrow = self.width() < NARROW
        row: QBoxLayout = QVBoxLayout(strip) if narrow else QHBoxLayout(strip)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        said = (
            _("Saved by somebody else meanwhile: “{text}”").format(text=theirs)
            if theirs
            else _("Emptied by somebody else meanwhile.")
        )
        row.addWidget(text_label(said, wrap=True), 1)
        answers: QLayout = FlowLayout(gap=8, line_gap=4) if narrow else row
        if narrow:
            row.addLayout(answers)
        for text, signal in ((_("Keep mine"), self.take_mine), (_("Take theirs"), self.take_theirs)):
            button = ActionButton(text)
            button.setAccessibleName(_("{action}: {field}").format(action=text, field=self.frame.label))
            button.clicked.connect(signal)
            answers.addWidget(button)
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
