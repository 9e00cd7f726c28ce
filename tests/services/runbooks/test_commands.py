"""Commands of runbooks: approved, confirmed, run once, told; and no way around any of it."""

from __future__ import annotations

import ast
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from crew import hire
from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.running import Limits, Ran
from incidentdesk.domain.runbook import command_sha256
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.desk.rights import NotAllowedError
from incidentdesk.services.runbooks.commands import Commands
from incidentdesk.services.timeline_texts import entry_text
from walk import Walk
from written_runbooks import asking, label_printer, python

PACKAGE = Path(__file__).parents[3] / "app" / "incidentdesk"
SAYS = "import json, sys; print(json.dumps(sys.argv[1:]))"
HARD = ['she said "no"', "two  words", "", "Grüße 東京", "$(id) ; rm -rf x | y && z > w %PATH% `ls`"]


def written(walk: Walk, *command: str) -> None:
    walk.cases.runbooks.write(label_printer(asking(command), asking(command, "Ask again")), walk.me)


def begun(walk: Walk, *command: str, approved: bool = True) -> tuple[str, str]:
    """An incident with a run of a runbook whose steps have this command; gives both uids."""
    written(walk, *command)
    if approved:
        walk.cases.commands.approve("label-printer", 1, command, walk.me)
    uid = walk.log()
    return uid, walk.cases.runbook_runs.start(uid, "label-printer", walk.me)[0].run.uid


def kinds(walk: Walk, uid: str) -> list[str]:
    return [one.kind for one in walk.page(uid).entries if one.kind.startswith("runbook_command")]


def told(walk: Walk, uid: str) -> list[tuple[str, str, tuple[str, ...]]]:
    page = walk.page(uid)
    texts = ValueTexts(page.settings, page.names, page.definition)
    found = [entry_text(one, page, texts) for one in page.entries if one.kind.startswith("runbook_command")]
    return [(one.headline, one.detail, one.marks) for one in found]


def test_an_approved_and_confirmed_command_runs_with_its_exact_arguments(walk: Walk) -> None:
    command = python(SAYS, *HARD)
    uid, run = begun(walk, *command)
    plan = walk.cases.commands.plan(run, 1)
    assert (plan.command, plan.sha256) == (command, command_sha256(command))
    assert plan.approved is not None
    assert plan.approved.by == walk.me
    agent = hire(walk.cases).uid("agent")
    ran, changes = walk.cases.commands.run(run, 1, plan.command, agent)
    assert (ran.ended, ran.exit_code, json.loads(ran.output)) == ("itself", 0, HARD)
    assert changes.incidents == {uid}
    first, last = [one for one in walk.page(uid).entries if one.kind.startswith("runbook_command")]
    assert (first.kind, first.author, first.payload) == ("runbook_command", agent, {"command": [*command]})
    assert last.payload == {"command": [*command], "output": ran.output}
    assert {key: last.parameters[key] for key in ("step", "ended", "exit_code", "is_cut")} == {
        "step": 1, "ended": "itself", "exit_code": 0, "is_cut": False,
    }  # fmt: skip
    assert told(walk, uid)[1][0] == "Command of step 1: exit code 0"


def test_one_that_fails_is_told_with_its_code_and_what_it_said(walk: Walk) -> None:
    uid, run = begun(walk, *python("import sys; print('no paper', file=sys.stderr); sys.exit(3)"))
    ran, _changes = walk.cases.commands.run(run, 1, walk.cases.commands.plan(run, 1).command, walk.me)
    assert (ran.exit_code, ran.output) == (3, "no paper\n")
    headline, detail, _marks = told(walk, uid)[1]
    assert headline == "Command of step 1: exit code 3"
    assert detail.endswith("\nno paper")


def test_a_huge_output_is_kept_to_a_limit_and_shown_in_part(walk: Walk) -> None:
    uid, run = begun(walk, *python("for n in range(400_000): print('line', n)"))
    ran, _changes = walk.cases.commands.run(run, 1, walk.cases.commands.plan(run, 1).command, walk.me)
    assert ran.is_cut
    assert len(ran.output.encode()) <= 1_000_000 < ran.said_bytes
    _headline, detail, marks = told(walk, uid)[1]
    assert len(detail) < 2_000
    assert "more lines)" in detail
    assert f"output cut: it was {ran.said_bytes:,} bytes" in marks


