"""Editors for the value of a test, by the kind of its field and the operator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import REGISTERS, Entry
from incidentdesk.gui.filters.chips import PartButton
from incidentdesk.gui.filters.times import PRESETS, read_time, time_words
from incidentdesk.gui.filters.words import value_words
from incidentdesk.gui.forms.context import FindEntries
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.select import Deliver, Provider, SearchSelect
from incidentdesk.gui.widgets.select_match import Choice, matching
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.lists.list_columns import FieldInfo

WIDTH = 170
SEARCHED = frozenset(REGISTERS)
"""Kinds that are looked for where the field does not bring its choices along."""

_YES_NO = (("true", True), ("false", False))


@dataclass(frozen=True)
class Lent:
    """What the editors are lent: settings, the time, names by uid, and how entries of registers are found."""

    settings: DeskSettings
    now: Callable[[], Instant]
    find_items: FindEntries
    names: Mapping[str, str] = field(default_factory=dict)


class ValueEditor(QWidget):
    """Holds the value of a test. ``entered`` on Enter where that takes nothing from a list.

    ``below`` is what needs a line of its own below, as wide as the page.
    """

    entered = Signal()
    below: QWidget | None = None

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.setMinimumWidth(WIDTH)

    def value(self) -> JsonValue:
        """The value; None while there is none, or what was typed is none."""
        raise NotImplementedError

    def set_value(self, value: JsonValue) -> None:
        """Show a value; one that does not fit is left out."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of an Enter that the field had no use for."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class LineValue(ValueEditor):
    """A text, or a number; several, with commas between, where the operator takes several."""

    def __init__(self, label: str, *, number: bool, many: bool) -> None:
        super().__init__(label)
        self._number, self._many = number, many
        hint = _("Words, separated by commas") if many else _("A number") if number else _("Words")
        self.field = LineEdit(placeholder=hint)
        self.field.setAccessibleName(label)
        self.row.addWidget(self.field)
        self.setFocusProxy(self.field)

    def value(self) -> JsonValue:
        """The text as it was typed, without blanks around it."""
        text = self.field.text().strip()
        if self._many:
            parts: list[JsonValue] = [part.strip() for part in text.split(",") if part.strip()]
            return parts or None
        return _number(text) if self._number else text or None

    def set_value(self, value: JsonValue) -> None:
        """Show a text, a number, or several."""
        many = value if isinstance(value, list) else [value]
        self.field.setText(", ".join(str(one) for one in many if isinstance(one, str | int | float)))
        self.field.selectAll()


class ChoiceValue(ValueEditor):
    """One of some choices."""

    def __init__(self, label: str, choices: Sequence[Choice], provider: Provider | None = None) -> None:
        super().__init__(label)
        self.field = SearchSelect(choices)
        self.field.setAccessibleName(label)
        self.field.set_provider(provider)
        self.row.addWidget(self.field)
        self.setFocusProxy(self.field)

    def value(self) -> JsonValue:
        """The key; True or False of yes and no."""
        self.field.settle()
        key = self.field.value()
        return dict(_YES_NO).get(key, key) if key is not None else None

    def set_value(self, value: JsonValue, words: str = "") -> None:
        """Choose a key."""
        key = str(value).lower() if isinstance(value, bool) else str(value)
        self.field.set_value(key, words)


