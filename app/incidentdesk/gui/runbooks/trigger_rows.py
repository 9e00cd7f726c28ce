"""For which incidents a runbook is meant: conditions, each with the words that tell people of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.runbook_writer import Raw
from incidentdesk.gui.filters.value_editors import Lent
from incidentdesk.gui.runbooks.condition_editor import ConditionEditor
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.cards import clear_layout
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.lists.list_columns import FieldInfo


class _Row(QWidget):
    def __init__(self, number: int, raw: Raw) -> None:
        super().__init__()
        self.raw = raw
        self.say = LineEdit(str(raw.get("say") or ""), placeholder=_("In words: “mail does not arrive”"))
        self.say.setAccessibleName(_("Reason {n} in words").format(n=number))
        self.when = ConditionEditor(_("Add a condition"))
        self.when.set_value(raw.get("when"))
        self.remove = IconButton("trash", _("Remove reason {n}").format(n=number), quiet=True)
        inside = QVBoxLayout()
        inside.setSpacing(4)
        inside.addWidget(self.say)
        inside.addWidget(self.when)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(8)
        row.addLayout(inside, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def value(self) -> Raw:
        when = self.when.value()
        made: Raw = {**self.raw, "say": self.say.text().strip()}
        made.pop("when", None)
        return made if when is None else {**made, "when": when}


class TriggerRows(QWidget):
    """``edited`` when something was changed: read ``value()``."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[_Row] = []
        self._fields: tuple[Sequence[FieldInfo], Lent] | None = None
        self.add_button = ActionButton(_("Add a reason"), icon_name="plus", kind="link")
        self.add_button.clicked.connect(lambda _checked=False: self.add())
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._column)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_fields(self, fields: Sequence[FieldInfo], lent: Lent) -> None:
        """Say what conditions may test."""
        self._fields = fields, lent
        for row in self.rows:
            row.when.set_fields(fields, lent)

    def value(self) -> list[JsonValue]:
        """All of them as they are in the file."""
        return [row.value() for row in self.rows]

    def set_value(self, triggers: JsonValue) -> None:
        """Show others."""
        clear_layout(self._column)
        self.rows = []
        for one in triggers if isinstance(triggers, list) else ():
            if isinstance(one, dict):
                self._add_row(one)

    def add(self) -> None:
        """Add an empty one, with the focus in it."""
        self._add_row({}).say.setFocus()
        self.edited.emit()

    def _add_row(self, raw: Raw) -> _Row:
        row = _Row(len(self.rows) + 1, raw)
        if self._fields is not None:
            row.when.set_fields(*self._fields)
        row.say.textEdited.connect(lambda _text: self.edited.emit())
        row.when.edited.connect(self.edited)
        row.remove.clicked.connect(lambda _checked=False: self._remove(row))
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _remove(self, row: _Row) -> None:
        self.set_value([one.value() for one in self.rows if one is not row])
        self.add_button.setFocus()
        self.edited.emit()
