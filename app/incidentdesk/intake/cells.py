"""Single cells: what they say without blanks and damage, and what their words mean here."""

from __future__ import annotations

from incidentdesk.domain.importing_settings import OPEN_CHOICES, Reading
from incidentdesk.intake.damage import repair
from incidentdesk.intake.html_text import plain_text
from incidentdesk.intake.profile import Profile
from incidentdesk.intake.words import plain

_SHORT, _MOST = 60, 50_000
"""How long, and how many at most, the cells are that come again and again, and are cleaned once."""


class Cleaner:
    """Cleans cells by one reading."""

    def __init__(self, profile: Profile, reading: Reading) -> None:
        self._html = profile.html
        self._repair = reading.repair
        self._nulls = frozenset(word.casefold() for word in reading.nulls)
        self._known: dict[str, str] = {}

    def clean(self, cell: str) -> str:
        """A cell without blanks around it, mended if asked; empty where it stands for nothing."""
        if len(cell) >= _SHORT:
            return self._clean(cell)
        known = self._known.get(cell)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[cell] = self._clean(cell)
        return known

    def _clean(self, cell: str) -> str:
        text = cell.strip()
        if text.startswith('="') and text.endswith('"'):  # how a spreadsheet is told that this is text
            text = text[2:-1].strip()
        if not text or text.casefold() in self._nulls:
            return ""
        if self._repair:
            text = repair(text)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            text = text.replace("\0", "")
        return plain_text(text) if self._html and "<" in text else text


class Meanings:
    """What the words of a file mean here, by one reading."""

    def __init__(self, profile: Profile, reading: Reading) -> None:
        self._own = profile.values
        self._words = {target: dict(words) for target, words in reading.values.items()}
        for words in self._words.values():
            for word, key in list(words.items()):
                words.setdefault(plain(word), key)

    def of(self, target: str, word: str) -> str:
        """The key that ``word`` means; empty where nobody said."""
        words = self._words.get(target, {})
        found = words.get(word)
        return words.get(plain(word), "") if found is None else found

    def said(self, target: str, word: str) -> str:
        """As ``of``; of a list that grows, a word that the reading does not have means itself."""
        found = self.of(target, word)
        if found or target not in OPEN_CHOICES or word in self._words.get(target, {}):
            return found
        return word

    def is_known(self, target: str, word: str) -> bool:
        """Whether it is settled what the word means, and be it nothing."""
        return bool(self.of(target, word)) or plain(word) in self._own.get(target, {})
