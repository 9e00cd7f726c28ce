"""Dates as other systems write them, and the order of day and month, decided over the whole file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import YEARS, Moment, moment_to_json

_TIME = (
    r"(?P<hour>\d{1,2})(?::|h|\.)(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?P<zone>z|utc|gmt|(?:utc|gmt)?[+-]\d{2}:?\d{2}))?"
)
_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,? )?"
_AFTER = rf"(?:(?:t|,? (?:at |um |à |a las )?){_TIME})?(?: uhr)?"
_YEAR_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_AFTER}"
)
_NUMBERS = re.compile(
    rf"{_WEEKDAY}(?P<one>\d{{1,2}})[-/.](?P<two>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d{{2}}){_AFTER}"
)
_DAY_NAMED = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[-/ ](?:de )?(?P<name>[^\W\d_]{{3,12}})\.?,?[-/ ]"
    rf"(?:de )?(?P<year>\d{{4}}|\d{{2}}){_AFTER}"
)
_NAME_DAY = re.compile(
    rf"{_WEEKDAY}(?P<name>[^\W\d_]{{3,12}})\.?[-/ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[-/ ](?P<year>\d{{4}})"
    rf"{_AFTER}"
)
_CLOCK_BEFORE_YEAR = re.compile(
    rf"{_WEEKDAY}(?P<name>[^\W\d_]{{3}}) (?P<day>\d{{1,2}}) {_TIME}(?: [a-z]{{3,4}})? (?P<year>\d{{4}})"
)
_EPOCH = re.compile(r"(?P<seconds>\d{10})(?P<thousandths>\d{3})?(?:\.\d+)?")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_SERIALS = range(20_000, 80_000)
"""Days since 30 December 1899, as a spreadsheet leaves them where a cell lost its form: 1954 to 2119."""

_EASTERN = str.maketrans({"年": "-", "月": "-", "日": " ", "時": ":", "时": ":", "分": " ", "秒": " "})
_MONTHS = (
    *("jan gen ene sty led 1", "feb fev lut uno 2", "mar mrz mrt maa bre 3", "apr avr abr kwi dub 4"),
    *("may mai mag mei maj kve 5", "jun juin giu cze cer 6", "jul juil lug lip 7", "aug aou ago sie srp 8"),
    *("sep set wrz zar 9", "oct okt ott out paz rij 10", "nov lis 11", "dec dez dic des gru pro 12"),
)
"""The first letters of the months, without accents, in the languages of Europe."""

_MONTH_OF = {
    start: month for month, line in enumerate(_MONTHS, 1) for start in line.split() if start.isalpha()
}
_CACHE = 200_000


@dataclass(frozen=True, slots=True)
class _Parts:
    """A date as written. ``swapped`` where day and month could be the other way round too."""

    year: int
    month: int
    day: int
    second: int | None = None
    ms: int = 0
    offset: int | None = None


class DateReader:
    """Reads dates with one order of day and month, in one zone; each text only once."""

    def __init__(self, zone: ZoneInfo, *, day_first: bool) -> None:
        self._zone = zone
        self._day_first = day_first
        self._known: dict[str, tuple[Instant, bool] | None] = {}

    def instant(self, text: str, *, end_of_day: bool = False) -> Instant | None:
        """The instant that ``text`` says, or ``None``. A day alone is its first minute, or its last one."""
        found = self._read(text)
        if found is None:
            return None
        at, timed = found
        return at if timed or not end_of_day else at.plus(24 * 60 - 1)

    def moment(self, text: str) -> JsonValue:
        """The JSON form of the moment that ``text`` says: a day alone is between its ends; or ``None``."""
        found = self._read(text)
        if found is None:
            return None
        at, timed = found
        return moment_to_json(Moment.exact(at) if timed else Moment.between(at, at.plus(24 * 60 - 1)))

    def _read(self, text: str) -> tuple[Instant, bool] | None:
        try:
            return self._known[text]
        except KeyError:
            if len(self._known) >= _CACHE:
                self._known.clear()
            found = self._known[text] = self._parse(text)
            return found

    def _parse(self, text: str) -> tuple[Instant, bool] | None:
        try:
            parts = _parts(_plain(text), day_first=self._day_first)
            if parts is None or parts.year not in YEARS:
                return None
            zone = self._zone if parts.offset is None else timezone(timedelta(minutes=parts.offset))
            midnight = datetime(parts.year, parts.month, parts.day, tzinfo=zone)
        except ValueError:
            return None
        if parts.second is None:
            return Instant.of(midnight), False
        return Instant.of(midnight + timedelta(seconds=parts.second, milliseconds=parts.ms)), True


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_EASTERN)
    for eastern, half in (("上午", " am"), ("下午", " pm"), ("午前", " am"), ("午後", " pm")):
        if eastern in folded:
            folded = folded.replace(eastern, " ") + half
    return " ".join(folded.split())


def _parts(text: str, *, day_first: bool) -> _Parts | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _made(match, int(match["month"]), int(match["day"]))
    match = _NUMBERS.fullmatch(text)
    if match:
        one, two = int(match["one"]), int(match["two"])
        if one > 12 or two > 12:  # only one order makes a date, whatever the column has
            day, month = (one, two) if one > 12 else (two, one)
        else:
            day, month = (one, two) if day_first else (two, one)
        return _made(match, month, day)
    for pattern in (_DAY_NAMED, _NAME_DAY, _CLOCK_BEFORE_YEAR):
        match = pattern.fullmatch(text)
        if match:
            named = _month(match["name"])
            return _made(match, named, int(match["day"])) if named else None
    return _counted(text)


def _month(name: str) -> int:
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return _MONTH_OF.get(bare[:4]) or _MONTH_OF.get(bare[:3], 0)


def _made(match: re.Match[str], month: int, day: int) -> _Parts:
    """The date of a match, with its time if it has one; ``ValueError`` where the clock has no such time."""
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < 70 else 1900
    if match["hour"] is None:
        return _Parts(year, month, day)
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            hour = hour if match["half"] == "p" and hour < 24 else 99
        else:
            hour = hour % 12 + (12 if match["half"] == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError
    part = int((match["part"] or "").ljust(3, "0")[:3])
    return _Parts(year, month, day, hour * 3600 + minute * 60 + second, part, _offset(match["zone"]))


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    digits = re.sub(r"[^\d]", "", zone)
    minutes = int(digits[:2] or 0) * 60 + int(digits[2:] or 0)
    return -minutes if "-" in zone else minutes


def _counted(text: str) -> _Parts | None:
    """Seconds or milliseconds since 1970, or days since 1899, as numbers."""
    match = _EPOCH.fullmatch(text)
    if match:
        moment = datetime.fromtimestamp(int(match["seconds"]), tz=UTC)
        second = moment.hour * 3600 + moment.minute * 60 + moment.second
        return _Parts(moment.year, moment.month, moment.day, second, int(match["thousandths"] or 0), 0)
    if _SERIAL.fullmatch(text):
        days = float(text.replace(",", "."))
        if int(days) in _SERIALS:
            moment = datetime(1899, 12, 30, tzinfo=UTC) + timedelta(seconds=round(days * 86400))
            second = moment.hour * 3600 + moment.minute * 60 + moment.second
            timed = second if days != int(days) else None
            return _Parts(moment.year, moment.month, moment.day, timed)
    return None


@dataclass
class DateOrder:
    """What the dates of a file tell of the order of day and month.

    ``day`` and ``month`` count dates where only that part can be first; ``either`` where both can;
    ``dotted`` and ``halves`` count dates with dots, and with am or pm.
    """

    day: int = 0
    month: int = 0
    either: int = 0
    dotted: int = 0
    halves: int = 0

    def see(self, texts: Iterable[str]) -> None:
        """Count these dates."""
        for text in texts:
            match = _NUMBERS.fullmatch(_plain(text))
            if not match:
                continue
            one, two = int(match["one"]), int(match["two"])
            if one > 12 >= two:
                self.day += 1
            elif two > 12 >= one:
                self.month += 1
            elif one != two:
                self.either += 1
                self.dotted += "." in text.split(" ")[0]
                self.halves += match["half"] is not None

    @property
    def decided(self) -> bool | None:
        """Whether the day comes first; ``None`` where nothing tells."""
        if self.day or self.month:
            return self.day >= self.month
        return None

    @property
    def likely(self) -> bool:
        """What to take where nothing tells: dots mean day first, am and pm mean month first, else the day."""
        return self.dotted > 0 or self.halves == 0


def is_date(text: str) -> bool:
    """Whether ``text`` is written like a date; a bare number is none."""
    plain = _plain(text)
    return any(
        pattern.fullmatch(plain)
        for pattern in (_YEAR_FIRST, _NUMBERS, _DAY_NAMED, _NAME_DAY, _CLOCK_BEFORE_YEAR)
    )
