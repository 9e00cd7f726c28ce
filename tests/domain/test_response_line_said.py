"""What a line will become, in words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.phases import PHASE_TEXTS
from incidentdesk.domain.response_line import EntryKind, RoomLine, parse_line
from incidentdesk.domain.response_line_said import said
from incidentdesk.domain.response_words import Named, RoomWords
from incidentdesk.domain.responses import ROLE_TEXTS

BERLIN = ZoneInfo("Europe/Berlin")
WORDS = RoomWords(
    now=Instant.of(datetime(2026, 11, 23, 10, 31, tzinfo=BERLIN)),
    zone=BERLIN,
    people=(Named("sato", "R. Sato"), Named("me", "M. Oyelaran")),
    me="me",
    phases=PHASE_TEXTS,
    levels={"sev2": "SEV 2 Major"},
    roles=ROLE_TEXTS,
)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Login works", "Note"),
        ("at 10:05: login failed", "Note, 10:05"),
        ("/action @sato 15m Restart", "Action for R. Sato, 15 min, back by 10:46"),
        ("at 10:05: /action @sato 15m Restart", "Action for R. Sato, 15 min, back by 10:20, 10:05"),
        ("/action @me Restart", "Action for M. Oyelaran, without a time box"),
        ("/decision Fail over", "Decision, pending"),
        ("/decision Fail over | Restore", "Decision, pending; backup plan: Restore"),
        ("/hypothesis The disk", "Hypothesis, open"),
        ("/need A key", "Need, open"),
        ("/phase mitigating", "Phase: Mitigating"),
        ("/sev 2", "Level: SEV 2 Major"),
        ("/impact start 10:03 Booking", "The impact began, 10:03"),
        ("/impact end", "The impact ended"),
        ("/who scribe @sato", "Scribe: R. Sato"),
        ("/update Mail is down", "Update to staff, told already"),
        ("/user 12 no mail", "Reports of 12 users"),
        ("/user no mail", "Report of 1 user"),
        ("/change vendor pushed", "Change"),
        ("/alert fired", "Alert"),
    ],
)
def test_each_kind(line: str, words: str) -> None:
    assert said(parse_line(line, WORDS), WORDS) == words


def test_no_kind_is_without_words() -> None:
    known = {"value": "sev2", "person": "sato"}
    values = {EntryKind.PHASE: "mitigating", EntryKind.ROLE: "scribe"}
    for kind in EntryKind:
        assert said(
            RoomLine(kind, "x", value=values.get(kind, known["value"]), person="sato", count=1), WORDS
        )
