"""Reading a time to come, as it is typed for a wake-up: "tomorrow 9:00", "Monday", "in 3 days", "23:59"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, at_local, in_zone
from incidentdesk.domain.moment_parser import parse_moment
from incidentdesk.domain.moment_words import take_day
from incidentdesk.domain.moments import Moment, Precision

START_OF_WORK = 9
"""The hour at which a day begins that is named without a time."""

_UNITS = {"m": 1, "h": 60, "d": 1440, "w": 10_080}
_IN = re.compile(r"in (?P<count>\d+|an?|one) ?(?P<unit>m|h|d|w)[a-z]*")
_YEAR = re.compile(r"\b\d{4}\b(?!:)")
_DAY_MINUTES = 1439


def parse_ahead(text: str, now: Instant, zone: ZoneInfo) -> Instant:
    """The next time from ``now`` on that ``text`` can mean, in ``zone``.

    A day without a time begins at nine. ``ValueError`` says what is wrong: no time, or one that is past.
    """
    words = " ".join(text.casefold().split())
    relative = _IN.fullmatch(words)
    if relative:
        count = int(relative["count"]) if relative["count"].isdigit() else 1
        return in_zone(now.ms + count * _UNITS[relative["unit"]] * 60_000, zone)
    moment = parse_moment(text, now, zone)
    if moment.precision is Precision.UNKNOWN or moment.at is None:
        raise ValueError(_("A wake time must be known; write it like tomorrow 9:00, Monday, or in 3 days"))
    at = _start(moment, zone)
    if at.ms <= now.ms:
        at = _later(at, words, now, zone)
    if at.ms <= now.ms:
        raise ValueError(_("“{text}” is past; write a time to come").format(text=text.strip()))
    return at


def _start(moment: Moment, zone: ZoneInfo) -> Instant:
    assert moment.at is not None  # noqa: S101 - asked by the caller
    day = in_zone(moment.at.ms, zone).local()
    if moment.until is not None and (moment.until.ms - moment.at.ms) // 60_000 >= _DAY_MINUTES:
        return at_local(day.date(), START_OF_WORK, 0, zone)
    return moment.at


def _later(at: Instant, words: str, now: Instant, zone: ZoneInfo) -> Instant:
    """The same time on the next day that the words can mean; ``at`` itself where they name a year."""
    local = in_zone(at.ms, zone).local()
    named, _rest = take_day(words, in_zone(now.ms, zone).local().date())
    if _YEAR.search(words) or "yesterday" in words or "ago" in words:
        return at
    day: date = local.date()
    if named is None or words.startswith("today"):
        day += timedelta(days=1)
    elif any(char.isdigit() for char in words.split(" ")[0]) or named.step > 7:
        day = day.replace(year=day.year + 1)
    else:
        day += timedelta(days=7)
    return at_local(day, local.hour, local.minute, zone)
