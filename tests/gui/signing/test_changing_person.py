"""F2: another person works at the window, with their own drafts, lists and undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import new_incident
from gui.signing.conftest import told
from incidentdesk.domain.records import Person
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.signing.people_list import ROW
from incidentdesk.gui.widgets.painting import key_text
from incidentdesk.services.drafting import Drafting
from incidentdesk.services.lists.views import View
from incidentdesk.storage.drafts import DraftFile


def title(desk: Desk) -> object:
    return desk.log.form.values().get("title")


def change(desk: Desk, name: str) -> None:
    desk.driver.command("F2")
    desk.driver.find(name, "Return")


def queue(desk: Desk) -> QueuePage:
    page = desk.opened.window.rooms["queue"]
    assert isinstance(page, QueuePage)
    return page


def test_the_window_says_who_works_here_and_leads_to_the_change(kim: Person, desk: Desk) -> None:
    window = desk.opened.window
    person = window.top.person
    assert person.text() == f"M. Oyelaran · {key_text('F2')}"
    assert person.accessibleName() == "Works here: M. Oyelaran"
    desk.driver.click(person)
    assert window.doors.is_closed()
    assert not desk.opened.session.locked
    desk.driver.find("kim", "Return")
    assert person.text() == f"Kim Lindqvist · {key_text('F2')}"
    assert desk.opened.session.me == kim.uid
    person.setFocus()
    desk.driver.press("Return")
    assert window.doors.is_closed()
    desk.driver.press("Esc")


def test_a_half_typed_call_stays_with_whoever_typed_it(kim: Person, desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Labels come out")
    change(desk, "lind")
    assert desk.opened.session.me == kim.uid
    assert desk.opened.window.room == "log"
    assert title(desk) is None
    assert desk.log.form.values()["assignee"] == kim.uid
    assert driver.has_focus(desk.log.form)
    driver.keys("Of Kim")
    driver.command("F2")
    driver.press("Return")  # back to whoever was here before
    assert desk.opened.session.me == desk.office.me.uid
    assert title(desk) == "Labels come out"
    assert desk.log.form.values()["assignee"] == desk.office.me.uid
    driver.command("F2")
    driver.press("Return")
    assert title(desk) == "Of Kim"
    driver.command("Ctrl+Return")
    page = desk.office.only()
    assert page.incident.logged_by == kim.uid
    assert page.incident.title == "Of Kim"


def test_a_half_typed_stage_stays_with_whoever_typed_it(kim: Person, desk: Desk) -> None:
    uid = new_incident(desk.office)
    desk.show(uid)
    composer = desk.incident.side.composer
    composer.text.setFocus()
    desk.driver.keys("Rang the supplier")
    change(desk, "kim")
    assert desk.opened.window.room == "incident"
    assert desk.incident.page is not None
    assert desk.incident.page.incident.uid == uid
    assert desk.incident.page.me == kim.uid
    assert desk.incident.side.composer.text.toPlainText() == ""
    change(desk, "oye")
    assert desk.incident.side.composer.text.toPlainText() == "Rang the supplier"


@pytest.mark.usefixtures("kim")
def test_whoever_stays_finds_the_same_field_again(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Labels")
    driver.press("Tab", times=2)
    there, page = QApplication.focusWidget(), desk.log
    for answer in ("Esc", "oyelaran"):
        driver.command("F2")
        assert not desk.opened.window.content.isVisible()
        if answer == "Esc":
            driver.press("Esc")
        else:
            driver.find(answer, "Return")
        assert QApplication.focusWidget() is there
        assert desk.log is page
        assert title(desk) == "Labels"


@pytest.mark.usefixtures("kim")
def test_a_name_is_found_by_letters_and_by_arrows(office: Office, desk: Desk) -> None:
    page, driver = desk.opened.window.doors.page, desk.driver
    driver.command("F2")
    assert [line.person.name for line in page.people.people.lines] == ["Kim Lindqvist", "M. Oyelaran"]
    assert page.name.accessibleDescription() == "Kim Lindqvist, Lead"
    driver.press("Down")
    assert page.go_button.text() == "Work as M. Oyelaran"
    driver.press("Up", times=3)
    assert page.go_button.text() == "Work as Kim Lindqvist"
    driver.keys("nobody here")
    assert page.nobody.text() == (
        "Nobody here is called “nobody here”. Staff are added under Settings, Staff."
    )
    assert page.go_button.isHidden()
    driver.press("Return")
    assert desk.opened.window.doors.is_closed()
    driver.press("Esc")
    assert desk.opened.session.me == office.me.uid


def test_a_pin_is_asked_for_and_a_wrong_one_lets_nobody_in(kim: Person, kims_pin: str, desk: Desk) -> None:
    driver = desk.driver
    driver.command("F2")
    driver.find("kim", "Return")
    assert driver.name() == "PIN of Kim Lindqvist"
    driver.press("Return")
    assert told(desk) == "Type the PIN."
    driver.keys("0000")
    driver.press("Return")
    assert told(desk) == "This is not the PIN. Try again."
    assert driver.name() == "PIN of Kim Lindqvist"
    assert desk.opened.session.me == desk.office.me.uid
    driver.keys(kims_pin)
    driver.press("Return")
    assert desk.opened.session.me == kim.uid
    assert not desk.opened.window.doors.page.pin.text()


def test_lists_are_those_of_whoever_works_here(kim: Person, desk: Desk) -> None:
    office, session = desk.office, desk.opened.session
    with office.reading() as cases:
        cases.log.log({"title": "Of Oyelaran", "assignee": office.me.uid}, office.me.uid)
        cases.log.log({"title": "Of Kim", "assignee": kim.uid}, office.me.uid)
        cases.views.save(View("", "Only Kim", [], "number", (), kim.uid), kim.uid)
    queue(desk).showing.feed.reload()
    desk.driver.settle()
    queue(desk).showing.show_view("mine")
    desk.driver.settle()
    assert shown(desk) == ["Of Oyelaran"]
    assert "Only Kim" not in [view.title for view in session.views]
    change(desk, "kim")
    queue(desk).showing.show_view("mine")
    desk.driver.settle()
    assert shown(desk) == ["Of Kim"]
    assert "Only Kim" in [view.title for view in session.views]


def shown(desk: Desk) -> list[str]:
    model = queue(desk).list.model
    return [model.row(place).title for place in range(model.rowCount())]


@pytest.mark.usefixtures("kim")
def test_nobody_undoes_what_another_did(desk: Desk) -> None:
    undone: list[str] = []
    window = desk.opened.window
    desk.opened.session.undoable.emit("Done by Oyelaran.", lambda: undone.append("x"))
    assert window.toast.text == "Done by Oyelaran."
    change(desk, "kim")
    assert window.toast.isHidden()
    desk.driver.command("Ctrl+Shift+Z")
    assert undone == []


@pytest.mark.usefixtures("kim")
def test_each_finds_rooms_as_they_left_them(desk: Desk) -> None:
    queue(desk).showing.show_view("open")
    desk.driver.settle()
    change(desk, "kim")
    queue(desk).showing.show_view("unassigned")
    desk.driver.settle()
    change(desk, "oye")
    assert queue(desk).views.current() == "open"
    change(desk, "kim")
    assert queue(desk).views.current() == "unassigned"


@pytest.mark.usefixtures("kim")
def test_who_was_here_last_comes_first_after_a_restart(office: Office, qtbot: QtBot) -> None:
    with office.reading() as cases:
        for name in ("Aba", "Zoe"):
            cases.people.write_person(Person("", name), office.me.uid)
    with office.window(qtbot) as desk:
        change(desk, "zoe")
    with office.window(qtbot) as desk:
        desk.driver.command("F2")
        lines = desk.opened.window.doors.page.people.people.lines
        assert [line.person.name for line in lines] == ["Zoe", "Aba", "Kim Lindqvist", "M. Oyelaran"]
        assert lines[0].about == "Agent · worked here lately"
        assert lines[-1].about == "Administrator · works here now"
        desk.driver.press("Esc")


@pytest.mark.usefixtures("kim")
def test_pages_of_whoever_left_go_once_they_are_not_needed(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    """Where the disk is full the typing waits in its page, which its person finds again."""
    blocker = tmp_path / "full"
    blocker.write_text("no folder")
    session = desk.opened.session
    session.drafting = Drafting(DraftFile(blocker / "drafts.sqlite3"), "desk", session.me, desk.office.time)
    desk.driver.command("Ctrl+N")
    page = desk.log
    desk.driver.patient = False
    desk.driver.keys("Labels come out")
    qtbot.waitUntil(lambda: bool(desk.failures))
    change_impatiently(desk, "kim", qtbot)
    assert desk.log is not page
    assert title(desk) is None
    change_impatiently(desk, "oye", qtbot)
    assert desk.log is page
    assert title(desk) == "Labels come out"
    blocker.unlink()
    gone: list[object] = []
    page.destroyed.connect(lambda *_about: gone.append("page"))
    qtbot.waitUntil(page.keeper.is_settled, timeout=10_000)
    change_impatiently(desk, "kim", qtbot)
    qtbot.waitUntil(lambda: bool(gone))
    desk.failures.clear()
    desk.driver.patient = True


def change_impatiently(desk: Desk, name: str, qtbot: QtBot) -> None:
    """As ``change``, while a draft is being tried again and again."""
    before = desk.opened.session.me
    change(desk, name)
    qtbot.waitUntil(lambda: desk.opened.session.me != before)
    qtbot.waitUntil(lambda: not desk.opened.window.doors.is_closed())


def test_every_room_follows(kim: Person, desk: Desk) -> None:
    """It is made anew for whoever comes, takes the focus, and tells of no fault."""
    new_incident(desk.office)
    window, me = desk.opened.window, desk.office.me.uid
    for room in window.rooms:
        if room == "incident":
            desk.show(desk.office.only().incident.uid)
        else:
            window.show_room(room)
            desk.driver.settle()
        before = window.rooms[room]
        for name, uid in (("kim", kim.uid), ("oye", me)):
            change(desk, name)
            assert desk.opened.session.me == uid
            assert window.room == room
            assert window.rooms[room] is not before, room
            assert desk.driver.has_focus(window.rooms[room]), room
    assert desk.failures == []


def test_the_page_that_asks_is_no_higher_than_what_it_asks(desk: Desk) -> None:
    desk.driver.command("F2")
    page = desk.opened.window.doors.page
    assert page.people.height() == ROW * len(page.people.people.lines)
    below = page.go_button.mapTo(page, QPoint(0, 0)).y()
    end = page.people.mapTo(page, QPoint(0, page.people.height())).y()
    assert below - end < ROW, "nobody has a PIN: no room is kept for one"