class ManyValue(ValueEditor):
    """Several of some choices: each that is taken becomes a chip, and Backspace takes the last one back.

    With a ``provider`` they are searched for, and ``names`` has those that are known already.
    """

    def __init__(
        self, label: str, choices: Sequence[Choice], provider: Provider | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(label)
        self._choices = list(choices)
        self._labels = {**(names or {}), **{choice.key: choice.label for choice in choices}}
        self._searched = provider is not None
        self._keys: list[str] = []
        self.below = self._chips = Flow()
        self.field = _ManyField(choices, placeholder=_("Add…"))
        self.field.setAccessibleName(label)
        self.field.set_provider(provider)
        self.field.changed.connect(self._taken)
        self.field.taken_back.connect(self._take_back)
        self.row.addWidget(self.field)
        self.setFocusProxy(self.field)
        self._show()

    def value(self) -> JsonValue:
        """The keys in the order in which they were taken."""
        self.field.settle()
        keys: list[JsonValue] = list(self._keys)
        return keys or None

    def set_value(self, value: JsonValue) -> None:
        """Take keys up."""
        many = value if isinstance(value, list) else [value]
        known = {choice.key for choice in self._choices}
        self._keys = [str(one) for one in many if self._searched or str(one) in known]
        self._show()

    def _taken(self, key: object) -> None:
        if isinstance(key, str):
            if key not in self._keys:
                self._keys.append(key)
                self._labels.setdefault(key, self.field.value_label())
            self.field.set_value(None)
            self._show()

    def _take_back(self) -> None:
        if self._keys:
            self._keys.pop()
            self._show()

    def _drop(self, key: str) -> None:
        self._keys.remove(key)
        self._show()
        self.field.setFocus()

    def _show(self) -> None:
        chips = []
        for key in self._keys:
            words = self._labels.get(key, key)
            said = _("{value}, taken; Delete drops it").format(value=words)
            chip = PartButton(tone="accent", cross=True)
            chip.show_part(words, said)
            chip.removed.connect(lambda key=key: self._drop(key))
            chips.append(chip)
        self._chips.set_widgets(chips)
        self.field.set_choices([choice for choice in self._choices if choice.key not in self._keys])


class _ManyField(SearchSelect):
    taken_back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the last one back on Backspace in an empty field."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)


class TimeValue(ValueEditor):
    """A time: chosen from what is usual, or typed as ``7 days ago``, ``in 3 h`` or a date."""

    def __init__(self, label: str, lent: Lent) -> None:
        super().__init__(label)
        self._lent = lent
        self._values: dict[str, JsonValue] = {}
        self.field = SearchSelect(placeholder=_("7 days ago, today, 23.11.…"))
        self.field.setAccessibleName(label)
        self.field.set_provider(self._offer)
        self.row.addWidget(self.field)
        self.setFocusProxy(self.field)

    def value(self) -> JsonValue:
        """A name, a span from now, a date or a time, as conditions keep them."""
        self.field.settle()
        return self._values.get(self.field.value() or "")

    def set_value(self, value: JsonValue) -> None:
        """Show a time."""
        choice = self._choice(value)
        self.field.set_value(choice.key, choice.label)

    def _offer(self, text: str, deliver: Deliver) -> None:
        usual = [self._choice(value) for value in PRESETS]
        read = read_time(text, self._lent.now(), self._lent.settings.zone) if text.strip() else None
        if read is None:
            deliver(matching(usual, text))
            return
        first = self._choice(read)
        deliver([first, *(one for one in matching(usual, text) if one.key != first.key)])

    def _choice(self, value: JsonValue) -> Choice:
        key = repr(value)
        self._values[key] = value
        return Choice(key, time_words(value))


def value_editor(info: FieldInfo, op: str, lent: Lent) -> ValueEditor | None:
    """The editor for a test of ``info`` by ``op``; None where the operator takes no value."""
    if op in {"is_empty", "is_not_empty"}:
        return None
    label = _("Value of {field}").format(field=info.label)
    if info.kind == "moment":
        return TimeValue(label, lent)
    if info.kind in SEARCHED and not info.choices:
        provider = _entries(info.kind, lent)
        return (
            ManyValue(label, (), provider, lent.names) if op == "one_of" else ChoiceValue(label, (), provider)
        )
    choices = choices_of(info)
    if choices:
        return ManyValue(label, choices) if op == "one_of" else ChoiceValue(label, choices)
    return LineValue(label, number=info.kind in {"number", "duration"}, many=op == "one_of")


def show_value(editor: ValueEditor, value: JsonValue, info: FieldInfo, lent: Lent) -> None:
    """Show the value of a test that is edited, in words where it is a uid."""
    if isinstance(editor, ChoiceValue):
        editor.set_value(value, value_words(value, info, lent.names))
    else:
        editor.set_value(value)


def choices_of(info: FieldInfo) -> list[Choice]:
    """What a field can be: oneself first where it holds a person."""
    if info.kind == "yes_no":
        return [Choice("true", _("yes")), Choice("false", _("no"))]
    own = [Choice("me", _("me"))] if info.kind == "person" else []
    return [*own, *(Choice(key, words) for key, words in info.choices)]


def _entries(register: str, lent: Lent) -> Provider:
    def provide(text: str, deliver: Deliver) -> None:
        def found(entries: Sequence[Entry]) -> None:
            deliver([Choice(one.uid, one.name, one.line) for one in entries])

        lent.find_items(register, text, found)

    return provide


def _number(text: str) -> JsonValue:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return int(number) if number.is_integer() else number
