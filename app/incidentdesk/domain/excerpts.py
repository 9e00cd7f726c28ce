"""The piece of a text that shows why it was found."""

from __future__ import annotations

from collections.abc import Sequence

from incidentdesk.domain.search_marks import Mark

LENGTH = 160
"""How many characters of a text are shown."""

BEFORE = 40
"""How many of them stand before the first match."""

_BLANK = dict.fromkeys(range(0x20), " ")


def excerpt(text: str, marks: Sequence[Mark], length: int = LENGTH) -> tuple[str, tuple[Mark, ...]]:
    """A piece of ``text`` of about ``length`` characters around its first mark, and the marks in it.

    It is one line, cut between words where there are any near, with … where something is left out.
    """
    first = marks[0][0] if marks else 0
    start = 0 if first <= BEFORE or len(text) <= length else _after_blank(text, first - BEFORE, first)
    end = (
        len(text) if len(text) - start <= length else _before_blank(text, start + length - 24, start + length)
    )
    lead = "…" if start else ""
    shift = len(lead) - start
    shown = lead + text[start:end].translate(_BLANK) + ("…" if end < len(text) else "")
    inside = [(max(a, start) + shift, min(b, end) + shift) for a, b in marks if a < end and b > start]
    return shown, tuple(inside)


def _after_blank(text: str, start: int, stop: int) -> int:
    for place in range(start, stop):
        if text[place].isspace():
            return place + 1
    return start


def _before_blank(text: str, start: int, stop: int) -> int:
    for place in range(stop, start, -1):
        if text[place].isspace():
            return place
    return stop
