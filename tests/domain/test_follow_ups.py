"""The days on which follow-ups are due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.follow_ups import USUAL_DAYS, parse_day, usual_day

BERLIN = ZoneInfo("Europe/Berlin")
NOW = Instant.of(datetime(2026, 11, 23, 16, 40, tzinfo=BERLIN))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 24)),
        ("Friday", date(2026, 11, 27)),
        ("in 3 days", date(2026, 11, 26)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("10 Dec", date(2026, 12, 10)),
        ("2027-01-02", date(2027, 1, 2)),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date) -> None:
    assert parse_day(text, NOW, BERLIN) == day


@pytest.mark.parametrize("text", ["", "2026-11-22", "soon", "unknown"])
def test_what_is_no_day_to_come_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no day to come"):
        parse_day(text, NOW, BERLIN)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_usual_day_is_a_working_day_two_weeks_on(today: date) -> None:
    day = usual_day(today)
    assert day.weekday() < 5
    assert timedelta(days=USUAL_DAYS) <= day - today <= timedelta(days=USUAL_DAYS + 2)


@given(st.integers(1, 400), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_days_are_counted_across_a_change_of_the_clocks(days: int, today: date) -> None:
    now = Instant.of(datetime(today.year, today.month, today.day, 23, 59, tzinfo=BERLIN))
    assert parse_day(f"in {days} days", now, BERLIN) == today + timedelta(days=days)


@given(st.dates(date(2026, 11, 23), date(2028, 12, 31)))
def test_every_day_to_come_is_read_back_from_how_it_is_kept(day: date) -> None:
    assert parse_day(day.isoformat(), NOW, BERLIN) == day
