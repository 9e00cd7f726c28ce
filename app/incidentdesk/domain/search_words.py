"""What the full-text index is given in place of a text.

SQLite's ``unicode61`` makes words of letters and digits and folds case and Latin accents. It leaves to us:

- scripts written without spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Myanmar): separators make each
  character a word of its own, so that a phrase of them is found wherever it stands;
- letters that have no accent to fold: ``ß`` is indexed as ``ss``, ``ø`` as ``o``, ``æ`` as ``ae``, and so on
  (``ü`` is ``u``: ``für`` and ``fur`` find each other, ``fuer`` does not);
- Greek accents and the Russian ``ё``; full-width and half-width letters, ligatures and the like (NFKC); vowel
  points of Arabic and Hebrew, soft hyphens and the choice between text and picture signs, which are dropped;
- parts of names and codes: where letters and digits or a small and a capital letter meet (``SRVPRINT01``,
  ``KB5034441``, ``OutOfMemory``), the parts of two characters or more follow as further words at the end,
  behind a sentinel that no phrase can cross.

The function is the same for the text and for the question, but for the parts. Plain text comes back as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

SEPARATOR = "\x1f"
SENTINEL = "\ue000"
"""A word of its own to the index (private use), never in an indexed text but before parts."""

LONGEST_NAME = 64
"""Runs of more characters are no names but data (base64, a hash): they are given no parts."""

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u303c\u3041-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U000323af"
)
SPACELESS = re.compile(f"[{_SPACELESS}]")
"""A character of a script that is written without spaces."""

_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9f]")
_DROPPED = re.compile(
    "[\u00ad\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u0640\u064b-\u065f\u0670\ufe00-\ufe0f\ufeff]"
)
# FTS5 would end a text at a NUL.
_BLANKED = re.compile(f"[\x00{SEPARATOR}\ue000-\uf8ff™℠]")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_LETTERS = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH",
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "\u0131": "i", "\u0451": "\u0435", "\u0401": "\u0415",
}  # fmt: skip

_LATIN = (
    "\u00c0-\u00c5\u00c7-\u00cf\u00d1-\u00d6\u00d9-\u00dd\u00e0-\u00e5\u00e7-\u00ef\u00f1-\u00f6"
    "\u00f9-\u00fd\u00ff"
)
_TO_DO = re.compile(
    f"[^a-z\x01-\x1e :-@!-/\\[-`{{-\x7f{_LATIN}]"
    "(?:(?<![0-9A-Z])|(?<=[a-z][A-Z])|(?<=[^\\W\\d_][0-9])|(?<=[0-9])(?=[^\\W\\d_]))"
)
"""Finds the first place for which anything is to be done, quickly where there is none."""

_NAME = re.compile("[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+")
_POINT = re.compile(r"[0-9A-Z](?:(?<=[a-z][A-Z])|(?<=[^\W\d_][0-9])|(?<=[0-9])(?=[^\W\d_]))")
"""A character at which a name has a boundary, found quickly where there is none."""

_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[0-9])(?=[^\W\d_])|(?<=[^\W\d_])(?=[0-9])")

Span = tuple[int, int]
"""Start and end of a piece of a text, in characters."""


def search_words(text: str | None) -> str | None:
    """``text`` as it is indexed; ``None`` stays ``None``."""
    if not text or _TO_DO.search(text) is None:
        return text
    return text.translate(_PIECES) + _tail(text)


def asked_words(text: str) -> str:
    """``text`` as it is asked for: folded and separated in the same way, without parts."""
    return text.translate(_PIECES)


def has_words(text: str) -> bool:
    """Whether anything in ``text`` can be found at all: a letter, digit or vowel sign, not only marks."""
    return any(unicodedata.category(one)[0] in "LN" for one in text.translate(_PIECES))


def parts_of(text: str) -> Iterator[list[Span]]:
    """The places of the parts of each name in ``text``: groups of parts that stand side by side."""
    for name in _names(text):
        place, side_by_side = name.start(), list[Span]()
        for piece in _BOUNDARY.split(name.group()):
            if len(piece) > 1:
                side_by_side.append((place, place + len(piece)))
            elif side_by_side:
                yield side_by_side
                side_by_side = []
            place += len(piece)
        if side_by_side:
            yield side_by_side


def _tail(text: str) -> str:
    """What is appended: the parts of names, each group of them behind a sentinel."""
    return "".join(
        f"{SEPARATOR}{SENTINEL}"
        + "".join(SEPARATOR + text[start:end].translate(_PIECES) for start, end in parts)
        for parts in parts_of(text)
    )


def _names(text: str) -> Iterator[re.Match[str]]:
    """The names in ``text`` that have parts."""
    done = 0
    for point in _POINT.finditer(text):
        if point.start() < done:
            continue
        start = point.start()
        while start > done and _NAME.match(text[start - 1]):
            start -= 1
        name = _NAME.match(text, start)
        if name is None:
            continue
        done = name.end()
        if done - start <= LONGEST_NAME and any(len(piece) > 1 for piece in _BOUNDARY.split(name.group())):
            yield name


class _Pieces(dict[int, str]):
    """What is indexed for each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        """Work out and keep the piece for the character ``code``."""
        self[code] = piece = SPACELESS.sub(rf"{SEPARATOR}\g<0>{SEPARATOR}", _folded(chr(code)))
        return piece


def _folded(one: str) -> str:
    if one < "\x7f":
        return " " if _BLANKED.match(one) else one
    if one in _LETTERS:
        return _LETTERS[one]
    if _DROPPED.match(one):
        return ""
    if _BLANKED.match(one):
        return " "
    if _KANA.match(one):
        return unicodedata.normalize("NFKD", one)  # the voiced and the half-width alike
    if _GREEK.match(one):
        return "".join(part for part in unicodedata.normalize("NFKD", one) if not unicodedata.combining(part))
    whole = unicodedata.normalize("NFKC", one)
    return " " if whole.startswith(" ") else whole


_PIECES = _Pieces()
