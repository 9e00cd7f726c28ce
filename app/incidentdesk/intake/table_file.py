"""A text file of rows and columns, read so that every row is accounted for, damaged ones too."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.intake.dialects import Dialect
from incidentdesk.intake.encodings import has_foreign_bytes, mend, read_lines
from incidentdesk.intake.rows import Row

_MOST_OPEN_QUOTES = 25
"""Quotes that never close: each costs a walk to the end of the file; more of them mean the wrong dialect."""

_FIRST_ROWS = 200
"""Rows whose first cells show how a row starts: INC9, DI-9."""

_FEW_SHAPES = 3
"""With so few ways to start, a row that starts in another way is the rest of a broken one."""

_DIGITS = re.compile(r"\d+")


class TableFile:
    """The rows of a file in one encoding and dialect, with the heads in line ``head_line``."""

    def __init__(self, path: Path, encoding: str, dialect: Dialect, head_line: int = 1) -> None:
        self._path = path
        self._encoding = encoding
        self._dialect = dialect
        self._head_line = head_line
        self.heads = self._read_heads()

    def _read_heads(self) -> tuple[str, ...]:
        records = _Records(self._lines(), self._dialect)
        heads = records.heads_at(self._head_line)
        if heads:
            return heads
        raise UsageError(
            _("The file {name} holds no heads.").format(name=self._path.name),
            _("Choose another file, or say which line holds the heads."),
        )

    def _lines(self) -> Iterator[str]:
        return read_lines(self._path, self._encoding)

    def rows(self) -> Iterator[Row]:
        """Every row below the heads. Lines broken inside a row are joined where the cells add up."""
        width = len(self.heads)
        records = _Records(self._lines(), self._dialect)
        records.heads_at(self._head_line)
        yield from _joined(_checked(records, self.heads), width, self._dialect)


def named(cells: list[str]) -> tuple[str, ...]:
    """Heads without blanks around them; an empty one gets the number of its column."""
    return tuple(
        " ".join(cell.strip("\ufeff").split()) or _("Column {number}").format(number=number)
        for number, cell in enumerate(cells, 1)
    )


class _Pushable:
    """Lines that can be given back, with those that the record under way has taken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: list[str] = []
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> _Pushable:
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._lines)
        self.number += 1
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> str:
        """Give back what the record took, but for its first line; that is the result."""
        first, *rest = self.taken
        self._back.extend(reversed(rest))
        self.number -= len(rest)
        self.taken = [first]
        return first


class _Records:
    """Line number, cells and fault of each record; one with a broken quote gives only its first line away."""

    def __init__(self, lines: Iterator[str], dialect: Dialect) -> None:
        self._lines = _Pushable(lines)
        self._dialect = dialect
        self._reader = csv.reader(
            self._lines, delimiter=dialect.delimiter, escapechar=dialect.escape or None,
            doublequote=not dialect.escape, strict=True,
        )  # fmt: skip
        self._open = 0

    def heads_at(self, line: int) -> tuple[str, ...]:
        """Read on to the heads, in the first filled line from ``line`` on; nothing where there is none."""
        return next((named(cells) for start, cells, _broken in self if start >= line and any(cells)), ())

    @property
    def has_foreign_bytes(self) -> bool:
        """Whether the lines of the record just given hold bytes that the encoding lacks."""
        return any(map(has_foreign_bytes, self._lines.taken))

    def __iter__(self) -> Iterator[tuple[int, list[str], bool]]:
        lines, reader = self._lines, self._reader
        while True:
            lines.taken.clear()
            start = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                if not lines.taken:
                    return
                self._open += len(lines.taken) > 1
                if self._open > _MOST_OPEN_QUOTES:
                    raise _wrong_quotes(start) from None
                yield start, self._dialect.rows([lines.give_back_all_but_first()])[0], True
            else:
                yield start, cells, False


def _wrong_quotes(line: int) -> UsageError:
    return UsageError(
        _("The quotes of the file do not match, for instance in line {line}.").format(line=line),
        _("Choose another delimiter or way of quoting, or export the file again."),
    )


