"""The times that a pasted timeline is written with: at the front of a line, in a heading, in a cell.

Read as written: ``14:??`` stays the whole hour, ``2022-05-??`` the whole month, ``ca. 18:30`` about.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from incidentdesk.intake.pasted_zones import letters_pattern

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_SECONDS = 24 * 3600

_ABOUT = r"(?:(?:about|around|approx(?:imately)?|roughly|circa|ca|some time|sometime)\b\.?|[~\u2248])"
_WEEKDAY = (
    r"(?P<%weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\b[.,]?"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_OPEN = r"\?\?|xx|mm|dd|--"
_END = r"(?!\d|:\d)"
_DATE = (
    r"(?:(?P<%year>\d{4})(?:/(?P<%last>\d\d)(?=-))?"
    rf"[-/.](?P<%month>\d{{1,2}}|{_OPEN})[-/.](?P<%day>\d{{1,2}}|{_OPEN})(?!\d)"
    rf"|(?P<%one>\d{{1,2}})[-/.](?P<%two>\d{{1,2}})[-/.](?P<%year2>\d{{4}}|\d\d){_END}"
    rf"|(?P<%day3>\d{{1,2}})(?:st|nd|rd|th|\.)?[ -](?:of )?(?P<%name3>{_MONTH})"
    rf"(?:,?[ -](?P<%year3>\d{{4}}){_END})?"
    rf"|(?P<%name4>{_MONTH}) (?P<%day4>\d{{1,2}})(?:st|nd|rd|th)?{_END}(?:,? (?P<%year4>\d{{4}}){_END})?)"
)
_CLOCK = (
    r"(?:(?P<%hour>\d{1,2})(?P<%sign>[:.h])(?P<%minute>\d\d)(?:[:.](?P<%second>\d\d)(?:[.,](?P<%part>\d{1,9}))?)?"
    r"(?: ?(?P<%half>[ap])(?:m\b|\.m\.))?"
    r"|(?P<%bare>\d{1,2}) ?(?P<%barehalf>[ap])(?:m\b|\.m\.)"
    r"|(?P<%wild>(?-i:HH:mm|hh:mm|HH:MM)|--:--|\?\?:\?\?|xx:xx|\d\d?:(?:\?\?|xx)|\d[x?]:(?:xx|\?\?))"
    r"|(?P<%packed>[012]\d[0-5]\d)(?= ?(?:hrs|hours|uhr|%zone))"
    r"|(?P<%noon>noon)\b)"
)
_AFTER_CLOCK = r"(?: ?(?:hrs|hours|uhr|h)\b\.?)?"
_JOIN = r" ?(?:-|\u2013|\u2014|\u2212|\bto\b|\bunt(?:il|ill)\b|\btill?\b|\band\b) ?"
_TO_TIME = r"[,:]? +(?:- )?(?:at |by |from |between )?|t"


class WrittenDay(NamedTuple):
    """A day as far as it was written: ``month`` and ``day`` are 0 where open, ``year`` where it is missing.

    ``last_year`` is more than ``year`` for "2021/22"; ``either`` is set where day and month could be swapped.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    last_year: int = 0
    weekday: int | None = None
    either: bool = False

    @property
    def dated(self) -> bool:
        """Whether a date was written, not only the name of a weekday."""
        return bool(self.year or self.month or self.day)

    def span(self) -> tuple[date, date]:
        """The first and the last day that it can be; ``ValueError`` where no calendar has it."""
        last_year, month = self.last_year or self.year, self.month or 12
        last_day = self.day or monthrange(last_year, month)[1]
        return date(self.year, self.month or 1, self.day or 1), date(last_year, month, last_day)


class WrittenTime(NamedTuple):
    """A time in front of ``rest``. Clocks are from and to, in whole seconds since midnight; one where exact.

    ``ms`` are milliseconds on top. ``clock`` is ``None`` where only a day was written, ``open_clock`` where
    its time was said to be unknown.
    """

    written: str
    rest: str
    day: WrittenDay | None = None
    clock: tuple[int, int] | None = None
    end_day: WrittenDay | None = None
    end_clock: tuple[int, int] | None = None
    about: bool = False
    zone: str = ""
    end_zone: str = ""
    open_clock: bool = False
    ms: int = 0

    @property
    def ranged(self) -> bool:
        """Whether an end was written."""
        return self.end_day is not None or self.end_clock is not None


def _named(pattern: str, prefix: str) -> str:
    return pattern.replace("%zone", _zone_pattern()).replace("%", prefix)


