"""Names with something written to them: "Arroyos Rechner", or Chinese, where no space stands between.

Where words have no ends to see, and for the genitive of many languages, ``names_out`` looks in vain: it takes
whole words. A text for the public rather loses a word too many.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from incidentdesk.domain.names_out import fold_name

_TOKEN = re.compile(r"[^\W_]+")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
_PREFIXES = 3
"""So many letters at most are written to the beginning of a word in Arabic and Hebrew."""
_LEAST = 3
"""Shorter parts of a name are too common at the end of other words."""


class AttachedNames:
    """Takes out names to which something is written; ``people`` have the words that come in by name.

    ``also_words`` (folded) are names that are words as well: those with an s are words.
    """

    def __init__(self, people: Mapping[str, str], also_words: Iterable[str]) -> None:
        words = frozenset(also_words)
        self._parts = {
            part: said
            for name, said in people.items()
            for part in words_of(name)
            if len(part) >= _LEAST and part not in words
        }
        unspaced = {name.strip(): said for name, said in people.items() if is_unspaced(name)}
        self._unspaced = unspaced
        self._pattern = _any_of(unspaced)

    def replaced(self, text: str) -> str:
        """``text`` without such names."""
        if self._pattern is not None:
            text = self._pattern.sub(lambda match: f" {self._unspaced[match[0]]} ", text)
        return _TOKEN.sub(lambda match: self._said(match[0]), text)

    def _said(self, token: str) -> str:
        found = (self._parts[one] for one in stems(fold_name(token)) if one in self._parts)
        return next(found, token)


def stems(folded: str) -> Iterator[str]:
    """What is left of a word without what may be written to a name."""
    if folded.endswith("s"):
        yield folded[:-1]
    if folded and unicodedata.bidirectional(folded[0]) in {"R", "AL"}:
        yield from (folded[count:] for count in range(1, _PREFIXES + 1))


def is_unspaced(name: str) -> bool:
    """Whether ``name`` is written without spaces around it."""
    return not name.isascii() and any(
        unicodedata.name(letter, "").startswith(_UNSPACED) for letter in name if not letter.isascii()
    )


def words_of(text: str) -> set[str]:
    """The folded words of a text."""
    return set(_TOKEN.findall(fold_name(text)))


def _any_of(names: Mapping[str, str]) -> re.Pattern[str] | None:
    long = sorted((name for name in names if len(name) > 1), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, long))) if long else None
