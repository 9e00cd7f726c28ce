"""The words of a typed moment: which day is meant, which time of day, in which zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = (
    r"(?P<last>last )?(?P<name>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?"
    r"|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)


class Day(NamedTuple):
    """A day that was meant, and by how many days it may move back when the time on it has not come yet.

    ``weekly`` is set for the bare name of a weekday, which means the latest one.
    """

    date: date
    step: int = 0
    weekly: bool = False


def _numbered(match: re.Match[str], today: date) -> Day:
    """A date by day, month and, perhaps, year; without a year the latest such day up to today."""
    parts = match.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
    day, year = int(parts["day"]), parts.get("year")
    if year:
        return Day(date(int(year) + (2000 if len(year) == 2 else 0), number, day))
    for candidate in range(today.year, today.year - 9, -1):  # 29 February may be eight years back
        try:
            meant = date(candidate, number, day)
        except ValueError:
            continue
        if meant <= today:
            return Day(meant)
    raise ValueError


def _weekday(match: re.Match[str], today: date) -> Day:
    back = (today.weekday() - WEEKDAYS.index(match["name"][:3])) % 7
    if match["last"]:
        return Day(today - timedelta(days=back or 7))
    return Day(today - timedelta(days=back), step=7, weekly=True)


def _days_ago(match: re.Match[str], today: date) -> Day:
    count = 1 if match["count"] in {"a", "one"} else int(match["count"])
    return Day(today - timedelta(days=count * (7 if match["unit"] == "week" else 1)))


def _shifted(days: int) -> Callable[[re.Match[str], date], Day]:
    return lambda _match, today: Day(today + timedelta(days=days))


ReadDay = Callable[[re.Match[str], date], Day]

_DAYS: tuple[tuple[str, ReadDay], ...] = (
    (rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)", _numbered),
    (r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)?\d\d)", _numbered),
    (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)?\d\d)", _numbered),
    (r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.", _numbered),
    (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})", _numbered),
    (r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?= \d{1,2}[:.]\d\d)", _numbered),
    (rf"{_DAY} {_MONTH} {_YEAR}", _numbered),
    (rf"{_DAY} {_MONTH}", _numbered),
    (rf"{_MONTH} {_DAY} {_YEAR}", _numbered),
    (rf"{_MONTH} {_DAY}", _numbered),
    (r"today", _shifted(0)),
    (r"(?:the )?day before yesterday", _shifted(-2)),
    (r"yesterday", _shifted(-1)),
    (r"tomorrow", _shifted(1)),
    (_WEEKDAY, _weekday),
    (r"(?P<count>a|one|\d+) (?P<unit>day|week)s? ago", _days_ago),
)


# Compiled when the first moment is read: most starts of the program read none.
@cache
def _front() -> tuple[tuple[re.Pattern[str], ReadDay], ...]:
    return tuple((re.compile(rf"(?:on )?{pattern}(?: |$)"), read) for pattern, read in _DAYS)


@cache
def _back() -> tuple[tuple[re.Pattern[str], ReadDay], ...]:
    return tuple((re.compile(rf"(?:|.*? )(?P<before>)(?:on )?{pattern}$"), read) for pattern, read in _DAYS)


def take_day(text: str, today: date) -> tuple[Day | None, str]:
    """The day named at the front or end of ``text``, and the rest; ``ValueError`` for 31 February."""
    for pattern, read in _front():
        match = pattern.match(text)
        if match:
            return read(match, today), text[match.end() :].strip()
    for pattern, read in _back():
        match = pattern.fullmatch(text)
        if match:
            return read(match, today), text[: match.start("before")].strip()
    return None, text


TIME = (
    r"(?:(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"|(?P<packed>\d{3,4})|(?P<bare>\d{1,2})(?=\s?[ap]m))"
    r"(?:\s?(?P<half>[ap])m)?"
)
ZONE = r"\s?\b(?:utc|gmt|z)(?:(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?$"


def clock_time(text: str) -> int | None:
    """Seconds since midnight that ``text`` says, or ``None``; a time no clock shows raises ``ValueError``."""
    if text == "noon":
        return 12 * 3600
    match = re.fullmatch(TIME, text)
    if match is None:
        return None
    if match["packed"]:
        hour, minute = int(match["packed"][:-2]), int(match["packed"][-2:])
    else:
        hour, minute = int(match["hour"] or match["bare"]), int(match["minute"] or 0)
    second = int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError
    return hour * 3600 + minute * 60 + second


def take_zone(text: str) -> tuple[int | None, str]:
    """The offset from UTC in minutes that ends ``text`` (``UTC+1``, ``UTC+5:30``, ``Z``), and the rest."""
    match = re.search(ZONE, text)
    if match is None:
        return None, text
    minutes = int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)
    if minutes > 16 * 60:
        raise ValueError
    return (-minutes if match["sign"] == "-" else minutes), text[: match.start()].strip()
