from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.records import Due
from incidentdesk.gui.queue.due_words import due_spoken, due_words, short_span
from incidentdesk.services.lists.queue_rows import QueueRow

ZONE = ZoneInfo("Europe/Berlin")
NOW = Instant.of(datetime(2026, 11, 23, 10, 0, tzinfo=ZONE))


def incident(
    kind: str, minutes: float | None, *, status: str = "in_progress", logged: float = -60
) -> QueueRow:
    due = Due() if minutes is None else Due(next=NOW.plus(minutes).ms, next_kind=kind)
    began, closed = NOW.plus(logged).ms, NOW.plus(-90).ms if status == "closed" else None
    return QueueRow(
        "u", "INC-2026-000001", "", "itil", status, "classification", "Classification", 1, 5, "P3",
        True, False, False, "", "", "Dana Whitlock", due, began, NOW.plus(-10).ms, began, closed,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 m"),
        (7.9, "7 m"),
        (59.9, "59 m"),
        (60, "1 h"),
        (385, "6 h"),
        (1439, "23 h"),
        (1440, "1 d"),
        (4000, "2 d"),
        (364 * 1440, "364 d"),
        (1057 * 1440, "2 y"),
    ],
)
def test_a_span_is_told_in_its_largest_unit_never_too_long(minutes: float, text: str) -> None:
    assert short_span(minutes) == text


@pytest.mark.parametrize(
    ("kind", "minutes", "text", "spoken"),
    [
        ("classify", 7, "classify 7 m", "Classify by 10:07, 7 min left"),
        ("respond", 41, "respond 41 m", "Respond by 10:41, 41 min left"),
        ("resolve", 380, "resolve 6 h", "Resolve by 16:20, 6 h 20 min left"),
        ("confirm", 1500, "confirm 1 d", "Ask the reporter by 24 Nov 2026, 11:00, 1 d 1 h left"),
        ("wake", 240, "hold → 14:00", "On hold, wakes 14:00, 4 h left"),
        ("wake", 2880, "hold → 25 Nov", "On hold, wakes 25 Nov 2026, 10:00, 2 d left"),
        ("resolve", -12, "resolve 12 m late", "Resolve by 09:48, 12 min late"),
        ("declare", 12, "declare 12 m", "Declare by 10:12, 12 min left"),
        ("update", 5, "update 5 m", "Write an update by 10:05, 5 min left"),
        ("update", -3, "update 3 m late", "Write an update by 09:57, 3 min late"),
        ("wake", -61, "wake 1 h late", "On hold, wakes 08:59, 1 h 1 min late"),
    ],
)
def test_what_is_due_is_named_with_the_time_left_or_late(
    kind: str, minutes: float, text: str, spoken: str
) -> None:
    row = incident(kind, minutes)
    due = due_words(row, NOW.ms, ZONE)

    assert (due.text, due.late) == (text, minutes < 0)
    assert due_spoken(row, NOW.ms, ZONE) == spoken


@pytest.mark.parametrize(
    ("source", "reporter", "whom"),
    [
        ("user_report", "Dana Whitlock", "reporter"),
        ("", "Dana Whitlock", "reporter"),
        ("monitoring", "Dana Whitlock", "owner"),
        ("testing", "", "owner"),
        ("user_report", "", "owner"),
    ],
)
def test_it_is_told_whom_to_ask(source: str, reporter: str, whom: str) -> None:
    row = replace(incident("confirm", 60), source=source, reporter_name=reporter)
    assert due_spoken(row, NOW.ms, ZONE) == f"Ask the {whom} by 11:00, 1 h left"


def test_the_colour_follows_the_time_used_and_the_minutes_left() -> None:
    def tone(minutes: float, logged: float) -> str:
        return due_words(incident("resolve", minutes, logged=logged), NOW.ms, ZONE).tone

    assert tone(400, -10) == "good"
    assert tone(400, -500) == "p3"
    assert tone(400, -1500) == "p2"
    assert tone(100, -1500) == "danger"
    assert tone(55, -1) == "p2"
    assert tone(9, -1) == "danger"
    assert due_words(incident("wake", 9), NOW.ms, ZONE).tone == "neutral"


def test_where_nothing_is_due_the_words_say_why() -> None:
    assert due_words(incident("", None), NOW.ms, ZONE).text == "no target"
    assert due_words(incident("", None, status="on_hold"), NOW.ms, ZONE).text == "on hold"
    assert due_spoken(incident("", None, status="on_hold"), NOW.ms, ZONE) == "On hold, without a date"
    closed = incident("", None, status="closed")
    assert due_words(closed, NOW.ms, ZONE, all_ended=True).text == "08:30"
    assert due_words(closed, NOW.ms, ZONE).text == "closed 08:30"
    assert due_words(closed, NOW.plus(24 * 60).ms, ZONE).text.startswith("closed ")
    assert ":" not in due_words(closed, NOW.plus(24 * 60).ms, ZONE).text
    assert due_spoken(closed, NOW.ms, ZONE) == "Closed 08:30"
    assert due_spoken(incident("", None, status="cancelled"), NOW.ms, ZONE) == "Cancelled 09:50"
