"""Who may confirm a fix, and for how long it can be reopened."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.domain.closing_rules import is_confirmed_by_another, working_days_between
from incidentdesk.domain.hours import Holiday, Span, WorkingHours

MONDAY = date(2026, 11, 23)
DAY = Span(8 * 60, 17 * 60)
HOURS = WorkingHours((DAY, DAY, DAY, DAY, DAY, None, None), (Holiday(date(2026, 12, 25), "Christmas Day"),))
is_weekday = HOURS.is_working_day


def test_neither_weekends_nor_holidays_are_working_days() -> None:
    days = [date(2026, 12, 24) + timedelta(days=after) for after in range(5)]
    assert [HOURS.is_working_day(day) for day in days] == [True, False, False, False, True]


def test_a_weekend_does_not_count() -> None:
    friday = MONDAY + timedelta(days=4)
    assert working_days_between(friday, friday + timedelta(days=3), is_weekday) == 1
    assert working_days_between(MONDAY, MONDAY + timedelta(days=7), is_weekday) == 5
    assert working_days_between(MONDAY, MONDAY, is_weekday) == 0
    assert working_days_between(MONDAY, MONDAY - timedelta(days=3), is_weekday) == 0


@given(start=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(0, 60), more=st.integers(0, 60))
def test_days_add_up_however_they_are_parted(start: date, days: int, more: int) -> None:
    middle, end = start + timedelta(days=days), start + timedelta(days=days + more)
    whole = working_days_between(start, end, is_weekday)
    assert whole == working_days_between(start, middle, is_weekday) + working_days_between(
        middle, end, is_weekday
    )
    assert 0 <= whole <= days + more


@given(fixers=st.sets(st.sampled_from("abc")), confirmers=st.sets(st.sampled_from(["a", "b", "c", ""])))
def test_only_a_name_that_fixed_nothing_confirms(fixers: set[str], confirmers: set[str]) -> None:
    assert is_confirmed_by_another(fixers, confirmers) == bool(confirmers - fixers - {""})
