"""Texts of updates and their sendings: what is old, what may have gone, and when the next one is promised."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant, at_local
from incidentdesk.domain.update_sending import (
    SENDING_LASTS_MS,
    STALE_AFTER_MS,
    Sending,
    UpdateText,
    age_of,
    key_of,
    told_by_hand,
    told_channels,
)
from incidentdesk.domain.updates import first_gap, stated_next
from incidentdesk.services.desk.languages import update_words

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 23)
NOW = at_local(DAY, 9, 10, BERLIN)
WORDS = update_words()


def text(turn: int = 1, **more: object) -> UpdateText:
    told = {"state": "draft", "text": "x", "last": False, "author": "me", "written": NOW} | more
    return UpdateText("u", "i", "internal", turn, "internal", **told)  # type: ignore[arg-type]


def sending(state: str = "sent", **more: object) -> Sending:
    return Sending("s", "u", "c", "a@b.org", state, NOW, "me", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [
        ("Next update at 09:40.", 9, 40),
        ("We look into it. The next update comes at 10.15, or before.", 10, 15),
        ("Next update at 10:15, or earlier.", 10, 15),
        ("NEXT UPDATE: 20h30", 20, 30),
        ("We report again around 11:00", 11, 0),
        ("It began at 09:40.", None, None),
        ("Next update at 25:00.", None, None),
        ("Next update at 09:00.", None, None),  # it has passed
        ("Next update soon.\nSince 09:40.", None, None),
    ],
)
def test_the_time_that_a_text_promises(words: str, hour: int | None, minute: int | None) -> None:
    found = stated_next(words, WORDS, NOW, BERLIN)
    expected = None if hour is None or minute is None else at_local(DAY, hour, minute, BERLIN)
    assert found == expected


def test_a_time_after_midnight_is_tomorrow() -> None:
    late = at_local(DAY, 23, 50, BERLIN)
    found = stated_next("Next update at 00:20.", WORDS, late, BERLIN)
    assert found == at_local(date(2026, 11, 24), 0, 20, BERLIN)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 1439))
def test_a_promise_is_ahead_and_within_half_a_day(hour: int, minute: int, now: int) -> None:
    at = at_local(DAY, now // 60, now % 60, BERLIN)
    found = stated_next(f"Next update at {hour:02d}:{minute:02d}.", WORDS, at, BERLIN)
    assert found is None or at.ms < found.ms <= at.ms + 12 * 3600_000
    if found is not None:
        assert (found.local().hour, found.local().minute) == (hour, minute)


def test_a_text_is_stale_with_age_and_where_it_was_overtaken() -> None:
    assert not age_of(text(), [], NOW).stale
    old = Instant(NOW.ms - STALE_AFTER_MS, 60)
    assert age_of(text(written=old), [], NOW).stale
    assert not age_of(text(written=old, decided=NOW), [], NOW).stale
    assert age_of(text(), [text(2, told=NOW, state="sent")], NOW).overtaken
    assert not age_of(text(), [text(2)], NOW).overtaken


@given(st.integers(-SENDING_LASTS_MS * 2, SENDING_LASTS_MS * 2))
def test_only_what_began_and_was_never_recorded_may_have_gone(after: int) -> None:
    begun = sending("sending", begun=NOW)
    expected = "unknown" if after > SENDING_LASTS_MS else "sending"
    assert begun.state_at(Instant(NOW.ms + after, 60)) == expected
    assert sending("failed", begun=NOW).state_at(Instant(NOW.ms + after, 60)) == "failed"


def test_an_address_has_one_key_however_it_is_spelled() -> None:
    assert key_of("u", "c", " A@B.org") == key_of("u", "c", "a@b.ORG ")
    assert (
        len({key_of("u", "c", "a"), key_of("u", "d", "a"), key_of("v", "c", "a"), key_of("u", "", "a")}) == 4
    )


def test_who_was_told_is_offered_the_last_word() -> None:
    rows = [sending(), sending("failed"), Sending("h", "u", "", "the ward", "sent", NOW, "me")]
    assert told_channels(rows) == {"c"}
    assert told_by_hand([*rows, rows[-1]]) == ("the ward",)


def test_the_first_gap() -> None:
    assert first_gap("All [… what] and [… who]") == "[… what]"
    assert first_gap("All is said [1]") == ""
