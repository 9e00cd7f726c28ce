"""The lock: by key, after idle time, after sleep, and at the start; what is typed is there afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from end_to_end.office import START, Desk, Office
from end_to_end.test_nothing_is_lost import new_incident
from gui.signing.conftest import PIN, told
from incidentdesk.domain.records import Person
from incidentdesk.services.desk.desk import Changes


@contextmanager
def unlocked(office: Office, qtbot: QtBot, room: str = "log") -> Iterator[Desk]:
    """The window of somebody with a PIN, who has typed it."""
    with office.window(qtbot) as desk:
        desk.driver.keys(PIN)
        desk.driver.press("Return")
        desk.opened.window.show_room(room)
        desk.driver.settle()
        assert not desk.opened.session.locked
        yield desk


def is_covered(desk: Desk) -> bool:
    return not desk.opened.window.content.isVisible() and desk.opened.window.doors.page.isVisible()


@pytest.mark.usefixtures("my_pin")
def test_whoever_has_a_pin_begins_with_it(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        assert desk.opened.session.locked
        assert is_covered(desk)
        assert desk.driver.name() == "PIN of M. Oyelaran"
        desk.driver.press("Esc")
        for keys in ("Ctrl+N", "Ctrl+K", "F1", "F2", "Ctrl+1"):
            desk.driver.command(keys)
            assert is_covered(desk)
        assert desk.opened.window.room == "queue"
        desk.driver.keys(PIN)
        desk.driver.press("Return")
        assert not desk.opened.session.locked
        assert desk.driver.has_focus(desk.opened.window.rooms["queue"])
        desk.driver.command("Ctrl+N")
        assert desk.opened.window.room == "log"


@pytest.mark.usefixtures("my_pin")
def test_a_half_filled_form_is_there_after_the_lock(office: Office, qtbot: QtBot) -> None:
    with unlocked(office, qtbot) as desk:
        driver = desk.driver
        driver.keys("Labels come out blank")
        driver.press("Tab")
        driver.keys("Dana")
        there = QApplication.focusWidget()
        driver.command("Ctrl+L")
        assert is_covered(desk)
        page = desk.opened.window.doors.page
        assert (page.heading.text(), page.why.text()) == ("Locked", "Since 09:02. What was typed is kept.")
        assert page.back_button.isHidden()
        driver.keys("0000")
        driver.press("Return")
        assert told(desk) == "This is not the PIN. Try again."
        driver.keys(PIN)
        driver.press("Return")
        assert not is_covered(desk)
        assert QApplication.focusWidget() is there
        assert desk.log.form.values()["title"] == "Labels come out blank"
        driver.keys(" W")  # and one goes on where one was
    with unlocked(office, qtbot) as desk:
        assert desk.log.form.values()["title"] == "Labels come out blank", "it was a draft all the time"


@pytest.mark.usefixtures("my_pin")
def test_wrong_tries_slow_down_also_after_a_restart(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        for _try in range(3):
            desk.driver.keys("0000")
            desk.driver.press("Return")
        assert told(desk) == "This is not the PIN. Try again in 5 seconds."
    office.time.advance(seconds=3)
    with office.window(qtbot) as desk:
        desk.driver.keys(PIN)
        desk.driver.press("Return")
        assert told(desk) == "Too many tries were wrong. Try again in 2 seconds."
        wait = desk.opened.window.doors.page.wait
        assert wait.interval() == 2000
        wait.start(0)
        qtbot.waitUntil(lambda: told(desk) == "The wait is over. Type the PIN.")
        assert desk.opened.session.locked
        office.time.advance(seconds=2)
        desk.driver.keys(PIN)
        desk.driver.press("Return")
        assert not desk.opened.session.locked


def test_without_a_pin_enter_is_enough(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    desk.driver.keys("Labels")
    changes: list[bool] = []
    session = desk.opened.session
    session.locked_changed.connect(lambda: changes.append(session.locked))
    desk.driver.command("Ctrl+L")
    assert is_covered(desk)
    desk.driver.press("Return")
    assert not is_covered(desk)
    assert changes == [True, False]
    desk.driver.keys(" come out")
    assert desk.log.form.values()["title"] == "Labels come out"


@pytest.mark.usefixtures("my_pin")
def test_a_colleague_may_take_over_a_locked_window(kim: Person, office: Office, qtbot: QtBot) -> None:
    with unlocked(office, qtbot) as desk:
        desk.driver.keys("Of Oyelaran")
        desk.driver.command("Ctrl+L")
        desk.driver.press("Down")
        desk.driver.press("Return")
        assert desk.opened.session.me == kim.uid
        assert desk.log.form.values().get("title") is None
        desk.driver.command("F2")
        desk.driver.press("Return")
        desk.driver.keys(PIN)
        desk.driver.press("Return")
        assert desk.log.form.values()["title"] == "Of Oyelaran"


@pytest.mark.usefixtures("my_pin")
def test_it_locks_when_nobody_touches_it(office: Office, qtbot: QtBot) -> None:
    with unlocked(office, qtbot) as desk:
        driver, window = desk.driver, desk.opened.window
        driver.keys("Labels")
        for _minute in range(12):  # whoever moves the mouse is here
            office.time.advance(minutes=1)
            QTest.mouseMove(window.windowHandle(), QPoint(300, 300 + _minute))
        assert not is_covered(desk)
        for _minute in range(9):
            office.time.advance(minutes=1)
            window.doors.watch._look()  # noqa: SLF001 - its timer, which no test waits for
        assert not is_covered(desk)
        office.time.advance(minutes=1)
        driver.patient = False
        QTest.keyClick(window.windowHandle(), "x")
        driver.patient = True
        driver.settle()
        assert is_covered(desk)
        why = window.doors.page.why.text()
        assert why == "Since 09:24, after 10 minutes without input. What was typed is kept."
        assert desk.log.form.values()["title"] == "Labels", (
            "the key was meant for a window that is not locked"
        )
        driver.keys(PIN)
        driver.press("Return")
        driver.keys("!")
        assert desk.log.form.values()["title"] == "Labels!"


@pytest.mark.usefixtures("my_pin")
def test_it_locks_when_the_computer_slept(office: Office, qtbot: QtBot) -> None:
    with unlocked(office, qtbot) as desk:
        office.time.move_to(START + timedelta(minutes=4))  # less than is allowed without a key
        desk.opened.window.doors.watch._look()  # noqa: SLF001 - what is left of its timer after the sleep
        desk.driver.settle()
        assert is_covered(desk)
        assert desk.opened.window.doors.page.why.text() == "The computer slept. What was typed is kept."


def test_it_does_not_lock_where_nobody_wants_it(desk: Desk, qtbot: QtBot) -> None:
    assert desk.opened.window.doors.watch.limit_ms == 0
    desk.office.time.advance(hours=8)
    desk.driver.command("Ctrl+N")
    assert not is_covered(desk)
    with desk.office.reading() as cases:
        cases.signing_in.lock_after(10, 30, desk.office.me.uid)
    desk.opened.tasks.start_watching()
    qtbot.waitUntil(lambda: desk.opened.window.doors.watch.limit_ms == 30 * 60_000)


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_a_menu_does_not_stay_above_the_lock(desk: Desk) -> None:
    desk.driver.patient = False
    desk.opened.window.top.menu_button.click()
    assert QApplication.activePopupWidget() is not None
    desk.opened.window.doors.lock()
    assert QApplication.activePopupWidget() is None
    desk.driver.settle()
    assert is_covered(desk)


def test_what_is_answered_below_the_lock_is_not_typed_into(desk: Desk) -> None:
    uid = new_incident(desk.office)
    desk.driver.command("Ctrl+L")
    desk.opened.session.go.emit("incident", uid)
    desk.driver.settle()
    page = desk.opened.window.doors.page
    assert desk.driver.has_focus(page)
    desk.driver.keys("oyelaran")
    assert page.name.text() == "oyelaran"
    desk.driver.press("Return")
    assert desk.opened.window.room == "incident"
    assert desk.driver.has_focus(desk.incident)


def test_locked_it_can_still_be_closed(desk: Desk) -> None:
    desk.driver.command("Ctrl+L")
    quits = [act for act in desk.opened.window.actions() if act.isEnabled()]
    assert [act.text() for act in quits] == ["Quit"]
    desk.driver.press("Return")
    assert all(act.isEnabled() for act in desk.opened.window.actions())


def test_a_dialog_for_files_does_not_stay_above_the_lock(desk: Desk) -> None:
    dialog = QFileDialog(desk.opened.window)
    dialog.open()
    assert QApplication.activeModalWidget() is dialog
    desk.opened.window.doors.lock()
    assert not dialog.isVisible()
    desk.driver.window.activateWindow()
    desk.driver.settle()
    assert is_covered(desk)


def elsewhere(desk: Desk) -> None:
    """Notice what was changed elsewhere."""
    desk.opened.tasks.changed.emit(Changes(things=frozenset({"elsewhere"})))
    desk.driver.settle()


def test_a_pin_that_was_set_elsewhere_meanwhile_is_asked_for(kim: Person, desk: Desk) -> None:
    desk.driver.command("F2")
    page = desk.opened.window.doors.page
    assert page.pin_frame.isHidden()
    with desk.office.reading() as cases:
        cases.signing_in.set_pin(PIN, kim.uid)
    elsewhere(desk)
    assert not page.pin_frame.isHidden()
    desk.driver.press("Return")
    desk.driver.keys(PIN)
    desk.driver.press("Return")
    assert desk.opened.session.me == kim.uid


def test_who_left_the_desk_leaves_the_window(kim: Person, desk: Desk) -> None:
    desk.driver.command("F2")
    desk.driver.press("Return")
    assert desk.opened.session.me == kim.uid
    with desk.office.reading() as cases:
        cases.people.write_person(replace(kim, active=False), desk.office.me.uid)
    elsewhere(desk)
    page = desk.opened.window.doors.page
    assert is_covered(desk)
    assert page.why.text() == "Kim Lindqvist does not work here any more. Whoever does chooses their name."
    assert [line.person.name for line in page.people.people.lines] == ["M. Oyelaran"]
    desk.driver.press("Return")
    assert desk.opened.session.me == desk.office.me.uid


def test_the_list_of_the_command_field_does_not_stay_above_the_lock(desk: Desk) -> None:
    new_incident(desk.office)
    desk.driver.command("Ctrl+K")
    desk.driver.keys("labels")
    assert desk.opened.window.commands.is_open()
    desk.driver.command("Ctrl+L")
    assert is_covered(desk)
    assert not desk.opened.window.commands.is_open()
    desk.driver.press("Return")
    assert desk.opened.window.top.search.text() == "labels"
