"""The contract of the command line: an incident's life, in text and JSON."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import pytest

from cli.incidents import STAGES, closed, logged


@pytest.mark.slow
def test_a_whole_job_headless(desk: Any) -> None:
    number = closed(desk)
    pdf = desk.folder / "report.pdf"
    issued = desk.json("report", number, "--out", str(pdf))
    data = pdf.read_bytes()
    assert data.startswith(b"%PDF")
    assert issued == {
        "number": number,
        "file": str(pdf),
        "kind": "closure",
        "version": 1,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    again = desk.folder / "again.pdf"
    assert desk.json("report", number, "--out", str(again))["version"] == 1
    assert again.read_bytes() == data
    verified = desk.json("verify-report", str(again))
    assert (verified["number"], verified["version"], verified["superseded_at"]) == (number, 1, None)
    again.write_bytes(data + b" ")
    assert desk.json("verify-report", str(again), code=3)["error"].startswith("This desk did not issue")
    shown = desk.json("show", number)
    assert (shown["status"], [one["version"] for one in shown["reports"]]) == ("closed", [1])
    assert all(stage["completed_at"] for stage in shown["stages"])
    assert desk("reopen", number, "--reason", "Again").code == 0
    assert desk.json("verify-report", str(pdf))["superseded_at"] is not None
    assert desk.json("report", number, "--out", str(again), code=3)["error"].endswith("is not closed.")


def test_show_has_every_key_of_the_contract(desk: Any) -> None:
    number = logged(desk, "--set", "reporter=Dana Whitlock", "--set", "error_code=0042")
    desk("note", number, "Seen it", "--kind", "decision", "--for-reporter")
    file = desk.folder / "log.txt"
    file.write_bytes(b"what it said")
    desk("attach", number, str(file), "--kind", "decision")
    shown = desk.json("show", number)
    assert shown.keys() >= {
        "number", "uid", "process", "stage", "status", "title", "description", "error_code", "priority",
        "provisional", "impact", "severity", "risk", "type", "category", "assignee", "reporter", "times",
        "stages", "clock", "timeline", "attachments", "reports",
    }  # fmt: skip
    assert shown["reporter"]["name"] == "Dana Whitlock"
    assert shown["reporter"].keys() == {"uid", "name"}
    assert shown["times"].keys() == {
        "occurred", "detected", "reported", "logged", "responded", "restored", "resolved", "closed",
    }  # fmt: skip
    assert shown["times"]["logged"].keys() == {"precision", "at", "until"}
    assert shown["clock"]["response"].keys() >= {"target", "due", "state"}
    assert shown["clock"]["resolution"].keys() >= {"target", "due", "state"}
    for stage in shown["stages"]:
        assert stage.keys() >= {"process", "key", "values", "completed_at", "completed_by"}
    for entry in shown["timeline"]:
        assert entry.keys() >= {
            "uid", "seq", "kind", "author", "done_at", "entered_at", "parameters", "hash",
        }  # fmt: skip
    (kept,) = shown["attachments"]
    assert (kept["name"], kept["kind"], kept["size"]) == ("log.txt", "decision", 12)
    assert kept["sha256"] == hashlib.sha256(b"what it said").hexdigest()
    assert shown["error_code"] == "0042"
    assert shown["stages"][0]["values"]["reporter"] == shown["reporter"]["uid"]


def test_log_prints_the_number_alone(desk: Any) -> None:
    year = datetime.now().astimezone().year
    assert desk("log", "--title", "Blank labels").out == f"INC-{year}-000001\n"


def test_set_takes_words(desk: Any) -> None:
    number = logged(
        desk,
        "--set",
        "occurred=about 08:50",
        "--set",
        "category=hardware.printer",
        "--set",
        "impact=low",
        "--urgent",
    )
    shown = desk.json("show", number)
    assert shown["times"]["occurred"]["precision"] == "about"
    assert "T08:50" in shown["times"]["occurred"]["at"]
    assert (shown["type"], shown["impact"], shown["priority"]) == ("hardware", "low", "P1")


def test_a_key_adds_to_the_open_incident(desk: Any) -> None:
    first = desk.json("log", "--title", "Disk full", "--key", "srv-12/disk")
    again = desk.json("log", "--title", "Disk still full", "--key", "srv-12/disk")
    assert (first["added_to"], again["added_to"]) == (False, True)
    assert again["number"] == first["number"]
    entry = desk.json("show", first["number"])["timeline"][-1]
    assert (entry["kind"], entry["payload"]) == ("raised_again", {"title": "Disk still full"})


def test_a_gate_says_what_is_missing_in_json_and_in_words(desk: Any) -> None:
    number = logged(desk)
    answer = desk("fill", number, "resolution", "--complete", "--json")
    assert answer.code == 3
    assert answer.document["number"] == number
    missing = answer.document["missing"]
    assert all(gap.keys() == {"stage", "field", "label", "say"} for gap in missing)
    assert {gap["stage"] for gap in missing} == {
        "identification",
        "classification",
        "investigation",
        "resolution",
    }
    words = desk("fill", number, "resolution", "--complete")
    assert (words.code, words.out) == (3, "")
    assert words.err.startswith(f"{number}:")
    for gap in missing:
        assert f"{gap['stage']}/{gap['field'] or '-'}: {gap['say']}" in words.err


def test_fill_without_complete_saves_and_tells(desk: Any) -> None:
    number = logged(desk)
    saved = desk.json("fill", number, "identification", "--values", desk.values(description="Nothing"))
    assert saved["saved"] == ["description"]
    assert [gap["field"] for gap in saved["missing"]] == ["reporter", "occurred"]
    assert "still missing" in desk("fill", number, "identification").out


def test_fill_of_a_stage_that_is_not_there_saves_nothing(desk: Any) -> None:
    number = logged(desk)
    answer = desk.json("fill", number, "nosuch", "--values", desk.values(description="x"), code=2)
    assert "no stage “nosuch”" in answer["error"]
    assert desk.json("show", number)["description"] is None


def test_process_lists_stages_fields_and_gates(desk: Any) -> None:
    assert [one["key"] for one in desk.json("process")] == ["blank", "itil", "sre"]
    itil = desk.json("process", "itil")
    assert [stage["key"] for stage in itil["stages"]] == list(STAGES)
    fields = {field["key"]: field for stage in itil["stages"] for field in stage["fields"]}
    assert (fields["source"]["kind"], fields["source"]["choices"][0]) == ("choice", "user_report")
    assert fields["hypotheses"]["columns"][2]["choices"] == ["open", "confirmed", "ruled_out"]
    assert itil["stages"][2]["gate"]
    words = desk("process", "itil").out
    assert "gate: Assign someone to follow up" in words
    assert all(f"\n{stage}: " in words for stage in STAGES)


def test_notes_and_files(desk: Any) -> None:
    number = logged(desk)
    assert desk.json("note", number, "We do it tonight", "--kind", "decision")["number"] == number
    entry = desk.json("show", number)["timeline"][-1]
    assert (entry["kind"], entry["parameters"]["kind"], entry["payload"]["text"]) == (
        "note",
        "decision",
        "We do it tonight",
    )
    assert desk.json("note", number, "  ", code=2)["error"] == "The note is empty."
    missing = desk.json("attach", number, str(desk.folder / "nosuch.txt"), code=4)
    assert "cannot be read" in missing["error"]
    (desk.folder / "empty.txt").write_bytes(b"")
    assert "is empty" in desk.json("attach", number, str(desk.folder / "empty.txt"), code=2)["error"]


def test_a_life_with_holds(desk: Any) -> None:
    number = logged(desk)
    assert desk.json("assign", number, "me")["status"] == "in_progress"
    assert desk.json(
        "hold", number, "--reason", "awaiting_user", "--until", "2099-11-30 09:00", "--for", "Dana"
    ) == {
        "number": number,
        "status": "on_hold",
        "stage": "identification",
    }
    hold = desk.json("show", number)["hold"]
    assert (hold["reason"], hold["waiting_for"], hold["wake"]) == (
        "awaiting_user",
        "Dana",
        "2099-11-30T09:00",
    )
    assert desk.json("resume", number)["status"] == "in_progress"
    assert desk.json("resume", number, code=3)["error"].endswith("is not on hold.")
    assert desk.json("assign", number, "nobody")["number"] == number
    assert desk.json("show", number)["assignee"] is None
    assert desk.json("cancel", number, "--reason", "duplicate")["status"] == "cancelled"
    assert desk.json("hold", number, "--reason", "other", code=3)["error"]
    assert desk.json("reopen", number, "--reason", "Not the same")["status"] == "in_progress"
    assert desk.json("reopen", number, "--reason", "x", code=3)["error"].endswith("is open.")
    assert desk.json("reopen", number, "--undo-close", code=3)["error"].endswith("is not closed.")
    for bad in (("--reason", "bored"), ("--reason", "other", "--until", "soonish")):
        assert desk.json("hold", number, *bad, code=2)["error"]


@pytest.mark.slow
def test_a_close_is_taken_back(desk: Any) -> None:
    number = closed(desk)
    assert desk.json("reopen", number, "--undo-close")["status"] == "resolved"
