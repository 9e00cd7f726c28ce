"""Raising a major incident in the window."""

from __future__ import annotations

from functools import partial

from pytestqt.qtbot import QtBot

from crew import hire
from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.gui.response.raise_page import RaisePage
from incidentdesk.services.drafting import RAISE_PLACE


def page_of(desk: Desk) -> RaisePage:
    page = desk.opened.window.rooms["raise"]
    assert isinstance(page, RaisePage)
    return page


def drafts(desk: Desk) -> dict[str, object]:
    session, found = desk.opened.session, []
    session.tasks.draft(session, partial(session.drafting.of, RAISE_PLACE), found.append)
    desk.driver.settle()
    return {key: draft.value for key, draft in found[0].items()}


def test_three_acts_raise_it_from_the_middle_of_typing(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("A printer")
    with driver.measured() as effort:
        driver.press("Ctrl+Shift+N")
        driver.keys("Mail is down")
        driver.press("Return")
    assert effort[0].chords == 2
    assert effort[0].seconds < 2
    assert desk.opened.window.toast.text == "INC-2026-000001 is raised."
    assert desk.incident.page is not None
    assert desk.incident.page.incident.title == "Mail is down"
    driver.command("Ctrl+N")
    assert desk.log.form.values()["title"] == "A printer"


def test_with_a_level_it_is_declared_and_the_level_is_explained(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+Shift+N")
    driver.keys("Mail is down")
    driver.press("Tab")
    driver.choose("1")
    frame = page_of(desk).form.editor("sev").frame
    assert frame is not None
    assert "executives and the public" in frame.editor.accessibleDescription()
    driver.press("Return")
    assert (desk.office.only().incident.sev, desk.office.only().incident.phase) == ("sev1", "investigating")


def test_service_and_drill_are_behind_links(desk: Desk) -> None:
    driver, page = desk.driver, page_of(desk)
    driver.command("Ctrl+Shift+N")
    assert page.form.visible_keys() == ["title", "sev"]
    driver.keys("Fire drill")
    page.form.focus_field("drill")
    driver.choose("y")
    driver.command("Ctrl+Return")
    assert desk.office.only().incident.drill
    assert desk.office.only().facts["source"] == "user_report", "as the process starts"
    assert not desk.incident.head.response.drill.isHidden()
    desk.opened.window.show_room("queue", "open")
    driver.settle()


def test_what_monitoring_found_is_raised_as_that(desk: Desk) -> None:
    driver, page = desk.driver, page_of(desk)
    driver.command("Ctrl+Shift+N")
    driver.keys("Disk of db-01 is full")
    page.form.focus_field("source")
    driver.choose("2")
    driver.command("Ctrl+Return")
    assert desk.office.only().facts["source"] == "monitoring"


def test_what_is_typed_is_a_draft(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+Shift+N")
    driver.keys("Mail is do")
    driver.command("Ctrl+1")
    assert drafts(desk)["title"] == "Mail is do"
    driver.command("Ctrl+Shift+N")
    driver.press("End")
    driver.keys("wn")
    driver.press("Return")
    assert desk.office.only().incident.title == "Mail is down"
    assert drafts(desk) == {}
    driver.command("Ctrl+Shift+N")
    assert page_of(desk).form.values()["title"] is None


def test_nothing_is_raised_without_a_title(desk: Desk) -> None:
    desk.driver.command("Ctrl+Shift+N")
    desk.driver.press("Return")
    assert page_of(desk).form.editor("title").problem == "Say in a few words what is wrong."
    with desk.office.reading() as cases:
        assert cases.queue.totals()[0] == 0


def test_those_that_are_open_are_listed_the_likest_first(desk: Desk) -> None:
    office, driver = desk.office, desk.driver
    new_incident(office, "An ordinary one")
    with office.reading() as cases:
        mail = cases.raising.raise_one("Mail is down", office.me.uid).uid
        cases.raising.raise_one("Phones are dead", office.me.uid, levels=["sev2"])
    driver.command("Ctrl+Shift+N")
    raised = page_of(desk).raised
    names = [one.accessibleName() for one in raised.buttons]
    assert sorted(name.partition(": ")[2] for name in names) == ["Mail is down", "Phones are dead"]
    driver.keys("no mail")
    assert raised.buttons[0].accessibleName().endswith("Mail is down")
    while not driver.has_focus(raised):
        driver.press("Tab")
    assert driver.name().endswith("Mail is down")
    driver.press("Return")
    assert desk.incident.uid == mail


def test_who_may_only_read_is_told_who_may(desk: Desk) -> None:
    with desk.office.reading() as cases:
        crew = hire(cases)
        reader = next(one for one in cases.people.staff() if one.uid == crew.uid("read_only"))
    desk.opened.session.change_person(reader)
    desk.driver.settle()
    desk.opened.window.show_room("raise")
    desk.driver.settle()
    page = page_of(desk)
    assert not page.button.isEnabled()
    assert "agents, leads and administrators" in page.button.toolTip()
    page.raise_it()
    desk.driver.settle()
    with desk.office.reading() as cases:
        assert cases.queue.totals()[0] == 0


def test_what_is_logged_already_and_alike_is_told_to_be_made_a_major_one(desk: Desk, qtbot: QtBot) -> None:
    driver, office = desk.driver, desk.office
    logged = new_incident(office, "Clinic booking is slow")
    new_incident(office, "A printer in the lab")
    with office.reading() as cases:
        over = new_incident(office, "Booking was slow in spring")
        cases.lifecycle.cancel(over, "duplicate", office.me.uid)
    driver.command("Ctrl+Shift+N")
    alike = page_of(desk).raised.alike
    assert alike.isHidden()
    driver.keys("Booking is down at the clinic")
    qtbot.waitUntil(alike.isVisible)
    assert [one.accessibleName().partition(": ")[2] for one in alike.buttons] == ["Clinic booking is slow"]
    driver.click(alike.buttons[0])
    assert desk.incident.uid == logged
    driver.command("Ctrl+Shift+N")
    assert page_of(desk).form.values()["title"] == "Booking is down at the clinic", "nothing typed is lost"
