"""A condition of a runbook, made as a filter of the queue is made: chips, and a line for the one at hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.filters.bar import FilterBar
from incidentdesk.gui.filters.editor import FilterEditor
from incidentdesk.gui.filters.tree import Path, TestPart, part_at, same
from incidentdesk.gui.filters.value_editors import Lent
from incidentdesk.services.lists.list_columns import FieldInfo


class ConditionEditor(QWidget):
    """``edited`` when the condition is another one: read ``value()``."""

    edited = Signal()

    def __init__(self, add: str) -> None:
        super().__init__()
        self.bar = FilterBar()
        self.bar.add_button.setText(add)
        self.bar.add_button.setAccessibleName(add)
        self.bar.add_button.set_key_hint("")
        self._given: JsonValue = None
        self._editor: FilterEditor | None = None
        self._fields: tuple[Sequence[FieldInfo], Lent] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.bar)
        self.bar.add_asked.connect(self._add)
        self.bar.edit_asked.connect(self._edit)
        self.bar.changed.connect(self.edited)

    @property
    def editor(self) -> FilterEditor:
        """The line in which a test is made; made at its first use."""
        if self._editor is None:
            editor = self._editor = FilterEditor()
            self._column.addWidget(editor)
            editor.made.connect(self._take)
            editor.removed.connect(self.bar.remove)
            editor.group_made.connect(self.bar.group_part)
            editor.search_made.connect(self._take_words)
            editor.left.connect(lambda: self.bar.focus_chip(-1))
            self._lend()
        return self._editor

    def set_fields(self, fields: Sequence[FieldInfo], lent: Lent) -> None:
        """Say what may be tested."""
        self._fields = fields, lent
        self.bar.set_words({one.key: one for one in fields}, lent.names)
        self._lend()

    def value(self) -> JsonValue:
        """The condition, as it was given where it says the same; ``None`` where there is none."""
        now = self.bar.condition()
        return self._given if now is not None and same(self._given, now) else now

    def set_value(self, condition: JsonValue) -> None:
        """Show a condition."""
        self._given = condition
        self.bar.show_condition(condition)

    def _lend(self) -> None:
        """What is of runbooks alone is offered first: the answers of earlier steps, and the words."""
        if self._editor is not None and self._fields is not None:
            fields, lent = self._fields
            self._editor.set_fields(fields, lent, [one.key for one in fields if one.key not in CORE_FIELDS])

    def _take_words(self, words: str) -> None:
        """Words alone are looked for in all that was written."""
        self._take((), TestPart("text", "contains", words), new=True)

    def _add(self, path: Path) -> None:
        self.editor.begin(path)

    def _edit(self, path: Path) -> None:
        part = part_at(self.bar.group, path)
        if isinstance(part, TestPart):
            self.editor.edit(path, part)

    def _take(self, path: Path, part: TestPart, new: bool) -> None:
        self.bar.put(path, part, new=new)
        self.bar.focus_chip(-1)
