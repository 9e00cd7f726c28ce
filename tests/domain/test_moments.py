from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant, at_local, in_zone
from incidentdesk.domain.moment_text import duration_text, instant_text, moment_text, parse_moment
from incidentdesk.domain.moments import Moment, Precision, moment_from_json, moment_to_json, sort_ms

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
KOLKATA = ZoneInfo("Asia/Kolkata")
ZONES = (BERLIN, NEW_YORK, KOLKATA, ZoneInfo("UTC"), ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia"))

MONDAY = at_local(date(2026, 11, 23), 10, 12, BERLIN)
TODAY = date(2026, 11, 23)


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> Instant:
    return at_local(date(year, month, day), hour, minute, BERLIN)


def parsed(text: str, now: Instant = MONDAY) -> Moment:
    return parse_moment(text, now, BERLIN)


def whole(day: int, month: int = 11, year: int = 2026) -> Moment:
    return Moment.between(at(day, 0, 0, month, year), at(day, 23, 59, month, year))


EXACT = {
    "8:50": at(23, 8, 50),
    "08:50": at(23, 8, 50),
    "850": at(23, 8, 50),
    "0850": at(23, 8, 50),
    "8.50": at(23, 8, 50),
    "at 8:50": at(23, 8, 50),
    "since 8:50": at(23, 8, 50),
    "8:50 am": at(23, 8, 50),
    "8:50 a.m.": at(23, 8, 50),
    "12:05 am": at(23, 0, 5),
    "2pm": at(22, 14),
    "14:00": at(22, 14),
    "10:15": at(23, 10, 15),  # clocks differ a little
    "now": at(23, 10, 12),
    "Just now": at(23, 10, 12),
    "yesterday 14:00": at(22, 14),
    "14:00 yesterday": at(22, 14),
    "8.50 yesterday": at(22, 8, 50),
    "yesterday at noon": at(22, 12),
    "day before yesterday 9:00": at(21, 9),
    "tomorrow 9:00": at(24, 9),
    "mon 9:00": at(23, 9),
    "monday 11:00": at(16, 11),
    "last monday 9:00": at(16, 9),
    "8:50 last Friday": at(20, 8, 50),
    "on Sunday at 8:50": at(22, 8, 50),
    "2026-11-23 08:50": at(23, 8, 50),
    "2026-11-23T08:50": at(23, 8, 50),
    "23.11.2026 8:50": at(23, 8, 50),
    "23.11.26 8:50": at(23, 8, 50),
    "23.11. 8:50": at(23, 8, 50),
    "23.11 8:50": at(23, 8, 50),
    "23/11/2026 8.50": at(23, 8, 50),
    "23 Nov 8:50": at(23, 8, 50),
    "8:50 23 Nov": at(23, 8, 50),
    "Nov 23, 8:50 am": at(23, 8, 50),
    "November 23rd, 2026 8:50": at(23, 8, 50),
    "24 Dec 18:00": at(24, 18, 0, 12, 2025),
    "24 Dec 2026 18:00": at(24, 18, 0, 12, 2026),
    "08:50 UTC+1": at(23, 8, 50),
    "23 Nov 2026, 08:50 UTC+1": at(23, 8, 50),
}
ABOUT = {
    "about 8:50": at(23, 8, 50),
    "~8:50": at(23, 8, 50),
    "ca 8:50": at(23, 8, 50),
    "ca. 8:50": at(23, 8, 50),
    "8:50?": at(23, 8, 50),
    "around 850": at(23, 8, 50),
    "yesterday about 14:00": at(22, 14),
    "23 Nov 2026 about 08:50": at(23, 8, 50),
    "20 min ago": at(23, 9, 52),
    "2 hours ago": at(23, 8, 12),
    "about 2 h ago": at(23, 8, 12),
    "an hour ago": at(23, 9, 12),
    "half an hour ago": at(23, 9, 42),
    "1 h 20 min ago": at(23, 8, 52),
    "11 hours ago": at(22, 23, 12),
}
BETWEEN = {
    "this morning": (at(23, 6), at(23, 10, 12)),
    "last night": (at(22, 18), at(23, 6)),
    "yesterday morning": (at(22, 6), at(22, 12)),
    "yesterday afternoon": (at(22, 12), at(22, 18)),
    "yesterday evening": (at(22, 18), at(22, 23, 59)),
    "friday afternoon": (at(20, 12), at(20, 18)),
    "monday morning": (at(23, 6), at(23, 10, 12)),
    "between 8:00 and 9:15": (at(23, 8), at(23, 9, 15)),
    "8:00-9:15": (at(23, 8), at(23, 9, 15)),
    "8:00 – 9:15": (at(23, 8), at(23, 9, 15)),
    "from 8 am to 9:15": (at(23, 8), at(23, 9, 15)),
    "8:00 to 9:15": (at(23, 8), at(23, 9, 15)),
    "0800-0915": (at(23, 8), at(23, 9, 15)),
    "yesterday 14:00-15:30": (at(22, 14), at(22, 15, 30)),
    "23:30-0:45": (at(22, 23, 30), at(23, 0, 45)),
    "2026-11-20 8:00-9:15": (at(20, 8), at(20, 9, 15)),
    "between yesterday 23:00 and today 6:00": (at(22, 23), at(23, 6)),
    "between 22 Nov 2026, 23:00 and 23 Nov 2026, 06:00": (at(22, 23), at(23, 6)),
}
WHOLE = {
    "today": whole(23),
    "yesterday": whole(22),
    "since yesterday": whole(22),
    "2026-11-23": whole(23),
    "23/11/2026": whole(23),
    "23.11.": whole(23),
    "23 Nov 2026 (time unknown)": whole(23),
    "monday": whole(16),
    "sun": whole(22),
    "last friday": whole(20),
    "2 days ago": whole(21),
    "a week ago": whole(16),
    "29 Feb": whole(29, 2, 2024),
}


@pytest.mark.parametrize(("text", "instant"), EXACT.items())
def test_reads_exact_times(text: str, instant: Instant) -> None:
    assert parsed(text) == Moment.exact(instant)


@pytest.mark.parametrize(("text", "instant"), ABOUT.items())
def test_keeps_approximate_times_approximate(text: str, instant: Instant) -> None:
    assert parsed(text) == Moment.about(instant)


@pytest.mark.parametrize(("text", "ends"), BETWEEN.items())
def test_reads_spans(text: str, ends: tuple[Instant, Instant]) -> None:
    assert parsed(text) == Moment.between(*ends)


@pytest.mark.parametrize(("text", "moment"), WHOLE.items())
def test_a_day_without_a_time_lies_between_its_ends(text: str, moment: Moment) -> None:
    assert parsed(text) == moment


@pytest.mark.parametrize("text", ["unknown", "?", "don't know", "Don’t know", " Unknown "])  # noqa: RUF001
def test_not_knowing_is_an_answer(text: str) -> None:
    assert parsed(text) == Moment.unknown()


@pytest.mark.parametrize(
    "text",
    ["", "8", "soon", "25:00", "8:70", "13 pm", "30 Feb 8:50", "11/23/2026", "this afternoon", "8:50 8:50",
     "ago", "between 9 and", "2026-11-23 between 8:00", "between 23 Nov 2026 9:00 and 22 Nov 2026 8:00",
     "about", "0202-11-23", "8:50 UTC+20", "2026-13-01T10:00+01:00", "99999999999 days ago",
     "9" * 400 + " min ago"],
)  # fmt: skip
def test_says_what_was_not_understood_and_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match="is no time I can read; write it like 8:50, about 8:50") as refusal:
        parsed(text)
    assert f"“{text.strip()}”" in str(refusal.value)


