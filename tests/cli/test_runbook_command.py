"""``runbook …``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from cli.conftest import CommandLine
from incidentdesk.services.desk.runbook_library import shipped
from written_runbooks import HOW_MANY, asking, label_printer, python

HEAD = (
    'triggers = [{when = {field = "words", op = "one_of", value = ["zebra"]}, say = "it names the Zebra"}]\n'
)
SAYS = "import sys; print('heard:', sys.argv[1])"


def taken_in(desk: CommandLine, *command: str) -> Path:
    file = desk.folder / "labels.toml"
    asked = asking(command or python(SAYS, 'a "b" ü')) + 'expected = "It answers"\n'
    file.write_text(label_printer(HOW_MANY, asked, head=HEAD), encoding="utf-8")
    assert desk.json("runbook", "import", str(file))["key"] == "label-printer"
    return file


def test_the_shipped_ones_are_listed_and_shown(desk: CommandLine) -> None:
    assert {one["key"] for one in desk.json("runbook", "list")["runbooks"]} == set(shipped())
    shown = desk.json("runbook", "show", "vpn-down")
    assert (shown["text"], shown["versions"][0]["origin"]) == (shipped()["vpn-down"].text, "shipped")
    assert "Step" not in desk("runbook", "show", "vpn-down").err
    words = desk("runbook", "show", "vpn-down").out
    assert "For incidents where it names the VPN" in words
    assert "$ nslookup vpn.example.org\n    not approved" in words
    assert desk("runbook", "show", "vpn-down", "--text").out.strip() == shipped()["vpn-down"].text.strip()
    assert "no runbook" in desk.json("runbook", "show", "nothing", code=2)["error"]
    assert desk.json("runbook", "take")["offered"] == []


def test_one_is_matched_gone_through_and_told(desk: CommandLine) -> None:
    taken_in(desk)
    number = desk.json("log", "--title", "The Zebra is silent")["number"]
    (found,) = desk.json("runbook", "match", number)["runbooks"]
    assert (found["key"], found["how"], found["reasons"]) == (
        "label-printer",
        "condition",
        ["it names the Zebra"],
    )
    assert "no runbook" in desk("runbook", "steps", number).out.lower()
    assert desk.json("runbook", "start", number, "label-printer")["next"] == 1
    assert "needs a reason" in desk.json("runbook", "step", number, "1", "skipped", code=2)["error"]
    assert desk.json("runbook", "step", number, "2", "ok", code=3)["remedy"].startswith("Do step 1 first")
    view = desk.json("runbook", "step", number, "1", "ok", "--answer", "many", "--note", "three of them")
    assert (view["next"], view["steps"][0]["answer"], view["steps"][0]["note"]) == (
        2,
        "many",
        "three of them",
    )
    assert "> 2. To do  Check: Ask the printer" in desk("runbook", "steps", number).out
    assert desk.json("runbook", "step", number, "2", "ok")["state"] == "finished"
    assert [one["kind"] for one in desk.json("show", number)["timeline"]][-4:] == [
        "runbook_started",
        "runbook_step",
        "runbook_step",
        "runbook_ended",
    ]
    assert "Step 1: OK" in desk("show", number).out
    used = {one["key"]: one["runs"] for one in desk.json("runbook", "list")["runbooks"]}
    assert (used["label-printer"], used["vpn-down"]) == (1, 0)


def test_a_command_runs_only_when_it_is_approved_and_confirmed(desk: CommandLine) -> None:
    file = taken_in(desk)
    number = desk.json("log", "--title", "The Zebra is silent")["number"]
    desk("runbook", "start", number, "label-printer")
    desk("runbook", "step", number, "1", "ok", "--answer", "one")
    shown = desk.json("runbook", "run", number, "2", code=3)
    assert (shown["ran"], shown["approved"], shown["command"][-1]) == (False, False, 'a "b" ü')
    mark = shown["mark"][:12]
    assert mark in desk("runbook", "run", number, "2").out
    assert "not approved" in desk.json("runbook", "run", number, "2", "--confirm", mark, code=3)["error"]
    assert desk.json("runbook", "approve", "label-printer", "2", code=3)["approved"] is False
    assert desk.json("runbook", "approve", "label-printer", "2", "--confirm", mark)["approved"] is True
    for wrong in (mark[:7], "0" * 12, ""):
        assert desk.json("runbook", "run", number, "2", "--confirm", wrong, code=3)["ran"] is False
    ran = desk.json("runbook", "run", number, "2", "--confirm", mark)
    assert (ran["output"], ran["exit_code"], ran["ended"]) == ('heard: a "b" ü\n', 0, "itself")
    assert desk("runbook", "run", number, "2", "--confirm", mark).out == 'heard: a "b" ü\nexit code 0\n'
    assert desk.json("runbook", "approvals")["approvals"][0]["command"] == shown["command"]
    assert desk.json("runbook", "approvals", "--withdraw", mark)["approvals"] == []
    assert desk("runbook", "approvals", "--withdraw", mark).code == 2
    assert "not approved" in desk.json("runbook", "run", number, "2", "--confirm", mark, code=3)["error"]
    assert file.exists()


def test_a_program_that_is_not_there_is_a_fault_of_the_environment(desk: CommandLine) -> None:
    taken_in(desk, "no-such-program")
    number = desk.json("log", "--title", "The Zebra is silent")["number"]
    desk("runbook", "start", number, "label-printer")
    desk("runbook", "step", number, "1", "ok", "--answer", "one")
    mark = desk.json("runbook", "run", number, "2", code=3)["mark"]
    desk("runbook", "approve", "label-printer", "2", "--confirm", mark)
    ran = desk.json("runbook", "run", number, "2", "--confirm", mark, code=4)
    assert (ran["ended"], ran["exit_code"]) == ("not_started", None)


@pytest.fixture
def terminal() -> Iterator[None]:
    """Ctrl+C as at a terminal: whatever was started in the background ignores it from the start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="a program cannot press Ctrl+C for itself there")
