"""What somebody typed into the search field, taken apart into what is to be found."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from incidentdesk.domain.search_words import has_words

_QUOTES = str.maketrans("“”„«»", '"""""')
_NUMBER_END = re.compile(r"(?:[A-Za-z]+-)?(?:\d{4}-)?0*(\d{1,15})")


@dataclass(frozen=True)
class Term:
    """Words that stand together. ``begun``: of the last of them the beginning is enough."""

    text: str
    begun: bool = False


@dataclass(frozen=True)
class SearchQuestion:
    """All ``terms`` must be found. ``text`` is what was typed, without what cannot be stored or found."""

    text: str
    terms: tuple[Term, ...]

    @property
    def ordinal(self) -> int | None:
        """What may be the end of an incident's number: 123 of ``inc-2026-000123`` and of ``0123``."""
        match = _NUMBER_END.fullmatch(self.text)
        return int(match.group(1)) if match else None


def search_question(typed: str) -> SearchQuestion:
    """The question in ``typed``, which may be anything at all.

    Blanks part the terms, and quotes of any kind hold words together; one that is not closed yet reaches to
    the end. The last word is still being typed unless something follows it: a blank, a closing quote.
    """
    whole = typed.encode(errors="ignore").decode().replace("\0", " ")  # half characters, ends of text
    text = unicodedata.normalize("NFC", whole).translate(_QUOTES)
    pieces = text.split('"')
    terms: list[Term] = []
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        words = [piece] if number % 2 else piece.split()
        open_end = last and not piece[-1:].isspace()
        for place, word in enumerate(words):
            if has_words(word):
                begun = open_end and place == len(words) - 1 and has_words(word[-1])
                terms.append(Term(word.strip(), begun))
    return SearchQuestion(text.strip(), tuple(dict.fromkeys(terms)))