def test_a_time_with_a_zone_keeps_its_zone() -> None:
    moment = parsed("2026-03-01T10:00+05:30")
    assert moment.at is not None
    assert moment.at.iso() == "2026-03-01T10:00+05:30"


def test_parts_of_the_day_that_have_just_begun_or_not_yet() -> None:
    assert parsed("this morning", at(23, 5)) == Moment.between(at(23, 0), at(23, 5))
    assert parsed("this afternoon", at(23, 13)) == Moment.between(at(23, 12), at(23, 13))
    assert parsed("this morning", at(23, 15)) == Moment.between(at(23, 6), at(23, 12))
    assert parsed("last night", at(23, 3)) == Moment.between(at(22, 18), at(23, 3))


def test_a_time_on_the_days_the_clocks_change() -> None:
    spring = at_local(date(2026, 3, 29), 12, 0, BERLIN)
    assert parse_moment("1:59", spring, BERLIN).at == Instant(spring.ms - 541 * 60_000, 60)
    assert parse_moment("2:30", spring, BERLIN) == parse_moment(
        "3:30", spring, BERLIN
    )  # never shown by a clock
    autumn = at_local(date(2026, 10, 25), 12, 0, BERLIN)
    first = parse_moment("2:30", autumn, BERLIN)
    assert first.at is not None
    assert first.at.iso() == "2026-10-25T02:30+02:00"
    day = parse_moment("today", autumn, BERLIN)
    assert day.at is not None
    assert day.until is not None
    assert day.until.ms - day.at.ms == (25 * 60 - 1) * 60_000
    second = Moment.exact(Instant(first.at.ms + 3_600_000, 60))
    assert parse_moment(moment_text(second, today=None, with_zone=True), autumn, BERLIN) == second