def _checked(records: _Records, heads: tuple[str, ...]) -> Iterator[Row]:
    """Rows as they are, with what is wrong with their quotes, bytes and heads."""
    width = len(heads)
    for start, cells, broken in records:
        if not any(cells):
            continue
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        doubt = fault = ""
        if broken:
            doubt = _("Line {line}: a quote was not closed or not doubled; look at the row.").format(
                line=start
            )
            if len(cells) != width:
                fault = _(
                    "Line {line}: a quote is opened and not closed. Close it, or double quotes inside quotes."
                ).format(line=start)
        if records.has_foreign_bytes:
            cells = [mend(cell) for cell in cells]
            doubt = _("Line {line}: bytes of another encoding were read as Windows-1252.").format(line=start)
        if cells[0] == heads[0] and named(cells) == heads:
            fault = _("Line {line} repeats the heads. Take it out.").format(line=start)
        yield Row((start,), cells, doubt, fault)


def _joined(rows: Iterator[Row], width: int, dialect: Dialect) -> Iterator[Row]:
    """Rows with all their cells; a row broken by a line end is put together, or refused as a whole."""
    shapes: set[str] = set()
    waiting: list[Row] = []
    for count, row in enumerate(rows):
        if waiting:
            starts = _DIGITS.sub("9", row.cells[0]) in shapes
            stray = not starts and len(row.cells) >= width and 0 < len(shapes) <= _FEW_SHAPES
            if not row.fault and (stray or (not starts and _together(waiting, row) <= width)):
                waiting.append(row)
                if _together(waiting[:-1], row) == width:
                    yield _put_together(waiting)
                    waiting = []
                continue
            yield _incomplete(waiting, width, shapes)
            waiting = []
        if row.fault or len(row.cells) == width:
            if count < _FIRST_ROWS and not row.fault:
                shapes.add(_DIGITS.sub("9", row.cells[0]))
            yield row
        elif len(row.cells) < width:
            waiting.append(row)
        else:
            yield _too_wide(row, width, dialect)
    if waiting:
        yield _incomplete(waiting, width, shapes)


def _together(waiting: list[Row], row: Row) -> int:
    return sum(len(one.cells) - 1 for one in waiting) + len(row.cells)


def _places(rows: list[Row]) -> tuple[int, ...]:
    return tuple(place for row in rows for place in row.places)


def _put_together(rows: list[Row]) -> Row:
    cells = list(rows[0].cells)
    for row in rows[1:]:
        cells[-1] = f"{cells[-1]}\n{row.cells[0]}"
        cells.extend(row.cells[1:])
    said = _("Lines {first} to {last} were one row broken by line ends; they were joined.")
    return Row(_places(rows), cells, said.format(first=rows[0].places[0], last=rows[-1].places[-1]))


def _incomplete(rows: list[Row], width: int, shapes: set[str]) -> Row:
    """A row that lacks its last cells, or several broken ones that do not add up: then refused.

    One that is less than half, and does not start like the others, is the rest of a broken row.
    """
    first = rows[0]
    said = {"line": first.places[0], "cells": len(first.cells), "width": width}
    whole = len(first.cells) * 2 >= width or _DIGITS.sub("9", first.cells[0]) in shapes
    if len(rows) == 1 and len(first.cells) > 1 and whole:
        doubt = _("Line {line} has only {cells} of {width} cells; the others were taken as empty.")
        return Row(first.places, first.cells + [""] * (width - len(first.cells)), doubt.format(**said))
    fault = ngettext(
        "Line {line} has {cells} cell where the heads are {width}. Join what line ends have torn apart.",
        "Line {line} has {cells} cells where the heads are {width}. Join what line ends have torn apart.",
        len(first.cells),
    )
    return Row(_places(rows), first.cells, fault=fault.format(**said))


def _too_wide(row: Row, width: int, dialect: Dialect) -> Row:
    fault = _(
        "Line {line} has {cells} cells where the heads are {width}. "
        "Put quotes around the text that holds “{sign}”."
    ).format(line=row.places[0], cells=len(row.cells), width=width, sign=dialect.delimiter)
    return Row(row.places, row.cells, fault=fault)
