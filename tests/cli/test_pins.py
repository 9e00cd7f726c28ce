"""Who acts on the command line where people have PINs."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import CommandLine
from incidentdesk.base.paths import desk_paths
from incidentdesk.bootstrap import headless
from incidentdesk.domain.records import Person


@pytest.fixture
def staffed(desk: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """A desk of anna, who has this account and a PIN, of Ben with a PIN, and of Cem without one."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "anna")
    monkeypatch.delenv("INCIDENT_DESK_PIN", raising=False)
    with headless(desk_paths(tmp_path / "desk.sqlite3")) as cases:
        anna = cases.people.whoever_is("", "anna")
        ben, _changes = cases.people.write_person(Person("", "Ben"), anna.uid)
        cases.people.write_person(Person("", "Cem"), anna.uid)
        cases.signing_in.set_pin("1111", anna.uid)
        cases.signing_in.set_pin("2222", ben.uid)
    return desk


def logged_by(desk: CommandLine, *words: str) -> str:
    number = desk.json("log", "--title", "Blank labels", *words)["number"]
    name: str = desk.json("show", number)["logged_by"]["name"]
    return name


def test_the_person_of_the_account_is_not_asked(staffed: CommandLine) -> None:
    assert logged_by(staffed) == "anna"
    assert logged_by(staffed, "--as", "anna") == "anna"


def test_who_has_no_pin_is_named_as_before(staffed: CommandLine) -> None:
    assert logged_by(staffed, "--as", "Cem") == "Cem"


def test_a_colleague_with_a_pin_is_refused_without_it(
    staffed: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = staffed.json("log", "--title", "Blank labels", "--as", "Ben", code=3)
    assert refused["error"] == "Ben has a PIN, and there is no terminal to ask for it on."
    assert "INCIDENT_DESK_PIN" in refused["remedy"]
    monkeypatch.setenv("INCIDENT_DESK_USER", "Ben")
    assert "Ben has a PIN" in staffed.json("log", "--title", "Blank labels", code=3)["error"]
    assert staffed.json("list", "--as", "anna")["total"] == 0


def test_the_environment_gives_the_pin(staffed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCIDENT_DESK_PIN", "2222")
    assert logged_by(staffed, "--as", "Ben") == "Ben"
    monkeypatch.setenv("INCIDENT_DESK_PIN", "3333")
    answer = staffed("log", "--title", "Blank labels", "--as", "Ben")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == "This is not the PIN. Try again.\n"


def test_on_a_terminal_the_pin_is_asked_for(staffed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Terminal:
        def isatty(self) -> bool:
            return True

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return "2222"

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", answer)
    assert staffed.json("log", "--title", "Blank labels", "--as", "Ben")["number"]
    assert asked == ["PIN of Ben: "]


def test_an_administrator_resets_a_pin_even_their_own(staffed: CommandLine) -> None:
    assert staffed.json("reset-pin", "Ben")["name"] == "Ben"
    assert logged_by(staffed, "--as", "Ben") == "Ben"
    assert "administrators may" in staffed("reset-pin", "anna", "--as", "Ben").err
    assert staffed("reset-pin", "anna").out == "The PIN of anna is reset.\n"
    assert "anna has no PIN" in staffed("reset-pin", "anna").err
    assert "Nobody here is called" in staffed("reset-pin", "Nobody").err