instants = st.builds(
    lambda minute, zone: in_zone(minute * 60_000, zone),
    st.integers(27_000_000, 29_500_000),  # from 2021 to 2026, the clock changes included
    st.sampled_from(ZONES),
)
precise_instants = st.builds(Instant, st.integers(10**11, 4 * 10**12), st.integers(-14 * 60, 14 * 60))
moments = st.one_of(
    st.just(Moment.unknown()),
    st.builds(Moment.exact, precise_instants),
    st.builds(Moment.about, precise_instants),
    st.tuples(precise_instants, precise_instants).map(
        lambda pair: Moment.between(*sorted(pair, key=lambda one: one.ms))
    ),
)


@given(moments)
def test_json_gives_the_same_moment_back(moment: Moment) -> None:
    assert moment_from_json(moment_to_json(moment)) == moment


@given(instants, st.sampled_from(ZONES), st.integers(0, 3 * 24 * 60), st.sampled_from(list(Precision)))
def test_text_with_its_zone_gives_the_same_moment_back(
    start: Instant, zone: ZoneInfo, minutes: int, precision: Precision
) -> None:
    end = in_zone(start.ms + minutes * 60_000, zone)
    start = in_zone(start.ms, zone)
    spans, known = precision is Precision.BETWEEN, precision is not Precision.UNKNOWN
    moment = Moment(precision, start if known else None, end if spans else None)
    text = moment_text(moment, today=None, with_zone=True)
    now = in_zone(start.ms + 7 * 86_400_000, zone)
    again = parse_moment(text, now, zone)
    assert again == moment or text.endswith("(time unknown)")
    assert moment_text(again, today=None, with_zone=True) == text


@given(instants, st.sampled_from(ZONES))
def test_a_whole_day_comes_back_from_its_text(instant: Instant, zone: ZoneInfo) -> None:
    day = parse_moment(in_zone(instant.ms, zone).local().date().isoformat(), instant, zone)
    assert parse_moment(moment_text(day, today=None, zone=zone), instant, zone) == day
    assert day.at is not None
    assert day.until is not None
    assert timedelta(hours=22) < timedelta(milliseconds=day.until.ms - day.at.ms) < timedelta(hours=26)


