"""Runbooks from elsewhere: Ctrl+K, Home, and the incident room of an ordinary incident."""

from __future__ import annotations

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from gui.runbooks.books import PRINTER, beside, on_desk, row, write
from gui.runbooks.test_runbooks_page import page_of
from incidentdesk.gui.home.home_page import HomePage
from incidentdesk.gui.runbooks.run_panel import RunPanel
from incidentdesk.services.use_cases import UseCases
from walk import Walk


def home(desk: Desk) -> HomePage:
    desk.driver.command("Alt+Home")
    page = desk.opened.window.rooms["home"]
    assert isinstance(page, HomePage)
    return page


def mine(desk: Desk) -> None:
    write(desk.office, PRINTER)
    me = desk.office.me.uid
    on_desk(desk, lambda cases: cases.runbooks.set_owner("label-printer", me, me))


def test_ctrl_k_finds_runbooks(desk: Desk) -> None:
    write(desk.office, PRINTER)
    desk.driver.command("Ctrl+K")
    desk.driver.keys("zebrastr")
    desk.driver.press("Return")
    assert page_of(desk).reading.header.title.text() == "Label printer"
    assert desk.opened.window.room == "runbooks"


def test_home_reminds_the_owner_and_only_the_owner(desk: Desk) -> None:
    write(desk.office, PRINTER)
    desk.office.time.advance(days=91)
    assert not home(desk).runbooks.isVisible()
    me = desk.office.me.uid
    on_desk(desk, lambda cases: cases.runbooks.set_owner("label-printer", me, me))
    page = home(desk)
    page.read()
    desk.driver.settle()
    (line,) = page.runbooks.shown()
    assert (line.text, line.right, line.late) == ("Label printer", "due 21 Feb 2027", True)
    page.runbooks.take_focus()
    desk.driver.press("Space")
    assert not page.runbooks.isVisible()
    assert "was looked through today" in desk.opened.window.toast.text


def test_home_leads_to_an_edit_that_waits(desk: Desk) -> None:
    mine(desk)
    me = desk.office.me.uid
    on_desk(desk, lambda cases: cases.runbooks.remark("label-printer", 2, "wrong", "It is blue", me))
    page = home(desk)
    (line,) = page.runbooks.shown()
    assert line.right == "edit waits"
    page.runbooks.take_focus()
    desk.driver.press("Space")
    assert page.runbooks.isVisible()
    desk.driver.press("Return")
    assert page_of(desk).writing.remarks.texts == ["Step 2 was wrong: It is blue"]


def in_room(desk: Desk) -> RunPanel:
    return desk.incident.runbooks.place.panel


def test_an_ordinary_incident_is_led_through_one_in_its_room(desk: Desk) -> None:
    write(desk.office, PRINTER)
    uid = new_incident(desk.office, "Something: zebrastripe")
    desk.show(uid)
    desk.driver.command("Alt+K")
    assert desk.driver.name() == "Begin “Nothing is printed, or jobs are stuck”"  # by its category
    in_room(desk).begin("label-printer")
    desk.driver.settle()
    assert row(in_room(desk), 1).answers is not None
    desk.driver.choose("o")
    desk.driver.command("Alt+Y")
    assert beside(desk, uid).runs[0].progress.of(1).state == "ok"
    desk.driver.press("Esc")
    assert desk.incident.middle.currentWidget() is desk.incident.stages
    line = desk.incident.runbooks.line
    assert line.isVisible()
    assert line.text == "Under way: the runbook “Label printer”."
    desk.driver.click(line.actions_shown()[0])
    assert desk.driver.has_focus(in_room(desk))


def test_after_the_end_it_is_asked_what_was_wrong_or_missing(desk: Desk) -> None:
    write(desk.office, PRINTER)
    uid = new_incident(desk.office, "Labels: zebrastripe")
    me = desk.office.me.uid

    def used_and_left(cases: UseCases) -> None:
        run = cases.runbook_runs.start(uid, "label-printer", me)[0].run.uid
        cases.runbook_runs.leave(run, "by hand", me)

    on_desk(desk, used_and_left)
    desk.show(uid)
    assert not desk.incident.runbooks.line.isVisible()
    resolve(desk, uid)
    line = desk.incident.runbooks.line
    assert line.text == "Used: the runbook “Label printer”. Which step was wrong or missing?"
    desk.driver.click(line.actions_shown()[0])
    assert in_room(desk).after.isVisible()
    desk.driver.press("Esc")
    assert not line.isVisible()


def resolve(desk: Desk, uid: str) -> None:
    """Take it through its stages as another process does."""
    with desk.office.reading() as cases:
        walk = Walk(cases, desk.office.time, desk.office.me.uid, desk.office.reporter.uid)
        walk.save(uid, description="Nothing comes out.", reporter=desk.office.reporter.uid)
        walk.complete(uid, "identification")
        walk.classify(uid)
        walk.investigate(uid)
        walk.resolve(uid)
    desk.show(uid)
