from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.wake_text import parse_ahead

BERLIN = ZoneInfo("Europe/Berlin")
NOW = Instant.of(datetime(2026, 11, 23, 14, 0, tzinfo=BERLIN))  # a Monday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("23:59", "2026-11-23T23:59+01:00"),
        ("9:00", "2026-11-24T09:00+01:00"),
        ("tomorrow", "2026-11-24T09:00+01:00"),
        ("tomorrow 14:30", "2026-11-24T14:30+01:00"),
        ("Monday 9:00", "2026-11-30T09:00+01:00"),
        ("wednesday", "2026-11-25T09:00+01:00"),
        ("30 Nov 9:00", "2026-11-30T09:00+01:00"),
        ("2 Jan", "2027-01-02T09:00+01:00"),
        ("2026-12-01", "2026-12-01T09:00+01:00"),
        ("2026-12-01 08:30", "2026-12-01T08:30+01:00"),
        ("in 3 days", "2026-11-26T14:00+01:00"),
        ("in 2 h", "2026-11-23T16:00+01:00"),
        ("in a week", "2026-11-30T14:00+01:00"),
    ],
)
def test_a_time_to_come_is_read_forward(typed: str, meant: str) -> None:
    assert parse_ahead(typed, NOW, BERLIN).iso() == meant


@pytest.mark.parametrize("typed", ["unknown", "2026-11-01 09:00", "yesterday", "20 min ago", "whenever"])
def test_what_is_no_time_to_come_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w+"):
        parse_ahead(typed, NOW, BERLIN)