@given(st.text(max_size=30), st.sampled_from(ZONES))
def test_any_text_is_read_or_refused(text: str, zone: ZoneInfo) -> None:
    try:
        moment = parse_moment(text, MONDAY, zone)
    except ValueError as error:
        says = str(error)
    else:
        says = "write it like" if moment_from_json(moment_to_json(moment)) == moment else ""
    assert "write it like" in says


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("2026-11-23", "needs an object"),
        ({"precision": "exact", "at": None, "until": None}, "time is missing"),
        ({"at": "2026-03-01T10:00+01:00"}, "exact, about, between or unknown"),
        ({"precision": ["exact"]}, "exact, about, between or unknown"),
        ({"precision": "exact", "at": "2026-03-01T10:00"}, "does not say in which zone"),
        ({"precision": "exact", "at": "yesterday"}, "is no time"),
        ({"precision": "exact", "at": 5}, "is no time"),
        ({"precision": "exact", "at": "0202-03-01T10:00+01:00"}, "year 202"),
        ({"precision": "between", "at": "2026-03-01T10:00+01:00"}, "end is missing"),
        (
            {"precision": "between", "at": "2026-03-01T10:00+01:00", "until": "2026-03-01T10:00+02:00"},
            "end lies before the start",
        ),
        (
            {"precision": "about", "at": "2026-03-01T10:00Z", "until": "2026-03-01T11:00Z"},
            "only a time between",
        ),
        ({"precision": "unknown", "at": "2026-03-01T10:00Z"}, "no “at”"),
        ({"precision": "exact", "when": "2026-03-01T10:00Z"}, "unknown part “when”"),
    ],
)
def test_refuses_json_that_is_no_moment(value: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        moment_from_json(value)


def test_what_moments_are_ordered_by() -> None:
    assert sort_ms(Moment.between(at(23, 8), at(23, 9))) == at(23, 8).ms
    assert sort_ms(Moment.about(at(23, 8))) == at(23, 8).ms
    assert sort_ms(Moment.unknown()) is None


@pytest.mark.parametrize(
    ("moment", "here", "elsewhere"),
    [
        (Moment.exact(at(23, 8, 50)), "08:50 UTC+1", "23 Nov 2026, 08:50 UTC+1"),
        (Moment.about(at(23, 8, 50)), "about 08:50 UTC+1", "23 Nov 2026, about 08:50 UTC+1"),
        (
            Moment.between(at(23, 8), at(23, 9, 15)),
            "between 08:00 and 09:15 UTC+1",
            "23 Nov 2026, between 08:00 and 09:15 UTC+1",
        ),
        (whole(23), "23 Nov 2026 (time unknown)", "23 Nov 2026 (time unknown)"),
        (Moment.unknown(), "unknown", "unknown"),
    ],
)
def test_words_for_people(moment: Moment, here: str, elsewhere: str) -> None:
    assert moment_text(moment, today=TODAY, with_zone=True) == here
    assert moment_text(moment, today=None, with_zone=True) == elsewhere
    assert moment_text(moment, today=TODAY) == here.removesuffix(" UTC+1")


def test_words_in_another_zone() -> None:
    moment = Moment.exact(at(23, 8, 50))
    assert moment_text(moment, today=TODAY, zone=NEW_YORK, with_zone=True) == "02:50 UTC-5"
    assert moment_text(moment, today=TODAY, zone=KOLKATA, with_zone=True) == "13:20 UTC+5:30"
    assert moment_text(moment, today=TODAY, zone=ZoneInfo("UTC"), with_zone=True) == "07:50 UTC"
    assert instant_text(at(23, 8, 50)) == "23 Nov 2026, 08:50"


def test_a_span_over_midnight_and_over_a_change_of_clocks_says_so() -> None:
    night = Moment.between(at(22, 23), at(23, 6))
    assert moment_text(night, today=TODAY) == "between 22 Nov 2026, 23:00 and 23 Nov 2026, 06:00"
    change = Moment.between(at(25, 1, 30, 10), at(25, 4, 0, 10))
    assert moment_text(change, with_zone=True) == "25 Oct 2026, between 01:30 UTC+2 and 04:00 UTC+1"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0 min"), (0.9, "0 min"), (380, "6 h 20 min"), (1680, "1 d 4 h"), (1440, "1 d"),
     (1501, "1 d 1 h 1 min"), (-5, "-5 min"), (-0.5, "0 min"), (59.9999999999, "1 h")],
)  # fmt: skip
def test_durations(minutes: float, text: str) -> None:
    assert duration_text(minutes) == text


def test_an_instant_has_a_zone() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        Instant.of(datetime(2026, 11, 23))  # noqa: DTZ001
