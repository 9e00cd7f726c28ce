"""``import`` on the command line: a look, the import, the list of imports, and the way back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from cli.conftest import CommandLine

HEADS = "number,short_description,state,priority,opened_at,resolved_at,closed_at,assigned_to,caller_id"
ROWS = (
    "INC001,Printer prints blank labels,Closed,2 - High,2025-03-01 09:00:00,2025-03-01 12:00:00,"
    "2025-03-03 12:00:00,Bjorn,Ada",
    "INC002,No network in room 4,New,3 - Moderate,2025-03-02 09:00:00,,,,Eva",
    ",A row without its number,New,3 - Moderate,2025-03-02 09:00:00,,,,Eva",
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A list of incidents as ServiceNow writes it."""
    path = tmp_path / "incident.csv"
    path.write_text("\n".join((HEADS, *ROWS, "")), encoding="utf-8")
    return path


def test_a_look_says_what_would_be_done_and_does_nothing(desk: CommandLine, export: Path) -> None:
    document = desk.json("import", str(export), "--from", "servicenow", "--dry-run")
    assert (document["import"], document["state"]) == (None, "preview")
    assert document["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "refused": 1}
    assert document["numbers"] == {"2025": ["INC-2025-000001", "INC-2025-000002"]}
    assert document["added"]["person"] == ["Bjorn"]
    (refused,) = document["notable"]
    assert (refused["verdict"], refused["rows"]) == ("refused", [4])
    assert desk.json("list")["incidents"] == []
    assert "Nothing was written" in desk("import", str(export), "--dry-run").out


def test_it_imports_once_tells_each_verdict_and_goes_back(desk: CommandLine, export: Path) -> None:
    verdicts = desk.folder / "verdicts.csv"
    done = desk.json("import", str(export), "--system", "Old desk", "--verdicts", str(verdicts))
    assert done["counts"]["new"] == 2
    with verdicts.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["rows"], row["key"], row["verdict"], row["number"]) for row in rows] == [
        ("2", "INC001", "new", "INC-2025-000001"), ("3", "INC002", "new", "INC-2025-000002"),
        ("4", "", "refused", ""),
    ]  # fmt: skip
    assert desk.json("import", str(export), "--system", "Old desk")["counts"]["unchanged"] == 2
    shown = desk.json("show", "INC-2025-000001")
    assert (shown["status"], shown["priority"], shown["assignee"]["name"]) == ("closed", "P2", "Bjorn")
    listed = desk.json("import", "--list")
    assert [(one["system"], one["state"], one["unfinished"]) for one in listed] == [
        ("Old desk", "done", False)
    ] * 2
    assert desk.json("import", "--check", done["import"]) == {"faults": []}
    undone = desk.json("import", "--undo", done["import"])
    assert (undone["withdrawn"], undone["left"], undone["state"]) == (2, [], "undone")
    assert "was withdrawn on" in desk.json("show", "INC-2025-000001", code=2)["error"]
    assert desk.json("import", "--undo", done["import"], code=3)["error"] == "This import was undone already."


def test_wrong_words_are_told_with_the_next_step(desk: CommandLine, export: Path) -> None:
    assert desk.json("import", code=2)["error"] == "No file is named."
    assert "servicenow" in desk.json("import", str(export), "--from", "abacus", code=2)["remedy"]
    assert desk.json("import", "--undo", "0", code=2)["error"] == "There is no import “0”."
    gone = desk.folder / "gone.csv"
    assert "gone.csv" in desk.json("import", str(gone), "--from", "csv", code=4)["error"]
    odd = desk.folder / "odd.csv"
    odd.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "none of the known formats" in desk.json("import", str(odd), code=2)["error"]


def test_a_file_of_which_nothing_can_be_taken_is_refused(desk: CommandLine, export: Path) -> None:
    export.write_text("\n".join((HEADS, ROWS[2], "")), encoding="utf-8")
    assert desk.json("import", str(export), "--from", "servicenow", code=3)["counts"]["refused"] == 1


def test_a_saved_reading_rules(desk: CommandLine, export: Path) -> None:
    settings = desk.folder / "reading.json"
    heads = HEADS.split(",")
    columns = dict.fromkeys(heads, "") | {
        "number": "key",
        "short_description": "title",
        "opened_at": "logged",
    }
    settings.write_text(json.dumps({"format": "csv", "columns": columns}), encoding="utf-8")
    desk.json("import", str(export), "--from", "csv", "--reading", str(settings))
    shown = desk.json("show", "INC-2025-000001")
    assert (shown["title"], shown["status"], shown["assignee"]) == (
        "Printer prints blank labels",
        "new",
        None,
    )
    (note,) = [one for one in shown["timeline"] if one["kind"] == "note"]
    assert "assigned_to: Bjorn" in note["payload"]["text"]
    settings.write_text("{", encoding="utf-8")
    assert "not JSON" in desk.json("import", str(export), "--reading", str(settings), code=2)["error"]
