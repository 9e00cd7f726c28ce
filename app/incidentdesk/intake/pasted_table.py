"""The rows of a pasted table: which cells are the time, the zone and the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from incidentdesk.intake.pasted_lines import LineKind, PastedLine
from incidentdesk.intake.pasted_times import take_time
from incidentdesk.intake.pasted_words import head_kind
from incidentdesk.intake.pasted_zones import Zone, read_zone

_TIMES = ("day", "clock", "moment")
_ZONE_IN_HEAD = re.compile(r"\bin (.+)|\((.+)\)")


class TimedRow(NamedTuple):
    """A row: its time as written, with its zone, and its text."""

    line: PastedLine
    time: str
    text: str


class PastedTable(NamedTuple):
    """A table with a column of times. ``structure`` are its lines that hold no entry."""

    rows: tuple[TimedRow, ...]
    structure: tuple[int, ...]
    zone: Zone | None
    zone_line: int


def is_time(cell: str) -> bool:
    """Whether a cell begins with a time, if only one that no clock has."""
    try:
        return take_time(cell) is not None
    except ValueError:
        return True


def read_table(block: Sequence[PastedLine]) -> PastedTable | None:
    """The table of these lines, or ``None`` where no column holds times."""
    rows = [line for line in block if line.kind is LineKind.ROW]
    heads = _heads(block, rows)
    kinds = [head_kind(head) for head in heads]
    if not set(kinds) & set(_TIMES):
        kinds = _kinds_by_cells(rows[1:] if heads else rows, kinds)
    if not set(kinds) & set(_TIMES):
        return None
    body = rows[1:] if heads else rows
    filled = [row for row in body if any(cell.strip() for cell in row.cells)]
    kept = {row.number for row in filled}
    zone = next((found for head, kind in zip(heads, kinds, strict=False)
                 if kind in _TIMES and (found := _zone_of(head))), None)  # fmt: skip
    return PastedTable(
        rows=tuple(_timed(row, heads, kinds) for row in filled),
        structure=tuple(
            number
            for line in block
            if line.number not in kept
            for number in range(line.number, line.last + 1)
        ),
        zone=zone,
        zone_line=rows[0].number,
    )


def _heads(block: Sequence[PastedLine], rows: list[PastedLine]) -> tuple[str, ...]:
    """The heads, where the first row has them: it has no time, and a rule or known words say so."""
    first = rows[0].cells
    if any(is_time(cell) for cell in first):
        return ()
    ruled = len(block) > 1 and block[1].kind is LineKind.RULE
    return first if ruled or any(head_kind(cell) for cell in first) else ()


def _kinds_by_cells(rows: Sequence[PastedLine], kinds: list[str]) -> list[str]:
    """Without a head that says so: the first column where most cells are times."""
    width = max((len(row.cells) for row in rows), default=0)
    kinds = kinds + [""] * (width - len(kinds))
    for column in range(width):
        cells = [row.cells[column] for row in rows if len(row.cells) > column and row.cells[column].strip()]
        if cells and sum(map(is_time, cells)) * 2 >= len(cells):
            kinds[column] = "moment"
            if column + 1 < width and all(_only_day(cell) for cell in cells):
                following = [row.cells[column + 1] for row in rows if len(row.cells) > column + 1]
                if following and all(is_time(cell) for cell in following if cell):
                    kinds[column : column + 2] = ["day", "clock"]
            return kinds
    return kinds


def _only_day(cell: str) -> bool:
    try:
        found = take_time(cell)
    except ValueError:
        return False
    return found is not None and found.day is not None and found.clock is None and not found.rest


def _zone_of(head: str) -> Zone | None:
    match = _ZONE_IN_HEAD.search(head)
    return read_zone(match[1] or match[2]) if match else None


def _timed(row: PastedLine, heads: Sequence[str], kinds: Sequence[str]) -> TimedRow:
    cells = [cell.strip() for cell in row.cells]
    times: dict[str, str] = {}
    texts: list[tuple[str, str]] = []
    for column, cell in enumerate(cells):
        kind = kinds[column] if column < len(kinds) else ""
        if kind in (*_TIMES, "zone") and kind not in times:
            times[kind] = cell
        elif cell:
            texts.append((heads[column] if column < len(heads) else "", cell))
    written = " ".join(times[kind] for kind in ("day", "moment", "clock", "zone") if times.get(kind))
    named = len([head for head in heads if head_kind(head) not in (*_TIMES, "zone")]) > 1
    text = "\n".join(f"{head}: {cell}" if named and head else cell for head, cell in texts)
    return TimedRow(row, written, text)
