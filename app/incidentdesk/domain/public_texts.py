"""Texts for the public: no names of people, no host names, no addresses, whatever was typed.

Rather a word too many than one too few: who writes sees in the preview what will be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from incidentdesk.base.texts import _
from incidentdesk.domain.attached_names import AttachedNames, is_unspaced, stems, words_of
from incidentdesk.domain.hosts_out import HostWords, hosts_out
from incidentdesk.domain.names_out import CALLER, DEVICE, ROLE_WORDS, STAFF, NamesOut

_WORDS = (
    "april art august baker banks bell best bill black bond bright brook brown bush butler carpenter "
    "chance church clay clear close cook cross day dean drew early fields fine fisher flood flower "
    "ford forest fox frank free gates glass gold good grace grant gray green hall hand hands hill "
    "holiday home hope house hunt hunter ice iron jack joy june king knight lamb lane law light "
    "little lock long love mark marsh mason max may mill miller moon more north page park parks peak "
    "penny pool porter power price queen rain ray read reed rich ring river rob rock rose rush sales "
    "sharp shore short silver singer small smart smith snow south spring steel stone storm strange "
    "street strong summer swift temple time tree trent underwood walker wall ward waters weaver webb "
    "weeks wells west white wild will wise wood woods word worth young"
)
ALSO_WORDS = frozenset(_WORDS.split())
"""Names that are words as well: alone they are names only where they begin with a capital."""


@dataclass(frozen=True)
class Known:
    """Who and what no public text names: staff with the names of their accounts, callers, devices."""

    staff: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()

    def among(self, texts: Iterable[str]) -> Known:
        """Those who may be named in ``texts``: a desk may know thousands, and a text names few."""
        said = words_of("\n".join([*texts, *(_(word) for word in ROLE_WORDS.values())]))
        said |= {stem for word in said for stem in stems(word)}

        def named(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(
                name for name in names if not _quick_words(name).isdisjoint(said) or is_unspaced(name)
            )

        return Known(named(self.staff), named(self.accounts), named(self.callers), named(self.devices))


class PublicTexts:
    """Makes texts fit for the public on a desk with these people and devices.

    ``numbers`` is the prefix of the desk's incidents, whose numbers may be read.
    """

    def __init__(self, known: Known, *, numbers: str = "") -> None:
        staff, caller, device = _(ROLE_WORDS[STAFF]), _(ROLE_WORDS[CALLER]), _(ROLE_WORDS[DEVICE])
        people = dict.fromkeys(known.callers, caller) | dict.fromkeys(known.staff, staff)
        things = dict.fromkeys(known.devices, device) | dict.fromkeys(known.accounts, staff)
        self._hosts = HostWords(device, _("an address"))
        self._numbers = numbers
        self._names = NamesOut(people, things, ALSO_WORDS)
        self._attached = AttachedNames(people, ALSO_WORDS)
        self._beginning = _beginning(people)

    def of(self, text: str) -> str:
        """``text`` without the names of people, host names and addresses."""
        plain = hosts_out(_visible(text), self._hosts, numbers=self._numbers)
        named = self._attached.replaced(self._names.replaced(plain))
        if self._beginning is not None:
            named = self._beginning.sub(_("Somebody"), named)
        return named


def _visible(text: str) -> str:
    """``text`` without marks that turn around what stands beside it, and without control characters."""
    return "".join(char for char in text if char in "\n\t" or not _is_hidden(char)).strip()


def _is_hidden(char: str) -> bool:
    return char < " " or "\x7f" <= char <= "\x9f" or char in _TURNING


_TURNING = frozenset(
    "\u200b\u200e\u200f\u061c\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def _beginning(people: Mapping[str, str]) -> re.Pattern[str] | None:
    """The names that are words as well, with a capital: at the beginning of a sentence they may be either."""
    words = sorted(_parts(people) & ALSO_WORDS)
    if not words:
        return None
    either = "|".join(f"{word.capitalize()}|{word.upper()}" for word in words)
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")


def _parts(names: Iterable[str]) -> set[str]:
    return {part for name in names for part in words_of(name)}


def _quick_words(name: str) -> set[str]:
    """The folded words of a name; most names are plain ones, and a desk may have thousands."""
    return set(_PLAIN.findall(name.lower())) if name.isascii() else words_of(name)


_PLAIN = re.compile(r"[a-z0-9]+")