def _zone_pattern() -> str:
    number = r"(?:(?-i:UTC|GMT) ?)[+\-\u2212] ?\d{1,2}(?::?\d\d)?|\+\d\d:?\d\d|[-\u2212]\d\d:?\d\d|(?<=\d)z"
    place = r"(?-i:[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+)"
    return rf"(?:{number}|{letters_pattern()}(?: ?\((?:UTC|GMT)[+\-\u2212]\d{{1,2}}\))?|{place})(?![\w/+])"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The forms of a time, the first that matches counts."""
    zone = rf"(?: ?[(\[]?(?P<zone>{_zone_pattern()})[)\]]?)?"
    weekday = _named(_WEEKDAY, "")
    date_, clock = _named(_DATE, ""), _named(_CLOCK, "")
    end_date, end_clock = _named(_DATE, "e_"), _named(_CLOCK, "e_")
    about = rf"(?P<about>{_ABOUT} ?)?"
    day_first = rf"(?:{weekday} )?(?:{date_})(?:{_TO_TIME})(?P<about2>{_ABOUT} ?)?{clock}{_AFTER_CLOCK}"
    time_only = rf"(?:{weekday} (?:at )?)?(?P<about2>{_ABOUT} ?)?{clock}{_AFTER_CLOCK}"
    after = rf"(?:,? on | ?, ?)(?:{_named(_WEEKDAY, 'after_')} )?{date_}"
    end = rf"{_JOIN}(?P<about3>{_ABOUT} ?)?(?:{end_date}(?:{_TO_TIME}))?{end_clock}{_AFTER_CLOCK}"
    tail = r"(?P<tail>~| ?\?(?!\?))?(?![\w?])"
    lead = r"(?:(?:at|on|from|since|between|by|in the) )*"
    exact = r"(?:{date})[t ]\d\d:\d\d:\d\d(?:\.\d+)?".format(date=re.sub(r"\?P<\w+>", "?:", date_))
    number = r"(?:z|[-+]\d\d:?\d\d(?![\d:]))"
    forms = (
        rf"(?=(?:{exact}|\d{{4}}-\d\d-\d\dt\d\d:\d\d){number}){day_first}{zone}{tail}",
        rf"{day_first}{zone}{end}(?: ?[(\[]?(?P<e_zone>{_zone_pattern()})[)\]]?)?{tail}",
        rf"{day_first}{zone}{tail}",
        rf"(?:{weekday} )?{date_}{_JOIN}{end_date}(?![ ,]+\d\d?:){tail}",
        rf"(?:{weekday} )?{date_}{tail}",
        rf"{time_only}{zone}{end}(?: ?[(\[]?(?P<e_zone>{_zone_pattern()})[)\]]?)?{tail}",
        rf"{time_only}{zone}{after}{tail}",
        rf"{time_only}{zone}{tail}",
    )
    return tuple(re.compile(rf"{about}{lead}{form}", re.IGNORECASE) for form in forms)


_OPENING = re.compile(r"[\s*_`\[(]*")
_CLOSING = re.compile(r"[*_`\])]*\s*(?:[-\u2013\u2014:,;|.]+(?=\s|$|[*_`])|[,;])?[*_`]*\s*")
_HOURS = re.compile(r"(?:hrs|hours|uhr|h)\.?$", re.IGNORECASE)
_UNSURE = re.compile(
    r"\((?:[^()]*\b)?(?:maybe|not sure|unsure|perhaps|approx\w*|roughly|exact)\b[^()]*\)", re.I
)
_DOTTED = re.compile(r"\d{1,2}\.\d\d(?![.\d])")


def take_time(text: str, *, day_first: bool = True) -> WrittenTime | None:
    """The time at the front of ``text``, or ``None``. Of 3/4/2019 the 3 is the day if ``day_first``.

    ``ValueError`` for a time that is written like one, and that no clock or calendar has.
    """
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    for pattern in _patterns():
        match = pattern.match(text, start)
        if match is None:
            continue
        found = match.groupdict()
        whole = match[0].strip()
        plain = _DOTTED.match(whole) and not (found["half"] or _HOURS.search(whole))
        if plain and text[match.end() :].strip():
            return None  # 1.13 to 1.14 is no time; alone in its cell it is
        closing = _CLOSING.match(text, match.end())
        rest = text[closing.end() if closing else match.end() :]
        return _made(found, whole, rest, day_first=day_first)
    return None


def _made(found: dict[str, str | None], whole: str, rest: str, *, day_first: bool) -> WrittenTime:
    about = any(found.get(key) for key in ("about", "about2", "about3", "tail"))
    clock, end_clock = _clock(found, ""), _clock(found, "e_")
    wild = (found.get("wild") or "")[:1]
    return WrittenTime(
        written=whole,
        rest=rest,
        day=_day(found, "", day_first=day_first),
        clock=clock,
        end_day=_day(found, "e_", day_first=day_first),
        end_clock=end_clock,
        about=about or _UNSURE.match(rest) is not None,
        zone=found.get("zone") or found.get("e_zone") or "",
        end_zone=found.get("e_zone") or "",
        open_clock=bool(wild) and not wild.isdigit(),
        ms=int((found.get("part") or "").ljust(3, "0")[:3]),
    )


def _clock(found: dict[str, str | None], prefix: str) -> tuple[int, int] | None:
    if found.get(f"{prefix}noon"):
        return 12 * 3600, 12 * 3600
    wild = found.get(f"{prefix}wild")
    if wild:
        return _wild(wild)
    packed = found.get(f"{prefix}packed")
    hour = found.get(f"{prefix}hour") or found.get(f"{prefix}bare") or (packed or "")[:2]
    if not hour:
        return None
    minute = int(found.get(f"{prefix}minute") or (packed or "")[2:] or 0)
    half = (found.get(f"{prefix}half") or found.get(f"{prefix}barehalf") or "").casefold()
    at = _hour(int(hour), half) * 3600 + minute * 60 + int(found.get(f"{prefix}second") or 0)
    if minute > 59 or at >= DAY_SECONDS or int(found.get(f"{prefix}second") or 0) > 59:
        raise ValueError
    return at, at


def _hour(hour: int, half: str) -> int:
    """The hour of 24; "17:14pm" says the same twice, "17:14am" contradicts itself."""
    if not half or (half == "p" and 12 < hour < 24):
        return hour
    if not 1 <= hour <= 12:
        raise ValueError
    return hour % 12 + (12 if half == "p" else 0)


def _wild(wild: str) -> tuple[int, int] | None:
    """``14:??`` is that hour, ``2X:XX`` from 20:00 on; ``HH:mm`` and the like say nothing."""
    if wild[0].isdigit() and wild[1] in "xX?":
        first = int(wild[0]) * 10
        if first > 20:
            raise ValueError
        return first * 3600, min(first + 10, 24) * 3600 - 60
    if wild[0].isdigit():
        hour = int(wild.split(":")[0])
        if hour > 23:
            raise ValueError
        return hour * 3600, hour * 3600 + 59 * 60
    return None


def _day(found: dict[str, str | None], prefix: str, *, day_first: bool) -> WrittenDay | None:
    name = found.get(f"{prefix}weekday")
    weekday = WEEKDAYS.index(name[:3].casefold()) if name else None
    year = found.get(f"{prefix}year")
    if year:
        month, day = (_number(found.get(f"{prefix}{part}")) for part in ("month", "day"))
        last = found.get(f"{prefix}last")
        last_year = int(year[:2] + last) if last else 0
        return _checked(WrittenDay(int(year), month, day, max(last_year, int(year)), weekday))
    numbers = found.get(f"{prefix}one"), found.get(f"{prefix}two")
    if numbers[0] and numbers[1]:
        return _numbers(
            int(numbers[0]), int(numbers[1]), found[f"{prefix}year2"] or "", weekday, day_first=day_first
        )
    for form in "34":
        month_name = found.get(f"{prefix}name{form}")
        if month_name:
            month = MONTHS.index(month_name[:3].casefold()) + 1
            year_ = int(found.get(f"{prefix}year{form}") or 0)
            return _checked(WrittenDay(year_, month, int(found[f"{prefix}day{form}"] or 0), year_, weekday))
    return WrittenDay(weekday=weekday) if weekday is not None else None


def _number(digits: str | None) -> int:
    if not digits or not digits.isdigit():
        return 0
    if int(digits) == 0:
        raise ValueError
    return int(digits)


def _numbers(one: int, two: int, year: str, weekday: int | None, *, day_first: bool) -> WrittenDay:
    full = int(year) + (2000 if len(year) == 2 else 0)
    swap = two > 12 or (not day_first and one <= 12)
    day, month = (two, one) if swap else (one, two)
    return _checked(WrittenDay(full, month, day, full, weekday, one <= 12 and two <= 12 and one != two))


def _checked(day: WrittenDay) -> WrittenDay:
    if day.month > 12 or day.day > 31:
        raise ValueError
    if day.year and day.month and day.day:
        date(day.year, day.month, day.day)
    return day


def next_weekday(after: date, weekday: int) -> date:
    """The first day with that name from ``after`` on."""
    return after + timedelta(days=(weekday - after.weekday()) % 7)
