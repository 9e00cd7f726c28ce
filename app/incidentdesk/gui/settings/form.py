"""A small form of labelled fields with texts for values, which knows whether something was typed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from incidentdesk.base.errors import UsageError, UserFacingError
from incidentdesk.gui.settings.roles_field import RolesField
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit

Editor = LineEdit | GrowingTextEdit | SegmentedControl | SearchSelect | RolesField


class FieldError(UsageError):
    """What is wrong in the field ``key`` of a form, told beside it."""

    def __init__(self, key: str, message: str, next_step: str) -> None:
        super().__init__(message, next_step)
        self.key = key


class Form(QWidget):
    """Fields one below the other, or ``per_row`` beside each other.

    Choices give their key, and an empty text where nothing is chosen.
    """

    edited = Signal()
    """The person changed a field."""

    def __init__(self, *, per_row: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames: dict[str, FieldFrame] = {}
        self._editors: dict[str, Editor] = {}
        self._start: dict[str, str] = {}
        self._per_row = per_row
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        for column in range(per_row):
            self._grid.setColumnStretch(column, 1)

    def add(
        self, key: str, label: str, editor: Editor, *, required: bool = False, help: str = "",
        wide: bool = False,
    ) -> FieldFrame:  # fmt: skip
        """Add a field at the end; a ``wide`` one takes the rest of its row, and is the last."""
        frame = FieldFrame(label, editor, required=required, help=help)
        row, column = divmod(len(self._frames), self._per_row)
        self._grid.addWidget(frame, row, column, 1, self._per_row - column if wide else 1)
        self._frames[key], self._editors[key] = frame, editor
        if isinstance(editor, SearchSelect | SegmentedControl | RolesField):
            editor.changed.connect(self._changed)
        elif isinstance(editor, GrowingTextEdit):
            editor.textChanged.connect(self._changed)
        else:
            editor.textEdited.connect(self._changed)
        self._start[key] = ""
        return frame

    def refuse(self, error: UserFacingError) -> bool:
        """Say beside the field what is wrong in it, and go there; false where ``error`` is about no field."""
        if not isinstance(error, FieldError) or error.key not in self._frames:
            return False
        self._frames[error.key].show_gap(str(error))
        self._frames[error.key].setFocus()
        return True

    def frame(self, key: str) -> FieldFrame:
        """The labelled field ``key``."""
        return self._frames[key]

    def editor(self, key: str) -> Editor:
        """The editor of the field ``key``."""
        return self._editors[key]

    def values(self) -> dict[str, str]:
        """What is in the fields now; the ends of texts are trimmed."""
        return {key: _value(editor) for key, editor in self._editors.items()}

    def start(self) -> dict[str, str]:
        """What the fields started from."""
        return dict(self._start)

    def typed(self) -> dict[str, str]:
        """The values that differ from those the form started from."""
        return {key: value for key, value in self.values().items() if value != self._start[key]}

    def load(self, values: Mapping[str, str]) -> None:
        """Start from ``values``; what was typed is replaced."""
        self._start = {key: values.get(key, "") for key in self._editors}
        self.put(self._start)
        for frame in self._frames.values():
            frame.clear_gap()

    def put(self, values: Mapping[str, str]) -> None:
        """Fill fields as if a person had: what the form started from stays."""
        for key, value in values.items():
            if key in self._editors:
                _set_value(self._editors[key], value)

    def is_dirty(self) -> bool:
        """Whether something was typed that differs from the start."""
        return bool(self.typed())

    def focus_first(self) -> None:
        """Put the focus into the first field that is shown."""
        for frame in self._frames.values():
            if not frame.isHidden():
                frame.setFocus()
                return

    def _changed(self, _value: object = None) -> None:
        for frame in self._frames.values():
            frame.clear_gap()
        self.edited.emit()


def _value(editor: Editor) -> str:
    if isinstance(editor, SearchSelect | SegmentedControl | RolesField):
        return editor.value() or ""
    return (editor.toPlainText() if isinstance(editor, GrowingTextEdit) else editor.text()).strip()


def _set_value(editor: Editor, value: str) -> None:
    if isinstance(editor, SearchSelect | SegmentedControl | RolesField):
        editor.set_value(value or None)
    elif isinstance(editor, GrowingTextEdit):
        if editor.toPlainText() != value:
            editor.blockSignals(True)
            editor.setPlainText(value)
            editor.blockSignals(False)
    else:
        editor.setText(value)
