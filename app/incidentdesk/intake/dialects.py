"""Which sign parts the cells of a table, where its heads stand, and how quotes inside quotes are written."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
_ESCAPES = ("", "\\")
_PREAMBLE = 10
"""Lines above the heads that are looked through: reports start with a title and a date."""

csv.field_size_limit(64 * 1024 * 1024)  # a pasted log is longer than the 128 kB that Python allows


@dataclass(frozen=True)
class Dialect:
    """How cells are parted and quoted; ``escape`` is empty where a quote inside quotes is doubled."""

    delimiter: str = ","
    escape: str = ""

    def rows(self, lines: Sequence[str]) -> list[list[str]]:
        """The rows of these lines, however badly they are quoted."""
        return list(
            csv.reader(
                lines,
                delimiter=self.delimiter,
                escapechar=self.escape or None,
                doublequote=not self.escape,
            )
        )


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
        widths = Counter(len(row) for row in dialect.rows(lines) if any(row))
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda one: (one[1], one[0]))
    if width == 1:
        return 0.0
    return count / sum(widths.values()) * (1 - 0.5 / width)


def _head_line(dialect: Dialect, lines: Sequence[str], *, after_said: bool) -> int:
    """The first line as wide as most rows, without an empty cell if there is one among the first ten."""
    start = 1 if after_said else 0
    widths = Counter(len(row) for row in dialect.rows(lines[start:]) if any(row))
    width = max(widths.items(), key=lambda one: (one[1], one[0]))[0] if widths else 1
    for number, line in enumerate(lines[start : start + _PREAMBLE], start + 1):
        row = dialect.rows([line])
        if row and len(row[0]) >= width and sum(map(bool, row[0])) * 2 > width:
            return number
    return next((number for number, line in enumerate(lines[start:], start + 1) if line.strip()), start + 1)
