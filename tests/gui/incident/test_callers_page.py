"""Telling the callers of an outage that it is over: down the list by keyboard, or all at once."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from end_to_end.outage import callers_of, new_child, new_outage, take_to
from incidentdesk.gui.outages.callers_page import CallersPage


def resolved(office: Office) -> str:
    """An outage that is resolved, with the closing stage at hand; two called after who told of it first."""
    uid = new_outage(office, callers=2)
    take_to(office, uid, "closure")
    return uid


def page(desk: Desk) -> CallersPage:
    return desk.incident.outage.callers


def states(desk: Desk, uid: str) -> list[str]:
    return [one.state for one in callers_of(desk.office, uid).lines]


def current(desk: Desk) -> str:
    caller = page(desk).list.current
    return caller.name if caller is not None else ""


def said(desk: Desk) -> str:
    return desk.opened.window.toast.text


def test_without_callers_the_page_says_how_they_come(desk: Desk) -> None:
    uid = new_outage(desk.office)
    desk.show(uid)
    driver = desk.driver
    driver.command("Alt+C")
    assert driver.name() == "Add a caller"
    driver.press("Return")
    driver.keys("Anna Berg")
    driver.press("Tab")
    driver.keys("ext. 12")
    driver.press("Return")
    assert [one.callback for one in callers_of(desk.office, uid).lines] == ["ext. 12"]
    assert driver.name() == "Who calls", "the next one can be added at once"
    driver.press("Esc")
    assert driver.name() == "Callers"
    driver.press("Esc")
    assert driver.has_focus(desk.incident.stages)


def test_before_it_is_resolved_nobody_is_told(desk: Desk) -> None:
    uid = new_outage(desk.office, callers=2)
    desk.show(uid)
    desk.driver.command("Alt+C")
    assert page(desk).when.text() == "They are told when the outage is resolved."
    desk.driver.press("R")
    assert said(desk) == "They are told when the outage is resolved."
    assert states(desk, uid) == ["waiting", "waiting"]
    assert not page(desk).detail.reached.isVisible()


def test_down_the_list_by_keyboard(desk: Desk) -> None:
    uid = resolved(desk.office)
    desk.show(uid)
    driver = desk.driver
    driver.command("Alt+C")
    assert (driver.name(), current(desk)) == ("Callers", "Anna Berg")
    driver.press("R")
    assert (states(desk, uid), current(desk)) == (["reached", "waiting", "waiting"], "Kofi Mensah")
    driver.press("N")
    assert states(desk, uid) == ["reached", "no_answer", "waiting"]
    assert current(desk) == "Dana Whitlock"
    driver.press("M")
    driver.keys("Works again for her")
    driver.press("Return")
    (*_others, last) = callers_of(desk.office, uid).lines
    assert (last.state, last.attempts[-1].note, last.attempts[-1].means) == (
        "reached", "Works again for her", "phone"
    )  # fmt: skip
    assert page(desk).told.text() == "2 of 3 callers reached"
    assert current(desk) == "Kofi Mensah", "who did not answer is still left"


def test_undo_lets_a_caller_wait_again(desk: Desk) -> None:
    uid = resolved(desk.office)
    desk.show(uid)
    desk.driver.command("Alt+C")
    desk.driver.press("R")
    assert said(desk) == "Anna Berg is reached."
    desk.driver.command("Ctrl+Shift+Z")
    assert states(desk, uid) == ["waiting"] * 3
    assert page(desk).told.text() == "0 of 3 callers reached"


def test_a_note_stays_with_the_caller_it_was_begun_for(desk: Desk) -> None:
    uid = resolved(desk.office)
    desk.show(uid)
    driver = desk.driver
    driver.command("Alt+C")
    driver.press("M")
    driver.keys("Asks for")
    driver.press("Esc")
    driver.press("Down")
    assert page(desk).detail.note.text() == ""
    driver.press("R")
    assert callers_of(desk.office, uid).lines[1].attempts[-1].note == ""
    driver.press("Home")
    assert page(desk).detail.note.text() == "Asks for"


def test_the_number_to_call_is_copied(desk: Desk) -> None:
    desk.show(resolved(desk.office))
    desk.driver.command("Alt+C")
    desk.driver.press("C")
    assert QGuiApplication.clipboard().text() == "ext. 4000"


def test_all_at_once_and_back_at_once(desk: Desk) -> None:
    uid = resolved(desk.office)
    desk.show(uid)
    driver = desk.driver
    driver.command("Alt+C")
    driver.press("E")
    assert said(desk) == "3 callers reached by announcement."
    lines = callers_of(desk.office, uid).lines
    assert {(one.state, one.attempts[-1].means) for one in lines} == {("reached", "announcement")}
    assert page(desk).when.text() == "Nobody is left to be told: the outage can be closed."
    driver.command("Ctrl+Shift+Z")
    assert states(desk, uid) == ["waiting"] * 3


@pytest.mark.parametrize("answer", [0, 1, 2])
def test_closing_asks_what_to_do_with_those_who_are_left(desk: Desk, answer: int) -> None:
    uid = resolved(desk.office)
    desk.show(uid)
    driver, room = desk.driver, desk.incident
    driver.command("Ctrl+Return")
    asked = room.outage.unreached
    assert asked.text == "0 of 3 callers reached. How are they told?"
    assert driver.name() == "Go down the list"
    driver.press("Tab", times=answer)
    driver.press("Return")
    if answer == 0:
        assert room.outage.shown is page(desk)
        for _caller in range(3):
            driver.press("R")
        assert not asked.isVisible()
        driver.command("Ctrl+Return")
        assert driver.has_focus(room.stages)
    elif answer == 2:
        driver.keys("Told by the head of the ward")
        driver.command("Ctrl+Return")
    driver.command("Ctrl+Return")
    assert desk.office.page(uid).incident.status == "closed"
    wanted = "waived" if answer == 2 else "reached"
    assert states(desk, uid) == [wanted] * 3


def test_what_the_footer_names_as_missing_leads_to_the_question(desk: Desk) -> None:
    desk.show(resolved(desk.office))
    desk.driver.click(desk.incident.stages.footer.gap)
    assert desk.incident.outage.unreached.isVisible()


def test_callers_of_a_child_are_told_with_those_of_the_outage(desk: Desk) -> None:
    uid = new_outage(desk.office, callers=1)
    child = new_child(desk.office, uid, "Room 4 cannot be booked")
    with desk.office.reading() as cases:
        cases.stages.save(child, {"reporter": desk.office.reporter.uid}, {}, desk.office.me.uid)
    desk.show(uid)
    desk.driver.command("Alt+C")
    assert len(page(desk).list.model.records()) == len(callers_of(desk.office, uid).lines)


def test_a_note_that_was_begun_is_there_again_after_a_restart(office: Office, qtbot: QtBot) -> None:
    uid = resolved(office)
    with office.window(qtbot) as desk:
        desk.show(uid)
        desk.driver.command("Alt+C")
        desk.driver.press("M")
        desk.driver.keys("Asks for")
    with office.window(qtbot) as desk:
        desk.show(f"{uid}/callers")
        qtbot.waitUntil(lambda: page(desk).detail.note.text() == "Asks for")
        desk.driver.press("R")
        assert callers_of(office, uid).lines[0].attempts[-1].note == "Asks for"
    with office.window(qtbot) as desk:
        desk.show(f"{uid}/callers")
        desk.driver.press("Down")
        desk.driver.settle()
        assert page(desk).detail.notes() == {}


def test_a_note_stays_where_the_outage_was_closed_by_somebody_else_meanwhile(
    office: Office, qtbot: QtBot
) -> None:
    uid = resolved(office)
    with office.window(qtbot) as desk:
        desk.show(uid)
        desk.driver.command("Alt+C")
        desk.driver.press("M")
        desk.driver.keys("Asks for")
        with office.reading() as cases:
            everybody = [one.uid for one in cases.outages.callers(uid).lines]
            cases.outages.reach(uid, everybody, "reached", office.me.uid)
            cases.stages.complete(uid, "closure", office.me.uid)
        desk.driver.press("Return")
        assert len(desk.failures) == 1
        assert "Asks for" in desk.incident.outage.callers.detail.notes().values()
