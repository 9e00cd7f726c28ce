"""Where in a text the words stand that were asked for.

FTS5 could mark them itself, but only by reading and taking apart each text a second time while the database
waits; here it is done for the hits that are shown, when they are shown. A test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from incidentdesk.domain.search_question import Term
from incidentdesk.domain.search_words import asked_words, parts_of

Mark = tuple[int, int]
"""Start and end of a match, in characters of the text."""


def marks_in(text: str, terms: Iterable[Term]) -> tuple[Mark, ...]:
    """The places of ``terms`` in ``text``; in order, none over another."""
    if not text:
        return ()
    line = text.translate(_LINE)
    patterns = _patterns(tuple(terms))
    marks = [mark for pattern in patterns for mark in _places(line, pattern)]
    if marks and not text.isascii() and any(one > "\x7f" and len(_LINE[ord(one)]) != 1 for one in set(text)):
        ends = list(accumulate(len(_LINE[ord(one)]) for one in text))
        # The first character that ends behind the place; those that were dropped end before it.
        marks = [(bisect_right(ends, start), bisect_right(ends, end - 1) + 1) for start, end in marks]
    for parts in parts_of(text):
        marks += _among_parts(text, parts, patterns)
    return _apart(marks)


@lru_cache(maxsize=64)
def _patterns(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for pattern in map(_pattern, terms) if pattern)


def _pattern(term: Term) -> re.Pattern[str] | None:
    """Finds ``term`` in a line: its words with blanks between, all of them whole but the last."""
    words = term.text.translate(_LINE).split()
    if not words:
        return None
    end = "[^ ]*" if term.begun else "(?![^ ])"
    return re.compile(" +".join(re.escape(word) for word in words) + end)


def _places(line: str, pattern: re.Pattern[str]) -> Iterator[Mark]:
    for match in pattern.finditer(line):
        start = match.start()
        if start == 0 or line[start - 1] == " ":  # asked here, so that the search can skip to the first word
            yield start, match.end()


def _among_parts(text: str, parts: Sequence[Mark], patterns: Iterable[re.Pattern[str]]) -> list[Mark]:
    """``patterns`` in the parts of one name, which stand side by side."""
    line, spans = "", []
    for start, end in parts:
        line += " "
        spans.append((start, start))
        for place in range(start, end):
            folded = _LINE[ord(text[place])]
            line += folded
            spans += [(place, place + 1)] * len(folded)
    found = [match for pattern in patterns for match in _places(line, pattern)]
    return [(spans[start][0], spans[end - 1][1]) for start, end in found]


def _apart(marks: list[Mark]) -> tuple[Mark, ...]:
    """Overlapping marks as one, in order."""
    merged: list[Mark] = []
    for start, end in sorted(marks):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


class _Line(dict[int, str]):
    """What each character is in a line of folded words, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        """Work out and keep what stands for the character ``code``."""
        self[code] = folded = "".join(_folded(one) for one in asked_words(chr(code)))
        return folded


def _folded(one: str) -> str:
    """``one`` as the index folds it: small, of Latin letters without accents; a blank for a sign."""
    if "\u0300" <= one <= "\u036f":
        return ""
    base = unicodedata.normalize("NFD", one)[0]
    bare = base if base.isascii() else one
    return bare.casefold() if unicodedata.category(bare)[0] in "LNM" else " "


_LINE = _Line()
