"""How single values compare in conditions: text, numbers, choices, moments, people."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeGuard
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, at_local, in_zone
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import YEARS, moment_from_json, sort_ms

ME, NOW = "me", "now"
DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
"""Days by name, each the whole of it in the caller's zone."""

UNITS = {"days": 86_400_000, "hours": 3_600_000, "minutes": 60_000}
"""What a relative time may be counted in, in milliseconds; a day is 24 hours."""


@dataclass(frozen=True)
class Bindings:
    """What the caller lends a condition: who ``me`` is, and the ``now`` that ``{days = -7}`` starts from."""

    me: str | None
    now: Instant
    zone: ZoneInfo


@dataclass(frozen=True)
class FieldFacts:
    """What comparing needs to know of a field: its kind, and the keys of its choices in their order.

    ``indexed`` says whether the desk keeps its values where lists find them at once.
    """

    kind: str
    choices: tuple[str, ...] = ()
    indexed: bool = True


PLAIN = FieldFacts("")
"""A field of which nothing is known compares by the types of its values alone."""


def fold(text: str) -> str:
    """``text`` as it is compared: NFKC, with case folded. Folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def is_absent(value: JsonValue, facts: FieldFacts) -> bool:
    """Whether ``value`` is missing for conditions: nothing given, or a moment unknown or unreadable."""
    return is_missing(value) or (facts.kind == "moment" and moment_ms(value) is None)


def same(value: JsonValue, wanted: JsonValue, facts: FieldFacts, bindings: Bindings) -> bool:
    """Whether one value is another: text folded, numbers never booleans, lists by members in any order.

    A moment is the time, or lies within the day, that ``wanted`` names.
    """
    if facts.kind == "moment":
        at, span = moment_ms(value), time_span(wanted, bindings)
        return at is not None and span is not None and span[0] <= at <= span[1]
    if isinstance(value, list):
        other: list[JsonValue] = wanted if isinstance(wanted, list) else [wanted]
        return _covers(value, other, facts, bindings) and _covers(other, value, facts, bindings)
    if facts.kind == "person" and wanted == ME:
        wanted = bindings.me
    if isinstance(value, str) and isinstance(wanted, str):
        return fold(value) == fold(wanted)
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return is_number(value) and is_number(wanted) and value == wanted


def _covers(many: list[JsonValue], few: list[JsonValue], facts: FieldFacts, bindings: Bindings) -> bool:
    return all(any(same(one, other, facts, bindings) for one in many) for other in few)


def difference(value: JsonValue, limit: JsonValue, facts: FieldFacts, bindings: Bindings) -> float | None:
    """Below 0 where ``value`` comes before ``limit``, 0 where level, above 0 after it; ``None``: no order.

    Numbers go by size, choices by their place in the list (so P2 is above P1), moments by time: a limit that
    names a day is level with all of that day.
    """
    if facts.kind == "moment":
        at, span = moment_ms(value), time_span(limit, bindings)
        if at is None or span is None:
            return None
        return min(at - span[0], 0) or max(at - span[1], 0)
    if is_number(value) and is_number(limit):
        return (value > limit) - (value < limit)
    if isinstance(value, str) and isinstance(limit, str):
        places = {fold(key): place for place, key in reversed(list(enumerate(facts.choices)))}
        here, there = places.get(fold(value)), places.get(fold(limit))
        return None if here is None or there is None else here - there
    return None


def is_number(value: JsonValue) -> TypeGuard[int | float]:
    """Whether ``value`` is a number; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def moment_ms(value: JsonValue) -> int | None:
    """The time by which a moment in JSON form compares; ``None`` where it is unknown or cannot be read."""
    try:
        return sort_ms(moment_from_json(value))
    except ValueError:
        return None


def time_span(value: JsonValue, bindings: Bindings) -> tuple[int, int] | None:
    """First and last millisecond of the time a condition names, or ``None`` where it names none.

    ``"now"``, ``{"days": -7}`` (also hours, minutes, together), ISO 8601 with or without a zone (then the
    caller's), a moment in JSON form: one millisecond. A date alone, ``"today"`` and its neighbours: the whole
    of that day in that zone.
    """
    if value == NOW:
        return bindings.now.ms, bindings.now.ms
    if isinstance(value, str) and value in DAYS:
        today = in_zone(bindings.now.ms, bindings.zone).local().date()
        return _day_span(today + timedelta(days=DAYS[value]), bindings.zone)
    if isinstance(value, str):
        return _span_of_text(value, bindings.zone)
    if is_relative(value):
        at = bindings.now.ms + sum(round(amount * UNITS[unit]) for unit, amount in value.items())
        return at, at
    known = moment_ms(value)
    return None if known is None else (known, known)


def is_relative(value: JsonValue) -> TypeGuard[dict[str, float]]:
    """Whether ``value`` is a time counted from now, like ``{"days": -7}``."""
    if not isinstance(value, dict) or not value or not value.keys() <= UNITS.keys():
        return False
    return all(is_number(amount) and abs(amount) < 1e9 for amount in value.values())


def check_time(value: JsonValue) -> None:
    """Raise ``ValueError`` with the remedy when a condition cannot mean ``value`` as a time."""
    if time_span(value, Bindings(None, Instant(0), ZoneInfo("UTC"))) is None:
        raise ValueError(_("“value” is no time; write now, {days = -7}, 2026-11-23 or 2026-11-23T08:50"))


def _span_of_text(text: str, zone: ZoneInfo) -> tuple[int, int] | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year not in YEARS:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        at = Instant.of(moment if moment.utcoffset() is not None else moment.replace(tzinfo=zone)).ms
        return at, at
    return _day_span(day, zone)


def _day_span(day: date, zone: ZoneInfo) -> tuple[int, int]:
    return at_local(day, 0, 0, zone).ms, at_local(day + timedelta(days=1), 0, 0, zone).ms - 1
