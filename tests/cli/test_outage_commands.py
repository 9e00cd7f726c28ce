"""Outages on the command line: links, merges, callers, children that follow."""

from __future__ import annotations

from typing import Any

from cli.incidents import STAGES


def logged(desk: Any, title: str = "Mail is down", *more: str) -> str:
    number: str = desk.json("log", "--title", title, *more)["number"]
    return number


def taken_to(desk: Any, number: str, *stages: str) -> None:
    for stage in stages:
        desk.json("fill", number, stage, "--values", desk.values(**STAGES[stage]), "--complete")


def refused(desk: Any, *words: str, code: int) -> str:
    error: str = desk.json(*words, code=code)["error"]
    return error


def test_links_are_made_shown_and_taken_back(desk: Any) -> None:
    outage, one, other = logged(desk), logged(desk, "Cannot send"), logged(desk, "Cannot receive")
    assert desk.json("link", one, outage, "--kind", "child")["other"] == outage
    assert desk.json("merge", other, outage)["status"] == "cancelled"
    links = desk.json("show", outage)["links"]
    assert [(link["kind"], link["is_first"], link["number"]) for link in links] == [
        ("child", True, one),
        ("merged", True, other),
    ]
    assert f"Part of {outage}" in desk("show", one).out
    assert outage in refused(desk, "note", other, "Hello", code=3)
    assert desk.json("unlink", other, outage, "--kind", "merged")["status"] == "new"
    desk.json("unlink", outage, one, "--kind", "child")
    assert desk.json("show", outage)["links"] == []
    assert "not linked so" in refused(desk, "unlink", one, outage, "--kind", "child", code=2)


def test_callers_are_added_told_and_taken_back(desk: Any) -> None:
    outage = logged(desk)
    added = desk.json("caller", outage, "Ines", "--phone", "4471", "--callback", "after 14:00")
    assert (added["again"], added["callers"]) == (False, 1)
    assert desk.json("caller", outage, "--remove", added["caller"])["count"] == 0
    assert desk.json("caller", outage, "--restore", added["caller"])["count"] == 1
    taken_to(desk, outage, "identification", "classification", "investigation", "resolution")
    assert "0 of 2 reached" in desk("callers", outage).out
    told = desk.json("callers", outage, "--reached", "--means", "phone", "--note", "All fine")
    assert (told["count"], told["reached"]) == (2, 2)
    assert {attempt["means"] for line in told["lines"] for attempt in line["attempts"]} == {"phone"}
    assert desk.json("callers", outage, "--take-back", "--only", added["caller"])["reached"] == 1
    assert desk.json("callers", outage, "--waive", "On leave")["lines"][1]["state"] == "waived"
    assert desk.json("show", outage)["callers"]["reached"] == 1
    assert "2 callers, 1 reached" in desk("show", outage).out


def test_a_caller_is_corrected_and_the_rest_stays(desk: Any) -> None:
    outage = logged(desk)
    uid = desk.json("caller", outage, "Ines", "--phone", "4471", "--note", "Cannot book")["caller"]
    told = desk.json("caller", outage, "Inês Castro", "--correct", uid, "--phone", "", "--callback", "today")
    (line,) = told["lines"]
    assert (line["name"], line["phone"], line["callback"], line["note"]) == (
        "Inês Castro", "", "today", "Cannot book"
    )  # fmt: skip
    assert "no register knows" in refused(desk, "caller", outage, "--correct", uid, "--place", "W3", code=2)
    assert "no such caller" in refused(desk, "caller", outage, "--correct", "x", "--note", "y", code=2)


def test_children_follow_their_outage(desk: Any) -> None:
    outage, one, bare = logged(desk), logged(desk), logged(desk)
    taken_to(desk, outage, "identification", "classification", "investigation", "resolution")
    taken_to(desk, one, "identification", "classification")
    for number in (one, bare):
        desk.json("link", number, outage, "--kind", "child")
    looks = desk.json("children", outage, "--resolve", "--dry-run")["children"]
    assert [(look["number"], look["will"]) for look in looks] == [(one, True), (bare, False)]
    assert looks[1]["missing"]
    done = desk.json("children", outage, "--resolve")
    assert [line["number"] for line in done["changed"]] == [one]
    assert [line["number"] for line in done["refused"]] == [bare]
    assert desk.json("show", one)["status"] == "resolved"
    left = desk.json("children", outage, "--detach", "--only", bare)["children"]
    assert [child["number"] for child in left] == [one]
    assert "no child" in refused(desk, "children", outage, "--close", "--only", bare, code=2)
