"""The form in which a row of the response room is added or changed, in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.form import StageForm
from incidentdesk.gui.response.row_line import SIDE
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.response.room import Row


class RowForm(QWidget):
    """Enter in any field is ``wanted``, Esc is ``closed``; ``edited`` at each change by the person."""

    wanted = Signal()
    closed = Signal()
    edited = Signal()

    def __init__(self, fields: Sequence[Field], context: FormContext, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = ""
        """Of the row that is changed; empty for a new one."""
        self._context = context
        self.form = StageForm(fields, context, parent=self)
        self.form.edited.connect(lambda _key: self.edited.emit())
        self.button = ActionButton(act, kind="primary", key_hint="Return", parent=self)
        self.button.clicked.connect(self.wanted)
        self.cancel = ActionButton(_("Close"), key_hint="Esc", parent=self)
        self.cancel.clicked.connect(self.closed)
        self._problem = text_label("", "danger", wrap=True, parent=self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.button)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 8, SIDE, 12)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        self.tell("")

    def open(
        self,
        name: str,
        row: Row,
        context: FormContext,
        drafts: Mapping[str, JsonValue],
        base: Mapping[str, JsonValue],
    ) -> None:
        """Show the row ``name``, with what was typed of it and is not saved: it started from ``base``."""
        self.name, self._context = name, context
        self.tell("")
        self.form.begin(context, dict(row), drafts)
        for key in drafts:
            self.form.start_from(key, base.get(key))
        self.show_newer(row)
        self.show()

    def show_newer(self, row: Row) -> None:
        """Follow what others wrote; where the person has typed as well, both are told and neither is lost."""
        self.form.load(dict(row))
        edits, base = self.form.edits(), self.form.base()
        self.show_theirs(
            {key: row.get(key) for key in edits if (row.get(key) or None) != (base[key] or None)}
        )

    def show_theirs(self, theirs: Mapping[str, JsonValue]) -> None:
        """Say beside its field what somebody else wrote, and ask whose words stay."""
        texts = ValueTexts(
            self._context.settings, self._names(), self._context.definition,
            today=self._context.now().local().date(),
        )  # fmt: skip
        fields = {one.key: one for one in self.form.fields()}
        for key, value in theirs.items():
            self.form.show_conflict(key, value, texts.text(fields[key], value))

    def is_answered(self) -> bool:
        """Whether all is said that has to be; else the first gap has the focus, and tells what it lacks."""
        self.form.settle()
        values, typed = self.form.values(), self.form.typed()
        for field in self.form.fields():
            if field.required and not values.get(field.key) and field.key not in typed:
                self.form.editor(field.key).set_problem(_("Please answer this."))
                self.form.focus_field(field.key)
                return False
            if field.key in typed or field.key in self.form.conflicts():
                self.form.focus_field(field.key)
                return False
        return True

    def tell(self, words: str) -> None:
        """Say why it was refused; no words take it away."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _names(self) -> dict[str, str]:
        return {**self._context.names, **{one.uid: one.name for one in self._context.staff}}
