from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.comparisons import check_time
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.filters import tree
from incidentdesk.gui.filters.times import PRESETS, read_time, time_words
from incidentdesk.gui.filters.words import said
from incidentdesk.services.lists.list_columns import FieldInfo

ZONE = ZoneInfo("Europe/Berlin")
NOW = Instant.of(datetime(2026, 11, 23, 10, 0, tzinfo=ZONE))
OPS = ("is", "is_not", "one_of", "at_least", "at_most", "before", "after", "is_empty", "is_not_empty")
FIELDS = {
    key: FieldInfo(key, label, kind, "Incident", OPS, choices)
    for key, label, kind, choices in (
        ("status", "Status", "choice", (("new", "New"), ("on_hold", "On hold"))),
        ("priority", "Priority", "choice", (("P1", "P1 Critical"), ("P2", "P2 High"))),
        ("assignee", "Assignee", "person", (("u1", "R. Sato"),)),
        ("title", "Title", "text", ()),
        ("logged", "Logged", "moment", ()),
        ("major", "Major", "yes_no", ()),
        ("reopen_count", "Times reopened", "number", ()),
        ("reporter", "Reporter", "reporter", ()),
    )
}


@pytest.mark.parametrize(
    ("test", "short", "sentence"),
    [
        (("assignee", "is", "me"), "Assignee: me", "Assignee is me"),
        (("assignee", "is", "u1"), "Assignee: R. Sato", "Assignee is R. Sato"),
        (("assignee", "is_empty", None), "Assignee: none", "Assignee is empty"),
        (("reporter", "is", "r1"), "Reporter: Dana Whitlock", "Reporter is Dana Whitlock"),
        (("status", "one_of", ["new", "in_progress", "on_hold", "resolved"]), "Status: open",
         "Status is one of open"),
        (("priority", "one_of", ["P1", "P2"]), "Priority: P1 Critical, P2 High",
         "Priority is one of P1 Critical, P2 High"),
        (("priority", "at_most", "P2"), "Priority ≤ P2 High", "Priority is at most P2 High"),
        (("title", "contains", "fax"), "Title contains “fax”", "Title contains “fax”"),
        (("logged", "after", {"days": -7}), "Logged: last 7 days", "Logged is within the last 7 days"),
        (("logged", "before", "2026-11-23"), "Logged before 23 Nov 2026", "Logged is before 23 Nov 2026"),
        (("logged", "is", "today"), "Logged: today", "Logged is on today"),
        (("major", "is", True), "Major", "Major is yes"),
        (("major", "is", False), "not Major", "Major is no"),
        (("reopen_count", "at_least", 2), "Times reopened ≥ 2", "Times reopened is at least 2"),
        (("gone", "is", "x"), "gone: x", "gone is x"),
    ],
)  # fmt: skip
def test_each_test_has_a_short_text_and_a_sentence(
    test: tuple[str, str, JsonValue], short: str, sentence: str
) -> None:
    words = said(tree.TestPart(*test), FIELDS, {"r1": "Dana Whitlock"})
    assert (words.short, words.sentence) == (short, sentence)


def test_groups_and_what_is_turned_round_are_sentences_too() -> None:
    group = tree.from_json(
        {
            "not": {
                "any": [
                    {"field": "title", "op": "contains", "value": "fax"},
                    {"field": "assignee", "op": "is_empty"},
                ]
            }
        }
    )
    words = said(group, FIELDS, {})
    assert words.sentence == "All of: None of: Title contains “fax”; Assignee is empty"
    turned = said(tree.TestPart("assignee", "is", "me", negated=True), FIELDS, {})
    assert (turned.short, turned.sentence) == ("not (Assignee: me)", "it is not so that Assignee is me")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("today", "today"), ("Yesterday", "yesterday"), ("now", "now"),
        ("7 d", {"days": -7}), ("7 days ago", {"days": -7}), ("2 weeks", {"days": -14}),
        ("in 3 hours", {"hours": 3}), ("90m", {"minutes": -90}), ("+1 d", {"days": 1}),
        ("2026-11-20", "2026-11-20"), ("20.11.2026", "2026-11-20"),
        ("23 mar 2026", "2026-03-23"), ("nonsense", None), ("", None),
    ],
)  # fmt: skip
def test_times_are_read_as_people_write_them(typed: str, value: JsonValue) -> None:
    assert read_time(typed, NOW, ZONE) == value


@pytest.mark.parametrize("value", PRESETS)
def test_what_is_offered_is_a_time_and_has_words(value: JsonValue) -> None:
    check_time(value)
    words = time_words(value)
    assert words
    assert read_time(words, NOW, ZONE) == value
