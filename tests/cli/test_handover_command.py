"""``handover write|show|accept|list``."""

from __future__ import annotations

from cli.conftest import CommandLine


def test_a_shift_is_written_shown_and_accepted(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Labels come out blank")["number"]
    drawn = desk.json("handover", "show", "--draft")
    assert (drawn["uid"], [line["number"] for line in drawn["lines"]]) == (None, [number])
    written = desk.json("handover", "write", "--text", "Quiet", "--note", f"{number}=Call Dana")
    assert (written["text"], written["lines"][0]["note"]) == ("Quiet", "Call Dana")
    assert "You wrote" in desk.json("handover", "accept", code=3)["error"]
    assert desk.json("handover", "show") == written
    with_name = desk("handover", "show", written["uid"]).out
    assert "not accepted yet" in with_name
    assert "Call Dana" in with_name


def test_it_is_printed(desk: CommandLine) -> None:
    desk.json("log", "--title", "Labels come out blank")
    path = desk.folder / "handover.pdf"
    answer = desk.json("handover", "show", "--draft", "--out", str(path))
    assert answer["file"] == str(path)
    assert path.read_bytes().startswith(b"%PDF-")


def test_another_person_accepts_it(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Labels come out blank")["number"]
    desk.add_person("R. Sato")
    desk.json("handover", "write", "--note", f"{number}=Call Dana")
    accepted = desk.json("handover", "accept", "--as", "R. Sato")
    assert accepted["accepted_by"]["name"] == "R. Sato"
    assert desk.json("show", number)["timeline"][-1]["kind"] == "handed_over"
    listed = desk.json("handover", "list")
    assert (listed["total"], listed["handovers"][0]["uid"]) == (1, accepted["uid"])
    assert "accepted by R. Sato" in desk("handover", "list").out


def test_what_is_wrong_is_told(desk: CommandLine) -> None:
    assert "No hand-over" in desk.json("handover", "show", code=2)["error"]
    assert desk("handover", "write", "--note", "nothing").code == 2
    assert desk.json("handover", "write", "--since", "tomorrow 9:00", code=2)["remedy"]
    assert desk.json("handover", "write", "--note", "INC-2026-000009=x", code=2)["error"]
    assert desk.json("handover", "list")["total"] == 0


def test_an_escalation_goes_on_the_record(desk: CommandLine) -> None:
    number = desk.json("log", "--title", "Labels come out blank")["number"]
    desk.add_person("R. Sato")
    assert desk.json("escalate", number, "--to", "r. sato", "--why", "Needs the source")["number"] == number
    shown = desk.json("show", number)
    assert shown["assignee"]["name"] == "R. Sato"
    assert "escalated" in [entry["kind"] for entry in shown["timeline"]]
    assert desk.json("escalate", number, "--why", "x", code=2)["error"]
