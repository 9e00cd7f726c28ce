"""How a row of a table reads in one line: what leads, what is a chip, what goes without saying."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from incidentdesk.base.texts import _
from incidentdesk.domain.facts import ROW
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.starting_values import filled_in
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.gui.forms.editor import TYPED, is_typed
from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.services.cases.value_texts import ValueTexts

Row = dict[str, JsonValue]
"""The cells of one row by column, in value or draft form."""

_TONES: frozenset[str] = frozenset(get_args(Tone))


@dataclass(frozen=True)
class Cell:
    """The words of one column; ``wrong`` where they are no value."""

    text: str
    muted: bool = False
    wrong: bool = False


@dataclass(frozen=True)
class RowText:
    """A row in one line: a cell for each column but the chip's; the ``main`` one may grow."""

    cells: tuple[Cell, ...]
    main: int
    chip: str
    tone: Tone
    numbered: bool
    spoken: str


class RowTexts:
    """Puts the rows of one table into words."""

    def __init__(self, field: Field, context: FormContext) -> None:
        self._field = field
        self._context = context
        names = {**context.names, **{one.uid: one.name for one in context.staff}}
        today = context.now().local().date()
        self._texts = ValueTexts(context.settings, names, context.definition, today=today)
        self._chip = next((c for c in field.columns if any(choice.tone for choice in c.choices)), None)
        self._plain = [one for one in field.columns if one is not self._chip and one.key != ROW]
        self.main = self._main_column()

    def main_column(self) -> Field:
        """The column that says most."""
        return self._plain[self.main]

    def of(self, row: Row) -> RowText:
        """One row."""
        cells = tuple(
            self._cell(place, column, row.get(column.key)) for place, column in enumerate(self._plain)
        )
        chip, tone = self._chip_of(row)
        said = [
            _("{column}: {text}").format(column=column.label, text=cell.text)
            for column, cell in zip(self._plain, cells, strict=True)
            if cell.text
        ]
        return RowText(
            cells, self.main, chip, tone, self.main == 0, ", ".join([*said, chip] if chip else said)
        )

    def _main_column(self) -> int:
        texts = [place for place, column in enumerate(self._plain) if column.kind in {"text", "long_text"}]
        wide = [place for place in texts if self._plain[place].width == "full"]
        return next(iter([*wide, *texts, 0]))

    def _cell(self, place: int, column: Field, value: JsonValue) -> Cell:
        if isinstance(value, dict) and is_typed(value):
            return Cell(str(value[TYPED]), wrong=True)
        if place != self.main and self._goes_without_saying(column, value):
            return Cell("")
        words = " ".join(self._texts.text(column, value).split())
        return Cell(words, muted=place > self.main)

    def _goes_without_saying(self, column: Field, value: JsonValue) -> bool:
        if column.default is None or is_missing(value):
            return False
        return value == filled_in(column.default, column.kind, self._context.now(), self._context.me)

    def _chip_of(self, row: Row) -> tuple[str, Tone]:
        if self._chip is None or is_missing(row.get(self._chip.key)):
            return "", "neutral"
        value = row[self._chip.key]
        tone = next((choice.tone for choice in self._chip.choices if choice.key == value), "")
        return self._texts.text(self._chip, value), tone if tone in _TONES else "neutral"  # type: ignore[return-value]
