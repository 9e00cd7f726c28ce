"""“Found by” on the log page follows the desk's own lists of sources and channels."""

from __future__ import annotations

from dataclasses import replace

from incidentdesk.domain.records import ListItem
from incidentdesk.gui.log.log_fields import FOUND, log_fields, logged_values
from walk import Walk


def offered(walk: Walk) -> dict[str, str]:
    definition = walk.cases.desk.library.newest("itil")
    fields = log_fields(definition, walk.cases.administration.settings())
    found = next(field for field in fields if field.key == FOUND)
    return {choice.key: choice.label for choice in found.choices}


def test_each_source_is_offered_with_its_channels(walk: Walk) -> None:
    assert offered(walk) == {
        "user_report/phone": "User, phone",
        "user_report/mail": "User, mail",
        "user_report/walk_in": "User, walk-in",
        "user_report/chat": "User, chat",
        "monitoring/alert": "Monitoring",
        "testing": "Testing",
        "other": "Other",
    }


def test_the_answer_as_wide_as_the_page_leaves_no_line_half_empty(walk: Walk) -> None:
    settings = walk.cases.administration.settings()
    fields = log_fields(walk.cases.desk.library.newest("itil"), settings)
    assert [field.key for field in fields if not field.reveal][-3:] == ["error_code", "assignee", FOUND]


def test_own_channels_are_offered_and_retired_ones_are_not(walk: Walk) -> None:
    channels = walk.cases.administration.settings().lists["channels"]
    kept = tuple(replace(one, retired=one.key == "mail") for one in channels)
    walk.cases.administration.write_list("channels", (*kept, ListItem("portal", "Portal")), walk.me)
    assert "user_report/portal" in offered(walk)
    assert "user_report/mail" not in offered(walk)


def test_the_answer_is_source_and_channel() -> None:
    assert logged_values({FOUND: "user_report/walk_in", "title": "x"}) == {
        "title": "x", "source": "user_report", "channel": "walk_in",
    }  # fmt: skip
    assert logged_values({FOUND: "testing"}) == {"source": "testing", "channel": None}
