"""Lists on the command line: conditions, columns and pages; what is wrong is told with what there is."""

from __future__ import annotations

import json
from typing import Any

import pytest


@pytest.fixture
def three(desk: Any) -> list[str]:
    """Three incidents: an urgent one with an error code, one at a place, and one that was cancelled."""

    def log(*words: str) -> str:
        return str(desk.json("log", *words)["number"])

    found = [
        log("--title", "Labels", "--urgent", "--set", "error_code=0x8007"),
        log("--title", "Straße", "--set", "place=Ward 3"),
        log("--title", "Test"),
    ]
    desk("cancel", found[2], "--reason", "test")
    return found


def numbers(desk: Any, *words: str) -> list[str]:
    return [row["number"] for row in desk.json("list", "--sort", "number", *words)["incidents"]]


def test_all_any_and_not_are_joined(desk: Any, three: list[str]) -> None:
    labels, street, test = three
    assert numbers(desk, "--where", "title", "is", "STRASSE") == [street]
    assert numbers(desk, "--any", "title", "is", "labels", "--any", "title", "is", "test") == [labels, test]
    assert numbers(desk, "--not", "title", "is", "labels") == [street, test]
    assert numbers(desk, "--not", "status", "is", "cancelled", "--where", "error_code", "is_empty") == [
        street
    ]
    assert numbers(desk, "--any", "place", "contains", "ward", "--where", "priority", "is", "P1") == []
    assert numbers(desk, "--view", "open", "--where", "error_code", "starts_with", "0X80") == [labels]


def test_a_condition_as_json_joins_the_others(desk: Any, three: list[str]) -> None:
    raw = {
        "any": [
            {"field": "title", "op": "is", "value": "test"},
            {"not": {"field": "place", "op": "is_empty"}},
        ]
    }
    assert numbers(desk, "--condition", json.dumps(raw)) == three[1:]
    assert numbers(desk, "--condition", json.dumps(raw), "--view", "closed") == three[2:]


def test_people_choices_and_stages_go_by_their_words_too(desk: Any, three: list[str]) -> None:
    me = desk.json("show", three[0])["logged_by"]["name"]
    desk("assign", three[1], "nobody")
    assert numbers(desk, "--where", "assignee", "is", me.upper()) == [three[0], three[2]]
    assert numbers(desk, "--where", "assignee", "is", "me") == [three[0], three[2]]
    assert numbers(desk, "--where", "status", "is", "Cancelled") == three[2:]
    assert numbers(desk, "--where", "stage", "is", "Identification and logging") == three


def test_the_reporter_goes_by_name(desk: Any) -> None:
    number = desk.json("log", "--title", "x", "--set", "reporter=Dana Whitlock")["number"]
    assert numbers(desk, "--where", "reporter", "is", "dana whitlock") == [number]
    assert numbers(desk, "--where", "reporter", "is", "Nobody Known") == []


def test_pages_have_the_true_total(desk: Any, three: list[str]) -> None:
    page = desk.json("list", "--sort", "number", "--limit", "1", "--offset", "1")
    assert ([row["number"] for row in page["incidents"]], page["total"], page["offset"]) == (three[1:2], 3, 1)


def test_columns_are_told_in_their_order(desk: Any, three: list[str]) -> None:
    rows = desk.json("list", "--sort", "number", "--columns", "error_code,major,logged")["incidents"]
    assert list(rows[0]["columns"]) == ["error_code", "major", "logged"]
    assert rows[0]["columns"] == {"error_code": "0x8007", "major": False, "logged": rows[0]["logged"]}
    head, *lines, _total = desk("list", "--sort", "number", "--columns", "place,status").out.splitlines()
    assert head.split() == ["Number", "Place", "Status"]
    assert [line.split() for line in lines] == [
        [three[0], "–", "New"], [three[1], "Ward", "3", "New"], [three[2], "–", "Cancelled"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--where", "nose", "is", "x"), "error_code"),
        (("--any", "title", "like", "x"), "contains"),
        (("--not", "title"), "--not FIELD OP VALUE"),
        (("--where", "title", "is", "a", "b"), "quotes"),
        (("--where", "title", "is"), "is_empty"),
        (("--where", "title", "before", "now"), "at_least"),
        (("--where", "logged", "after", "soonish"), "2026-11-23"),
        (("--condition", "{"), "field"),
        (("--condition", '{"field": "title"}'), "op"),
        (("--condition", '{"field": "nose", "op": "is_empty"}'), "error_code"),
        (("--columns", "nose"), "error_code"),
        (("--columns", "hypotheses"), "error_code"),
        (("--sort", "nose"), "next_due"),
        (("--offset", "-1"), ""),
        (("--view", "nosuch"), "unassigned"),
    ],
)
def test_what_is_wrong_is_told_with_what_there_is(desk: Any, words: tuple[str, ...], says: str) -> None:
    answer = desk.json("list", *words, code=2)
    assert says in f"{answer['error']} {answer['remedy']}"