@pytest.mark.usefixtures("terminal")
def test_ctrl_c_cancels_a_command_and_tells_it(desk: CommandLine) -> None:
    where = desk.folder / "begun"
    source = "import pathlib, sys, time; print('on', flush=True); "
    source += "pathlib.Path(sys.argv[1]).touch(); time.sleep(600)"
    taken_in(desk, sys.executable, "-c", source, str(where))
    number = desk.json("log", "--title", "The Zebra is silent")["number"]
    desk("runbook", "start", number, "label-printer")
    desk("runbook", "step", number, "1", "ok", "--answer", "one")
    mark = desk.json("runbook", "run", number, "2", code=3)["mark"]
    desk("runbook", "approve", "label-printer", "2", "--confirm", mark)

    def press() -> None:
        while not where.exists():
            Event().wait(0.02)
        os.kill(os.getpid(), signal.SIGINT)

    presser = Thread(target=press, daemon=True)
    presser.start()
    ran = desk.json("runbook", "run", number, "2", "--confirm", mark)
    presser.join()
    assert (ran["ended"], ran["exit_code"], ran["output"]) == ("cancelled", None, "on\n")
    assert "Command of step 2: cancelled" in desk("show", number).out


def test_an_edit_goes_from_a_remark_to_the_next_version(desk: CommandLine) -> None:
    file = taken_in(desk)
    assert desk("runbook", "edit", "label-printer").code == 2
    made = desk.json("runbook", "remark", "label-printer", "2", "wrong", "It is a  Brother")
    assert made["remarks"][0]["text"] == "It is a  Brother"
    assert desk("runbook", "edit", "label-printer").out.startswith("# Step 2 was wrong: It is a Brother\n")
    newer = file.read_text(encoding="utf-8").replace("Ask the printer", "Ask the Brother")
    file.write_text(newer, encoding="utf-8")
    assert desk.json("runbook", "edit", "label-printer", "--from", str(file))["text"] == newer
    line = desk.json("runbook", "edit", "label-printer", "--publish", "--note", "new device")
    assert (line["version"], line["edit"]) == (2, False)
    assert "Ask the printer" in desk("runbook", "show", "label-printer", "--version", "1").out
    assert "Ask the Brother" in desk("runbook", "show", "label-printer").out


def test_looking_after_one(desk: CommandLine) -> None:
    desk.add_person("R. Sato")
    assert (
        desk.json("runbook", "owner", "vpn-down", "R. Sato", "--as", "R. Sato")["owner"]["name"] == "R. Sato"
    )
    assert desk.json("runbook", "list", "--mine", "--as", "R. Sato")["runbooks"][0]["key"] == "vpn-down"
    assert desk.json("runbook", "owner", "vpn-down", "nobody")["owner"] is None
    assert desk("runbook", "owner", "vpn-down", "No One").code in {2, 3}
    assert desk.json("runbook", "reviewed", "vpn-down")["reviewed_at"]
    sato = ("--as", "R. Sato")  # the first of the desk, who administers it
    assert desk("runbook", "retire", "vpn-down").code == 3
    assert desk.json("runbook", "retire", "vpn-down", *sato)["state"] == "retired"
    assert "vpn-down" not in desk("runbook", "list").out
    assert desk.json("runbook", "retire", "vpn-down", "--back", *sato)["state"] == "in_use"
    assert desk.json("runbook", "list", "--stale")["runbooks"] == []


def test_a_mistake_in_a_file_is_told_with_its_place(desk: CommandLine) -> None:
    file = desk.folder / "bad.toml"
    head = "key = 'x'\nname = 'X'\nreview_every = 1\n"
    file.write_text(f"{head}[[step]]\nnumber = 1\nkind = 'walk'\ntext = 'T'\n", encoding="utf-8")
    told = desk.json("runbook", "import", str(file), code=2)
    assert told["error"].startswith("bad.toml, step 1: “walk” is no kind")
    assert "question" in told["remedy"]


def test_a_check_off_is_taken_back_also_when_the_run_ended_with_it(desk: CommandLine) -> None:
    taken_in(desk)
    number = desk.json("log", "--title", "The Zebra is silent")["number"]
    desk("runbook", "start", number, "label-printer")
    assert "not checked off" in desk.json("runbook", "take-back", number, "1", code=3)["error"]
    desk("runbook", "step", number, "1", "ok", "--answer", "many")
    assert desk.json("runbook", "step", number, "2", "ok")["state"] == "finished"
    view = desk.json("runbook", "take-back", number, "2")
    assert (view["state"], view["next"]) == ("running", 2)
    assert "Step 2: Taken back" in desk("show", number).out
