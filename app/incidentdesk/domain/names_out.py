"""Takes the names of people and things out of a text, and puts words for their role in.

"J. Arroyo restarted pc-0815" becomes "The commander restarted a device". Rule 4 of section 2.9 of the
practice: a role, not a name, in what others read. Whole words are compared, without case and accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.responses import COMMANDER, COMMUNICATIONS, EXPERT

CALLER, STAFF, DEVICE = "caller", "staff", "device"
ROLE_WORDS = {
    COMMANDER: N_("the commander"),
    "deputy": N_("the deputy"),
    "operations": N_("an operations lead"),
    COMMUNICATIONS: N_("the communications lead"),
    "scribe": N_("the scribe"),
    EXPERT: N_("an expert"),
    STAFF: N_("a member of staff"),
    CALLER: N_("a caller"),
    DEVICE: N_("a device"),
}
"""What stands in place of a name, by the role of who or what has it."""

_SHORT = 3
"""Shorter parts of a name ("Jo", "Li") count alone only where they are written with a capital."""

_STRUCK = str.maketrans(
    {"\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00e6": "ae", "\u0153": "oe", "\u0131": "i"}
)
"""Letters that Unicode does not take apart, as they are written where a keyboard lacks them."""

_TITLES = frozenset(
    {"dr", "frau", "herr", "ing", "jr", "miss", "mr", "mrs", "ms", "phd", "prof", "sir", "sr"}
)
_GLUE = re.compile(r"\s{1,2}|[._'\u2019\u2010-]")
_AFTER_INITIAL = re.compile(r"\.?\s{0,2}|[_-]")
_REVERSED = re.compile(r",\s{1,2}")
"""What may stand between the parts of one name, behind an initial, and where the surname comes first."""

_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?]\s+|\n)[\s>*#_\-\u2022\"\u201c(]*\Z")
_LOST_ENDING = re.compile(r"['\u2019](?!\w)")
"""The possessive of a name that ends in s: "Jones' laptop"."""


@dataclass(frozen=True)
class _Word:
    """A folded word, and where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Found:
    """The words from ``first`` to ``last`` of the text, which name any of ``whose``."""

    first: int
    last: int
    whose: frozenset[str]


class Replacement(NamedTuple):
    """``put`` stands in place of a text from ``start`` to ``end``."""

    start: int
    end: int
    put: str


@dataclass
class NamesOut:
    """Names to be taken out: of ``people``, of whom parts count too, and of ``things``, as a whole.

    Both have the words that come in by name. ``also_words`` (folded) are names that are other words as well
    ("Mark", "Will"): alone they are taken for a name only where a capital within a sentence says so.
    ``unclear`` stands for a part that several people have.
    """

    people: Mapping[str, str]
    things: Mapping[str, str] = field(default_factory=dict)
    also_words: Collection[str] = ()
    unclear: str = ""

    def __post_init__(self) -> None:
        self._known: dict[tuple[str, ...], set[str]] = {}
        self._begin: dict[str, list[tuple[str, ...]]] = {}
        self._initials: dict[str, set[str]] = {}
        for name in self.people:
            parts = _parts(name)
            self._initials[name] = {part.text[0] for part in parts}
            for form in _forms(parts):
                self._known.setdefault(form, set()).add(name)
        for thing in self.things:
            self._known.setdefault(tuple(one.text for one in _words(thing)), set()).add(thing)
        self._known.pop((), None)
        for form in sorted(self._known, key=len, reverse=True):
            self._begin.setdefault(form[0], []).append(form)

    def replaced(self, text: str) -> str:
        """``text`` without the names; what is no name stays as it was written."""
        pieces, at = [], 0
        for one in self.replacements(text):
            pieces += [text[at : one.start], one.put]
            at = one.end
        return "".join([*pieces, text[at:]])

    def replacements(self, text: str) -> list[Replacement]:
        """Each name in ``text``, in order, and what stands in its place."""
        words, made, at = list(_words(text)), [], 0
        for found in self._joined(text, words):
            start, end, put = words[found.first].start, words[found.last].end, self._words_for(found.whose)
            start -= text[max(at, start - 1) : start] == "@"
            start = at + _without_role(text[at:start], put)
            if put[:1].islower() and _begins_sentence(text, start):
                put = put[0].upper() + put[1:]
            at = end + (len(words[found.last].text) == 1 and text[end : end + 2] == ". ")
            lost = _LOST_ENDING.match(text, at)
            if lost and words[found.last].text.endswith("s"):
                put, at = f"{put}{lost[0]}s", lost.end()
            made.append(Replacement(start, at, put))
        return made

    def _words_for(self, whose: Iterable[str]) -> str:
        said = {self.people.get(name) or self.things.get(name, "") for name in whose}
        return said.pop() if len(said) == 1 else self.unclear or _("somebody")

    def _joined(self, text: str, words: list[_Word]) -> Iterator[_Found]:
        """What is found, with the parts of one name that stand beside each other as one."""
        last: _Found | None = None
        for one in self._found(text, words):
            wide = self._with_initials(text, words, one, last.last + 1 if last else 0)
            if last is not None:
                both = last.whose & wide.whose
                if both and both <= self.people.keys() and _is_one(text, words, last, wide):
                    last = _Found(last.first, wide.last, both)
                    continue
                yield last
            last = wide
        if last is not None:
            yield last

    def _found(self, text: str, words: list[_Word]) -> Iterator[_Found]:
        at = 0
        while at < len(words):
            forms = self._begin.get(words[at].text, ())
            form = next((one for one in forms if self._stands(text, words, at, one)), None)
            if form is not None:
                yield _Found(at, at + len(form) - 1, frozenset(self._known[form]))
            at += len(form or (0,))

    def _stands(self, text: str, words: list[_Word], at: int, form: tuple[str, ...]) -> bool:
        """Whether ``form`` stands from word ``at`` on, as a name."""
        here = words[at : at + len(form)]
        if tuple(one.text for one in here) != form:
            return False
        if len(form) == 1 and not self._known[form] & self.things.keys():
            return self._counts_alone(text, here[0])
        return all(
            _GLUE.fullmatch(text, one.end, other.start) or _REVERSED.fullmatch(text, one.end, other.start)
            for one, other in pairwise(here)
        )

    def _counts_alone(self, text: str, word: _Word) -> bool:
        """Whether one part of a name is a name here: short and ambiguous ones need a capital to say so."""
        if word.text in self.also_words:
            return text[word.start].isupper() and not _begins_sentence(text, word.start)
        return len(word.text) >= _SHORT or not text[word.start].islower()

    def _with_initials(self, text: str, words: list[_Word], one: _Found, least: int) -> _Found:
        """``one`` with the initials before it ("J. Arroyo", "j.arroyo@…") or behind it ("Jamie A.")."""
        initials = {letter for name in one.whose for letter in self._initials.get(name, ())}
        first, last = one.first, one.last
        while first > least and words[first - 1].text in initials:
            if not _is_initial(text, words[first - 1], words[first]):
                break
            first -= 1
        if last + 1 < len(words) and words[last + 1].text in initials:
            following = words[last + 1]
            if (
                text[words[last].end : following.start] == " "
                and text[following.end : following.end + 1] == "."
            ):
                last += 1
        return _Found(first, last, one.whose)


