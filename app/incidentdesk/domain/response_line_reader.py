"""Reading a line of the response room word by word, and the times in it."""

from __future__ import annotations

import re

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_parser import parse_moment
from incidentdesk.domain.moments import Moment
from incidentdesk.domain.response_words import LineError, RoomWords, Word

_CLOCK_INSIDE = re.compile(r"\d[:.h]\d\d|\d\s?[ap]m\b|\bago\b|\bnoon\b", re.IGNORECASE)
_LONGEST_TIME = 80


class LineReader:
    """A line and how far it is read."""

    def __init__(self, line: str) -> None:
        self._line = line
        self.at = 0
        self.closed = False
        self._skip()

    def _skip(self) -> None:
        while self.at < len(self._line) and self._line[self.at].isspace():
            self.at += 1

    def rest(self) -> str:
        """All that is not read yet."""
        return self._line[self.at :]

    def look(self) -> Word | None:
        """The next word, not taken; ``None`` at the end, and after a colon."""
        match = re.match(r"\S+", self.rest())
        if match is None or self.closed:
            return None
        text = match[0]
        bare = text[:-1] if text.endswith(":") and len(text) > 1 else text
        return Word(bare, self.at, self.at + len(bare))

    def take(self, word: Word) -> None:
        """Go past a word that was looked at, and past its colon: after one, all is text."""
        self.at = word.end
        if self.rest().startswith(":"):
            self.at, self.closed = self.at + 1, True
        self._skip()

    def text(self, what: str) -> str:
        """The rest as text; ``LineError`` where there is none."""
        text = self.rest().strip()
        if not text:
            message = _("{what} is missing at the end of the line.").format(what=what[:1].upper() + what[1:])
            raise self.missing(message, _("Go on typing."))
        return text

    def missing(self, message: str, next_step: str) -> LineError:
        """The error that something is missing here."""
        return LineError(message, next_step, self.at, len(self._line))

    def go_to(self, at: int, *, closed: bool = False) -> None:
        """Go on reading at a place further on."""
        self.at, self.closed = at, closed
        self._skip()


def time_in_front(reader: LineReader, words: RoomWords) -> Moment | None:
    """The moment of ``at 10:31``; without a time behind it, "at" is text."""
    match = re.match(r"at\s+", reader.rest(), re.IGNORECASE)
    if match is None:
        return None
    return take_time(reader, reader.at + match.end(), words)


def take_time(reader: LineReader, start: int, words: RoomWords) -> Moment | None:
    """The moment that is written from ``start`` on: up to a colon, else as many words as make a time."""
    offset = start - reader.at
    text = reader.rest()[offset:]
    ends = [match.end() for match in re.finditer(r"\S+", text[:_LONGEST_TIME])]
    for end in ends:
        if text[end - 1] == ":":
            moment = _moment(text[: end - 1], words)
            if moment is not None:
                reader.go_to(start + end, closed=True)
                return moment
    for end in reversed(ends):
        moment = _moment(text[:end].rstrip(",-"), words) if _CLOCK_INSIDE.search(text[:end]) else None
        if moment is not None:
            reader.go_to(start + end)
            return moment
    return None


def _moment(text: str, words: RoomWords) -> Moment | None:
    try:
        return parse_moment(text, words.now, words.zone)
    except ValueError:
        return None
