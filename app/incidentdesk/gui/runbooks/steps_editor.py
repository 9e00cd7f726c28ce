"""The steps of a runbook that is being written: one open at a time, the others in a line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.runbook_edits import inserted, moved, removed
from incidentdesk.domain.runbook_writer import Raw
from incidentdesk.gui.filters.value_editors import Lent
from incidentdesk.gui.runbooks.coming import DEPTH
from incidentdesk.gui.runbooks.raw_values import text_of
from incidentdesk.gui.runbooks.step_form import StepForm
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.buttons import ActionButton, IconButton
from incidentdesk.gui.widgets.cards import clear_layout, column_of
from incidentdesk.gui.widgets.labels import elided_label, text_label
from incidentdesk.gui.widgets.one_frame import place_all
from incidentdesk.services.lists.list_columns import FieldInfo
from incidentdesk.services.runbooks.runbook_fields import match_fields
from incidentdesk.services.runbooks.runbook_texts import command_text, kind_text

NUMBER, KIND = 28, 72


class StepsEditor(QWidget):
    """``edited`` when something was changed: read ``steps``. Numbers and what refers to them follow."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Raw] = []
        self.open = -1
        self.form: StepForm | None = None
        self.heads: list[ActionButton] = []
        self._fields: tuple[Sequence[FieldInfo], Lent] | None = None
        self.add_button = ActionButton(_("Add a step"), icon_name="plus", key_hint="Alt+N")
        self.add_button.clicked.connect(lambda _checked=False: self.add())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._rows)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        for text, keys, act in (
            (_("Move the step up"), "Alt+Up", partial(self._move_open, -1)),
            (_("Move the step down"), "Alt+Down", partial(self._move_open, 1)),
        ):
            add_action(self, text, keys, act, whole_window=False)

    def set_fields(self, fields: Sequence[FieldInfo], lent: Lent) -> None:
        """Say what conditions may test, beside the steps before."""
        self._fields = fields, lent
        self._lend()

    def set_value(self, steps: JsonValue) -> None:
        """Show other steps; the same one stays open."""
        given = steps if isinstance(steps, list) else []
        self.steps = [dict(one) for one in given if isinstance(one, dict)]
        self._show(min(self.open, len(self.steps) - 1))

    def close_step(self) -> None:
        """Show all in a line each: others come."""
        self.open, self.form = -1, None

    def add(self) -> None:
        """Add a step after the open one, else at the end, and open it."""
        self._take_up()
        place = self.open + 1 if self.open >= 0 else len(self.steps)
        self._put(inserted(self.steps, place, {"kind": "do", "text": ""}), place)
        if self.form is not None:
            place_all(DEPTH)
            self.form.focus_first()

    def remove(self, place: int) -> None:
        """Take a step away."""
        self._take_up()
        self._put(removed(self.steps, place), -1)
        self.add_button.setFocus()

    def shift(self, place: int, by: int) -> None:
        """Move a step up (-1) or down (1)."""
        self._take_up()
        to = place + by
        if not 0 <= to < len(self.steps):
            return
        steps = moved(self.steps, place, to)
        follows = {place: to, to: place}
        self._put(steps, follows.get(self.open, self.open))
        if self.open != to:
            self.heads[to].setFocus()

    def toggle(self, place: int) -> None:
        """Open a step, or close it."""
        self._take_up()
        self._show(-1 if place == self.open else place)
        if self.form is not None:
            place_all(DEPTH)
            self.form.focus_first()
        else:
            self.heads[place].setFocus()

    def _move_open(self, by: int) -> None:
        here = (
            self.open
            if self.open >= 0
            else next((place for place, head in enumerate(self.heads) if head.hasFocus()), -1)
        )
        if here >= 0:
            self.shift(here, by)

    def _put(self, steps: list[Raw], open_: int) -> None:
        self.steps = steps
        self._show(open_)
        self.edited.emit()

    def _take_up(self) -> None:
        """What is in the open form is in its step."""
        if self.form is not None and 0 <= self.open < len(self.steps):
            self.steps[self.open] = self.form.value()

    def _edited(self) -> None:
        self._take_up()
        self.edited.emit()

    def _show(self, open_: int) -> None:
        clear_layout(self._rows)
        self.open, self.form, self.heads = open_, None, []
        parts: list[QWidget] = []
        for place, step in enumerate(self.steps):
            row: QWidget = self._row(place, step)
            if place == open_:
                self.form = StepForm(step, len(self.steps))
                self._lend()
                self.form.edited.connect(self._edited)
                row = column_of((row, self.form))
            parts.append(row)
        self._rows.addWidget(column_of(parts, ruled=True))

    def _lend(self) -> None:
        if self.form is not None and self._fields is not None:
            fields, lent = self._fields
            self.form.set_fields(match_fields(fields, self.steps[: self.open]), lent)

    def _row(self, place: int, step: Raw) -> QFrame:
        frame = QFrame()
        number = text_label(str(place + 1), "muted")
        number.setFixedWidth(NUMBER)
        kind = text_label(kind_text(text_of(step.get("kind"))), "accent")
        kind.setFixedWidth(KIND)
        words = elided_label("strong" if place == self.open else "plain")
        words.setText(_line(step))
        is_open = place == self.open
        head = ActionButton(_("Close") if is_open else _("Change"), kind="link")
        head.setAccessibleName(f"{head.text()}: {place + 1}. {words.text()}")
        head.clicked.connect(lambda _checked=False: self.toggle(place))
        self.heads.append(head)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        for widget in (number, kind):
            row.addWidget(widget)
        row.addWidget(words, 1)
        row.addWidget(head)
        acts: tuple[tuple[str, str, Callable[[], None], bool], ...] = (
            ("chevron-up", _("Move step {n} up"), partial(self.shift, place, -1), place > 0),
            (
                "chevron-down",
                _("Move step {n} down"),
                partial(self.shift, place, 1),
                place + 1 < len(self.steps),
            ),
            ("trash", _("Remove step {n}"), partial(self.remove, place), True),
        )
        for icon, name, act, possible in acts:
            button = IconButton(icon, name.format(n=place + 1), quiet=True)
            button.setEnabled(possible)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        return frame


def _line(step: Raw) -> str:
    """A step in a line."""
    parts = [" ".join(text_of(step.get("text")).split()) or _("(nothing said yet)")]
    command = step.get("command")
    if isinstance(command, list) and command:
        parts.append(command_text([str(one) for one in command]))
    return "  ·  ".join(parts)
