"""Takes what names a computer or a place in a network out of a text: host names and addresses.

By their shape, for nobody keeps a full list of them: a web address, an e-mail address, an IP address, a path,
a name with a domain, and words such as ``srv-db-01``. Rather a word too many than one too few: what is left
is read by the public (section 2.4 of the practice: no host names).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from incidentdesk.domain.host_shapes import ADDRESSES, DOTTED, WORD, is_domain, is_host_word

_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?]\s+|\n)[\s>*#_\-\u2022\"\u201c(]*\Z")
_NEAR = 40
"""So many characters before a word show whether a sentence begins with it."""


class HostWords(NamedTuple):
    """What stands in place of a host name, and of an address."""

    device: str
    address: str


class _Plain(NamedTuple):
    """A text as it is compared, and where each of its letters stands in the text as it is written."""

    text: str
    places: tuple[int, ...]


def hosts_out(text: str, words: HostWords, *, numbers: str = "") -> str:
    """``text`` without host names and addresses; what is none stays as it was written.

    ``numbers`` is the prefix of the desk's incidents (``INC``), whose numbers are none.
    """
    plain = _plain(text)
    found = [(*match.span(), words.address) for match in ADDRESSES.finditer(plain.text)]
    dotted = [match for match in DOTTED.finditer(plain.text) if is_domain(match[1])]
    found += [(*match.span(), words.device) for match in dotted]
    found += [
        (*match.span(), words.device)
        for match in WORD.finditer(plain.text)
        if is_host_word(match[0], numbers.casefold())
    ]
    pieces, at = [], 0
    for start, end, put in _merged(found):
        first, last = plain.places[start], _end(text, plain.places[end - 1] + 1)
        pieces += [text[at:first], _begun(text, first, put)]
        at = last
    return "".join([*pieces, text[at:]])


def _merged(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """What was found in its order, as one where it overlaps; the longest gives the word."""
    kept: list[tuple[int, int, str]] = []
    for start, end, put in sorted(found, key=lambda one: (one[0], -one[1])):
        if kept and start < kept[-1][1]:
            before = kept[-1]
            kept[-1] = (before[0], max(before[1], end), before[2])
        else:
            kept.append((start, end, put))
    return kept


def _begun(text: str, at: int, put: str) -> str:
    """``put`` with a capital where a sentence begins with it."""
    begins = _SENTENCE_BEGINS.search(text[max(0, at - _NEAR) : at])
    return put[:1].upper() + put[1:] if begins else put


def _end(text: str, end: int) -> int:
    """Behind the marks, seen or not, that belong to the last letter."""
    while end < len(text) and not _plain_char(text[end]):
        end += 1
    return end


def _plain(text: str) -> _Plain:
    letters, places = [], []
    for place, char in enumerate(text):
        for one in _plain_char(char):
            letters.append(one)
            places.append(place)
    return _Plain("".join(letters), tuple(places))


@cache
def _plain_char(char: str) -> str:
    """A character without case, accent and width; nothing for one that nobody sees."""
    if char.isascii():
        return char.lower()
    if unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return ""
    if unicodedata.category(char) == "Pd":
        return "-"
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(one for one in whole if not unicodedata.combining(one)) or char
