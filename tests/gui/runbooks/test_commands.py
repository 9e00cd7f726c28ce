"""Commands of runbooks through the window: shown, asked about, run, limited, cancelled, and no way around."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crew import hire
from end_to_end.office import Desk
from gui.runbooks.books import begin, beside, on_desk, room, row, write_command
from gui.runbooks.books import raise_one as raise_major
from incidentdesk.gui.runbooks.command_part import CommandPart
from incidentdesk.gui.runbooks.run_panel import RunPanel
from incidentdesk.services.runbooks.command_story import Told
from written_runbooks import python

SAYS = "import json, sys; print(json.dumps(sys.argv[1:]))"
HARD = ('she said "no"', "two  words", "", "Grüße 東京", "$(id) ; rm -rf x | y && z > w %PATH% `ls`")
ENDLESS = python("import time\nprint('still here', flush=True)\nwhile True: time.sleep(60)")
TALKS = """import time
for n in range(300):
    print("line", n)
print("Grüße: ☎ is waited for", flush=True)
time.sleep(60)
"""
WAIT_MS = 15_000


def part(panel: RunPanel) -> CommandPart:
    found = row(panel, 1).command
    assert found is not None
    return found


def shown(desk: Desk, command: tuple[str, ...], *, approved: bool = True) -> tuple[str, RunPanel]:
    """The response room with the runbook begun whose first step has ``command``."""
    write_command(desk.office, command, approved=approved)
    uid = raise_major(desk.office)
    return uid, begin(desk, uid, "ask-it")


def run_of(panel: RunPanel) -> str:
    view = panel.shown_run()
    assert view is not None
    return view.run.uid


def told(desk: Desk, uid: str) -> list[Told]:
    return [one for some in beside(desk, uid).told.values() for one in some]


def run(desk: Desk) -> None:
    """By the keys: Alt+X asks, Enter confirms."""
    desk.driver.command("Alt+X")
    assert desk.driver.name() == "Run it now"
    desk.driver.press("Return")


def until(qtbot: QtBot, desk: Desk, fits: Callable[[], bool]) -> None:
    qtbot.waitUntil(fits, timeout=WAIT_MS)
    desk.driver.settle()


def until_told(qtbot: QtBot, desk: Desk, uid: str) -> Told:
    until(qtbot, desk, lambda: bool(told(desk, uid)) and told(desk, uid)[-1].ended != "")
    return told(desk, uid)[-1]


def labels(part: CommandPart) -> list[str]:
    return [one.text() for one in part.lines.findChildren(QLabel)]


def test_quotes_spaces_and_unicode_are_shown_and_run_to_the_letter(desk: Desk, qtbot: QtBot) -> None:
    uid, panel = shown(desk, python(SAYS, *HARD))
    desk.driver.command("Alt+X")
    said = labels(part(panel))
    for argument in HARD:
        assert repr(argument) in said
    assert "ended after 5 min" in part(panel).what.text()
    assert told(desk, uid) == []
    desk.driver.press("Return")
    result = until_told(qtbot, desk, uid)
    assert json.loads(result.output or "") == list(HARD)
    assert part(panel).told.output.toPlainText() == (result.output or "").rstrip()
    assert part(panel).told.chip.text.startswith("Ended well, after")


def test_never_mind_runs_nothing(desk: Desk) -> None:
    uid, panel = shown(desk, python(SAYS))
    desk.driver.command("Alt+X")
    desk.driver.click(part(panel).never_mind)
    assert told(desk, uid) == []
    assert part(panel).run_button.isVisible()


def test_a_huge_output_is_limited_and_that_is_said(desk: Desk, qtbot: QtBot) -> None:
    uid, panel = shown(desk, python("for n in range(400_000): print('line', n)"))
    run(desk)
    result = until_told(qtbot, desk, uid)
    assert result.is_cut
    text = part(panel).told.output.toPlainText()
    assert text.startswith("line 0\nline 1\n")
    assert len(text) <= 40_000
    assert "Only the beginning of" in part(panel).told.rest.text()
    assert "MB, of which" in part(panel).told.rest.text()


def test_an_endless_one_is_told_live_and_cancelled(desk: Desk, qtbot: QtBot) -> None:
    uid, panel = shown(desk, ENDLESS)
    run(desk)
    until(qtbot, desk, lambda: part(panel).going.cancel_button.isVisible())
    assert part(panel).going.said.text() == "Running for 0 s"
    qtbot.waitUntil(lambda: part(panel).going.said.text() != "Running for 0 s", timeout=WAIT_MS)
    assert not part(panel).run_button.isVisible()
    desk.opened.window.show_room("queue")
    desk.driver.settle()
    assert part(room(desk, uid)).going.cancel_button.isVisible()
    desk.driver.command("Alt+K")
    desk.driver.command("Alt+X")
    result = until_told(qtbot, desk, uid)
    assert (result.ended, result.exit_code) == ("cancelled", None)
    assert "still here" in (result.output or "")
    assert part(panel).told.chip.text.startswith("Cancelled, after")
    assert part(panel).run_button.text() == "Run again…"


def test_what_it_says_is_shown_while_it_runs_with_the_time_that_is_left(desk: Desk, qtbot: QtBot) -> None:
    _uid, panel = shown(desk, python(TALKS))
    run(desk)
    going = part(panel).going
    qtbot.waitUntil(lambda: "line 299" in going.output.toPlainText(), timeout=WAIT_MS)
    assert "is waited for" in going.output.toPlainText()
    assert "line 0\n" not in going.output.toPlainText()
    bar = going.output.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    assert going.left.text().startswith("is ended in 04:5")
    bar.setValue(0)
    qtbot.waitUntil(lambda: going.left.text() < "is ended in 04:57", timeout=WAIT_MS)
    assert bar.value() == 0
    desk.driver.command("Alt+X")
    qtbot.waitUntil(lambda: not going.isVisible(), timeout=WAIT_MS)
    desk.driver.settle()
    assert part(panel).told.output.toPlainText().startswith("line 0\n")


def test_all_of_a_line_is_in_sight_however_long_it_is(desk: Desk, qtbot: QtBot) -> None:
    uid, panel = shown(desk, python("print('word ' * 200)"))
    run(desk)
    until_told(qtbot, desk, uid)
    output = part(panel).told.output
    line = output.blockBoundingGeometry(output.firstVisibleBlock()).bottom()
    assert output.horizontalScrollBar().isVisible()
    assert output.viewport().height() >= line
    assert not output.verticalScrollBar().isVisible()


def test_a_failing_one_is_told_with_what_it_said(desk: Desk, qtbot: QtBot) -> None:
    uid, panel = shown(desk, python("import sys; print('no paper', file=sys.stderr); sys.exit(3)"))
    run(desk)
    assert until_told(qtbot, desk, uid).exit_code == 3
    assert part(panel).told.chip.text.startswith("Failed with exit code 3")
    assert (part(panel).told.chip.tone, part(panel).told.output.toPlainText()) == ("warning", "no paper")


def test_one_that_is_not_there_is_told_as_not_started(desk: Desk, qtbot: QtBot) -> None:
    uid, panel = shown(desk, ("no-such-program-anywhere", "x"))
    run(desk)
    assert until_told(qtbot, desk, uid).ended == "not_started"
    assert part(panel).told.chip.text == "Not started"
    assert "no-such-program-anywhere" in part(panel).told.rest.text()
    assert not part(panel).told.output.isVisible()


def test_what_is_not_approved_is_run_by_no_way_of_the_window(desk: Desk) -> None:
    uid, panel = shown(desk, python(SAYS), approved=False)
    command = part(panel)
    assert not command.run_button.isVisible()
    assert "not approved" in command.why_not.text()
    desk.driver.command("Alt+X")
    command.run_button.click()  # as a screen reader may press what is hidden
    desk.driver.settle()
    assert command.refused.text() == "It is not approved any more."
    assert not command.confirm_button.isVisible()
    command.confirm_button.click()
    desk.driver.settle()
    refusals: list[object] = []
    session = desk.opened.session
    session.commands.start(
        run_of(panel), 1, python(SAYS), session.me, lambda error: bool(refusals.append(error)) or True
    )
    desk.driver.settle()
    assert "is not approved" in str(refusals[0])
    desk.driver.command("Ctrl+K")
    desk.driver.keys("run the command")
    desk.driver.press("Return")
    assert told(desk, uid) == []


def test_what_was_approved_and_changed_or_withdrawn_meanwhile_is_refused(desk: Desk) -> None:
    uid, panel = shown(desk, python(SAYS))
    desk.driver.command("Alt+X")
    mark = on_desk(desk, lambda cases: cases.commands.approvals())[0].sha256
    on_desk(desk, lambda cases: cases.commands.withdraw(mark, desk.office.me.uid))
    desk.driver.press("Return")
    assert "is not approved" in part(panel).refused.text()
    assert told(desk, uid) == []


def test_who_may_not_approve_reads_who_may(desk: Desk) -> None:
    agent = on_desk(desk, lambda cases: hire(cases).uid("agent"))
    session = desk.opened.session
    staff = on_desk(desk, lambda cases: cases.people.staff())
    session.change_person(next(one for one in staff if one.uid == agent))
    _uid, panel = shown(desk, python(SAYS), approved=False)
    assert "administrators" in part(panel).why_not.text()
    assert not part(panel).approve_link.isVisible()


def test_a_window_that_is_closed_asks_once_and_ends_what_runs(desk: Desk, qtbot: QtBot) -> None:
    uid, panel = shown(desk, ENDLESS)
    run(desk)
    until(qtbot, desk, lambda: part(panel).going.cancel_button.isVisible())
    window = desk.opened.window
    assert not window.close()
    assert "A command is still running" in window.banner.text
    assert [one.text() for one in window.banner.actions_shown()] == ["End it and quit"]
    assert told(desk, uid)[0].ended == ""


def test_what_ended_with_the_window_is_on_the_timeline(desk: Desk, qtbot: QtBot) -> None:
    office = desk.office
    with office.window(qtbot) as other:
        uid, panel = shown(other, ENDLESS)
        run(other)
        until(qtbot, other, lambda: part(panel).going.cancel_button.isVisible())
    (result,) = [one for some in beside(office, uid).told.values() for one in some]
    assert (result.ended, result.by) == ("cancelled", office.me.uid)


def test_a_result_that_never_came_is_told_as_that_after_a_restart(desk: Desk) -> None:
    uid, panel = shown(desk, python(SAYS))
    run_uid = run_of(panel)

    on_desk(desk, lambda cases: cases.commands.begin(run_uid, 1, python(SAYS), desk.office.me.uid))
    panel.show_incident(uid)
    desk.driver.settle()
    assert part(panel).told.chip.text == "No result is told"
    assert part(panel).run_button.isVisible()


@pytest.mark.parametrize("status", ["finished", "left"])
def test_nothing_is_run_for_a_run_that_is_over(desk: Desk, status: str) -> None:
    _uid, panel = shown(desk, python(SAYS))
    me, run_uid = desk.office.me.uid, run_of(panel)
    if status == "left":
        on_desk(desk, lambda cases: cases.runbook_runs.leave(run_uid, "another way", me))
    else:
        for number in (1, 2):
            on_desk(
                desk, lambda cases, number=number: cases.runbook_runs.check_off(run_uid, number, "ok", me)
            )
    panel.show_incident(panel.uid)
    desk.driver.settle()
    assert not part(panel).isVisible()
