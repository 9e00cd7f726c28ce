"""Restricted incidents on the command line, and that no command tells anything of one to others."""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from cli.conftest import CommandLine
from cli.incidents import logged
from crew import NAMES
from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.cli.parser import build_parser
from incidentdesk.domain.records import Person, Reporter
from services.secret_desk import MARK, SecretDesk, make_secret_desk
from walk import Walk

ALONE = {
    "demo", "self-test", "restore", "verify", "backup", "reset-pin", "process", "call-list", "index",
    "register", "import", "verify-report",
}  # fmt: skip
"""Commands that tell of no incident, or have everything by nature; imports have tests of their own."""


@pytest.fixture
def secret(desk: CommandLine, time: ManualTime) -> SecretDesk:
    with headless(desk_paths(desk.folder / "desk.sqlite3"), time) as cases:
        me = cases.people.write_person(Person("", "M. Oyelaran", "administrator"), "")[0]
        rep = cases.people.write_reporter(Reporter("", "Dana Whitlock"), me.uid)[0]
        made = make_secret_desk(Walk(cases, time, me.uid, rep.uid))
        made.uids["number"], made.uids["room_number"] = made.numbers
        return made


def names_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 - argparse has no other door
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            yield from action.choices


def commands(number: str, plain: str, values: str, folder: Path) -> dict[str, list[str]]:
    """What each command is tried with; the names of the commands first."""
    a_file = folder / "a.txt"
    a_file.write_text("10:00 x\n", encoding="utf-8")
    return {
        "log": ["log --title x --key zyxo-key", f"log --title x --continues {number}"],
        "fill": [f"fill {number} closure --values {values} --complete"],
        "note": [f"note {number} x"], "attach": [f"attach {number} {a_file}"],
        "assign": [f"assign {number} me"], "escalate": [f"escalate {number} --why x"],
        "hold": [f"hold {number} --reason awaiting_user"], "resume": [f"resume {number}"],
        "cancel": [f"cancel {number} --reason test"], "reopen": [f"reopen {number} --reason x"],
        "close-unanswered": ["close-unanswered --dry-run"], "take-next": ["take-next"],
        "callback": ["callback list", f"callback promise {number} tomorrow"],
        "tell": [f"tell {number} --template taken_over --show"],
        "handover": ["handover show", "handover list", "handover write --text x"],
        "follow-up": ["follow-up list", f"follow-up set {number}/1 --text x"],
        "runbook": [f"runbook match {number}", "runbook show seal", f"runbook steps {number}"],
        "link": [f"link {number} {plain} --kind related"],
        "unlink": [f"unlink {number} {plain} --kind related"],
        "merge": [f"merge {number} {plain}"], "caller": [f"caller {number} x"],
        "callers": [f"callers {number}", f"callers {plain}"],
        "children": [f"children {plain}", f"children {number}"],
        "raise": ["raise x"], "promote": [f"promote {number} --sev sev1"], "return": [f"return {number}"],
        "paste-timeline": [f"paste-timeline {number} {a_file}"],
        "update": [f"update {number} list", f"update {number} draft internal"],
        "response": [f"response {number} show", f"response {number} people"],
        "board": ["board"], "restrict": [f"restrict {number} --reason x"],
        "restricted": [f"restricted {number} show", f"restricted {number} lift --reason x"],
        "evidence": [f"evidence {number} list"],
        "show": [f"show {number}", f"show {plain}"],
        "list": ["list", f"list --where title contains {MARK}", "list --columns title,reporter,service"],
        "bulk": ["bulk --view open --assign me --dry-run"],
        "search": [f"search {MARK}", "search zyx", f"search {number}"],
        "report": [f"report {number} --preview --out {folder / 'r.pdf'}"],
        "export": [f"export --format csv --out {folder / 'x.csv'}",
                   f"export --format json --out {folder / 'x.json'}",
                   f"export --format json --view open --out {folder / 'y.json'}"],
    }  # fmt: skip


def test_every_command_is_tried_or_tells_of_no_incident(tmp_path: Path) -> None:
    known = commands("", "", "", tmp_path).keys()
    assert known & ALONE == set()
    assert set(names_of(build_parser())) == known | ALONE


