"""Major incidents on the command line."""

from __future__ import annotations

import pytest

from cli.conftest import CommandLine
from incidentdesk.base.paths import desk_paths
from incidentdesk.bootstrap import headless

NUMBER = "INC-2026-000001"


@pytest.fixture
def number(desk: CommandLine) -> str:
    """The number of a declared major incident."""
    return str(desk.json("raise", "Mail is down", "--sev", "sev3,sev2")["number"])


def test_from_raise_to_the_closure_of_the_desk(desk: CommandLine) -> None:
    number = desk("raise", "Mail is down").out.strip()
    raised = desk.json("response", number, "show")
    assert (raised["phase"], raised["sev"]["now"], raised["commander"]) == ("new", None, None)
    declared = desk.json("response", number, "declare", "--sev", "sev2")
    assert (declared["phase"], declared["major"], declared["update"]["late"]) == (
        "investigating",
        True,
        False,
    )
    assert declared["commander"]
    desk.json("response", number, "action", "Go back", "--who", "me", "--minutes", "15")
    missing = desk.json("response", number, "phase", "resolved", "--reason", "It works", code=3)["missing"]
    assert {one["field"] for one in missing} >= {"restored", "recovery_test", "last_update", "actions"}
    done = desk.json("response", number, "action", "--row", "1", "--state", "done", "--result", "Mail flows")
    assert (done["actions"][0]["state"], done["actions"][0]["what"]) == ("done", "Go back")
    desk.json("response", number, "milestone", "mitigated", "now")
    values = {"resolution": "Old release", "fix_kind": "permanent", "recovery_test": "Ten mails",
              "back_to_normal": True}  # fmt: skip
    desk.json("fill", number, "response", "--values", desk.values(**values))
    desk.json("response", number, "update", "external", "It works again", "--last")
    resolved = desk.json("response", number, "phase", "resolved", "--reason", "It works")
    assert (resolved["phase"], resolved["status"], resolved["public"]) == ("resolved", "resolved", "resolved")
    back = desk.json("return", number)
    assert (back["process"], back["status"]) == ("itil", "resolved")
    shown = desk.json("show", number)
    assert {one["process"] for one in shown["stages"]} == {"itil", "sre"}
    assert (shown["sev"], shown["phase"], shown["drill"]) == ("sev2", None, False)
    assert desk("response", number, "show").code == 3


