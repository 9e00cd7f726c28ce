"""Times in filters: today, seven days ago, a date; as typed, as kept in a condition, and in words. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.comparisons import DAYS, NOW, is_relative
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import date_text, instant_text, parse_moment
from incidentdesk.domain.moments import Precision

_NAMED = {
    NOW: N_("now"),
    "today": N_("today"),
    "yesterday": N_("yesterday"),
    "tomorrow": N_("tomorrow"),
}
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = re.compile(r"^(in\s+|\+|-)?\s*(\d{1,5})\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)(\s+ago)?$")
PRESETS: tuple[JsonValue, ...] = (
    "today", "yesterday", {"hours": -1}, {"hours": -24}, {"days": -7}, {"days": -30}, {"days": -90},
    "now", "tomorrow", {"days": 7},
)  # fmt: skip
"""What is offered before anything is typed."""


def read_time(text: str, now: Instant, zone: ZoneInfo) -> JsonValue:
    """What ``text`` means in a condition: a name, a span from now, a date or a time; None where nothing.

    ``7 d``, ``7 days ago``, ``in 3 h``, ``2026-11-23``, ``23.11.``, ``yesterday``.
    """
    wanted = text.strip().casefold()
    for key, words in _NAMED.items():
        if wanted and wanted in (key, _(words).casefold()):
            return key
    span = _SPAN.match(wanted)
    if span:
        sign, amount, unit, _ago = span.groups()
        forward = (sign or "").strip() in ("in", "+")
        count = int(amount) * (1 if forward else -1)
        return {"days": 7 * count} if _UNITS[unit[0]] == "weeks" else {_UNITS[unit[0]]: count}
    return _read_date(text, now, zone)


def _read_date(text: str, now: Instant, zone: ZoneInfo) -> JsonValue:
    try:
        moment = parse_moment(text, now, zone)
    except ValueError:
        return None
    if moment.at is None:
        return None
    start = moment.at.local()
    if moment.precision is Precision.BETWEEN and (start.hour, start.minute) == (0, 0):
        return start.date().isoformat()
    return start.replace(second=0, microsecond=0).isoformat(timespec="minutes")


def time_words(value: JsonValue) -> str:
    """A time of a condition in words: ``7 days ago``, ``today``, ``23 Nov 2026``."""
    if isinstance(value, str):
        return _(_NAMED[value]) if value in _NAMED else _date_words(value)
    if is_relative(value):
        spans = [_span_words(unit, abs(amount)) for unit, amount in value.items() if amount]
        if not spans:
            return _(_NAMED[NOW])
        ahead = any(amount > 0 for amount in value.values())
        words = _("in {span}") if ahead else _("{span} ago")
        return words.format(span=" ".join(spans))
    return str(value)


def last_words(value: JsonValue) -> str:
    """``7 days`` where ``value`` is that long ago; empty for any other time."""
    if not is_relative(value) or len(value) != 1:
        return ""
    ((unit, amount),) = value.items()
    return _span_words(unit, -amount) if amount < 0 else ""


def _span_words(unit: str, amount: float) -> str:
    count = round(amount)
    counted: dict[str, Callable[[], str]] = {
        "days": lambda: ngettext("{n} day", "{n} days", count),
        "hours": lambda: ngettext("{n} hour", "{n} hours", count),
        "minutes": lambda: ngettext("{n} minute", "{n} minutes", count),
    }
    return counted[unit]().format(n=count)


def _date_words(text: str) -> str:
    try:
        return date_text(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return instant_text(Instant.of(datetime.fromisoformat(text).astimezone()))
    except ValueError:
        return text


assert _NAMED.keys() == {NOW, *DAYS}  # noqa: S101 - every name that conditions know has words
