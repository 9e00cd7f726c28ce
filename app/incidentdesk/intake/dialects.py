"""Which sign parts the cells of a table, where its heads stand, and how quotes inside quotes are written."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
_ESCAPES = ("", "\\")
_PREAMBLE = 10
"""Rows that are looked through for the heads: reports start with a title and a date."""

csv.field_size_limit(64 * 1024 * 1024)  # a pasted log is longer than the 128 kB that Python allows


@dataclass(frozen=True)
class Dialect:
    """How cells are parted and quoted; ``escape`` is empty where a quote inside quotes is doubled."""

    delimiter: str = ","
    escape: str = ""

    def rows(self, lines: Iterable[str]) -> list[list[str]]:
        """The rows of these lines, however badly they are quoted."""
        return [row for _start, row in self.numbered(lines)]

    def numbered(self, lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
        """The line that each row starts in, from 1, and the row."""
        reader = csv.reader(
            lines, delimiter=self.delimiter, escapechar=self.escape or None, doublequote=not self.escape
        )
        start = 1
        for row in reader:
            yield start, row
            start = reader.line_num + 1


@dataclass(frozen=True)
class Shape:
    """What was found: the dialect, the line of the heads (from 1), the next likely delimiter or empty."""

    dialect: Dialect
    head_line: int
    other: str = ""


def detect_shape(lines: Sequence[str]) -> Shape:
    """Find the dialect in the first lines of a file: the one whose rows are most alike, and wide."""
    said = _said_delimiter(lines)
    candidates = (
        [Dialect(said)] if said else [Dialect(sign, escape) for sign in DELIMITERS for escape in _ESCAPES]
    )
    scored = [(_score(dialect, lines), -number, dialect) for number, dialect in enumerate(candidates)]
    scored.sort(key=lambda one: one[:2], reverse=True)
    best_score, _number, best = scored[0]
    other = next((dialect.delimiter for score, _n, dialect in scored[1:]
                  if score > best_score * 0.9 and dialect.delimiter != best.delimiter), "")  # fmt: skip
    return Shape(best, _head_line(best, lines, after_said=bool(said)), other)


def _said_delimiter(lines: Sequence[str]) -> str:
    """The delimiter that Excel's own first line names: ``sep=;``."""
    first = lines[0].strip().strip('"') if lines else ""
    return first[4] if first.casefold().startswith("sep=") and len(first) == 5 else ""


def _score(dialect: Dialect, lines: Sequence[str]) -> float:
    """The share of rows as wide as most, less for few columns; 0 for one column."""
    try:
        rows = [row for row in dialect.rows(lines) if any(row)]
    except csv.Error:
        return 0.0
    width = _width(rows)
    if width < 2:
        return 0.0
    return sum(1 for row in rows if len(row) == width) / len(rows) * (1 - 0.5 / width)


def _width(rows: Sequence[list[str]]) -> int:
    """How wide most rows are; of widths as frequent, the one that comes first."""
    return Counter(map(len, rows)).most_common(1)[0][0] if rows else 0


def _head_line(dialect: Dialect, lines: Sequence[str], *, after_said: bool) -> int:
    """The line of the first row that has more than half of its cells filled, among the first ones."""
    skipped = 1 if after_said else 0
    rows = [(start + skipped, row) for start, row in dialect.numbered(lines[skipped:]) if any(row)]
    width = _width([row for _start, row in rows])
    likely = (start for start, row in rows[:_PREAMBLE] if sum(map(bool, row)) * 2 > width)
    return next(likely, rows[0][0] if rows else 1)
