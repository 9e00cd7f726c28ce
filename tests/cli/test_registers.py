"""Registers and the call list on the command line."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any


def test_an_entry_is_added_changed_found_and_retired(desk: Any) -> None:
    added = desk.json(
        "register", "set", "service", "Mail", "--set", "critical=yes", "--set", "priority=x", code=2
    )
    assert "priority" in added["error"]
    added = desk.json(
        "register", "set", "service", "Mail", "--set", "critical=ja", "--set", "provisional_priority=P2"
    )
    assert added["values"] == {"critical": True, "provisional_priority": "P2"}
    changed = desk.json("register", "set", "service", "mail", "--name", "E-mail", "--set", "critical=no")
    assert (changed["uid"], changed["name"], changed["values"]) == (
        added["uid"], "E-mail", {"provisional_priority": "P2"},
    )  # fmt: skip
    found = desk.json("register", "list", "service", "mai")
    assert [one["name"] for one in found["entries"]] == ["E-mail"]
    desk.json("register", "retire", "service", "E-mail")
    assert desk.json("register", "list", "service")["total"] == 0
    assert desk.json("register", "list", "service", "--retired")["total"] == 1
    desk.json("register", "restore", "service", added["uid"])
    shown = desk("register", "show", "service", "E-mail")
    assert "Provisional priority: P2" in shown.out
    assert "changed: Name: Mail → E-mail, Critical: yes → –" in shown.out
    assert desk("register", "show", "service", "Nothing").code == 2


def test_a_file_fills_a_register_and_is_undone(desk: Any, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("Wer;Durchwahl;Ort\nJörg Groß;12;Ward 3\nIda;13;Ward 3\n;14;\n".encode("cp1252"))
    looked = desk.json(
        "register",
        "import",
        "reporter",
        str(file),
        "--column",
        "Wer=name",
        "--dry-run",
        "--create",
        "",
        code=3,
    )
    assert (looked["state"], looked["counts"]["refused"]) == ("preview", 3)
    verdicts = tmp_path / "verdicts.csv"
    filled = desk.json(
        "register", "import", "reporter", str(file), "--column", "Wer=name", "--verdicts", str(verdicts)
    )
    assert filled["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "doubtful": 0, "refused": 1}
    assert filled["created"] == {"place": ["Ward 3"]}
    rows = list(csv.reader(verdicts.read_text("utf-8-sig").splitlines()))
    assert [row[:3] for row in rows[1:]] == [
        ["2", "Jörg Groß", "new"], ["3", "Ida", "new"], ["4", "", "refused"],
    ]  # fmt: skip
    (batch,) = desk.json("register", "files")
    assert (batch["batch"], batch["file"], batch["state"]) == (filled["batch"], "list.csv", "done")
    undone = desk.json("register", "undo", filled["batch"])
    assert (undone["state"], undone["deleted"], undone["left"]) == ("undone", 3, [])
    assert desk.json("register", "list", "reporter")["total"] == 0
    wrong = desk.json("register", "import", "reporter", str(file), "--column", "Who=name", code=2)
    assert "Heads: Wer, Durchwahl, Ort" in wrong["remedy"]


def test_an_export_comes_back_unchanged(desk: Any, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    desk.json("register", "set", "supplier", "Zebra", "--set", "phone=+49 800 1", "--set", "contract==1+1")
    assert desk.json("register", "export", "supplier", "--out", str(file))["entries"] == 1
    assert "'+49 800 1" in file.read_text("utf-8-sig")
    filled = desk.json("register", "import", "supplier", str(file))
    assert filled["counts"]["unchanged"] == 1
    assert filled["batch"] is None
    answer = desk("register", "import", "supplier", str(file), "--delimiter", "tab")
    assert answer.code == 2
    assert "No column of the file is read into “Name”" in answer.err


def test_the_call_list_is_written(desk: Any, tmp_path: Path) -> None:
    file = tmp_path / "calls.pdf"
    assert desk.json("call-list", "--out", str(file)) == {"file": str(file), "pages": 1}
    assert file.read_bytes().startswith(b"%PDF")
    assert desk("call-list", "--out", str(tmp_path / "no" / "calls.pdf")).code == 4
