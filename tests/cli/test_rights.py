"""Who does it, and what a role may not do on the command line: refused with exit 3, and saying who may."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from cli.conftest import CommandLine
from conftest import BERLIN
from crew import NAMES, ROLES_IN_WORDS, hire
from incidentdesk.base.paths import desk_paths
from incidentdesk.base.platform_specific import account_name
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.domain.rights import RIGHTS, ROLES, Right, may
from walk import Walk

OVERRIDE = ("--set", "priority_override=P1", "--set", "priority_reason=The minister calls")
WAIVE = {"reporters_word": "not_needed", "word_reason": "Found by monitoring"}
TICKETS = "key,subject,opened\nT-1,Mouse broken,2026-01-05 10:00\n"

NUMBER, CLOSED = (f"INC-{datetime.now(BERLIN).year}-00000{n}" for n in (1, 2))

TRIES = (
    (Right.WORK, ("log", "--title", "Broken")),
    (Right.WORK, ("fill", NUMBER, "identification", "--complete")),
    (Right.WORK, ("note", NUMBER, "Called back")),
    (Right.WORK, ("attach", NUMBER, "FILE")),
    (Right.WORK, ("assign", NUMBER, "me")),
    (Right.WORK, ("hold", NUMBER, "--reason", "awaiting_user")),
    (Right.WORK, ("cancel", NUMBER, "--reason", "test")),
    (Right.WORK, ("report", CLOSED, "--out", "OUT.pdf")),
    (Right.WORK, ("bulk", "--view", "open", "--assign", "nobody")),
    (Right.WORK, ("bulk", "--view", "open", "--assign", "nobody", "--dry-run")),
    (Right.OVERRIDE_PRIORITY, ("log", "--title", "Broken", *OVERRIDE)),
    (Right.WAIVE_WORD, ("fill", NUMBER, "closure", "--values", "WAIVE.json")),
    (Right.REOPEN, ("reopen", CLOSED, "--reason", "It is back")),
    (Right.REOPEN, ("reopen", CLOSED, "--undo-close")),
    (Right.SETTINGS, ("import", "TICKETS.csv")),
    (Right.SETTINGS, ("import", "--undo", "0")),
    (Right.SETTINGS, ("import", "--resume", "0")),
    (Right.SETTINGS, ("import", "DESK.json", "--from", "incident-desk")),
)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with somebody of each role; one incident is open, one was closed by the lead."""
    folder = tmp_path_factory.mktemp("ready")
    # The commands take the time of the computer; what was closed must be closed just now.
    time = ManualTime(datetime.now(BERLIN), BERLIN)
    with headless(desk_paths(folder / "desk.sqlite3"), time) as cases:
        crew = hire(cases)
        reporter = cases.people.write_reporter(Reporter("", "Dana Whitlock"), "")[0]
        walk = Walk(cases, time, crew.uid("lead"), reporter.uid)
        walk.log()
        walk.closed()
    (folder / "FILE").write_text("evidence", encoding="utf-8")
    (folder / "TICKETS.csv").write_text(TICKETS, encoding="utf-8")
    (folder / "WAIVE.json").write_text(json.dumps(WAIVE), encoding="utf-8")
    return folder