def test_one_that_never_ends_is_ended_at_the_limit(walk: Walk) -> None:
    uid, run = begun(walk, *python("import time\nwhile True: time.sleep(60)"))
    commands = Commands(walk.cases.desk, Limits(seconds=0.5))
    ran, _changes = commands.run(run, 1, commands.plan(run, 1).command, walk.me)
    assert (ran.ended, ran.exit_code) == ("time", None)
    assert told(walk, uid)[1][0] == "Command of step 1: ended at its time limit"


def test_one_that_is_cancelled_is_told_too(walk: Walk, tmp_path: Path) -> None:
    source = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text('x'); time.sleep(600)"
    where, stop, said = tmp_path / "begun", Event(), list[Ran]()
    uid, run = begun(walk, *python(source, str(where)))
    commands = walk.cases.commands
    ticket, _changes = commands.begin(run, 1, commands.plan(run, 1).command, walk.me)
    worker = Thread(target=lambda: said.append(commands.execute(ticket, stop.is_set)))
    worker.start()
    while not where.exists() and worker.is_alive():
        stop.wait(0.01)
    walk.cases.conversation.note(uid, "The desk can be written meanwhile", walk.me)
    stop.set()
    worker.join(30)
    commands.record(ticket, said[0], walk.me)
    assert told(walk, uid)[1][0] == "Command of step 1: cancelled"


def test_a_program_that_is_not_there_is_told(walk: Walk) -> None:
    uid, run = begun(walk, "no-such-program", "x")
    ran, _changes = walk.cases.commands.run(run, 1, ("no-such-program", "x"), walk.me)
    assert (ran.ended, ran.exit_code) == ("not_started", None)
    headline, detail, _marks = told(walk, uid)[1]
    assert headline == "Command of step 1: not started"
    assert "There is no program “no-such-program” on this computer." in detail


def test_what_is_not_approved_runs_by_no_path(walk: Walk, tmp_path: Path) -> None:
    where = tmp_path / "ran"
    command = python("import pathlib, sys; pathlib.Path(sys.argv[1]).touch()", str(where))
    uid, run = begun(walk, *command, approved=False)
    commands = walk.cases.commands
    assert commands.plan(run, 1).approved is None
    assert walk.cases.runbook_runs.one(run).approved == frozenset()
    with pytest.raises(RefusedError, match="not approved"):
        commands.run(run, 1, command, walk.me)
    commands.approve("label-printer", 1, command, walk.me)
    commands.withdraw(command_sha256(command), walk.me)
    with pytest.raises(RefusedError, match="not approved"):
        commands.begin(run, 1, command, walk.me)
    assert (kinds(walk, uid), where.exists()) == ([], False)


@pytest.mark.parametrize("place", range(4))
def test_one_character_more_or_less_takes_the_approval_away(walk: Walk, tmp_path: Path, place: int) -> None:
    where = tmp_path / "ran"
    command = python("import pathlib, sys; pathlib.Path(sys.argv[1]).touch()", str(where))
    written(walk, *command)
    walk.cases.commands.approve("label-printer", 1, command, walk.me)
    changed = tuple(f"{one} " if number == place else one for number, one in enumerate(command))
    written(walk, *changed)
    run = walk.cases.runbook_runs.start(walk.log(), "label-printer", walk.me)[0].run.uid
    for confirmed, said in ((changed, "not approved"), (command, "not the one that was shown")):
        with pytest.raises(RefusedError, match=said):
            walk.cases.commands.run(run, 1, confirmed, walk.me)
    assert not where.exists()


def test_other_borders_between_the_same_characters_are_another_command(walk: Walk) -> None:
    _uid, run = begun(walk, *python(SAYS, "a b"))
    for confirmed in (python(SAYS, "a", "b"), (*python(SAYS, "a b"), ""), python(SAYS, "a b")[:-1]):
        with pytest.raises(RefusedError, match="not the one"):
            walk.cases.commands.run(run, 1, confirmed, walk.me)


