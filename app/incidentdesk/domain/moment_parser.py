"""Reading what staff type for a time, from "8:50" to "yesterday afternoon" and "between 8 am and 9:15"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, at_local, in_zone
from incidentdesk.domain.moment_words import TIME, Day, clock_time, take_day, take_zone
from incidentdesk.domain.moments import YEARS, Moment

SLACK_MS = 5 * 60_000
"""How far ahead of now a time of day may lie and still mean today: clocks differ a little."""

PARTS_OF_DAY = {
    "morning": (360, 720),
    "afternoon": (720, 1080),
    "evening": (1080, 1439),
    "night": (1080, 1800),
}
"""From and to, in minutes since midnight; the night ends on the next day."""

_UNKNOWN = {"unknown", "?", "??", "don't know", "dont know", "do not know", "not known", "no idea"}
_SPELLINGS = {
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "\u2019": "'",
    ",": " ",
    "a.m.": "am",
    "p.m.": "pm",
}
"""Dashes, apostrophes and the like, as they are read."""
# Compiled, and kept by ``re``, when the first moment is read: most starts of the program read none.
_ABOUT = r"(?:\b(?:about|around|approximately|approx|roughly|circa|ca)\b\.?|~)\s?"
_AGO = (
    r"(?:(?P<h>\d+(?:\.\d+)?|an?|one|half an) ?(?:hours?|hrs?|h))?(?: and)?"
    r" ?(?:(?P<m>\d+|a|one) ?(?:minutes?|mins?|m))? ago"
)
_CLOCK = r"\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?"
_ISO = rf"\d{{4}}-\d\d-\d\d(?:t{_CLOCK}(?:z|[+-]\d\d:?\d\d)?| {_CLOCK}(?:z|\+\d\d:?\d\d))"
_TIME = re.sub(r"\?P<[a-z]+>", "?:", TIME)
_RANGES = (
    r"(?P<day>.*?) ?\bbetween (?P<first>.+?) and (?P<last>.+)",
    r"(?P<day>.*?) ?\bfrom (?P<first>.+?) (?:to|until) (?P<last>.+)",
    rf"(?P<day>.*?) ?(?<!\S)(?P<first>{_TIME}) ?(?:-|to) ?(?P<last>[^-]+)",
)


@dataclass(frozen=True)
class _Reader:
    """What typed words are read against."""

    now: Instant
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return in_zone(self.now.ms, self.zone).local().date()

    @property
    def minute(self) -> Instant:
        """Now, in the zone, without its seconds."""
        return in_zone(self.now.ms - self.now.ms % 60_000, self.zone)

    def at(self, day: date, seconds: int, offset: int | None = None) -> Instant:
        """The instant ``seconds`` into ``day`` by the wall clock; a time it skips counts on from before."""
        if day.year not in YEARS:
            raise ValueError
        day, seconds = day + timedelta(days=seconds // 86400), seconds % 86400
        if offset is not None:
            midnight = at_local(day, 0, 0, ZoneInfo("UTC")).ms
            return Instant(midnight + seconds * 1000 - offset * 60_000, offset)
        minute = at_local(day, seconds // 3600, seconds % 3600 // 60, self.zone).ms
        return in_zone(minute + seconds % 60 * 1000, self.zone)

    def on(self, day: Day, seconds: int, offset: int | None = None) -> Instant:
        """The time on that day, moved back by its steps while it lies in the future."""
        instant = self.at(day.date, seconds, offset)
        if day.step and instant.ms > self.now.ms + SLACK_MS:
            return self.at(day.date - timedelta(days=day.step), seconds, offset)
        return instant

    def whole(self, day: Day) -> Moment:
        """Between that day's ends: its first and its last minute."""
        date_ = day.date - timedelta(days=7) if day.weekly and day.date == self.today else day.date
        end = self.at(date_ + timedelta(days=1), 0)
        return Moment.between(self.at(date_, 0), in_zone(end.ms - 60_000, self.zone))

    def part(self, day: Day, name: str, *, begun: bool = False) -> Moment:
        """A part of a day, up to now while it lasts; ``ValueError`` where it must have ``begun``."""
        first, last = PARTS_OF_DAY[name]
        start = self.on(day, first * 60)
        end = self.at(start.local().date(), last * 60)
        if begun and self.minute.ms < start.ms:
            if name != "morning":
                raise ValueError
            start = self.at(self.today, 0)  # "this morning" is also said before six
        if start.ms <= self.minute.ms < end.ms:
            end = self.minute
        return Moment.between(start, end)


