"""The words by which an entry of a register is found while somebody types.

Case and accents are folded as in the search of incidents. A word that is typed must begin a word of the
entry; one of three characters or more that has a digit may also stand within one (``2345`` in a phone
number). Numbers are kept as they are written and with nothing between their digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from incidentdesk.domain.comparisons import fold
from incidentdesk.domain.search_words import asked_words

SHORTEST_WITHIN = 3
"""Shorter numbers must begin a word: a single digit is in every phone number."""

_NO_WORD = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")


def plain_words(text: str) -> list[str]:
    """The words of ``text``, folded: ``Müller-Lüd.`` is ``muller`` and ``lud``."""
    decomposed = unicodedata.normalize("NFKD", fold(asked_words(text)))
    return _NO_WORD.sub(" ", "".join(one for one in decomposed if not unicodedata.combining(one))).split()


def entry_words(name: str, texts: Iterable[str] = (), numbers: Iterable[str] = ()) -> str:
    """What is kept with an entry to find it: its words, those of its name first, each behind a blank."""
    words = plain_words(name)
    for code in name.split():
        words += _joined(plain_words(code))
    for text in texts:
        words += plain_words(text)
    for number in numbers:
        parts = plain_words(number)
        words += parts + _joined(parts)
    return "".join(f" {word}" for word in words)


def _joined(parts: list[str]) -> list[str]:
    """The parts of a code as one word: ``PC-0815`` is typed as ``pc0815``, too."""
    whole = "".join(parts)
    return [whole] if len(parts) > 1 and _DIGIT.search(whole) else []


def is_within(word: str) -> bool:
    """Whether the typed ``word`` is looked for within words, too."""
    return len(word) >= SHORTEST_WITHIN and _DIGIT.search(word) is not None


def needles(text: str) -> list[str]:
    """What must all be in the words of an entry that ``text`` finds."""
    return [word if is_within(word) else f" {word}" for word in dict.fromkeys(plain_words(text))]
