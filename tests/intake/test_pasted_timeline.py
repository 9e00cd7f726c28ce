"""Pasted timelines in all their forms: entries, times, zones, and what is told instead of guessed."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.errors import UsageError
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moments import Moment, Precision
from incidentdesk.intake.pasted_result import DoubtKind, LeftWhy, Missing, PastedTimeline, ZoneSource
from incidentdesk.intake.pasted_timeline import read_timeline
from intake.conftest import BERLIN

DAY = date(2026, 3, 2)


def read(text: str, start: date | None = DAY) -> PastedTimeline:
    return read_timeline(text, BERLIN, start=start)


def told(text: str, start: date | None = DAY) -> list[tuple[str, str]]:
    """Each entry's time by its own clocks, as ``about 14:00``, with the day if that is not ``DAY``."""
    return [(short(entry.moment), entry.text) for entry in read(text, start).entries]


def short(moment: Moment) -> str:
    ends = [f"{at.local():%d %H:%M}".removeprefix("02 ") for at in (moment.at, moment.until) if at]
    words = "" if moment.precision in {Precision.EXACT, Precision.BETWEEN} else f"{moment.precision.value} "
    return (words + "-".join(ends)).strip()


LINES = [
    ("14:00 Alarm\n14:05 Call", [("14:00", "Alarm"), ("14:05", "Call")]),
    ("- 14:00 - Alarm\n- **14:05**: Call", [("14:00", "Alarm"), ("14:05", "Call")]),
    ("* [14:00] Alarm\n  - a detail\n* 14:05 Call", [("14:00", "Alarm\n  - a detail"), ("14:05", "Call")]),
    ("1. At 14:00 we saw\n2. Around 2:05 pm we called", [("14:00", "we saw"), ("about 14:05", "we called")]),
    ("12:00 - 12:30 Lunch", [("12:00-12:30", "Lunch")]),
    ("from 23:50 to 0:20 Restart\n0:40 Up", [("23:50-03 00:20", "Restart"), ("03 00:40", "Up")]),
    ("23:55 Alarm\n00:10 Call\n00:05 Mail", [("23:55", "Alarm"), ("03 00:10", "Call"), ("03 00:05", "Mail")]),
    ("2.03 pm Alarm", [("14:03", "Alarm")]),
    ("1430 UTC Alarm", [("14:30", "Alarm")]),
    ("14.30 Uhr Alarm", [("14:30", "Alarm")]),
    ("14:30,Alarm", [("14:30", "Alarm")]),
    ("14h30 Alarm", [("14:30", "Alarm")]),
    ("2026-03-02\n14:00 Alarm", [("14:00", "Alarm")]),
    ("Tue 14:00 Alarm\n15:00 Call", [("03 14:00", "Alarm"), ("03 15:00", "Call")]),
    ("## 2 March 2026\n\n- 14:00 Alarm", [("14:00", "Alarm")]),
    ("## 2026-03-03\n\nNothing more.", [("03 00:00-03 23:59", "Nothing more.")]),
    ("### 14:00\n```\n# none\n15:00 none\n```", [("14:00", "```\n# none\n15:00 none\n```")]),
    ("14:00 on 3 March 2026: Alarm", [("03 14:00", "Alarm")]),
    ("14:00 Alarm\nAll times good", [("14:00", "Alarm\nAll times good")]),
    ("We looked.\n14:00 Alarm", [("14:00", "Alarm")]),
    ("14:00 Alarm\nit went on", [("14:00", "Alarm\nit went on")]),
    ("3 nodes were down\n1.13 to 1.14 was the upgrade", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LINES)
def test_lines_and_headings(text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(text) == wanted


TABLES = [
    ("| Time | Event |\n|---|---|\n| 14:00 | A \\| B |", [("14:00", "A | B")]),
    ("| Time | Event |\n|---|---|\n| 14:05 | C<br>D &amp; E", [("14:05", "C\nD & E")]),
    ("Time | Event\n--- | ---\n14:00 | Alarm", [("14:00", "Alarm")]),
    ("When\tWhat\n2026-03-02 14:00\tAlarm", [("14:00", "Alarm")]),
    ("14:00\tAlarm\n14:05\tCall", [("14:00", "Alarm"), ("14:05", "Call")]),
    ('14:00\t"Alarm\nof ""two"""\n14:05\tCall', [("14:00", 'Alarm\nof "two"'), ("14:05", "Call")]),
    ('14:00\t"Alarm\n14:05\tCall', [("14:00", '"Alarm'), ("14:05", "Call")]),
    ("Date\tTime\tEvent\n02.03.2026\t14:00\tAlarm\n\t14:05\tCall", [("14:00", "Alarm"), ("14:05", "Call")]),
    ("02.03.2026\t14:00\tAlarm\n03.03.2026\t9:05\tCall", [("14:00", "Alarm"), ("03 09:05", "Call")]),
    ("Time\tWho\tWhat\n14:00\tDesk\tAlarm", [("14:00", "Who: Desk\nWhat: Alarm")]),
    ("| Event | Time |\n|---|---|\n| Alarm | 14:00 |", [("14:00", "Alarm")]),
    ("| Time | Event |\n|---|---|\n| 14:00 | A | B |", [("14:00", "A\nB")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TABLES)
def test_tables(text: str, wanted: list[tuple[str, str]]) -> None:
    assert told(text) == wanted


ZONES = [
    ("All times in UTC.\n14:00 A", 0, ZoneSource.WRITTEN),
    ("(all times in Pacific Time)\n14:00 A", -480, ZoneSource.WRITTEN),
    ("Time zone: Asia/Kolkata\n14:00 A", 330, ZoneSource.WRITTEN),
    ("All times are in GMT-3:30\n14:00 A", -210, ZoneSource.WRITTEN),
    ("| Time (UTC+2) | Event |\n|---|---|\n| 14:00 | A |", 120, ZoneSource.WRITTEN),
    ("Time\tZone\tEvent\n14:00\tEST\tA", -300, ZoneSource.ENTRIES),
    ("## Timeline (all times UTC)\n- 14:00 A", 0, ZoneSource.WRITTEN),
    ("Timeline (PST)\n14:00 A", -480, ZoneSource.WRITTEN),
    ("All times UTC\n14:00 A", 0, ZoneSource.WRITTEN),
    ("14:00z A", 0, ZoneSource.ENTRIES),
    ("14:00 EST A", -300, ZoneSource.ENTRIES),
    ("2026-03-02T14:00:00-05:00 A", -300, ZoneSource.ENTRIES),
    ("2026-03-02T14:00Z A", 0, ZoneSource.ENTRIES),
    ("14:00 A", 60, ZoneSource.DESK),
]  # fmt: skip


@pytest.mark.parametrize(("text", "offset", "source"), ZONES)
def test_zones(text: str, offset: int, source: ZoneSource) -> None:
    found = read(text)
    assert [entry.text for entry in found.entries] == ["A"]
    at = found.entries[0].moment.at
    assert at is not None
    assert (at.offset, f"{at.local():%H:%M}") == (offset, "14:00")
    assert found.zone.source is source
    assert (Missing.ZONE in found.missing) == (source is ZoneSource.DESK)


def test_a_zone_on_each_line_holds_for_that_line() -> None:
    entries = read("All times in UTC\n14:00 A\n09:30 EST B\n15:00 C").entries
    assert [entry.moment.at.offset if entry.moment.at else None for entry in entries] == [0, -300, 0]


def test_letters_that_several_places_use_are_a_doubt() -> None:
    assert [doubt.kind for doubt in read("14:00 IST A").doubts] == [DoubtKind.ZONE]


def test_without_any_date_the_person_is_asked_and_the_text_stays() -> None:
    found = read("14:00 UTC Alarm\n14:05 UTC Call", start=None)
    assert found.missing == {Missing.DATE}
    assert [entry.moment for entry in found.entries] == [Moment.unknown()] * 2
    assert [entry.written for entry in found.entries] == ["14:00 UTC", "14:05 UTC"]
    assert found.doubts == ()


DOUBTS = [
    ("23:55 A\n00:10 B", DoubtKind.NEXT_DAY, 2),
    ("14:05 A\n14:00 B", DoubtKind.OUT_OF_ORDER, 2),
    ("2026-03-02 14:00 A\n2026-03-01 14:00 B", DoubtKind.OUT_OF_ORDER, 2),
    ("25:00 A", DoubtKind.UNREADABLE, 1),
    ("2026-02-31 14:00 A", DoubtKind.UNREADABLE, 1),
    ("17:00 am A", DoubtKind.UNREADABLE, 1),
    ("| Time | Event |\n|---|---|\n| soon | A |", DoubtKind.UNREADABLE, 3),
    ("| Time | Event |\n|---|---|\n|  | A |", DoubtKind.NO_TIME, 3),
    ("14:00", DoubtKind.NO_TEXT, 1),
    ("03/04/2026 14:00 A", DoubtKind.DATE, 1),
    ("Fri 2026-03-02 14:00 A", DoubtKind.DATE, 1),
    ("### 14:00\n\n- 14:05 A", DoubtKind.TIMES_INSIDE, 3),
    ("All times in Middle-earth\n14:00 A", DoubtKind.ZONE, 1),
    ("2026-10-25 02:30 A", DoubtKind.ZONE, 1),
    ("2026-03-29 02:30 A", DoubtKind.ZONE, 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "line"), DOUBTS)
def test_what_is_doubtful_is_told(text: str, kind: DoubtKind, line: int) -> None:
    found = read(text)
    assert (kind, line) in {(doubt.kind, doubt.line) for doubt in found.doubts}
    assert len(found.entries) == text.count("A") - text.count("All") + text.count("B") + (text == "14:00")


def test_numbers_that_only_one_order_fits_decide_for_all() -> None:
    found = read("03/04/2026 14:00 A\n03/14/2026 14:00 B")
    assert [entry.moment.at.iso()[:10] for entry in found.entries if entry.moment.at] == [
        "2026-03-04",
        "2026-03-14",
    ]
    assert [doubt.kind for doubt in found.doubts] == []


def test_milliseconds_are_kept() -> None:
    at = read("2026-03-02T14:00:01.250Z A").entries[0].moment.at
    assert at is not None
    assert at.iso() == "2026-03-02T14:00:01.250+00:00"


def test_a_whole_review_leaves_only_what_is_outside_its_timeline() -> None:
    text = "# Mail\n\nAt 9:00 all was well.\n\n**Timeline**\n\n14:00 A\n\nLessons learned\n\n15:00 is late."
    found = read(text)
    assert [entry.text for entry in found.entries] == ["A"]
    assert [(left.line, left.why) for left in found.left] == [
        (1, LeftWhy.OUTSIDE), (3, LeftWhy.OUTSIDE), (9, LeftWhy.OUTSIDE), (11, LeftWhy.OUTSIDE)
    ]  # fmt: skip


def test_a_bullet_without_a_time_among_those_with_one_is_told() -> None:
    found = read("- 14:00 A\n- and then\n- 14:05 B")
    assert [(left.line, left.text, left.why) for left in found.left] == [(2, "- and then", LeftWhy.NO_TIME)]


def test_a_zone_that_nobody_knows_is_refused_with_the_remedy() -> None:
    with pytest.raises(UsageError, match="Middle-earth") as raised:
        read_timeline("14:00 A", BERLIN, zone_words="Middle-earth")
    assert "Europe/Berlin" in raised.value.next_step


# What is written in any of the known forms is read back.

MINUTES = st.datetimes(datetime(2001, 1, 1), datetime(2039, 12, 28)).map(  # noqa: DTZ001 - wall clocks
    lambda at: at.replace(second=0, microsecond=0)
)
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%b %d %Y", "%d. %b %Y", "%a %Y-%m-%d")
CLOCKS = ("%H:%M", "%I:%M %p", "%I:%M%p", "%H:%M:%S", "%Hh%M")
JOINS = (" ", ", ", " at ", "  ")
FRAMES = (
    "{} X",
    "- {} X",
    "* **{}**: X",
    "### {} - X",
    "| {} | X |",
    "{}\tX",
    "{}: X",
    "1. {} – X",
    "### {}\n\nX",
)
OFFSETS = st.sampled_from([-480, -210, 0, 60, 120, 330, 765])


def zone_words(offset: int) -> str:
    sign = "-" if offset < 0 else "+"
    return f"UTC{sign}{abs(offset) // 60}:{abs(offset) % 60:02}"


@given(
    MINUTES,
    st.sampled_from(DATES),
    st.sampled_from(JOINS),
    st.sampled_from(CLOCKS),
    st.sampled_from(FRAMES),
    OFFSETS,
)
def test_a_written_time_is_read_back(
    at: datetime, day: str, join: str, clock: str, frame: str, offset: int
) -> None:
    line = frame.format(at.strftime(day + join + clock))
    found = read_timeline(f"All times in {zone_words(offset)}\n\n{line}", BERLIN)
    wanted = Instant.of(at.replace(tzinfo=timezone(timedelta(minutes=offset))))
    assert [(entry.moment, entry.text) for entry in found.entries] == [(Moment.exact(wanted), "X")]
    assert not found.doubts
    assert not found.left


@given(
    MINUTES,
    st.integers(1, 600),
    st.sampled_from(CLOCKS),
    st.sampled_from(["-", " - ", " – ", " to "]),
    OFFSETS,
)
def test_a_written_range_is_read_back(at: datetime, minutes: int, clock: str, join: str, offset: int) -> None:
    end = at + timedelta(minutes=minutes)
    line = f"{at:%Y-%m-%d} {at.strftime(clock)}{join}{end.strftime(clock)} {zone_words(offset)} X"
    zone = timezone(timedelta(minutes=offset))
    wanted = Moment.between(Instant.of(at.replace(tzinfo=zone)), Instant.of(end.replace(tzinfo=zone)))
    assert [(entry.moment, entry.text) for entry in read(line).entries] == [(wanted, "X")]


@given(st.lists(st.integers(0, 18 * 60), min_size=1, max_size=12), MINUTES)
def test_times_without_dates_go_on_past_midnight(steps: list[int], begin: datetime) -> None:
    times = [begin]
    for step in steps:
        times.append(times[-1] + timedelta(minutes=step))
    text = "\n".join(f"- {at:%H:%M} X{number}" for number, at in enumerate(times))
    found = read_timeline(f"All times in UTC\n{text}", BERLIN, start=begin.date())
    read_back = [entry.moment.at.local().replace(tzinfo=None) for entry in found.entries if entry.moment.at]
    assert read_back == times


PIECES = st.sampled_from([
    "## Timeline", "## Action items", "### 14:00", "### 2026-03-02", "- 14:05 x", "- y", "| Time | Event |",
    "|---|---|", "| 14:00 | z |", "14:10\tw", "```", "All times in PST", "", "text", "25:99 x", "2026-02-31",
    "\t\ta", '"', "===", "----", "> 14:20 q", "3/4/2026 9:00 d", "~ 14:??", "|||", "# 2018-01-01, Title",
    "14:00-", "Mon", "\u2028", "9999-12-31 23:59 e", '14:00\t"b', '"\tc',
])  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=30), max_size=25))
def test_no_line_is_dropped_and_nothing_breaks(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = read_timeline(text, BERLIN)
    kept = {number for entry in found.entries for number in range(entry.line, entry.last_line + 1)}
    kept |= {left.line for left in found.left} | set(found.structure)
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert {number for number, line in enumerate(physical, 1) if line.strip()} <= kept
