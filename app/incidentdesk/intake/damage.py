"""Text that was UTF-8 and was read as Windows-1252 ("fÃ¼r"), once or more often: noticed, and mended.

A piece is mended where its characters, taken as bytes again, are UTF-8 to the last byte, and what comes out
is writing as people write it. That is tried on the whole text, then on each line, then on each word, so that
a damaged quotation does not keep the sound rest from being left alone. ``ftfy`` was weighed: it mends two
kinds more (lost no-break spaces, other code pages), leaves short Chinese words damaged, and brings a second
package along; on 598 real damaged cells both give the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_MOST_OFTEN = 4
"""Text damaged more often than this is not met."""

_BYTE_OF = {chr(byte): byte for byte in range(0x100)}
"""Latin-1, with the bytes that Windows-1252 lacks; the rest of Windows-1252 follows."""
for _byte in range(0x80, 0xA0):
    try:
        _BYTE_OF[bytes([_byte]).decode("cp1252")] = _byte
    except UnicodeDecodeError:
        continue

_LEADS = re.compile("[\u00c2-\u00df][^\x00-\x7f]|[\u00e0-\u00f4][^\x00-\x7f]{2}")
"""How each damaged character starts; text without it is sound."""

_WORDS = re.compile(r"([ \t]+)")
_ENCODE = {ord(char): byte for char, byte in _BYTE_OF.items()}
_BESIDE_LATIN = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "HALFWIDTH"})
"""Scripts whose letters stand in one word with Latin ones."""

_SCRIPTS = _BESIDE_LATIN | {"CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI", "DEVANAGARI", "GEORGIAN"}
"""Scripts that mended text is in. Others come out of sound text by chance: „Spaß“ would be N'Ko."""

_RARE = "ȘșȚțƠơƯư"
"""Letters of Romanian and Vietnamese, the only ones of their block; the others are phonetic signs."""

_SIGNS = (
    *(
        ("\xa0", "\xbf"),
        ("×", "×"),
        ("÷", "÷"),
        ("\u0300", "\u0328"),
        ("\u2000", "\u2bff"),
        ("\u3000", "\u303f"),
    ),
    *(("\ue000", "\uf8ff"), ("\ufe00", "\uff0f"), ("\U0001f000", "\U0001faff")),
)
"""Signs that go with every script: punctuation, currencies, arrows, marks, Word's private signs, emoji."""


def repair(text: str) -> str:
    """``text`` as it was before the damage; sound text comes back as it is."""
    if text.isascii() or not _LEADS.search(text):
        return text
    whole = _mended(text)
    if whole:
        return whole
    lines = text.split("\n")
    if len(lines) > 1:
        return "\n".join(map(repair, lines))
    return "".join(_mended(piece) or piece for piece in _WORDS.split(text))


def is_damaged(text: str) -> bool:
    """Whether ``repair`` would change ``text``."""
    return repair(text) != text


def _mended(text: str) -> str:
    """``text`` taken back through as many readings as give writing in the end, or empty."""
    best = ""
    for _reading in range(_MOST_OFTEN):
        if text.isascii():
            break
        try:
            text = text.translate(_ENCODE).encode("latin-1").decode("utf-8")
        except UnicodeError:
            break
        if all(_is_writing(word) for word in text.split() if not word.isascii()):
            best = text
    return best


def _is_writing(word: str) -> bool:
    """Whether ``word`` can be one: known signs, scripts that go together, no small letter among capitals."""
    others = [char for char in word if char > "\x7f"]
    scripts = {script for char in others if (script := _script(char))}
    if not scripts <= _SCRIPTS:
        return False
    ascii_letters = [char for char in word if char.isascii() and char.isalpha()]
    if ascii_letters and not scripts <= _BESIDE_LATIN:
        return False
    shouted = len(ascii_letters) > 1 and all(char.isupper() for char in ascii_letters)
    return not (shouted and any(char.islower() for char in others if char != "ß"))


@cache
def _script(char: str) -> str:
    """The script of a letter; nothing for a sign that goes with all; ``?`` for what people do not write."""
    if unicodedata.category(char) in {"Cc", "Cn", "Cs"} or (
        "\u0180" <= char <= "\u02af" and char not in _RARE
    ):
        return "?"
    if not char.isalpha() and any(first <= char <= last for first, last in _SIGNS):
        return ""
    return re.split("[ -]", unicodedata.name(char, "?"))[0]
