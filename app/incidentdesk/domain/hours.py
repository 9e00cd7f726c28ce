"""The hours of a desk: when somebody works there, and on which days nobody does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue

DAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
MINUTES_OF_A_DAY = 24 * 60

_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?"
_SPAN = re.compile(rf"\s*{_TIME}\s*(?:-|–|—|to)\s*{_TIME}\s*")
_HOLIDAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})\s*[,;:]?\s*(.*?)\s*")


@dataclass(frozen=True)
class Span:
    """From when to when, in minutes since midnight; the end may be the next midnight."""

    start: int
    end: int

    @property
    def text(self) -> str:
        """As a person writes it: 08:00–17:00."""
        return f"{_clock(self.start)}–{_clock(self.end)}"


@dataclass(frozen=True)
class Holiday:
    """A day on which the desk is closed."""

    day: date
    name: str = ""

    @property
    def text(self) -> str:
        """As a person writes it: 2026-12-25 Christmas Day."""
        return f"{self.day.isoformat()} {self.name}".strip()


@dataclass(frozen=True)
class WorkingHours:
    """Seven days from Monday on (``None``: closed), in the desk's zone, and the holidays by date."""

    days: tuple[Span | None, ...]
    holidays: tuple[Holiday, ...] = ()

    def is_working_day(self, day: date) -> bool:
        """Whether somebody works at the desk on ``day``."""
        return self.days[day.weekday()] is not None and all(one.day != day for one in self.holidays)


def read_day(text: str, day: int) -> Span | None:
    """What was typed for the ``day`` of the week: 8-17, 08:00–17:30; empty is closed.

    Raises ``UsageError`` that names the day.
    """
    if not text.strip():
        return None
    found = _SPAN.fullmatch(text)
    if found is not None:
        start, end = (_minutes(hour, minute) for hour, minute in (found.group(1, 2), found.group(3, 4)))
        if start is not None and end is not None and start < end:
            return Span(start, end)
    raise UsageError(
        _("{day}: “{text}” is no time from–to.").format(day=_(DAYS[day]), text=text.strip()),
        _("Write it as 08:00-17:00, or leave it empty where the desk is closed."),
    )


def read_holidays(text: str) -> tuple[Holiday, ...]:
    """The holidays in ``text``, one a line: a date and a name. Raises ``UsageError`` with the line."""
    found: dict[date, Holiday] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            holiday = _holiday(line, number)
            found[holiday.day] = holiday
    return tuple(found[day] for day in sorted(found))


def hours_to_json(hours: WorkingHours) -> dict[str, JsonValue]:
    """As they are stored."""
    days: list[JsonValue] = [
        None if span is None else [_clock(span.start), _clock(span.end)] for span in hours.days
    ]
    holidays: list[JsonValue] = [{"date": one.day.isoformat(), "name": one.name} for one in hours.holidays]
    return {"days": days, "holidays": holidays}


def hours_from_json(raw: Mapping[str, Sequence[object]]) -> WorkingHours:
    """The hours as they were stored; a shipped day that is closed is an empty list."""
    days = tuple(read_day("-".join(map(str, _list(one))), day) for day, one in enumerate(raw["days"]))
    holidays = tuple(
        Holiday(date.fromisoformat(one["date"]), one["name"])
        for one in raw["holidays"]
        if isinstance(one, dict)
    )
    return WorkingHours(days, holidays)


def _list(one: object) -> Sequence[object]:
    return one if isinstance(one, list) else ()


def _holiday(line: str, number: int) -> Holiday:
    found = _HOLIDAY.fullmatch(line)
    try:
        if found is not None:
            return Holiday(date.fromisoformat(found.group(1)), found.group(2))
    except ValueError:
        pass  # a day that no month has
    raise UsageError(
        _("Line {n} of the holidays does not begin with a date: “{text}”.").format(
            n=number, text=line.strip()
        ),
        _("Write it as 2026-12-25 Christmas Day."),
    )


def _minutes(hour: str, minute: str | None) -> int | None:
    minutes = int(hour) * 60 + int(minute or 0)
    return minutes if int(minute or 0) < 60 and minutes <= MINUTES_OF_A_DAY else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
