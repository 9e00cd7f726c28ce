"""A command as a list of arguments, one a field: no shell reads it, so that nothing has to be quoted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import mono_font
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.cards import clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import GrowingTextEdit

LABEL = 72


class ArgumentsEditor(QWidget):
    """The first field is the program. ``edited`` when something was typed, added or taken away."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[GrowingTextEdit] = []
        self.add_button = ActionButton(_("Add a command"), icon_name="plus", kind="link")
        self.add_button.clicked.connect(lambda _checked=False: self.add())
        self.hint = text_label(
            _("Nothing is quoted: blanks, quotes and signs reach the program as they stand here."), "small",
            wrap=True,
        )  # fmt: skip
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._rows)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.hint)
        self.set_value(())

    def value(self) -> list[str]:
        """The arguments, to the letter; none where there is no command."""
        return [field.toPlainText() for field in self.fields]

    def set_value(self, arguments: Sequence[str]) -> None:
        """Show another command."""
        clear_layout(self._rows)
        self.fields = []
        for text in arguments:
            self._add_row(text)
        self._name()

    def add(self) -> None:
        """Add an empty argument at the end, with the focus in it."""
        field = self._add_row("")
        self._name()
        field.setFocus()
        self.edited.emit()

    def _add_row(self, text: str) -> GrowingTextEdit:
        field = GrowingTextEdit(text, least=1, most=8)
        field.setFont(mono_font())
        field.textChanged.connect(self.edited)
        place = len(self.fields)
        name = text_label(_("Program") if not place else _("Argument {n}").format(n=place), "muted")
        name.setFixedWidth(LABEL)
        field.setAccessibleName(name.text())
        remove = IconButton("cross", _("Remove {name}").format(name=name.text()), quiet=True)
        remove.clicked.connect(lambda _checked=False, field=field: self._remove(field))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(field, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)
        self.fields.append(field)
        return field

    def _remove(self, field: GrowingTextEdit) -> None:
        place = self.fields.index(field)
        self.set_value([text for other, text in enumerate(self.value()) if other != place])
        (self.fields[min(place, len(self.fields) - 1)] if self.fields else self.add_button).setFocus()
        self.edited.emit()

    def _name(self) -> None:
        self.add_button.setText(_("Add an argument") if self.fields else _("Add a command"))
        self.hint.setVisible(bool(self.fields))