@pytest.fixture
def desk(desk: CommandLine, ready: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line on a copy of it, in its folder."""
    shutil.copytree(ready, desk.folder, dirs_exist_ok=True)
    monkeypatch.chdir(desk.folder)
    return desk


def _as_it_is(desk: CommandLine) -> list[object]:
    """What is on the desk, without the clocks that run on."""
    shown = [desk.json("show", number) for number in (NUMBER, CLOSED)]
    told = ("status", "stage", "priority", "stages", "timeline", "attachments", "reports")
    with headless(desk_paths(desk.folder / "desk.sqlite3")) as cases:
        return [{key: one[key] for key in told} for one in shown] + [cases.queue.totals()[0]]


@pytest.mark.parametrize(
    ("role", "words"),
    [(role, words) for right, words in TRIES for role in ROLES if not may(role, right)],
    ids=lambda one: one if isinstance(one, str) else " ".join(one[:3]),
)
def test_a_command_that_is_refused_says_who_may(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch, role: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("INCIDENT_DESK_USER", NAMES[role])
    before = _as_it_is(desk)
    told = desk(*words)
    document = desk.json(*words, code=3)
    needed = ROLES_IN_WORDS[document["right"]]
    assert (told.code, told.out) == (3, "")
    assert f"{NAMES[role]} may not" in told.err
    assert f"; {needed} may. Ask one of: " in told.err
    assert told.err.strip() == f"{document['error']} {document['remedy']}"
    assert document["may"] == [one for one in document["may"] if Right(document["right"]) in RIGHTS[one]]
    assert _as_it_is(desk) == before
    assert not (desk.folder / "OUT.pdf").exists()


def test_bulk_tells_of_each_incident_why_it_is_refused(desk: CommandLine) -> None:
    words = ("bulk", "--view", "open", "--set", "priority_override=P1", "--as", NAMES["agent"])
    for dry in ((), ("--dry-run",)):
        document = desk.json(*words, *dry, code=3)
        (line,) = document["refused"]
        assert line["number"] == NUMBER
        assert "A. Gent may not set a priority by hand; leads and administrators may." in line["error"]
    assert desk("bulk", "--view", "open", "--set", "priority_override=P1", "--as", NAMES["lead"]).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("show", NUMBER),
        ("list",),
        ("search", "First"),
        ("process",),
        ("report", CLOSED, "--preview", "--out", "OUT.pdf"),
        ("export", "--format", "json", "--out", "OUT.json"),
        ("import", "TICKETS.csv", "--from", "csv", "--dry-run"),
        ("import", "--list"),
    ],
    ids=lambda words: words[0],
)
def test_who_only_reads_reads_and_who_left_does_not(desk: CommandLine, words: tuple[str, ...]) -> None:
    assert desk(*words, "--as", NAMES["read_only"]).code == 0
    with headless(desk_paths(desk.folder / "desk.sqlite3")) as cases:
        gone = Person("", "Left Long Ago", "lead", account_name(), active=False)
        cases.people.write_person(gone, "")
    for who in (("--as", "left long ago"), ()):  # by name, and by the account of the computer
        left = desk(*words, *who)
        assert left.code == 3
        assert "Left Long Ago does not work here any more." in left.err
    strange = desk(*words, "--as", "Nobody At All")
    assert (strange.code, "Nobody here is called “Nobody At All”." in strange.err) == (2, True)


def test_who_does_it_is_named_or_is_the_one_of_the_account(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with headless(desk_paths(desk.folder / "desk.sqlite3")) as cases:
        names = {one.uid: one.name for one in cases.people.staff()}
        mine = cases.people.whoever_is("", account_name())
        names[mine.uid] = mine.name

    def last_author(*words: str) -> str:
        assert desk("note", NUMBER, "Said", *words).code == 0
        entry = desk.json("show", NUMBER)["timeline"][-1]
        assert entry["kind"] == "note"
        return str(names[entry["author"]])

    assert last_author() == account_name()
    monkeypatch.setenv("INCIDENT_DESK_USER", NAMES["agent"])
    assert last_author() == NAMES["agent"]
    assert last_author("--as", NAMES["lead"].upper()) == NAMES["lead"]
    assert (
        last_author("--as", next(uid for uid, name in names.items() if name == NAMES["administrator"]))
        == NAMES["administrator"]
    )


def test_an_agent_takes_the_own_close_back(desk: CommandLine) -> None:
    assert desk("reopen", CLOSED, "--undo-close", "--as", NAMES["lead"]).code == 0
    closure = desk("fill", CLOSED, "closure", "--complete", "--as", NAMES["agent"])
    assert closure.code == 0, closure
    assert desk.json("reopen", CLOSED, "--undo-close", "--as", NAMES["agent"])["status"] == "resolved"


def test_the_first_account_brings_a_desk_in(desk: CommandLine, tmp_path: Path) -> None:
    whole = tmp_path / "whole.json"
    with headless(desk_paths(desk.folder / "desk.sqlite3")) as cases:
        cases.exporting.whole_desk(whole)
    there = desk.json("import", str(whole), "--from", "incident-desk", "--db", str(tmp_path / "b.sqlite3"))
    assert there["incidents"] == 2
