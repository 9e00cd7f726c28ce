"""The contract of the command line: who acts on which desk, wrong words, faults and exit codes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.incidents import logged
from incidentdesk import __version__
from incidentdesk.cli.main import run


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
