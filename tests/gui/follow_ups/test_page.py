"""The room of all follow-ups, by keyboard."""

from __future__ import annotations

from datetime import date, timedelta

from pytestqt.modeltest import ModelTester

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.domain.records import Person
from incidentdesk.gui.follow_ups.follow_ups_page import FollowUpsPage
from incidentdesk.services.follow_ups.follow_ups import PAGE

TODAY = date(2026, 11, 23)


def fill(desk: Desk, *texts: str) -> str:
    """Follow-ups of one incident, the first three days late and each a day later; half of them mine."""
    uid = new_incident(desk.office, "Blank labels")
    with desk.office.reading() as cases:
        me = desk.office.me.uid
        sato = cases.people.write_person(Person("", "R. Sato"), me)[0].uid
        for number, text in enumerate(texts):
            due = TODAY + timedelta(days=number - 3)
            values = {
                "text": text,
                "owner": (me, sato)[number % 2],
                "due": due.isoformat(),
                "kind": "monitor",
            }
            cases.follow_ups.add(uid, values, me)
    return uid


def room(desk: Desk) -> FollowUpsPage:
    desk.driver.command("Ctrl+5")
    page = desk.opened.window.rooms["follow_ups"]
    assert isinstance(page, FollowUpsPage)
    return page


def texts(page: FollowUpsPage) -> list[str]:
    return [one.text for one in page.model.records()]


def test_an_empty_room_says_where_they_come_from(desk: Desk) -> None:
    page = room(desk)
    assert page.empty.isVisible()
    assert "Ctrl+J" in page.empty.text.text()
    assert not page.told.text()


def test_it_is_filtered_and_led_back_by_keys(desk: Desk) -> None:
    fill(desk, "one", "two", "three", "four", "five")
    page, driver = room(desk), desk.driver
    assert texts(page) == ["one", "two", "three", "four", "five"]
    driver.press("M")
    assert texts(page) == ["one", "three", "five"]
    driver.press("F")
    driver.choose("2")
    assert texts(page) == ["one", "three"]
    driver.press("/")
    driver.keys("thr")
    assert texts(page) == ["three"]
    driver.keys("xx")
    assert page.empty.isVisible()
    assert page.empty.title.text() == "Nothing fits"
    driver.press("Esc")
    assert len(texts(page)) == 5
    assert driver.has_focus(page.table)


def test_one_is_ticked_changed_and_its_incident_opened(desk: Desk) -> None:
    uid = fill(desk, "one", "two")
    page, driver = room(desk), desk.driver
    driver.press("D")
    assert texts(page) == ["two"]
    driver.press("Ctrl+Shift+Z")
    assert texts(page) == ["one", "two"]
    driver.press("Down")
    driver.press("Return")
    assert driver.has_focus(page.editor)
    driver.press("Ctrl+A")
    driver.keys("two, but better")
    driver.command("Ctrl+S")
    assert texts(page) == ["one", "two, but better"]
    assert driver.has_focus(page.table)
    driver.press("I")
    assert desk.incident.page is not None
    assert desk.incident.page.incident.uid == uid


def test_the_list_comes_in_pages(desk: Desk) -> None:
    fill(desk, *(f"number {number}" for number in range(PAGE + 3)))
    page, driver = room(desk), desk.driver
    tester = ModelTester(page.model)
    assert tester is not None
    assert (page.model.rowCount(), page.told.text()) == (PAGE, "1–100 of 103 follow-ups")
    driver.press("Ctrl+PgDown")
    assert texts(page) == ["number 100", "number 101", "number 102"]
    assert page.told.text() == "101–103 of 103 follow-ups"
    driver.press("Ctrl+PgDown")
    assert len(texts(page)) == 3
    driver.press("Ctrl+PgUp")
    assert texts(page)[0] == "number 0"


def test_it_follows_what_is_changed_elsewhere_and_keeps_what_is_typed(desk: Desk) -> None:
    uid = fill(desk, "one")
    page, driver = room(desk), desk.driver
    driver.press("Return")
    driver.press("End")
    driver.keys(" more")
    with desk.office.reading() as cases:
        name = cases.follow_ups.of(uid)[0].uid
        cases.follow_ups.change(name, {"text": "theirs"}, desk.office.me.uid)
    driver.command("Ctrl+S")
    assert "theirs" in page.editor.banner.text
    assert page.editor.form.values()["text"] == "one more"
