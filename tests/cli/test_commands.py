"""The contract of the command line: commands, text and JSON, exit codes."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from incidentdesk import __version__
from incidentdesk.cli.main import run

STAGES: dict[str, dict[str, Any]] = {
    "identification": {
        "reporter": "Dana Whitlock",
        "occurred": {"precision": "about", "at": "2026-03-01T10:00+01:00", "until": None},
        "description": "Label printer on ward 3 prints nothing",
    },
    "classification": {
        "category": "software.printing",
        "type": "software",
        "impact": "low",
        "severity": "medium",
        "risk": "low",
    },
    "investigation": {
        "findings": "The driver was updated",
        "hypotheses": [{"statement": "The driver", "test": "Old driver prints", "result": "confirmed"}],
        "diagnosis": "The update replaced the label format",
        "cause_category": "change.deployment",
    },
    "resolution": {
        "resolution": "Old driver installed",
        "fix_kind": "permanent",
        "restored": {"precision": "exact", "at": "2026-03-01T11:00+01:00", "until": None},
        "recovery_test": "Three labels",
        "back_to_normal": True,
    },
    "closure": {
        "retest": "passed",
        "reporters_word": "restored",
        "closing_category": "software.printing",
        "outcome": "fixed",
    },
}


def logged(desk: Any, *more: str) -> str:
    number: str = desk.json("log", "--title", "Blank labels", *more)["number"]
    return number


def closed(desk: Any) -> str:
    number = logged(desk)
    for stage, values in STAGES.items():
        done = desk.json("fill", number, stage, "--values", desk.values(**values), "--complete")
        assert done["completed"] == stage
    assert done == {"number": number, "completed": "closure", "status": "closed", "next": None}
    return number


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


def test_lists(desk: Any) -> None:
    first = logged(desk, "--urgent", "--set", "error_code=42")
    second = logged(desk)
    desk("assign", second, "nobody")

    def numbers(*words: str) -> list[str]:
        return [row["number"] for row in desk.json("list", *words)["incidents"]]

    assert numbers("--view", "open") == [first, second]
    assert numbers("--where", "priority", "one_of", "P1", "P2") == [first]
    assert numbers("--where", "priority", "is", "P3", "--where", "title", "contains", "BLANK") == [second]
    assert numbers("--where", "error_code", "is", "42") == [first]
    assert numbers("--where", "assignee", "is_empty") == [second]
    assert numbers("--where", "provisional", "is", "yes") == [first, second]
    assert numbers("--where", "logged", "after", '{"days": -1}', "--sort", "-number") == [second, first]
    assert numbers("--where", "reopen_count", "at_most", "0", "--limit", "1") == [first]
    assert numbers("--view", "mine", "--sort", "title") == [first]
    assert numbers("--view", "closed") == []
    text = desk("list").out
    assert text.endswith("2 of 2 incidents\n")
    for words in (
        ("--view", "nosuch"),
        ("--sort", "colour"),
        ("--where", "nose", "is", "x"),
        ("--where", "title"),
        ("--where", "title", "equals", "x"),
        ("--limit", "0"),
        ("--limit", "many"),
    ):
        assert desk.json("list", *words, code=2)["error"], words


def test_search(desk: Any) -> None:
    number = logged(desk, "--set", "error_code=0x80070005")
    desk("note", number, "The cable was chewed by a marten")
    for words in ("labels", "0x8007", "marten", number, number.lower(), "1", "martens"):
        found = desk.json("search", words)
        assert found["total"] == (0 if words == "martens" else 1), words
    assert number in desk("search", "blank").out


def test_search_tells_how_many_and_marks_what_it_found(desk: Any) -> None:
    for title in ("Scanner one", "Scanner two", "Mail is slow"):
        desk("log", "--title", title)
    number = desk.json("log", "--title", "Nothing", "--set", "description=a broken scanner")["number"]
    assert desk("search", "scanner", "--limit", "2").out.endswith("2 of 3 found, 4 incidents searched\n")
    assert "a broken scanner" in desk("search", "scanner").out
    first, rest = (
        desk.json("search", "scanner", "--limit", "1"),
        desk.json("search", "scanner", "--offset", "1"),
    )
    assert (first["total"], first["searched"], len(rest["incidents"])) == (3, 4, 2)
    ranked = desk.json("search", "scan", "--ranked")
    assert (ranked["ranked"], ranked["exact"], ranked["doubt"]) == (True, True, None)
    assert ranked["incidents"][0]["title_marks"] == [[0, 7]]
    assert ranked["incidents"][-1]["number"] == number
    assert ranked["incidents"][-1]["excerpt"] == "a broken scanner"
    assert ranked["incidents"][-1]["excerpt_marks"] == [[9, 16]]
    assert desk.json("search", "x", "--offset", "-1", code=2)["error"]


def test_the_index_is_told_checked_and_rebuilt(desk: Any) -> None:
    for title in ("Scanner one", "Scanner two"):
        desk("log", "--title", title)
    assert "2 of 2 incidents indexed" in desk("index").out
    assert desk.json("index")["verdict"] is None
    assert desk.json("index", "--check")["verdict"] == "ok"
    rebuilt = desk.json("index", "--rebuild")
    assert (rebuilt["indexed"], rebuilt["incidents"], rebuilt["rebuilding"]) == (2, 2, False)
    assert rebuilt["verdict"] == "ok"
    assert desk.json("search", "scanner")["total"] == 2


def test_who_acts_is_named_by_option_variable_or_account(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    number = logged(desk)
    mine = desk.json("show", number)["logged_by"]
    raw = sqlite3.connect(desk.folder / "desk.sqlite3")
    raw.execute(
        "INSERT INTO person (id, uid, name, role, account, email, active) "
        "VALUES (7, 'uid-of-sato', 'R. Sato', 'agent', '', '', 1)"
    )
    raw.commit()
    raw.close()
    assert desk.json("show", logged(desk, "--as", "r. sato"))["logged_by"]["name"] == "R. Sato"
    monkeypatch.setenv("INCIDENT_DESK_USER", "uid-of-sato")
    assert desk.json("show", logged(desk))["logged_by"]["name"] == "R. Sato"
    assert desk.json("show", logged(desk, "--as", mine["uid"]))["logged_by"] == mine
    assert "Nobody here" in desk.json("list", "--as", "Nobody", code=2)["error"]


def test_the_database_is_named_by_option_before_the_variable(desk: Any, tmp_path: Path) -> None:
    number = logged(desk, "--db", str(tmp_path / "other" / "desk.sqlite3"))
    assert desk.json("list")["total"] == 0
    assert desk.json("show", number, "--db", str(tmp_path / "other" / "desk.sqlite3"))["number"] == number
    assert desk.json("--db", str(tmp_path / "other" / "desk.sqlite3"), "list")["total"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("log",),
        ("log", "--title"),
        ("nosuch",),
        ("show",),
        ("show", "X", "--nosuch"),
        ("note", "X", "y", "--kind", "nosuch"),
        ("log", "--title", "x", "--set", "nonsense"),
        ("log", "--title", "x", "--set", "nose=1"),
        ("log", "--title", "x", "--set", "occurred=whenever"),
        ("log", "--title", "x", "--process", "nosuch"),
        ("log", "--title", " "),
        ("show", "INC-1999-000001"),
        ("process", "nosuch"),
        ("report", "INC-1999-000001", "--out", "x.pdf"),
    ],
    ids=" ".join,
)
def test_wrong_usage_leaves_with_2_and_says_so_once(desk: Any, words: tuple[str, ...]) -> None:
    document = desk.json(*words, code=2)
    assert document.keys() == {"error", "remedy"}
    answer = desk(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(document["error"])
    assert "Traceback" not in answer.err


def test_values_that_are_no_json_or_not_there(desk: Any) -> None:
    number = logged(desk)
    file = desk.folder / "values.json"
    file.write_text("{", encoding="utf-8")
    assert "is not JSON" in desk.json("fill", number, "closure", "--values", str(file), code=2)["error"]
    file.write_text("[1]", encoding="utf-8")
    assert "no JSON object" in desk.json("fill", number, "closure", "--values", str(file), code=2)["error"]
    file.write_bytes(b"\xff\xfe{")
    assert desk.json("fill", number, "closure", "--values", str(file), code=2)["error"]
    assert desk.json("fill", number, "closure", "--values", "nosuch.json", code=4)["error"]


def test_faults_of_the_environment_leave_with_4(desk: Any, tmp_path: Path) -> None:
    letter = tmp_path / "letter.odt"
    letter.write_bytes(b"Dear Sir or Madam, " * 500)
    document = desk.json("list", "--db", str(letter), code=4)
    assert "no desk" in document["error"]
    assert document["remedy"]
    assert desk("list", "--db", str(letter / "x")).code == 4


def test_a_mistake_of_the_program_goes_to_the_log(desk: Any) -> None:
    logged(desk)
    raw = sqlite3.connect(desk.folder / "desk.sqlite3")
    raw.execute("DROP TABLE counter")
    raw.commit()
    raw.close()
    document = desk.json("log", "--title", "x", code=1)
    assert document["error"].startswith("The program made a mistake")
    log = desk.folder / "incident-desk.log"
    assert str(log) in document["remedy"]
    assert "no such table: counter" in log.read_text(encoding="utf-8")


def test_reading_needs_no_right_to_write_now(desk: Any) -> None:
    number = logged(desk)
    other = sqlite3.connect(desk.folder / "desk.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert desk.json("show", number)["number"] == number
        assert desk.json("list")["total"] == 1
    finally:
        other.close()


def test_the_version_and_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    for words, said in ((["--version"], f"Incident Desk {__version__}"), (["log", "--help"], "--title")):
        with pytest.raises(SystemExit) as left:
            run(words)
        assert left.value.code == 0
        assert said in capsys.readouterr().out


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "incidentdesk",
        "log",
        "--title",
        "Ünïcödé",
        "--db",
        str(tmp_path / "d.sqlite3"),
    ]
    done = subprocess.run(words, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"INC-")
