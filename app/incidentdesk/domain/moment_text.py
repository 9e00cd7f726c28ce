"""Moments, instants and durations in words for people, and back."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.moment_parser import parse_moment
from incidentdesk.domain.moments import Moment, Precision

__all__ = [
    "date_text",
    "duration_text",
    "instant_text",
    "moment_text",
    "parse_moment",
    "short_date_text",
    "zone_text",
]

_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def moment_text(
    moment: Moment, *, today: date | None = None, zone: ZoneInfo | None = None, with_zone: bool = False
) -> str:
    """``moment`` with its precision: "about 08:50" on ``today``, else "23 Nov 2026, about 08:50".

    Shown in ``zone``, or by the clocks where it was noted. ``with_zone`` adds "UTC+1", not to a whole day.
    """
    start, end = _seen(moment.at, zone), _seen(moment.until, zone)
    if start is None:
        return _("unknown")
    if end is not None:
        return _between_text(start, end, today, with_zone=with_zone)
    if moment.precision is Precision.EXACT:
        return instant_text(start, today=today, with_zone=with_zone)
    local = start.local()
    text = _("about {time}").format(time=_clock_text(local))
    return _on_day(text, local.date(), today) + _zone_suffix(start, with_zone=with_zone)


def instant_text(instant: Instant, *, today: date | None = None, with_zone: bool = False) -> str:
    """The time, "08:50" on ``today``, else "23 Nov 2026, 08:50", by the clocks where it was noted."""
    local = instant.local()
    text = _on_day(_clock_text(local), local.date(), today)
    return text + _zone_suffix(instant, with_zone=with_zone)


def date_text(day: date) -> str:
    """The day, "23 Nov 2026"."""
    return _("{day} {month} {year}").format(day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year)


def short_date_text(day: date) -> str:
    """The day without its year, "23 Nov"."""
    return _("{day} {month}").format(day=day.day, month=_(_MONTHS[day.month - 1]))


def duration_text(minutes: float) -> str:
    """How long, "1 d 4 h 5 min", "0 min", "-5 min": whole minutes, rounded towards 0; a day is 24 hours."""
    whole = int(abs(minutes) + 1e-6)
    sign = "-" if minutes < 0 and whole else ""
    days, hours, rest = whole // 1440, whole % 1440 // 60, whole % 60
    parts = [
        text.format(n=count)
        for text, count in ((_("{n} d"), days), (_("{n} h"), hours), (_("{n} min"), rest))
        if count
    ]
    return sign + (" ".join(parts) or _("{n} min").format(n=0))


def zone_text(instant: Instant) -> str:
    """The zone, "UTC+1", "UTC+5:30" or "UTC": by how much clocks were ahead where it was noted."""
    hours, minutes = divmod(abs(instant.offset), 60)
    if not hours and not minutes:
        return "UTC"
    sign = "+" if instant.offset > 0 else "-"
    return f"UTC{sign}{hours}:{minutes:02}" if minutes else f"UTC{sign}{hours}"


def _seen(instant: Instant | None, zone: ZoneInfo | None) -> Instant | None:
    return instant if instant is None or zone is None else in_zone(instant.ms, zone)


def _between_text(start: Instant, end: Instant, today: date | None, *, with_zone: bool) -> str:
    first, last = start.local(), end.local()
    if first.date() == last.date() and (first.hour, first.minute, last.hour, last.minute) == (0, 0, 23, 59):
        return _("{date} (time unknown)").format(date=date_text(first.date()))
    alike = start.offset == end.offset
    opening, closing = _clock_text(first), _clock_text(last)
    if first.date() != last.date():
        opening, closing = _on_day(opening, first.date(), None), _on_day(closing, last.date(), None)
    if not alike:  # the clocks were changed in between
        opening += _zone_suffix(start, with_zone=with_zone)
    closing += _zone_suffix(end, with_zone=with_zone)
    text = _("between {start} and {end}").format(start=opening, end=closing)
    return text if first.date() != last.date() else _on_day(text, first.date(), today)


def _clock_text(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02}"  # a list has many: strftime takes several times as long


def _on_day(text: str, day: date, today: date | None) -> str:
    return text if day == today else _("{date}, {time}").format(date=date_text(day), time=text)


def _zone_suffix(instant: Instant, *, with_zone: bool) -> str:
    return " " + zone_text(instant) if with_zone else ""
