"""What a line of the response room can name: people, phases, SEV levels, roles; each by its beginning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from zoneinfo import ZoneInfo

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant

ME = "me"
"""``@me`` is whoever types."""
_MOST_CHOICES = 8
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "đ": "d", "\u0131": "i"})


class LineError(UsageError):
    """What is wrong from ``start`` to ``end`` of the line; ``choices`` are what could be meant there."""

    def __init__(
        self, message: str, next_step: str, start: int, end: int, choices: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, next_step)
        self.start = start
        self.end = end
        self.choices = choices


class Named(NamedTuple):
    """Somebody who can be named with ``@``; ``account`` tells people of one name apart."""

    uid: str
    name: str
    account: str = ""


@dataclass(frozen=True)
class RoomWords:
    """What lines are read against. Phases, levels and roles are texts for people by key; ``me`` is a uid."""

    now: Instant
    zone: ZoneInfo
    people: tuple[Named, ...]
    me: str
    phases: Mapping[str, str]
    levels: Mapping[str, str]
    roles: Mapping[str, str]


class Word(NamedTuple):
    """A word of the line and where it stands; without the colon that ends what is named before the text."""

    text: str
    start: int
    end: int


def folded(text: str) -> str:
    """``text`` without case and accents, as names are compared."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS))
    return "".join(char for char in bare if not unicodedata.combining(char))


def name_parts(name: str) -> list[str]:
    """The parts of a name, folded: "Søren O'Neill" has three."""
    return re.findall(r"[^\W_]+", folded(name))


def token_of(person: Named, people: Iterable[Named]) -> str:
    """What to type after ``@`` so that nobody else is meant, as far as there is such a word."""
    parts = name_parts(person.name)
    alike = [one for one in people if name_parts(one.name) == parts and one.uid != person.uid]
    return person.account if person.account and (alike or not parts) else ".".join(parts)


def people_like(typed: str, people: Iterable[Named]) -> list[Named]:
    """Everybody of whose name each part of ``typed`` ("ann", "a.keller") begins another part, in order."""
    wanted = name_parts(typed)
    return [one for one in people if not wanted or _begins(wanted, name_parts(one.name))]


def _begins(wanted: list[str], parts: list[str]) -> bool:
    """Whether each wanted beginning finds a part of its own, in the order of the name."""
    at = 0
    for one in wanted:
        at = next((index + 1 for index in range(at, len(parts)) if parts[index].startswith(one)), 0)
        if not at:
            return False
    return True


def person_named(word: Word, words: RoomWords) -> str:
    """The uid of the person that ``@…`` names; ``LineError`` for nobody, and for several with their names."""
    typed = word.text.removeprefix("@")
    wanted = name_parts(typed)
    if typed.casefold() == ME and words.me:
        return words.me
    accounts = [one for one in words.people if typed and one.account.casefold() == typed.casefold()]
    found = accounts or (people_like(typed, words.people) if wanted else [])
    whole = [one for one in found if name_parts(one.name) == wanted]
    exact = [one for one in found if set(wanted) <= set(name_parts(one.name))]
    for fewer in (whole, exact):
        found = fewer if len(fewer) == 1 else found
    if len(found) == 1:
        return found[0].uid
    if not found:
        raise LineError(
            _("Nobody here is called “{name}”.").format(name=typed),
            _("Type @ and the beginning of a first or last name."),
            word.start,
            word.end,
        )
    choices = tuple(f"@{token_of(one, words.people)}" for one in found)
    raise LineError(
        _("“{name}” can be {choices}.").format(name=typed, choices=_listed(one.name for one in found)),
        _("Type more of the name, like {example}.").format(example=choices[0]),
        word.start,
        word.end,
        choices,
    )


def key_named(word: Word, texts: Mapping[str, str], what: str) -> str:
    """The key of the phase, level or role that the word begins; ``what`` is how people call it."""
    found = keys_like(word.text, texts)
    if len(found) == 1:
        return found[0]
    choices = tuple(found or texts)
    message = _("“{word}” is no {what}.") if not found else _("“{word}” can be more than one {what}.")
    raise LineError(
        message.format(word=word.text, what=what),
        _("Use one of: {choices}.").format(choices=_listed(choices)),
        word.start,
        word.end,
        choices,
    )


def keys_like(typed: str, texts: Mapping[str, str]) -> list[str]:
    """The keys that begin so, or whose texts do; one that is meant exactly stands alone."""
    wanted = _plain(typed)
    exact = [key for key, text in texts.items() if wanted in {_plain(key), _plain(text)}]
    if exact:
        return exact[:1]
    return [
        key
        for key, text in texts.items()
        if wanted and (_plain(key).startswith(wanted) or _plain(text).startswith(wanted))
    ]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", folded(text)))


def _listed(choices: Iterable[str]) -> str:
    shown = list(choices)
    more = "" if len(shown) <= _MOST_CHOICES else " …"
    return ", ".join(shown[:_MOST_CHOICES]) + more
