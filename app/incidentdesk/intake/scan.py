"""One walk through a whole file that gathers all that a reading of it is decided on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from incidentdesk.intake.damage import is_damaged
from incidentdesk.intake.dates import DateOrder, is_date
from incidentdesk.intake.rows import Row, RowSource

NULLS = frozenset({"?", "null", "-", "--", "n/a", "#n/a", "(null)", "(empty)", "none", "nan", "\\n"})
"""Words that stand for nothing, where a file has them (without case; the last is MySQL's)."""

MOST_WORDS = 300
"""A column with more different words than this is no choice."""

_BATCH = 4000
_SAMPLE = 8
_EXAMPLES = 3


@dataclass
class Column:
    """What was seen in one column: filled cells, its words while they are few, and whether they are dates.

    ``different`` counts values once for each some thousand rows that they come in.
    """

    filled: int = 0
    different: int = 0
    words: Counter[str] | None = field(default_factory=Counter)
    dates: bool | None = None

    def see(self, cells: Sequence[str], order: DateOrder) -> set[str]:
        """Take up these cells; gives the different ones."""
        values = set(cells)
        self.filled += len(cells) - (cells.count("") if "" in values else 0)
        self.different += len(values) - ("" in values)
        if self.words is not None:
            if len(values) > MOST_WORDS or len(self.words.keys() | values) > MOST_WORDS:
                self.words = None
            else:
                self.words.update(cells)
        if self.dates is None and values - {""}:
            known = [one for one in islice(values, 20) if one and one.casefold() not in NULLS]
            self.dates = any(map(is_date, known)) if known else None
        if self.dates:
            order.see(values)
        return values


@dataclass
class Scan:
    """What a walk through a file found."""

    heads: tuple[str, ...]
    columns: list[Column]
    rows: int = 0
    refused: int = 0
    doubtful: int = 0
    order: DateOrder = field(default_factory=DateOrder)
    nulls: set[str] = field(default_factory=set)
    damaged: int = 0
    damage: list[str] = field(default_factory=list)
    sample: list[tuple[str, ...]] = field(default_factory=list)

    def words(self, head: str) -> Counter[str] | None:
        """The words of the columns with that head, or ``None`` where they are too many for a choice."""
        found: Counter[str] = Counter()
        for name, column in zip(self.heads, self.columns, strict=True):
            if name == head:
                if column.words is None:
                    return None
                found += column.words
        return found


def scan(source: RowSource) -> Scan:
    """Walk through ``source`` once. Some thousand rows are held at a time."""
    seen = Scan(source.heads, [Column() for _head in source.heads])
    rows = source.rows()
    while batch := list(islice(rows, _BATCH)):
        _see(seen, batch)
    return seen


def _see(seen: Scan, batch: list[Row]) -> None:
    good = [row.cells for row in batch if not row.fault]
    seen.rows += len(batch)
    seen.refused += len(batch) - len(good)
    seen.doubtful += sum(1 for row in batch if row.doubt and not row.fault)
    seen.sample += map(tuple, good[: _SAMPLE - len(seen.sample)])
    for column, cells in zip(seen.columns, zip(*good, strict=True), strict=False):
        values = column.see(cells, seen.order)
        seen.nulls |= {one for one in values if len(one) < 8 and one.strip().casefold() in NULLS}
        _see_damage(seen, cells, (one for one in values if not one.isascii()))


def _see_damage(seen: Scan, cells: Sequence[str], values: Iterable[str]) -> None:
    damaged = {one for one in values if is_damaged(one)}
    if damaged:
        found = [cell for cell in cells if cell in damaged]
        seen.damaged += len(found)
        seen.damage += found[: _EXAMPLES - len(seen.damage)]