def fold_name(text: str) -> str:
    """``text`` as names are compared: without case, accents, and marks that nobody sees."""
    return "".join(_fold_char(char) for char in text)


def _fold_char(char: str) -> str:
    if char.isascii():
        return char.lower()
    if unicodedata.category(char) == "Cf":
        return ""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()).translate(_STRUCK)
    return "".join(one for one in plain if not unicodedata.combining(one))


def _words(text: str) -> Iterator[_Word]:
    """The folded words of ``text``, where they stand in it as it is written."""
    word, start, end = "", 0, 0
    for place, char in enumerate(text):
        folded = _fold_char(char)
        for one in folded:
            if one.isalnum() or unicodedata.category(one)[0] == "M":
                start = start if word else place
                word, end = word + one, place + 1
            elif word:
                yield _Word(word, start, end)
                word = ""
        if word and not folded:
            end = place + 1  # a mark of its last letter
    if word:
        yield _Word(word, start, end)


def _parts(name: str) -> list[_Word]:
    """The parts of a name, without titles and what is in brackets. One that begins small has no start."""
    plain = re.sub(r"\([^)]*\)", " ", name)
    parts = [part for part in _words(plain) if part.text not in _TITLES]
    small = [plain[part.start].islower() for part in parts]
    return parts if all(small) else [
        part if not is_small else replace(part, start=-1) for part, is_small in zip(parts, small, strict=True)
    ]  # fmt: skip


def _forms(parts: list[_Word]) -> Iterator[tuple[str, ...]]:
    """How a name may be written: whole, surname first, or parts of it; "van", "de" and letters not alone."""
    texts = tuple(part.text for part in parts)
    for first in range(len(texts)):
        for last in range(first + 1, len(texts) + 1):
            if last - first > 1 or (len(texts[first]) > 1 and parts[first].start >= 0):
                yield texts[first:last]
    for first in range(1, len(texts)):
        yield texts[first:] + texts[:first]


def _begins_sentence(text: str, at: int) -> bool:
    return _SENTENCE_BEGINS.search(text[max(0, at - 40) : at]) is not None


def _without_role(before: str, put: str) -> int:
    """Where ``before`` ends without an article, and the role said there already: "commander Arroyo"."""
    noun = put.split(" ", 1)[-1]
    said = re.search(rf"(?:\b(?:the|an?)\s+)?(?:\b{re.escape(noun)}\s+)?\Z", before, re.IGNORECASE)
    return said.start() if said else len(before)


def _is_one(text: str, words: list[_Word], one: _Found, other: _Found) -> bool:
    """Whether two parts are one name: nothing stands between them, or a letter for a name in the middle."""
    between = words[one.last + 1 : other.first]
    if not between:
        return _GLUE.fullmatch(text, words[one.last].end, words[other.first].start) is not None
    middle = between[0]
    return (
        len(between) == len(middle.text) == 1
        and text[middle.start].isupper()
        and _GLUE.fullmatch(text, words[one.last].end, middle.start) is not None
        and _AFTER_INITIAL.fullmatch(text, middle.end, words[other.first].start) is not None
    )


def _is_initial(text: str, letter: _Word, beside: _Word) -> bool:
    """Whether ``letter`` is an initial before a name: it has a dot or such, or is a capital."""
    between = text[letter.end : beside.start]
    return _AFTER_INITIAL.fullmatch(between) is not None and (
        text[letter.start].isupper() or between.strip() != ""
    )
