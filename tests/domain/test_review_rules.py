"""When a review is needed, by when, and by when its lessons are due."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.review_days import ReviewDays
from incidentdesk.domain.review_rules import Need, Signs, need_of
from incidentdesk.domain.sev import LEVELS

DAYS = ReviewDays(
    {"sev1": 3, "sev2": 5, "other": 10},
    {"sev1": False, "sev2": True, "other": True},
    {"sev1": 15, "sev2": 30, "other": 30},
)
NOTHING = Signs(("sev4",), drill=False, source="monitoring", late=False, repeat=False, asked=False)


@pytest.mark.parametrize(
    ("signs", "need", "reasons"),
    [
        (NOTHING, Need.NONE, ()),
        (NOTHING._replace(levels=("sev2",)), Need.REQUIRED, ("size",)),
        (NOTHING._replace(levels=("sev3", "sev1", "sev3")), Need.REQUIRED, ("size",)),
        (NOTHING._replace(levels=("sev3",)), Need.NONE, ()),
        (NOTHING._replace(levels=("sev3",), source="user_report"), Need.REQUIRED, ("users",)),
        (NOTHING._replace(levels=("sev3",), repeat=True), Need.REQUIRED, ("repeat",)),
        (NOTHING._replace(late=True), Need.OFFERED, ("late",)),
        (NOTHING._replace(asked=True), Need.REQUIRED, ("asked",)),
        (NOTHING._replace(levels=("sev1",), drill=True), Need.OFFERED, ("size",)),
        (NOTHING._replace(drill=True), Need.OFFERED, ()),
        (NOTHING._replace(texts=("We rolled back the release",)), Need.OFFERED, ("by_hand",)),
        (
            NOTHING._replace(texts=("Some data was lost.", "Went back to 4.1")),
            Need.OFFERED,
            ("data", "by_hand"),
        ),
        (NOTHING._replace(texts=("Scrollback buffer, update lossless",)), Need.NONE, ()),
    ],
)
def test_the_size_decides_and_below_it_what_can_be_learnt(
    signs: Signs, need: Need, reasons: tuple[str, ...]
) -> None:
    assert need_of(signs) == (need, reasons)


@given(
    st.sampled_from(LEVELS), st.booleans(), st.booleans(), st.booleans(), st.booleans(),
    st.sampled_from(("monitoring", "user_report")),
)  # fmt: skip
def test_a_bigger_one_never_needs_less(
    sev: str, drill: bool, late: bool, repeat: bool, asked: bool, source: str
) -> None:
    order = (Need.NONE, Need.OFFERED, Need.REQUIRED)
    small = Signs((sev,), drill, source, late, repeat, asked)
    for bigger in LEVELS[: LEVELS.index(sev)]:
        big = need_of(small._replace(levels=(sev, bigger)))[0]
        assert order.index(big) >= order.index(need_of(small)[0])


def test_sev_1_has_days_and_sev_2_has_working_days() -> None:
    thursday = date(2026, 11, 26)
    assert DAYS.review_due("sev1", thursday) == date(2026, 11, 29)
    assert DAYS.review_due("sev2", thursday) == date(2026, 12, 3)
    assert DAYS.review_due("sev3", thursday) == date(2026, 12, 10)
    assert DAYS.review_due("sev2", date(2026, 11, 28)) == date(2026, 12, 4)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_due_day_in_working_days_is_one_and_has_as_many_between(day: date) -> None:
    due = DAYS.review_due("sev2", day)
    between = sum(date.fromordinal(n).weekday() < 5 for n in range(day.toordinal() + 1, due.toordinal() + 1))
    assert due.weekday() < 5
    assert between == 5


@pytest.mark.parametrize(("sev", "days"), [("sev1", 15), ("sev2", 30), ("sev3", 30), ("", 30)])
def test_a_lesson_is_due_by_the_size(sev: str, days: int) -> None:
    resolved = Instant.of(datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    assert DAYS.lesson_due(sev, resolved).ms - resolved.ms == days * 86_400_000