def test_a_text_that_was_changed_in_the_file_itself_is_not_approved(
    walk: Walk, desk_paths: DeskPaths
) -> None:
    command = python(SAYS, "a")
    _uid, run = begun(walk, *command)
    raw = sqlite3.connect(desk_paths.desk)
    with raw:
        raw.execute("UPDATE runbook_version SET text = replace(text, '\"a\"', '\"b\"')")
    raw.close()
    shown = walk.cases.commands.plan(run, 1).command
    assert shown == python(SAYS, "b")
    with pytest.raises(RefusedError, match="not approved"):
        walk.cases.commands.run(run, 1, shown, walk.me)


def test_what_was_begun_runs_once_and_only_as_it_was_begun(walk: Walk) -> None:
    command = python(SAYS, "a")
    _uid, run = begun(walk, *command)
    commands = walk.cases.commands
    ticket, _changes = commands.begin(run, 1, command, walk.me)
    with pytest.raises(RefusedError, match="not begun"):
        commands.execute(replace(ticket, command=python(SAYS, "b")))
    ticket, _changes = commands.begin(run, 1, command, walk.me)
    assert json.loads(commands.execute(ticket).output) == ["a"]
    for again in (ticket, replace(ticket, ticket="made up")):
        with pytest.raises(RefusedError, match="not begun"):
            commands.execute(again)


def test_a_withdrawn_command_is_not_run_even_where_it_was_begun(walk: Walk) -> None:
    command = python(SAYS, "a")
    _uid, run = begun(walk, *command)
    commands = walk.cases.commands
    ticket, _changes = commands.begin(run, 1, command, walk.me)
    commands.withdraw(command_sha256(command), walk.me)
    with pytest.raises(RefusedError, match="not begun"):
        commands.execute(ticket)


def test_a_step_that_waits_and_a_run_that_is_over_run_nothing(walk: Walk) -> None:
    command = python(SAYS, "a")
    uid, run = begun(walk, *command)
    with pytest.raises(RefusedError, match="not to be done now"):
        walk.cases.commands.run(run, 2, command, walk.me)
    with pytest.raises(UsageError, match="no command"):
        walk.cases.commands.run(run, 7, command, walk.me)
    walk.cases.runbook_runs.leave(run, "wrong one", walk.me)
    with pytest.raises(RefusedError, match="over"):
        walk.cases.commands.run(run, 1, command, walk.me)
    assert kinds(walk, uid) == []


def test_administrators_approve_agents_run_and_readers_do_neither(walk: Walk) -> None:
    command = python(SAYS, "a")
    _uid, run = begun(walk, *command, approved=False)
    crew, commands = hire(walk.cases), walk.cases.commands
    for role in ("agent", "lead", "read_only"):
        with pytest.raises(NotAllowedError, match="administrators may"):
            commands.approve("label-printer", 1, command, crew.uid(role))
    with pytest.raises(RefusedError, match="not the one that was shown"):
        commands.approve("label-printer", 1, python(SAYS, "b"), crew.uid("administrator"))
    commands.approve("label-printer", 1, command, crew.uid("administrator"))
    commands.approve("label-printer", 1, command, crew.uid("administrator"))
    assert [one.command for one in commands.approvals()] == [command]
    assert walk.cases.runbook_runs.one(run).approved == {1, 2}
    assert walk.cases.runbooks.page("label-printer").approved == {1, 2}
    with pytest.raises(NotAllowedError):
        commands.run(run, 1, command, crew.uid("read_only"))
    with pytest.raises(NotAllowedError):
        commands.withdraw(command_sha256(command), crew.uid("agent"))
    with pytest.raises(UsageError):
        commands.withdraw("made up", crew.uid("administrator"))
    assert commands.run(run, 1, command, crew.uid("agent"))[0].exit_code == 0


def test_no_other_module_starts_programs() -> None:
    """Only the commands use what runs programs, and only there and beside it is anything started at all."""
    users, starters = set[str](), set[str]()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            users |= {name} if "incidentdesk.base.running" in modules else set()
            starters |= {name} if "subprocess" in modules else set()
    assert users == {"services/runbooks/commands.py"}
    assert starters == {"base/running.py", "base/platform_specific.py"}
