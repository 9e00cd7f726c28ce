"""The hours of a desk as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.errors import UsageError
from incidentdesk.domain.hours import (
    MINUTES_OF_A_DAY,
    Holiday,
    Span,
    WorkingHours,
    hours_from_json,
    hours_to_json,
    read_day,
    read_holidays,
)

SPANS = (
    st.tuples(st.integers(0, MINUTES_OF_A_DAY), st.integers(0, MINUTES_OF_A_DAY))
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: Span(*pair))
)
HOURS = st.builds(
    WorkingHours,
    st.lists(st.none() | SPANS, min_size=7, max_size=7).map(tuple),
    st.lists(st.builds(Holiday, st.dates(), st.sampled_from(["", "New Year", "Día festivo"]))).map(tuple),
)


@given(HOURS)
def test_stored_hours_are_read_back(hours: WorkingHours) -> None:
    assert hours_from_json(hours_to_json(hours)) == hours


@given(SPANS, st.integers(0, 6))
def test_what_is_shown_can_be_typed(span: Span, day: int) -> None:
    assert read_day(span.text, day) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("8-17", Span(480, 1020)), ("08:00 – 17.30", Span(480, 1050)), ("6 to 14", Span(360, 840)),
        ("22:00-24:00", Span(1320, 1440)), ("", None), ("   ", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_several_spellings(text: str, span: Span | None) -> None:
    assert read_day(text, 0) == span


@pytest.mark.parametrize("text", ["17-8", "8", "8-25", "8:60-9", "closed", "8-17 and 18-20", "8-8"])
def test_what_is_no_time_is_refused_with_its_day(text: str) -> None:
    with pytest.raises(UsageError, match="Wednesday") as refused:
        read_day(text, 2)
    assert text in str(refused.value)


def test_holidays_are_sorted_and_told_once() -> None:
    read = read_holidays("2026-12-25 Christmas Day\n\n2026-01-01, New Year\n2026-12-25; Christmas\n")
    assert read == (Holiday(date(2026, 1, 1), "New Year"), Holiday(date(2026, 12, 25), "Christmas"))


@pytest.mark.parametrize("line", ["25.12.2026", "2026-02-30 Nowhere", "Easter"])
def test_a_line_without_a_date_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(UsageError, match="Line 2"):
        read_holidays(f"2026-12-25\n{line}")
