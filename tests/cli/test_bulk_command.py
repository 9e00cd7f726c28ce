"""Bulk changes on the command line."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def three(desk: Any) -> list[str]:
    """Three incidents, the last of them cancelled."""
    found = [str(desk.json("log", "--title", title)["number"]) for title in ("Labels", "Mail", "Test")]
    desk("cancel", found[2], "--reason", "test")
    return found


def test_a_dry_run_tells_and_changes_nothing(desk: Any, three: list[str]) -> None:
    words = ("bulk", "--where", "title", "is_not", "x", "--set", "place=Ward 3")
    dry = desk.json(*words, "--dry-run")
    assert (dry["dry_run"], dry["cause"]) == (True, None)
    assert [one["number"] for one in dry["changed"]] == three[:2]
    assert dry["changed"][0]["changes"] == {"place": {"old": None, "new": "Ward 3"}}
    assert [one["number"] for one in dry["refused"]] == three[2:]
    assert desk.json("show", three[0])["place"] is None
    done = desk.json(*words)
    assert done["cause"]
    assert done["changed"] == dry["changed"]
    assert desk.json("show", three[0])["place"] == "Ward 3"
    again = desk.json(*words, code=3)
    assert (again["changed"], again["same"]) == ([], three[:2])


def test_each_kind_of_change(desk: Any, three: list[str]) -> None:
    labels = ("bulk", "--where", "title", "is", "labels")

    def status(*words: str) -> str:
        desk.json(*labels, *words)
        return str(desk.json("show", three[0])["status"])

    desk.json(*labels, "--assign", "nobody")
    assert desk.json("show", three[0])["assignee"] is None
    assert status("--hold", "awaiting_user", "--until", "2099-11-30 09:00", "--for", "Dana") == "on_hold"
    assert desk.json("show", three[0])["hold"]["waiting_for"] == "Dana"
    assert status("--resume") == "in_progress"
    assert status("--cancel", "duplicate") == "cancelled"
    assert desk.json("show", three[1])["status"] == "new"


def test_fields_are_emptied(desk: Any, three: list[str]) -> None:
    labels = ("bulk", "--where", "title", "is", "labels")
    desk.json(*labels, "--set", "place=Hall")
    assert desk.json("show", three[0])["place"] == "Hall"
    looked = desk.json(*labels, "--empty", "place", "--dry-run")["changed"]
    assert {"old": "Hall", "new": None} in [one["changes"]["place"] for one in looked]
    assert desk.json("show", three[0])["place"] == "Hall"
    desk.json(*labels, "--empty", "place", "--empty", "assignee")
    shown = desk.json("show", three[0])
    assert (shown["place"], shown["assignee"]) == (None, None)


def test_a_gate_says_what_is_missing(desk: Any, three: list[str]) -> None:
    refused = desk.json("bulk", "--view", "open", "--complete", "classification", code=3)
    assert [one["number"] for one in refused["refused"]] == three[:2]
    assert {gap["stage"] for gap in refused["refused"][0]["missing"]} >= {"classification"}
    text = desk("bulk", "--view", "open", "--complete", "classification").out
    assert text.splitlines()[-1] == "0 changed, 0 as they are already, 2 refused"


@pytest.mark.parametrize(
    "words",
    [
        ("--set", "place=x"),
        ("--view", "open"),
        ("--view", "open", "--resume", "--cancel", "x"),
        ("--view", "open", "--set", "place"),
        ("--view", "open", "--hold", "awaiting_user", "--until", "soonish"),
        ("--view", "nosuch", "--resume"),
        ("--view", "open", "--empty", "title"),
    ],
)
def test_what_is_asked_wrongly_is_told(desk: Any, three: list[str], words: tuple[str, ...]) -> None:
    answer = desk.json("bulk", *words, code=2)
    assert answer["remedy"], answer
    assert desk.json("show", three[0])["place"] is None
