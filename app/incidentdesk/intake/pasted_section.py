"""Where in a pasted review its timeline begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from incidentdesk.intake.pasted_lines import LineKind, PastedLine
from incidentdesk.intake.pasted_times import WrittenTime
from incidentdesk.intake.pasted_words import begins_timeline, ends_timeline

TakeTime = Callable[[str], WrittenTime | None]
_DEEPEST = 7
"""A line without marks that is a heading all the same lies below all that have them."""


class Section(NamedTuple):
    """The timeline is the lines from index ``first`` to ``end``; ``structure`` is the line of its heading."""

    first: int
    end: int
    structure: tuple[int, ...] = ()


def find_section(lines: Sequence[PastedLine], take: TakeTime) -> Section:
    """The part under the heading "Timeline"; without one all, from below the title of a review on."""
    for index, line in enumerate(lines):
        level = _depth(line)
        if level and begins_timeline(line.text) and not _timed(line, take):
            return Section(index + 1, _end(lines, index + 1, level, take), (line.number,))
    first = 0
    depths = {line.level for line in lines if line.kind is LineKind.HEADING and _timed(line, take)}
    for index, line in enumerate(lines):
        if line.kind is LineKind.HEADING and line.level == 1 and len(depths - {1}) > 0:
            first = index + 1  # the title of the review: its date is no entry
            break
    return Section(first, _end(lines, first, 0, take))


def title_date(line: PastedLine, take: TakeTime) -> date | None:
    """The date that a heading begins with, as in the title of a review; ``None`` for any other line."""
    if line.kind is not LineKind.HEADING:
        return None
    words = line.text
    if not words[:1].isdigit():
        words = words.split(": ", 1)[-1]  # "incident date: 2019-02-20, …"
    try:
        found = take(words)
        first, last = found.day.span() if found and found.day and found.day.year else (None, None)
    except ValueError:
        return None
    return first if first == last else None


def _depth(line: PastedLine) -> int:
    """How deep a heading lies, also one that is only bold or ends with a colon; 0 for what is none."""
    if line.kind is LineKind.HEADING:
        return line.level
    if line.kind is LineKind.PLAIN and len(line.text) < 40 and line.text.strip("*_: ").count(" ") < 4:
        return _DEEPEST
    return 0


def _timed(line: PastedLine, take: TakeTime) -> bool:
    try:
        return take(line.text) is not None
    except ValueError:
        return True


def _end(lines: Sequence[PastedLine], first: int, level: int, take: TakeTime) -> int:
    """The index of the heading that ends the part under a heading of ``level``; 0 where it has none."""
    seen = False
    for index in range(first, len(lines)):
        line = lines[index]
        timed = line.kind is not LineKind.CODE and _timed(line, take)
        seen = seen or timed or line.kind is LineKind.ROW
        if timed or line.kind is LineKind.CODE:
            continue
        if line.kind is LineKind.HEADING and (line.level <= level or level == _DEEPEST):
            return index
        alone = line.kind is LineKind.HEADING or (index > 0 and lines[index - 1].kind is LineKind.BLANK)
        if (
            alone
            and _depth(line)
            and ends_timeline(line.text)
            and (level == _DEEPEST or (level == 0 and seen))
        ):
            return index
    return len(lines)
