"""Editors of choices: side by side while they are few, a search field for many, boxes for several at once."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout

from incidentdesk.base.texts import _
from incidentdesk.domain.gate import Asking
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.gui.forms.choice_options import Option, allowed, offered, options_of, side_by_side
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import Compound, Editor
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.tick_box import TickBox

COLUMNS = 3


def choice_editor(field: Field, context: FormContext) -> Editor:
    """The editor that suits how many choices ``field`` has."""
    options = offered(options_of(field, context.settings), None)
    if side_by_side(field, options):
        return SegmentedEditor(field, context)
    return SelectEditor(field, context)


class SegmentedEditor(Editor):
    """Few choices, all in sight; an optional one can be taken back."""

    def __init__(self, field: Field, context: FormContext) -> None:
        self.control = SegmentedControl(clearable=not field.required)
        super().__init__(field, self.control)
        self._context = context
        self._options = allowed(options_of(field, context.settings), field, context)
        self._offer(None)
        self.control.changed.connect(lambda _key: self.changed.emit())

    def value(self) -> JsonValue:
        """The key chosen."""
        return self.control.value()

    def set_value(self, value: JsonValue) -> None:
        """Choose a key; one that is offered no more is shown all the same."""
        key = value if isinstance(value, str) and value else None
        self._offer(key)
        self.control.set_value(key)

    def refresh(self, asking: Asking) -> None:
        """Offer what can be chosen as things stand; the choice stays."""
        options = options_of(self.field, self._context.settings, asking)
        self._options = allowed(options, self.field, self._context)
        self._offer(self.control.value())

    def _offer(self, current: str | None) -> None:
        wanted = [(option.key, option.label) for option in offered(self._options, current)]
        if wanted != self.control.options():
            self.control.set_options(wanted)


class SelectLikeEditor(Editor):
    """What all editors over a search field share: text that fits nothing is kept as it was typed."""

    def __init__(self, field: Field, select: SearchSelect) -> None:
        super().__init__(field, select)
        self.select = select
        select.changed.connect(self._chosen)
        select.textEdited.connect(self._typing)
        # The select itself answers the leaving after this signal.
        select.editingFinished.connect(lambda: QTimer.singleShot(0, self, self._check))

    def begin(self, context: FormContext) -> None:
        """Choose nothing, and let nothing be undone into another incident."""
        super().begin(context)
        self.select.close_list()
        self.select.set_value(None)

    def value(self) -> JsonValue:
        """The key chosen."""
        return self.select.value()

    def typed(self) -> str | None:
        """Text that fits no choice (yet)."""
        return self.select.unresolved_text() or None

    def set_typed(self, text: str) -> None:
        """Put back a text that fits no choice."""
        self.select.set_unresolved(text)
        self._check()

    def settle(self) -> None:
        """Take what is highlighted or the one choice that fits."""
        self.select.settle()

    def not_taken(self, text: str) -> str:
        """Why ``text`` is no value, and what to do."""
        if self.field.kind == "choice":
            return _("“{text}” is not in the list.").format(text=text)
        return _("“{text}” is not known here; choose from the list.").format(text=text)

    def _check(self) -> None:
        """Say below the field what was not taken, once the person has left it."""
        text = self.typed()
        if text is not None and not self.select.hasFocus():
            self._set_own_problem(self.not_taken(text))
        elif self._own_problem:
            self._set_own_problem("")

    def _chosen(self, _key: object) -> None:
        self._check()
        self.changed.emit()

    def _typing(self, _text: str) -> None:
        self._check()
        if self.select.unresolved_text():
            self.changed.emit()


class SelectEditor(SelectLikeEditor):
    """One of many choices."""

    def __init__(self, field: Field, context: FormContext) -> None:
        super().__init__(field, SearchSelect(placeholder=field.placeholder))
        self._context = context
        self._options = allowed(options_of(field, context.settings), field, context)
        self._offer(None)

    def set_value(self, value: JsonValue) -> None:
        """Choose a key; one that is retired is shown all the same."""
        key = value if isinstance(value, str) and value else None
        self._offer(key)
        self.select.set_value(key)
        self._check()

    def refresh(self, asking: Asking) -> None:
        """Offer what can be chosen as things stand."""
        if any(choice.show_when for choice in self.field.choices):
            options = options_of(self.field, self._context.settings, asking)
            self._options = allowed(options, self.field, self._context)
            self._offer(self.select.value())

    def _offer(self, current: str | None) -> None:
        shown = {option.key for option in offered(self._options, current)}
        options = [
            *self._options,
            *(one for one in offered(self._options, current) if one not in self._options),
        ]
        choices = [
            Choice(option.key, option.label, retired=not option.offered)
            for option in options
            if option.offered or option.key in shown
        ]
        if choices != self.select.choices():
            self.select.set_choices(choices)


class YesNoEditor(Editor):
    """Yes, no, or not answered."""

    def __init__(self, field: Field, _context: FormContext) -> None:
        options = (("yes", _("Yes")), ("no", _("No")))
        self.control = SegmentedControl(options, clearable=not field.required)
        super().__init__(field, self.control)
        self.control.changed.connect(lambda _key: self.changed.emit())

    def value(self) -> JsonValue:
        """True, False or None."""
        key = self.control.value()
        return None if key is None else key == "yes"

    def set_value(self, value: JsonValue) -> None:
        """Choose yes for True, no for False, nothing for anything else."""
        self.control.set_value(None if not isinstance(value, bool) else "yes" if value else "no")


class MultiChoiceEditor(Editor):
    """Several of a list: a box for each."""

    def __init__(self, field: Field, context: FormContext) -> None:
        self._box = Compound()
        super().__init__(field, self._box)
        self._context = context
        self._grid = QGridLayout(self._box)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._options = self.options()
        self._boxes: dict[str, TickBox] = {}
        self._offer([])

    def options(self, asking: Asking | None = None) -> list[Option]:
        """All that can be ticked as things stand."""
        return options_of(self.field, self._context.settings, asking)

    def columns(self) -> int:
        """How many boxes stand in a line."""
        return 1 if self.field.width == "third" else COLUMNS if self.field.width == "full" else 2

    def value(self) -> JsonValue:
        """The keys chosen, in the order of the list."""
        chosen: list[JsonValue] = [key for key, box in self._boxes.items() if box.isChecked()]
        return chosen or None

    def set_value(self, value: JsonValue) -> None:
        """Tick the keys given; retired ones among them are shown all the same."""
        keys = [str(key) for key in value] if isinstance(value, list) else []
        self._offer(keys)
        for key, box in self._boxes.items():
            box.setChecked(key in keys)

    def refresh(self, asking: Asking) -> None:
        """Offer what can be chosen as things stand."""
        self._options = self.options(asking)
        self._offer([key for key, box in self._boxes.items() if box.isChecked()])

    def _offer(self, current: list[str]) -> None:
        known = {option.key: option.label for option in self._options}
        keys = [option.key for option in self._options if option.offered or option.key in current]
        keys += [key for key in current if key not in known]
        if keys and keys == list(self._boxes):
            return
        for key in [key for key in self._boxes if key not in keys]:
            box = self._boxes.pop(key)
            box.hide()
            box.deleteLater()
        for key in keys:
            if key not in self._boxes:
                box = TickBox(known.get(key, key), self._box)
                box.clicked.connect(lambda _checked: self.changed.emit())
                self._boxes[key] = box
        self._boxes = {key: self._boxes[key] for key in keys}
        columns = self.columns()
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        for place, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, place // columns, place % columns)
        if self._boxes:
            self._box.setFocusProxy(next(iter(self._boxes.values())))
