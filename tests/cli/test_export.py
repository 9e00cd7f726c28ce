"""``export``: what was asked for in a file, told in words or as one JSON document."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_view_with_a_condition_as_a_table(desk: Any) -> None:
    desk.json("log", "--title", "Blank labels", "--set", "error_code=-1")
    desk.json("log", "--title", "No mail", "--urgent")
    out = desk.folder / "some.csv"
    words = (
        "--view",
        "open",
        "--where",
        "title",
        "contains",
        "label",
        "--columns",
        "number,title,error_code",
    )
    said = desk.json("export", "--format", "csv", "--out", str(out), *words)
    assert lines(out) == [
        ["number", "title", "error_code"],
        [said_number(out), "Blank labels", "'-1"],
    ]
    assert said == {
        "file": str(out),
        "format": "csv",
        "incidents": 1,
        "size": out.stat().st_size,
        "sha256": hashlib.sha256(out.read_bytes()).hexdigest(),
        "long_cells": 0,
        "restricted": 0,
    }


def said_number(out: Path) -> str:
    number = lines(out)[1][0]
    assert number.endswith("-000001")
    return number


def test_options_of_a_table(desk: Any) -> None:
    desk.json("log", "--title", "Blank labels")
    out = desk.folder / "all.csv"
    options = ("--bom", "--words", "--delimiter", "semicolon", "--columns", "title,status")
    assert desk("export", "--format", "csv", "--out", str(out), *options).code == 0
    assert out.read_bytes() == "\ufeffTitle;Status\r\nBlank labels;New\r\n".encode()
    desk.json("log", "--title", "Second")
    desk.json("export", "--format", "csv", "--out", str(out), "--columns", "title", "--sort", "-number")
    assert lines(out) == [["title"], ["Second"], ["Blank labels"]]


def test_without_a_view_json_has_the_whole_desk(desk: Any) -> None:
    number = desk.json("log", "--title", "Blank labels")["number"]
    whole, part = desk.folder / "whole.json", desk.folder / "part.json"
    answer = desk("export", "--format", "json", "--out", str(whole))
    assert (answer.code, answer.err) == (0, "")
    assert "1 incident" in answer.out
    desk.json("export", "--format", "json", "--out", str(part), "--where", "title", "is", "nothing")
    documents = [json.loads(path.read_bytes()) for path in (whole, part)]
    assert [one["number"] for one in documents[0]["incidents"]] == [number]
    assert [document["part"] for document in documents] == [False, True]
    assert documents[1]["incidents"] == []


def test_exporting_the_desk_changes_nothing_in_it(desk: Any) -> None:
    first, second = desk.folder / "first.json", desk.folder / "second.json"
    for out in (first, second):
        desk.json("export", "--format", "json", "--out", str(out))
    assert first.read_bytes() == second.read_bytes()
    assert json.loads(first.read_bytes())["staff"] == []


def test_wrong_usage_is_told_and_writes_nothing(desk: Any) -> None:
    out = str(desk.folder / "out")
    for words, said in (
        (("--format", "xml", "--out", out), "invalid choice"),
        (("--format", "csv", "--out", out, "--view", "none"), "no view"),
        (("--format", "csv", "--out", out, "--where", "title"), "needs a field and an op"),
        (("--format", "csv", "--out", out, "--columns", "colour"), "no column “colour”"),
        (("--format", "json", "--out", out, "--bom"), "no columns"),
    ):
        assert said in desk.json("export", *words, code=2)["error"]
    assert (
        "cannot be written" in desk.json("export", "--format", "csv", "--out", f"{out}/a/b", code=4)["error"]
    )
    assert not (desk.folder / "out").exists()


def test_a_desk_moves_to_another_and_back_with_the_same_bytes(desk: Any) -> None:
    number = desk.json("log", "--title", "Blank labels")["number"]
    (desk.folder / "trace.txt").write_text("für 无法", encoding="utf-8")
    desk.json("attach", number, str(desk.folder / "trace.txt"))
    first, second = desk.folder / "first.json", desk.folder / "second.json"
    desk.json("export", "--format", "json", "--out", str(first))
    other = ("--db", str(desk.folder / "other" / "desk.sqlite3"))
    said = desk.json("import", str(first), "--from", "incident-desk", *other)
    assert said["incidents"] == said["files"] == 1
    desk.json("export", "--format", "json", "--out", str(second), *other)
    assert first.read_bytes() == second.read_bytes()
    assert desk.json("show", number, *other)["title"] == "Blank labels"
    again = desk.json("import", str(first), "--from", "incident-desk", *other, code=3)
    assert "--db" in again["remedy"]
    third = ("--db", str(desk.folder / "third" / "desk.sqlite3"))
    assert desk.json("import", str(first), *third)["incidents"] == 1
    assert desk.json("show", number, *third)["title"] == "Blank labels"


def test_a_damaged_desk_is_refused_on_the_command_line(desk: Any) -> None:
    desk.json("log", "--title", "Blank labels")
    whole = desk.folder / "whole.json"
    desk.json("export", "--format", "json", "--out", str(whole))
    whole.write_bytes(whole.read_bytes().replace(b"Blank labels", b"Blank table", 1))
    other = ("--db", str(desk.folder / "other" / "desk.sqlite3"))
    said = desk.json("import", str(whole), "--from", "incident-desk", *other, code=3)
    assert "line" in said["error"]
    assert desk.json("import", str(whole), "--from", "incident-desk", "--dry-run", *other, code=2)
    assert desk.json("list", *other)["total"] == 0