def parse_moment(text: str, now: Instant, zone: ZoneInfo) -> Moment:
    """The moment that ``text`` says, for somebody who types it at ``now`` in ``zone``.

    A time without a day is today's, or yesterday's where today's lies ahead. A day without a time is between
    that day's ends. "20 min ago" is about. ``ValueError`` says what was not understood, with examples.
    """
    words = _normal(text)
    reader = _Reader(now, zone)
    try:
        moment = _read(words, reader)
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise ValueError(
            _(
                "“{text}” is no time I can read; write it like 8:50, about 8:50, 20 min ago, this morning, "
                "yesterday 14:00, 23 Nov 8:50, 2026-11-23 08:50, between 8:00 and 9:15, or unknown"
            ).format(text=text.strip())
        )
    return moment


def _normal(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    for old, new in _SPELLINGS.items():
        plain = plain.replace(old, new)
    return " ".join(plain.split())


def _read(words: str, reader: _Reader) -> Moment | None:
    if words in _UNKNOWN:
        return Moment.unknown()
    if words in {"now", "just now", "right now"}:
        return Moment.exact(reader.minute)
    words = words.removeprefix("since ").removesuffix(" (time unknown)")
    bare = re.sub(_ABOUT, "", words, count=1).strip()
    ago = re.fullmatch(_AGO, bare)
    if ago:
        return _ago(ago, reader)
    for pattern in _RANGES:
        match = re.fullmatch(pattern, bare)
        if match:
            return _between(match, reader)
    guess = bare != words or bare.endswith("?")
    return _single(bare.removesuffix("?").strip(), reader, guess=guess)


def _ago(match: re.Match[str], reader: _Reader) -> Moment | None:
    words = {"a": 1.0, "an": 1.0, "one": 1.0, "half an": 0.5}
    hours, minutes = (
        0.0 if not part else words.get(part) or float(part) for part in (match["h"], match["m"])
    )
    if match["h"] is None and match["m"] is None:
        return None
    back = round(hours * 60 + minutes) * 60_000
    return Moment.about(in_zone(reader.minute.ms - back, reader.zone))


def _between(match: re.Match[str], reader: _Reader) -> Moment | None:
    day_before, rest = take_day(match["day"], reader.today)
    start_day, first = take_day(match["first"], reader.today)
    end_day, last = take_day(match["last"], reader.today)
    start_zone, first = take_zone(first)
    end_zone, last = take_zone(last)
    start_at, end_at = clock_time(first), clock_time(last)
    if rest or start_at is None or end_at is None:
        return None
    day = start_day or day_before or Day(reader.today, step=1)
    offset = end_zone if start_zone is None else start_zone
    start = reader.on(day, start_at, offset)
    if end_day:
        return Moment.between(start, reader.on(end_day, end_at, end_zone))
    end = reader.at(start.local().date(), end_at, end_zone)
    if end.ms < start.ms:  # over midnight
        end = reader.at(start.local().date() + timedelta(days=1), end_at, end_zone)
    return Moment.between(start, end)


def _single(words: str, reader: _Reader, *, guess: bool) -> Moment | None:
    if re.fullmatch(_ISO, words):
        written = _zoned(words, reader)
        return Moment.about(written) if guess else Moment.exact(written)
    if words == "last night":
        return reader.part(Day(reader.today - timedelta(days=1)), "night")
    if words in {"this morning", "this afternoon", "this evening"}:
        return reader.part(Day(reader.today), words.split()[1], begun=True)
    day_named, rest = take_day(words, reader.today)
    rest = re.sub(r"^(?:at|since|in the) ", "", rest)
    day = day_named or Day(reader.today, step=1)
    if not rest:
        return reader.whole(day) if day_named else None
    if rest in PARTS_OF_DAY:
        return reader.part(day, rest)
    offset, rest = take_zone(rest)
    seconds = clock_time(rest)
    if seconds is None:
        return None
    instant = reader.on(day, seconds, offset)
    return Moment.about(instant) if guess else Moment.exact(instant)


def _zoned(words: str, reader: _Reader) -> Instant:
    moment = datetime.fromisoformat(words.upper())
    if moment.year not in YEARS:
        raise ValueError
    if moment.utcoffset() is None:
        return reader.at(moment.date(), moment.hour * 3600 + moment.minute * 60 + moment.second)
    return Instant.of(moment)
