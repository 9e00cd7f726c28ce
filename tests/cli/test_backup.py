"""``backup``, ``verify`` and ``restore`` as scripts use them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from cli.conftest import CommandLine
from incidentdesk.base.paths import desk_paths
from incidentdesk.bootstrap import headless
from incidentdesk.domain.records import Person


def test_back_up_verify_restore(desk: CommandLine) -> None:
    copy = desk.folder / "copy.sqlite3"
    desk("log", "--title", "Till 3 prints nothing")
    made = desk.json("backup", str(copy))
    assert made == {"file": str(copy), "incidents": 1, "entries": 1, "files": 0, "removed": []}
    desk("log", "--title", "Till 4 as well")
    assert desk.json("verify")["incidents"] == 2
    assert desk.json("verify", "--backup", str(copy))["faults"] == []
    done = desk.json("restore", str(copy))
    assert done["incidents"] == 1
    assert len(desk.json("list")["incidents"]) == 1
    assert Path(done["aside"]).is_file()
    answer = desk("verify")
    assert (answer.code, "is whole: 1 incident" in answer.out) == (0, True)


def test_nothing_is_overwritten(desk: CommandLine) -> None:
    there = desk.folder / "there.txt"
    there.write_text("mine", encoding="utf-8")
    answer = desk("backup", str(there))
    assert (answer.code, "there already" in answer.err) == (2, True)
    assert there.read_text(encoding="utf-8") == "mine"


def test_what_is_not_whole_leaves_with_4(desk: CommandLine) -> None:
    copy = desk.folder / "copy.sqlite3"
    desk("log", "--title", "Till 3 prints nothing")
    desk("backup", str(copy))
    with closing(sqlite3.connect(copy)) as file, file:
        file.execute("UPDATE incident SET entry_count = 7")
    found = desk.json("verify", "--backup", str(copy), code=4)
    assert [fault["kind"] for fault in found["faults"]] == ["timeline"]
    assert desk("restore", str(copy)).code == 4
    assert len(desk.json("list")["incidents"]) == 1


def test_who_may_not_change_settings_restores_nothing(desk: CommandLine) -> None:
    copy = desk.folder / "copy.sqlite3"
    desk("log", "--title", "Till 3 prints nothing")
    desk("backup", str(copy))
    with headless(desk_paths(desk.folder / "desk.sqlite3")) as cases:
        cases.people.write_person(Person("", "An agent"), "")
    answer = desk("restore", str(copy), "--as", "An agent")
    assert (answer.code, "administrators may" in answer.err) == (3, True)
    assert not list(desk.folder.glob("*.before-restore*"))


def test_a_desk_that_is_gone_is_brought_back(desk: CommandLine) -> None:
    copy = desk.folder / "copy.sqlite3"
    desk("log", "--title", "Till 3 prints nothing")
    desk("backup", str(copy))
    (desk.folder / "desk.sqlite3").unlink()
    assert desk.json("restore", str(copy))["aside"] is None
    assert len(desk.json("list")["incidents"]) == 1
