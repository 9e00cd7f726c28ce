"""The impact in one glance."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json
from incidentdesk.services.response.impact_text import impact_sum

BERLIN = ZoneInfo("Europe/Berlin")


def at(hour: int, minute: int) -> Instant:
    return Instant.of(datetime(2026, 11, 23, hour, minute, tzinfo=BERLIN))


def moment(hour: int, minute: int) -> JsonValue:
    return moment_to_json(Moment.exact(at(hour, minute)))


BOOKING: dict[str, JsonValue] = {"what": "Sites 6 of 6", "users": 140, "since": moment(10, 4)}
LAB: dict[str, JsonValue] = {"what": "Lab results late", "users": 20.0, "share": 30, "since": moment(10, 20)}


@pytest.mark.parametrize(
    ("rows", "glance", "since"),
    [
        ([], "", ""),
        ([BOOKING], "Sites 6 of 6 · about 140 users", "Since 10:04"),
        ([{"what": "Door 3"}], "Door 3", ""),
        ([{"what": "Door 3", "users": 1, "share": 12.5}], "Door 3 · about 1 user · 12.5 % of users", ""),
        ([LAB, BOOKING], "2 things do not work · about 160 users · up to 30 % of users", "Since 10:04"),
        (
            [{**BOOKING, "until": moment(11, 0)}, LAB],
            "Lab results late · about 20 users · 30 % of users",
            "Since 10:20",
        ),
        (
            [{**BOOKING, "until": moment(11, 0)}, {**LAB, "until": moment(11, 30)}],
            "2 things do not work · about 160 users · up to 30 % of users",
            "Over, 11:30",
        ),
        ([{**BOOKING, "since": {"precision": "unknown", "at": None, "until": None}}],
         "Sites 6 of 6 · about 140 users", "Since unknown"),
    ],
)  # fmt: skip
def test_the_sum(rows: list[dict[str, JsonValue]], glance: str, since: str) -> None:
    told = impact_sum(rows, at(12, 0))
    assert (told.glance, told.since) == (glance, since)
    assert told.over == (bool(rows) and all(row.get("until") for row in rows))