@pytest.mark.slow
@pytest.mark.parametrize("role", ["agent", "lead", "administrator", "read_only"])
def test_no_command_tells_anything(
    desk: CommandLine, secret: SecretDesk, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    monkeypatch.setenv("INCIDENT_DESK_USER", NAMES[role])
    for number, form in ((secret.uids["number"], []), (secret.uids["room_number"], ["--json"])):
        for tried in commands(number, secret.plain, desk.values(retest="passed"), desk.folder).values():
            for words in tried:
                said = desk(*words.split(), *form)
                assert said.code in {0, 2, 3}, (words, said)
                assert MARK not in (said.out + said.err).replace(f"“{MARK}”", ""), words
    written = [path for path in desk.folder.iterdir() if path.suffix in {".csv", ".pdf", ".json", ".html"}]
    assert any(path.suffix == ".csv" for path in written)
    assert {path.name for path in written if MARK in content(path)} == set()


def content(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return data.decode("utf-8", "replace")


def test_who_is_named_reads_it(
    desk: CommandLine, secret: SecretDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCIDENT_DESK_USER", "Ines Sider")
    number = secret.uids["number"]
    assert MARK in desk.json("show", number)["title"]
    assert MARK in desk("search", MARK).out
    assert MARK in desk("list").out
    shown = desk.json("restricted", number, "show")
    ines = {"person": "Ines Sider", "how": "restricted", "reason": f"A dismissal {MARK}", "has_pin": False}
    assert ines in shown["sees"]
    assert ("Ines Sider", "command_line") in {(one["person"], one["way"]) for one in shown["openings"]}


def test_an_incident_is_restricted_and_lifted(desk: CommandLine) -> None:
    number = logged(desk)
    desk.add_person("Kim")
    said = desk.json("restrict", number, "--reason", "A quarrel", "--ground", "personnel", "--name", "Kim")
    assert (said["restricted"], said["ground"]) == (True, "personnel")
    desk.add_person("Tim")
    refused = desk.json("show", number, "--as", "Tim", code=3)
    assert refused["error"] == f"{number} is restricted: only those who are named open it."
    assert (refused["number"], refused["restricted"]) == (number, True)
    (line,) = desk.json("list", "--as", "Tim")["incidents"]
    assert line == {
        "number": number, "title": "Restricted incident", "status": "new", "priority": "P3", "sev": None,
        "restricted": True,
    }  # fmt: skip
    assert desk.json("show", number, "--as", "Kim")["number"] == number
    taken = desk.json("evidence", number, "take", "--what", "Disk", "--kept", "Safe")
    assert taken[0]["kept"] == "Safe"
    added = desk.json("evidence", number, "add", "1", "handed", "--whom", "Officer Lund")
    assert (added[0]["holder"], len(added[0]["entries"])) == ("Officer Lund", 2)
    notice = desk.json("restricted", number, "notice", "not_needed", "--reason", "No data")["notice"]
    assert (notice["state"], notice["reason"]) == ("not_needed", "No data")
    assert desk.json("restricted", number, "channels", "mail, chat")["channels"] == ["mail", "chat"]
    assert not desk.json("restricted", number, "lift", "--reason", "Settled")["restricted"]
    assert desk.json("show", number, "--as", "Tim")["number"] == number


def test_who_sees_more_than_others_must_prove_who_they_are(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = logged(desk)
    desk.add_person("Kim")
    with headless(desk_paths(desk.folder / "desk.sqlite3")) as cases:
        cases.signing_in.set_pin("2222", cases.people.called("Kim").uid)
    assert desk("search", "Blank", "--as", "Kim").code == 0, "whoever searches as anybody does is not asked"
    desk.json("restrict", number, "--reason", "A quarrel", "--name", "Kim")
    assert desk("search", "Blank", "--as", "Kim").code == 3
    monkeypatch.setenv("INCIDENT_DESK_PIN", "2222")
    assert desk.json("search", "Blank", "--as", "Kim")["total"] == 1
