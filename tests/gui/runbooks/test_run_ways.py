"""A run by the keyboard: Esc puts away what is open and no more, and the focus goes on to what comes next."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.runbooks.books import begin, beside, on_desk, room, row, write_command
from gui.runbooks.books import raise_one as raise_major
from gui.runbooks.test_run_card import answers, begun
from incidentdesk.gui.response.room_page import ResponsePage
from written_runbooks import python


def is_in_the_room(desk: Desk) -> bool:
    page = desk.opened.window.rooms["response"]
    assert isinstance(page, ResponsePage)
    return bool(page.uid) and desk.opened.window.room == "response"


def test_esc_puts_the_question_of_leaving_away_and_keeps_what_is_typed(desk: Desk) -> None:
    _uid, panel = begun(desk)
    desk.driver.click(panel.leaving.link)
    desk.driver.keys("another way")
    desk.driver.press("Esc")
    assert not panel.leaving.isVisible()
    assert is_in_the_room(desk)
    assert desk.driver.has_focus(panel.leaving.link)
    desk.driver.press("Space")
    assert panel.leaving.why.text() == "another way"


def test_esc_puts_the_questions_of_a_step_away(desk: Desk) -> None:
    uid, panel = begun(desk)
    desk.driver.command("Alt+S")
    desk.driver.keys("no time")
    desk.driver.press("Esc")
    assert not answers(panel, 1).why.isVisible()
    assert is_in_the_room(desk)
    for number in (1, 2):
        answers(panel, number).put({"answer": "one"})
        desk.driver.command("Alt+Y")
    desk.driver.command("Alt+Y")
    assert desk.driver.name() == "Yes, it is done"
    desk.driver.press("Esc")
    assert not answers(panel, 3).sure_button.isVisible()
    assert is_in_the_room(desk)
    assert [one.state for one in beside(desk, uid).runs[-1].progress.steps][2] == "open"


def test_esc_runs_no_command_and_puts_its_question_away(desk: Desk) -> None:
    write_command(desk.office, python("print(1)"))
    panel = begin(desk, raise_major(desk.office), "ask-it")
    desk.driver.command("Alt+X")
    assert desk.driver.name() == "Run it now"
    desk.driver.press("Esc")
    command = row(panel, 1).command
    assert command is not None
    assert not command.confirm_button.isVisible()
    assert desk.driver.has_focus(command.run_button)
    assert is_in_the_room(desk)


def test_esc_puts_the_other_runbooks_away_and_then_leads_back(desk: Desk) -> None:
    _uid, panel = begun(desk)
    desk.driver.click(panel.more_link)
    assert panel.fitting.isVisible()
    desk.driver.press("Esc")
    assert not panel.fitting.isVisible()
    assert desk.driver.has_focus(panel.more_link)
    assert is_in_the_room(desk)
    desk.driver.press("Esc")
    assert not is_in_the_room(desk)


def test_after_leaving_the_focus_is_where_it_is_asked_what_was_wrong(desk: Desk) -> None:
    _uid, panel = begun(desk)
    desk.driver.click(panel.leaving.link)
    desk.driver.keys("another way was found")
    desk.driver.press("Return")
    assert panel.after.isAncestorOf(desk.driver.focused())


def test_after_the_last_step_the_focus_is_where_it_is_asked_what_was_wrong(desk: Desk) -> None:
    uid, panel = begun(desk)
    me = desk.office.me.uid
    run = beside(desk, uid).runs[0].run.uid
    on_desk(desk, lambda cases: cases.runbook_runs.check_off(run, 1, "ok", me, answer="one"))
    for number in (2, 3):
        on_desk(desk, lambda cases, number=number: cases.runbook_runs.check_off(run, number, "ok", me))
    panel.show_incident(uid)
    desk.driver.settle()
    assert panel.after.isVisible()
    on_desk(desk, lambda cases: cases.runbook_runs.take_back(run, 3, me))
    panel.show_incident(uid)
    desk.driver.settle()
    panel.focus_first()
    desk.driver.command("Alt+Y")
    desk.driver.press("Return")
    assert panel.after.isAncestorOf(desk.driver.focused())


def test_why_it_is_left_is_kept_while_it_is_typed(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        uid, panel = begun(desk)
        desk.driver.click(panel.leaving.link)
        desk.driver.keys("the supplier")
        qtbot.waitUntil(panel.leaving.keeper.is_settled)
    with office.window(qtbot) as desk:
        panel = room(desk, uid)
        desk.driver.click(panel.leaving.link)
        assert panel.leaving.why.text() == "the supplier"
        desk.driver.press("Return")
        assert beside(desk, uid).runs[0].run.state == "left"
        assert panel.leaving.why.text() == ""
