"""Writing runbooks: what is written is read again as the same, and references follow their steps."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.resources import resource_path
from incidentdesk.domain.runbook_edits import inserted, moved, removed
from incidentdesk.domain.runbook_parser import parse_runbook
from incidentdesk.domain.runbook_writer import new_key, read_raw, write_raw

SHIPPED = sorted(resource_path("runbooks").glob("*.toml"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers(-(2**63), 2**63 - 1),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
TABLES = st.dictionaries(TEXTS.filter(lambda key: key != "step"), VALUES, max_size=5)


@given(TABLES, st.lists(TABLES, max_size=3))
def test_whatever_is_written_is_read_as_the_same(head: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    raw = head | ({"step": steps} if steps else {})
    assert tomllib.loads(write_raw(raw)) == raw


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_runbook_says_the_same_after_it_was_written(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    raw = read_raw(text)
    assert raw is not None
    before, after = parse_runbook(text, "a"), parse_runbook(write_raw(raw), "a")
    assert (after.sections, after.triggers, after.steps) == (before.sections, before.triggers, before.steps)


def test_what_is_no_toml_is_nothing() -> None:
    assert read_raw("name = ") is None


def test_a_new_key_is_made_of_the_name_and_is_new() -> None:
    assert new_key("Drücker: VPN  down!", ()) == "drucker-vpn-down"
    assert new_key("VPN down", {"vpn-down", "vpn-down-2"}) == "vpn-down-3"
    assert new_key("!!", ()) == "runbook"
    assert new_key("停電", ()) == "停電"


def steps() -> list[dict[str, Any]]:
    return [
        {"number": 1, "text": "one"},
        {"number": 2, "text": "two", "on_fail": 3},
        {"number": 3, "text": "three", "when": [{"not": {"field": "answer_2", "op": "is", "value": "x"}}]},
    ]


def test_what_refers_to_a_step_follows_it() -> None:
    made = inserted(steps(), 0, {"text": "new"})
    assert [(one["number"], one["text"]) for one in made] == [
        (1, "new"),
        (2, "one"),
        (3, "two"),
        (4, "three"),
    ]
    assert made[2]["on_fail"] == 4
    assert made[3]["when"] == [{"not": {"field": "answer_3", "op": "is", "value": "x"}}]
    made = moved(steps(), 0, 1)
    assert [one["text"] for one in made] == ["two", "one", "three"]
    assert made[2]["when"] == [{"not": {"field": "answer_1", "op": "is", "value": "x"}}]


def test_a_step_that_is_gone_is_led_to_no_more_and_tested_in_no_silence() -> None:
    assert "on_fail" not in removed(steps(), 2)[1]
    made = removed(steps(), 1)
    assert made[1]["when"] == [{"not": {"field": "answer_0", "op": "is", "value": "x"}}]


@given(st.integers(0, 2), st.integers(-1, 3))
def test_moving_there_and_back_changes_nothing(place: int, to: int) -> None:
    there = moved(steps(), place, to)
    assert (moved(there, to, place) if 0 <= to <= 2 else there) == steps()