def test_an_incident_is_promoted_and_returned(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Printer")["number"]
    promoted = desk.json("promote", number, "--sev", "sev1")
    assert (promoted["sev"]["now"], promoted["phase"]) == ("sev1", "investigating")
    refused = desk.json("return", number, code=3)
    assert "is not resolved" in refused["error"]
    back = desk.json("return", number, "--reason", "One printer")
    assert (back["process"], back["review_due"]) == ("itil", True)
    assert desk.json("promote", "INC-2026-000099", "--sev", "sev1", code=2)["error"]


def test_a_drill_is_marked(desk: CommandLine) -> None:
    number = desk.json("raise", "A drill", "--drill", "--sev", "sev1")["number"]
    assert desk.json("response", number, "show")["drill"] is True
    assert "DRILL" in desk("response", number, "show").out
    assert desk.json("list", "--where", "drill", "is", "yes")["total"] == 1


def test_the_level_and_the_phase_are_found_by_lists(desk: CommandLine, number: str) -> None:
    for words in (("sev", "is", "sev2"), ("sev", "at_most", "sev2"), ("phase", "is", "investigating")):
        found = desk.json("list", "--where", *words)
        assert [one["number"] for one in found["incidents"]] == [number], words
    assert desk.json("list", "--where", "sev", "at_most", "sev1")["total"] == 0


def test_sev_and_phase_say_what_is_wrong(desk: CommandLine, number: str) -> None:
    wrong = desk.json("response", number, "sev", "sev9", code=2)
    assert "sev1, sev2" in wrong["error"]
    assert desk.json("response", number, "sev", "sev1", "--reason", "It spreads")["sev"]["peak"] == "sev1"
    assert "needs a reason" in desk.json("response", number, "phase", "monitoring", code=2)["error"]
    assert desk.json("response", number, "sev", "sev3", "--final")["sev"]["final"] == "sev3"


def test_rows_of_every_table(desk: CommandLine, number: str) -> None:
    desk.json("response", number, "hypothesis", "The release", "--result", "open")
    desk.json("response", number, "hypothesis", "--row", "1", "--result", "confirmed", "--test", "Went back")
    desk.json("response", number, "decision", "Go back", "--backup", "A new node", "--outcome", "agreed")
    desk.json("response", number, "impact", "Nobody can send", "--users", "40", "--since", "now")
    room = desk.json("response", number, "need", "A second pair of eyes", "--who", "me")
    assert [row["result"] for row in room["hypotheses"]] == ["confirmed"]
    assert [row["backup"] for row in room["decisions"]] == ["A new node"]
    assert [row["users"] for row in room["impact_lines"]] == [40]
    assert [row["state"] for row in room["needs"]] == ["open"]
    assert (
        desk.json("response", number, "impact", "x", "--users", "many", code=2)["remedy"]
        == "Correct --users."
    )
    assert "Nothing is to be changed" in desk.json("response", number, "need", "--row", "1", code=2)["error"]
    assert "Hypothesis 1  confirmed  The release" in desk("response", number, "show").out


def test_roles_people_and_command(desk: CommandLine, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add_person("Ana Lima")
    room = desk.json("response", number, "role", "scribe", "Ana Lima")
    assert [one["name"] for one in room["roles"] if one["role"] == "scribe"] == ["Ana Lima"]
    desk.json("response", number, "role", "scribe", "Ana Lima", "--end")
    offer = ("response", number, "command", "offer", "--to", "Ana Lima", "--state", "Draining")
    assert desk.json(*offer)["roles"][-1]["state"] == "offered"
    with headless(desk_paths(desk.folder / "desk.sqlite3")) as cases:
        cases.signing_in.set_pin("4711", cases.people.called("Ana Lima").uid)
    monkeypatch.setenv("INCIDENT_DESK_PIN", "4712")
    accept = ("response", number, "command", "accept", "--by", "Ana Lima")
    assert "not the PIN" in desk.json(*accept, code=3)["error"]
    monkeypatch.setenv("INCIDENT_DESK_PIN", "4711")
    assert desk.json(*accept)["commander"] == "Ana Lima"
    people = desk.json("response", number, "people")["people"]
    assert people[0]["reasons"] == [{"key": "here", "what": None}]


def test_notes_and_the_bridge(desk: CommandLine, number: str) -> None:
    desk.json(
        "response", number, "note", "observation", "Load falls", "--at", "about 10 min ago", "--link", "x"
    )
    desk.json("response", number, "note", "user_report", "Nobody can send", "--count", "7")
    assert desk.json("response", number, "bridge", "0800 1")["bridge"] == "0800 1"
    entries = {one["kind"]: one for one in desk.json("show", number)["timeline"]}
    assert entries["observation"]["payload"] == {"text": "Load falls", "link": "x"}
    assert entries["observation"]["parameters"]["about"] is True
    assert entries["user_report"]["parameters"]["count"] == 7
    between = "between 2025-03-01 10:00 and 2025-03-01 10:10"
    desk.json("response", number, "note", "alert", "Disk full", "--at", between)
    alert = desk.json("show", number)["timeline"][-1]
    assert alert["done_at"][:16] == "2025-03-01T10:00"
    assert alert["parameters"]["until"][:16] == "2025-03-01T10:10"
    assert desk.json("response", number, "note", "alert", "When?", "--at", "unknown", code=2)["remedy"]


def test_a_typed_line(desk: CommandLine, number: str) -> None:
    desk.add_person("R. Sato")
    room = desk.json("response", number, "write", "/action @sato 15m Replace volume vol-7")
    action = room["actions"][0]
    assert (action["what"], action["minutes"], action["state"]) == ("Replace volume vol-7", 15, "open")
    line = "/action @nobody 15m Replace it"
    wrong = desk.json("response", number, "write", line, code=2)
    assert line[wrong["start"] : wrong["end"]] == "@nobody"
    told = desk("response", number, "write", line)
    assert told.code == 2
    assert told.err.splitlines()[:2] == [line, "        ^^^^^^^"]
