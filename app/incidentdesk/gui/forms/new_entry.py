"""The few fields of a new entry of a register, below the field in which its name was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.registers import REGISTERS
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Editor
from incidentdesk.gui.forms.register_fields import in_line_fields
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import elided_label, text_label

COLUMNS = 2


@runtime_checkable
class Awaits(Protocol):
    """An editor whose value may come with an answer of the desk."""

    def is_under_way(self) -> bool:
        """Whether it does, now."""


class NewEntry(QFrame):
    """Hidden until it is opened. Enter adds (``wanted``), Esc leaves it (``given_up``).

    ``edited`` tells of what is typed.
    """

    wanted = Signal()
    given_up = Signal()
    edited = Signal()

    def __init__(
        self, register: str, context: FormContext,
        make: Callable[[Field, FormContext], Editor], parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setProperty("surface", "neutral")
        self._what = _(REGISTERS[register].label)
        within = replace(context, within=True)
        self.editors: dict[str, Editor] = {}
        self.heading = elided_label("strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place in range(COLUMNS):
            grid.setColumnStretch(place, 1)
        for place, field in enumerate(in_line_fields(register)):
            editor = self.editors[field.key] = make(field, within)
            name = _("{field} of the new {register}")
            editor.widget.setAccessibleName(name.format(field=field.label, register=self._what.lower()))
            editor.changed.connect(partial(self._edited, editor))
            cell = _labelled(field, editor.widget) if field.kind == "yes_no" else editor.widget
            grid.addWidget(cell, place // COLUMNS, place % COLUMNS, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        add = ActionButton(_("Add"), kind="primary", key_hint="Enter")
        add.setAccessibleName(_("Add the new {register}").format(register=self._what.lower()))
        add.clicked.connect(lambda _checked=False: self.wanted.emit())
        leave = ActionButton(_("Not now"), key_hint="Esc")
        leave.clicked.connect(lambda _checked=False: self.given_up.emit())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(add)
        row.addWidget(leave)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def has_fields(self) -> bool:
        """Whether there is anything to ask."""
        return bool(self.editors)

    def begin(self, context: FormContext) -> None:
        """Go on to another incident."""
        within = replace(context, within=True)
        for editor in self.editors.values():
            editor.begin(within)
            editor.set_value(None)

    def open(self, name: str) -> None:
        """Ask for the entry called ``name``."""
        self.name_it(name)
        self.show()

    def name_it(self, name: str) -> None:
        """Show what the new entry is called."""
        self.heading.setText(_("New {register}: {name}").format(register=self._what.lower(), name=name))

    def close_it(self) -> None:
        """Take it away, with what was typed."""
        self.hide()
        for editor in self.editors.values():
            editor.set_value(None)

    def focus_first(self) -> None:
        """Go to the first field."""
        next(iter(self.editors.values())).focus()

    def values(self) -> dict[str, JsonValue]:
        """What was given, by field."""
        given = {key: editor.value() for key, editor in self.editors.items()}
        return {key: value for key, value in given.items() if not is_missing(value)}

    def drafts(self) -> dict[str, JsonValue]:
        """What a draft keeps of it."""
        return {key: one.draft() for key, one in self.editors.items() if not one.is_empty()}

    def set_drafts(self, drafts: Mapping[str, JsonValue]) -> None:
        """Show again what ``drafts`` gave."""
        for key, draft in drafts.items():
            if key in self.editors:
                self.editors[key].set_draft(draft)

    def settle(self) -> bool:
        """Take in every field what is typed and can be taken; whether an answer for one is under way."""
        for editor in self.editors.values():
            editor.settle()
        return any(isinstance(one, Awaits) and one.is_under_way() for one in self.editors.values())

    def has_problem(self) -> bool:
        """Whether a field holds text that is no value; it says so."""
        wrong = [editor for editor in self.editors.values() if editor.typed() is not None]
        for editor in wrong:
            editor.set_problem(_("“{text}” is not known yet.").format(text=editor.typed()))
        return bool(wrong)

    def _edited(self, editor: Editor) -> None:
        editor.set_problem("")
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add on Enter, give up on Esc."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the page: it has a use here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
        return super().event(event)


def _labelled(field: Field, widget: QWidget) -> QWidget:
    cell = QWidget()
    row = QHBoxLayout(cell)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(text_label(field.label, "label"))
    row.addWidget(widget, 1)
    return cell
