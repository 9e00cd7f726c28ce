"""The zones that pasted timelines name: letters, numbers, places, each followed literally."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, at_local, in_zone
from incidentdesk.domain.moment_text import date_text, zone_text
from incidentdesk.intake.pasted_words import zone_letters, zone_places

_NUMBER = re.compile(r"(?:UTC|GMT)? ?(?P<sign>[+\-\u2212]) ?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)")
_HOUR_MS = 3_600_000
_MOST_MINUTES = 16 * 60


@dataclass(frozen=True)
class Zone:
    """A zone as it was written: a fixed ``offset`` in minutes ahead of UTC, else the clocks of ``place``.

    Where there are both, the offset is followed, and ``place`` tells whether its clocks agreed.
    ``doubt`` says what is uncertain about the reading itself.
    """

    words: str
    offset: int | None = None
    place: ZoneInfo | None = None
    doubt: str = ""

    def at(self, day: date, second: int) -> Instant:
        """The instant when clocks in this zone show ``second`` seconds since midnight of ``day``.

        ``ValueError`` or ``OverflowError`` for a day that no clock reaches.
        """
        if self.offset is None and self.place is not None:
            minute = at_local(day, second // 3600, second % 3600 // 60, self.place).ms
            return in_zone(minute + second % 60 * 1000, self.place)
        fixed = timezone(timedelta(minutes=self.offset or 0))
        return Instant.of(datetime(day.year, day.month, day.day, tzinfo=fixed) + timedelta(seconds=second))

    def doubt_at(self, day: date, second: int) -> str:
        """What is doubtful about a time that the clocks of the place show twice that night, or skip."""
        if self.offset is not None or self.place is None:
            return ""
        at = self.at(day, second)
        shown = at.local()
        words = (
            _("the first was taken") if _clock(in_zone(at.ms + _HOUR_MS, self.place)) == _clock(at) else ""
        )
        if shown.hour * 3600 + shown.minute * 60 + shown.second != second:
            words = _("it was read as {time}").format(time=f"{shown:%H:%M}")
        if not words:
            return ""
        text = _("On {day} the clocks were put forward or back at that hour: {words}")
        return text.format(day=date_text(day), words=words)

    def disagreement(self, instant: Instant) -> str:
        """What the clocks of the place showed then, if it is not what the letters say."""
        if self.offset is None or self.place is None:
            return ""
        there = in_zone(instant.ms, self.place)
        if there.offset == self.offset:
            return ""
        return _(
            "“{zone}” was followed literally, as {literal}; on {day} the clocks there showed {shown}. "
            "If that was meant, name the zone that was meant, and read again"
        ).format(
            zone=self.words,
            literal=zone_text(instant),
            day=date_text(instant.local().date()),
            shown=zone_text(there),
        )


def _clock(instant: Instant) -> str:
    return f"{instant.local():%d %H:%M:%S}"


@cache
def letters_pattern() -> str:
    """A pattern for the letters of every zone that is known; capitals only, as "est" is a word too."""
    return "(?-i:" + "|".join(sorted(zone_letters(), key=len, reverse=True)) + ")"


def read_zone(words: str) -> Zone | None:
    """The zone that ``words`` name, such as "PST", "CEST (UTC+2)", "GMT+2", "US/Pacific"; or ``None``."""
    words = " ".join(words.split()).strip(" .,:;[]*_`")
    if words.startswith("(") or words.count("(") < words.count(")"):
        words = words.strip("()")
    words = "Z" if words == "z" else words
    number = _number(words)
    letters = re.search(rf"\b{letters_pattern()}(?![\w/])", words)
    known = zone_letters()[letters[0]] if letters else {}
    if number is not None:
        stated = known.get("offset")
        named = letters is not None and letters[0] not in {"UTC", "GMT", "Z"}
        doubt = ""
        if named and stated is not None and stated != number:
            doubt = _("“{words}” contradicts itself: {letters} is {stated}; the number was followed").format(
                words=words, letters=letters[0] if letters else "", stated=zone_text(Instant(0, stated))
            )
        return Zone(words, number, None, doubt)
    if letters:
        return _lettered(words, letters[0])
    return _placed(words)


def _number(words: str) -> int | None:
    match = re.search(rf"(?:^|UTC|GMT){_NUMBER.pattern}", words)
    if match is None:
        return None
    minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    if minutes > _MOST_MINUTES or int(match["minutes"] or 0) > 59:
        return None
    return minutes if match["sign"] == "+" else -minutes


def _lettered(words: str, letters: str) -> Zone:
    known = zone_letters()[letters]
    doubt = ""
    if known.get("also"):
        doubt = _("“{letters}” was read as in {place}; it is also used in {also}").format(
            letters=letters, place=known["place"], also=known["also"]
        )
    place = ZoneInfo(known["place"]) if "place" in known else None
    return Zone(letters if len(words) > 40 else words, known.get("offset"), place, doubt)


def _placed(words: str) -> Zone | None:
    if re.fullmatch(r"[A-Za-z_]+(?:/[A-Za-z_\-+0-9]+)+", words):
        try:
            return Zone(words, None, ZoneInfo(words))
        except (OSError, ValueError, KeyError):
            pass  # a slip, like UC/Pacific; the place in it may still be known
    for word, name in zone_places().items():
        if re.search(rf"\b{word}\b", words.casefold()):
            doubt = _("“{words}” was read as the clocks of {place} show").format(words=words, place=name)
            return Zone(words, None, ZoneInfo(name), doubt)
    return None
