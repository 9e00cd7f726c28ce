"""What every editor of a field can do, whatever its kind."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.gate import Asking
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import set_role

TYPED = "typed"
"""The key of the draft form of a text that is no value (yet)."""

REST = "rest"
"""Beside ``TYPED``: what else was typed of what the text will become."""


class Compound(QWidget):
    """An editor of several widgets; the first of them, its focus proxy, answers for the name."""

    def setAccessibleName(self, name: str) -> None:
        """Name the widget that gets the focus as well."""
        super().setAccessibleName(name)
        inner = self.focusProxy()
        if inner is not None:
            inner.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Describe the widget that gets the focus as well."""
        super().setAccessibleDescription(description)
        inner = self.focusProxy()
        if inner is not None:
            inner.setAccessibleDescription(description)


class Editor(QObject):
    """Edits one value. Lives as long as its ``widget``.

    ``changed`` tells of changes that the person makes, never of ``set_value``. Nothing typed is thrown away:
    text that is no value stays in the widget, ``typed()`` tells it; ``value()`` is still the last good one.
    """

    changed = Signal()
    _context: FormContext

    def __init__(self, field: Field, widget: QWidget) -> None:
        super().__init__(widget)
        self.field = field
        self.widget = widget
        self.frame: FieldFrame | None = None
        self._own_problem = ""
        self._problem = ""
        self._turn = 0

    def begin(self, context: FormContext) -> None:
        """Go on to another incident; ``set_value`` follows.

        What was typed, could be undone or was asked for the last one is gone, and what is still on its way to
        it is not taken.
        """
        self._context = context
        self._turn += 1
        self._own_problem = self._problem = ""
        self._show_problem()

    def value(self) -> JsonValue:
        """The value in its canonical JSON form; None when there is none."""
        raise NotImplementedError

    def set_value(self, value: JsonValue) -> None:
        """Show ``value``; None empties. Does not emit ``changed``."""
        raise NotImplementedError

    def typed(self) -> str | None:
        """The text in the widget while it is no value; None while it is one, or nothing."""
        return None

    def set_typed(self, text: str) -> None:
        """Put back a text that is no value."""

    def draft(self) -> JsonValue:
        """What a draft keeps: the value, or ``{"typed": …}`` for a text that is none."""
        typed = self.typed()
        return self.value() if typed is None else {TYPED: typed}

    def set_draft(self, draft: JsonValue) -> None:
        """Show again what ``draft`` gave."""
        if isinstance(draft, dict) and is_typed(draft):
            self.set_typed(str(draft[TYPED]))
        else:
            self.set_value(draft)

    def is_empty(self) -> bool:
        """Whether there is neither a value nor anything typed."""
        return is_missing(self.value()) and not self.typed()

    def focus(self) -> None:
        """Give the widget the keyboard."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Whether the keyboard is anywhere in the widget."""
        focused: QWidget | None = self.widget.window().focusWidget()
        return focused is not None and (focused is self.widget or self.widget.isAncestorOf(focused))

    def only_show(self) -> None:
        """Offer nothing that would change it: it is written elsewhere."""

    def settle(self) -> None:
        """Take what is typed and can be taken, as leaving the field would."""

    def refresh(self, asking: Asking) -> None:
        """Answer a change of other fields; by default there is nothing to do."""

    def set_problem(self, text: str) -> None:
        """Show what is missing or wrong; an empty text takes it away."""
        self._problem = text
        self._show_problem()

    @property
    def problem(self) -> str:
        """What is shown as wrong: text that is no value before anything else."""
        return self._own_problem or self._problem

    def _set_own_problem(self, text: str) -> None:
        self._own_problem = text
        self._show_problem()

    def _show_problem(self) -> None:
        if self.frame is None:
            set_role(self.widget, "gap", "true" if self.problem else "false")
            self.widget.setToolTip(self.problem)
        elif self.problem:
            self.frame.show_gap(self.problem)
        else:
            self.frame.clear_gap()


def is_typed(draft: JsonValue) -> bool:
    """Whether ``draft`` is a text that is no value."""
    return isinstance(draft, dict) and TYPED in draft and draft.keys() <= {TYPED, REST}
