"""Making and editing a test: field, operator and value in a line below the filter bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.filters.tree import Path, TestPart
from incidentdesk.gui.filters.value_editors import Lent, ValueEditor, show_value, value_editor
from incidentdesk.gui.filters.words import op_words
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select import Deliver, SearchSelect
from incidentdesk.gui.widgets.select_match import Choice, matching
from incidentdesk.services.lists.list_columns import FieldInfo

_SEARCH = "search:"
_FIRST = (
    "status", "priority", "assignee", "category", "title", "next_due", "logged", "updated", "service",
    "reporter", "team", "device", "stage", "type", "breached", "major", "closed",
)  # fmt: skip
"""The fields that are asked for most, offered first."""


class FilterEditor(QFrame):
    """A line to build a test in.

    ``made(path, part, new)`` when a test is complete; ``search_made(text)`` where words were typed that are
    to be looked for in all texts; ``left`` when it is closed without. ``group_made(path)`` puts the edited
    test into a group of its own.
    """

    made = Signal(tuple, object, bool)
    search_made = Signal(str)
    removed = Signal(tuple)
    group_made = Signal(tuple)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "header")
        self._fields: dict[str, FieldInfo] = {}
        self._lent: Lent | None = None
        self._path: Path = ()
        self._new = True
        self.editor: ValueEditor | None = None
        self.field = SearchSelect(placeholder=_("Field, or words to search for"))
        self.field.setAccessibleName(_("Field"))
        self.field.setMinimumWidth(150)
        self.field.set_provider(self._offer_fields)
        self.op = SearchSelect(placeholder=_("How"))
        self.op.setAccessibleName(_("How it is compared"))
        self.op.setFixedWidth(132)
        self.turned = QCheckBox(_("Not"))
        self.turned.setToolTip(_("Incidents for which this is not so"))
        self.apply_button = ActionButton(_("Apply"), kind="primary", key_hint="Enter")
        self.group_button = ActionButton(_("Group"), kind="quiet")
        self.group_button.setToolTip(_("Put this test into a group, to which others can be added"))
        self.remove_button = ActionButton(_("Remove"), kind="quiet")
        self.cancel_button = IconButton("cross", _("Cancel"), key_hint="Esc", quiet=True)
        self.told = text_label("", "danger")
        self.slow = text_label("", "muted")
        self._value = QHBoxLayout()
        self._taken = QVBoxLayout()
        self._lay_out()
        self._connect()
        self.hide()

    def set_fields(self, fields: Sequence[FieldInfo], lent: Lent, first: Sequence[str] = _FIRST) -> None:
        """Say what can be asked for; those of ``first`` are offered before the others."""
        ranked = sorted(fields, key=lambda one: first.index(one.key) if one.key in first else len(first))
        self._fields = {info.key: info for info in ranked}
        self._lent = lent

    def begin(self, path: Path) -> None:
        """Make a new test in the group at ``path``."""
        self._open(path, new=True)
        self.field.set_value(None)
        self.turned.setChecked(False)
        self._choose_field(None)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.open_list()

    def edit(self, path: Path, part: TestPart) -> None:
        """Edit the test at ``path``."""
        info = self._fields.get(part.field)
        self._open(path, new=False)
        self.field.set_value(part.field, info.label if info else part.field)
        self.turned.setChecked(part.negated)
        self._choose_field(part.field, part.op)
        if self.editor is not None and info is not None and self._lent is not None:
            show_value(self.editor, part.value, info, self._lent)
        (self.editor or self.op).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def apply(self) -> None:
        """Take up the test, or say what is missing."""
        self.field.settle()
        info = self._fields.get(self.field.value() or "")
        self.op.settle()
        op = self.op.value()
        if info is None or not op:
            self._tell(_("Choose a field from the list."), self.field)
            return
        value: JsonValue = None
        if self.editor is not None:
            value = self.editor.value()
            if value is None:
                self._tell(_("Give a value."), self.editor)
                return
        self.hide()
        self.made.emit(self._path, TestPart(info.key, op, value, self.turned.isChecked()), self._new)

    def close_editor(self) -> None:
        """Put it away without a test."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Apply on Enter, leave on Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)

    def _open(self, path: Path, *, new: bool) -> None:
        self._path, self._new = path, new
        self._say(self.told, "")
        for button in (self.remove_button, self.group_button):
            button.setVisible(not new)
        self.show()

    def _tell(self, text: str, where: QWidget) -> None:
        self._say(self.told, text)
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _offer_fields(self, text: str, deliver: Deliver) -> None:
        fields = [info for info in self._fields.values() if info.ops]
        choices = [Choice(info.key, info.label, group=info.group) for info in fields]
        found = matching(choices, text)
        words = text.strip()
        if words and self._new and not self._path:
            found.append(Choice(f"{_SEARCH}{words}", _("Search for “{text}”").format(text=words)))
        deliver(found)

    def _field_chosen(self, key: object) -> None:
        if isinstance(key, str) and key.startswith(_SEARCH):
            self.hide()
            self.search_made.emit(key.removeprefix(_SEARCH))
            return
        self._choose_field(key if isinstance(key, str) else None)
        if self.editor is not None:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key is not None:
            self.op.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_field(self, key: str | None, op: str = "") -> None:
        info = self._fields.get(key or "")
        self._say(self.told, "")
        slow = _("This field is looked up in each incident, which takes a while in a long list.")
        self._say(self.slow, "" if info is None or info.indexed else slow)
        ops: Mapping[str, str] = {one: op_words(one, info.kind) for one in info.ops} if info else {}
        self.op.set_choices([Choice(one, words) for one, words in ops.items()])
        self.op.setEnabled(bool(ops))
        chosen = op if op in ops else next(iter(ops), "")
        self.op.set_value(chosen or None)
        self._show_editor(info, chosen)

    def _op_chosen(self, op: object) -> None:
        info = self._fields.get(self.field.value() or "")
        before = self.editor.value() if self.editor is not None else None
        self._show_editor(info, op if isinstance(op, str) else "")
        if self.editor is not None:
            if before is not None and info is not None and self._lent is not None:
                show_value(self.editor, before, info, self._lent)
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_editor(self, info: FieldInfo | None, op: str) -> None:
        old, self.editor = self.editor, None
        if old is not None:
            for widget in (old, *((old.below,) if old.below else ())):
                widget.hide()
                widget.deleteLater()
        if info is not None and op and self._lent is not None:
            self.editor = value_editor(info, op, self._lent)
        if self.editor is not None:
            self.editor.entered.connect(self.apply)
            self._value.addWidget(self.editor)
            if self.editor.below is not None:
                self._taken.addWidget(self.editor.below)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.op)
        row.addLayout(self._value, 1)
        for widget in (self.turned, self.apply_button, self.cancel_button):
            row.addWidget(widget)
        said = QVBoxLayout()
        said.addWidget(self.told)
        said.addWidget(self.slow)
        said.addLayout(self._taken)
        below = QHBoxLayout()
        below.setContentsMargins(4, 0, 0, 0)
        below.addLayout(said, 1)
        below.addWidget(self.group_button, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addLayout(below)

    def _connect(self) -> None:
        self.field.changed.connect(self._field_chosen)
        self.op.changed.connect(self._op_chosen)
        self.apply_button.clicked.connect(lambda _checked=False: self.apply())
        self.cancel_button.clicked.connect(lambda _checked=False: self.close_editor())
        self.remove_button.clicked.connect(lambda _checked=False: self._remove())
        self.group_button.clicked.connect(lambda _checked=False: self._group())

    def _remove(self) -> None:
        self.hide()
        self.removed.emit(self._path)

    def _group(self) -> None:
        self.hide()
        self.group_made.emit(self._path)
