"""What the columns of a file become, and what the words in them mean here."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.core_fields import PRIORITIES, STATUSES
from incidentdesk.domain.importing_settings import FIXED_CHOICES, OPEN_CHOICES, TARGETS, Reading
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.pairs import Pairs
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.services.cases.value_texts import STATUS_TEXTS
from incidentdesk.services.desk.settings import DeskSettings

HEIGHT = 300
LISTS = {
    "type": "types", "source": "sources", "channel": "channels", "hold_reason": "hold_reasons",
    "outcome": "outcomes", "cause_category": "cause_categories", "impact": "impacts",
    "severity": "severities", "risk": "risks",
}  # fmt: skip
"""The desk's list from which a target is chosen."""


class ColumnsCard(Card):
    """Each head of the file with some of its cells, and the field that it becomes. Emits ``corrected``."""

    corrected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.heading: QLabel = text_label(_("What its columns become"), "subheading")
        self.said = text_label("", "muted", wrap=True)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.said)
        self.pairs = Pairs(self, (_("Column"), _("For example"), _("Becomes")), HEIGHT)
        self.pairs.changed.connect(self._changed)
        self._choices = [Choice(key, _(label)) for key, label in TARGETS.items()]

    def show_reading(self, reading: Reading) -> None:
        """Show the columns of a file."""
        self.pairs.begin()
        for place, head in enumerate(reading.heads):
            cells = dict.fromkeys(" ".join(row[place].split()) for row in reading.sample if place < len(row))
            example = " · ".join(cell for cell in cells if cell)
            target = reading.columns.get(head, "")
            if (head, "") not in self.pairs.values():
                self.pairs.add((head, ""), (head, example), self._choices, target, _("Kept in a note"))
        self.pairs.fit()
        self._say()

    def _changed(self) -> None:
        self._say()
        self.corrected.emit({head: target for (head, _none), target in self.pairs.values().items()})

    def _say(self) -> None:
        values = self.pairs.values()
        rest = sum(1 for target in values.values() if not target)
        words = ngettext(
            "{n} of {all} columns has no field here: what is in it is kept in a note.",
            "{n} of {all} columns have no field here: what is in them is kept in a note.",
            rest,
        )
        done = _("Every column has its field.")
        self.said.setText(words.format(n=rest, all=len(values)) if rest else done)


class ValuesCard(Card):
    """The words of the file for choices, and the choice that each means. Emits ``corrected``."""

    corrected = Signal(object)

    def __init__(self, settings: DeskSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._settings = settings
        self._values: dict[str, dict[str, str]] = {}
        self.body.addWidget(text_label(_("What its words mean"), "subheading"))
        self.said = text_label("", "muted", wrap=True)
        self.body.addWidget(self.said)
        self.pairs = Pairs(self, (_("Word of the file"), _("Field"), _("Means here")), HEIGHT)
        self.pairs.changed.connect(self._changed)

    def show_reading(self, reading: Reading, settings: DeskSettings) -> None:
        """Show the words of a file."""
        self._settings = settings
        self._values = {target: dict(words) for target, words in reading.values.items()}
        self.pairs.begin()
        for target, words in self._values.items():
            for word, meaning in words.items():
                choices = self._choices(target, word)
                empty = _("Nothing") if target in FIXED_CHOICES else _("Left out")
                self.pairs.add((target, word), (word, _(TARGETS[target])), choices, meaning, empty)
        rows = sum(len(words) for words in self._values.values())
        self.setVisible(bool(rows))
        self.pairs.fit()
        self._say()

    def _choices(self, target: str, word: str) -> list[Choice]:
        if target == "status":
            return [Choice(key, _(STATUS_TEXTS[key])) for key in STATUSES]
        if target == "priority":
            return [Choice(key, f"{key} {self._settings.label('priorities', key)}") for key in PRIORITIES]
        name = LISTS[target]
        items = self._settings.lists.get(name, ())
        found = [Choice(item.key, self._settings.label(name, item.key)) for item in items]
        if target in OPEN_CHOICES and word not in {item.key for item in items}:
            found.append(Choice(word, _("{word} (new)").format(word=word)))
        return found

    def _changed(self) -> None:
        values: dict[str, dict[str, str]] = {}
        for (target, word), meaning in self.pairs.values().items():
            values.setdefault(target, {})[word] = meaning
        self._values = values
        self._say()
        self.corrected.emit(values)

    def _say(self) -> None:
        without = _without(self._values)
        words = ngettext("{n} word has no meaning yet.", "{n} words have no meaning yet.", without).format(
            n=without
        )
        self.said.setText(words if without else _("Every word has its meaning."))


def _without(values: Mapping[str, Mapping[str, str]]) -> int:
    return sum(not meaning for words in values.values() for meaning in words.values())
