"""Follow-ups on the page of their incident, by keyboard."""

from __future__ import annotations

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.domain.records import Person
from incidentdesk.services.desk.desk import Changes
from walk import CLOSURE, INVESTIGATION, RESOLUTION, exact

TEXT = "Try driver updates on one printer first"


def close(desk: Desk, uid: str) -> None:
    office = desk.office
    restored = {"restored": exact(office.time.now().local())}
    with office.reading() as cases:
        me = office.me.uid
        cases.stages.save(uid, INVESTIGATION | RESOLUTION | CLOSURE | restored, {}, me)
        for stage in ("investigation", "resolution", "closure"):
            cases.stages.complete(uid, stage, me)


def test_what_would_prevent_it_becomes_a_follow_up_with_three_keys(desk: Desk) -> None:
    uid, driver = new_incident(desk.office, "Blank labels"), desk.driver
    desk.show(uid)
    form = desk.incident.stages.form
    assert form is not None
    form.focus_field("prevention")
    driver.keys(TEXT)
    driver.press("Ctrl+J")
    assert driver.name() == "Follow-up"
    driver.press("Return")
    (made,) = desk.office.page(uid).follow_ups
    assert (made.text, made.owner, made.due.isoformat()) == (TEXT, desk.office.me.uid, "2026-12-07")
    assert driver.has_focus(desk.incident.stages.follow_ups.line.text)
    assert desk.incident.stages.follow_ups.line.text.text() == ""
    assert [row.follow_up.text for row in desk.incident.stages.follow_ups.rows()] == [TEXT]


def test_owner_and_day_are_typed_in_the_same_line(desk: Desk) -> None:
    with desk.office.reading() as cases:
        cases.people.write_person(Person("", "R. Sato"), desk.office.me.uid)
    uid, driver = new_incident(desk.office, "Blank labels"), desk.driver
    desk.driver.settle()
    desk.opened.session.tasks.changed.emit(Changes(things=frozenset({"people"})))
    desk.show(uid)
    driver.press("Ctrl+J")
    driver.keys(TEXT)
    driver.press("Tab")
    driver.find("sato")
    assert driver.name() == "Due"
    driver.keys("friday")
    driver.press("Return")
    (made,) = desk.office.page(uid).follow_ups
    assert (made.owner_name, made.due.isoformat()) == ("R. Sato", "2026-11-27")


def test_a_day_that_is_none_is_told_and_nothing_typed_is_lost(desk: Desk) -> None:
    uid, driver = new_incident(desk.office, "Blank labels"), desk.driver
    desk.show(uid)
    driver.press("Ctrl+J")
    driver.keys(TEXT)
    line = desk.incident.stages.follow_ups.line
    line.due.setFocus()
    line.due.selectAll()
    driver.keys("some day")
    driver.press("Return")
    assert desk.office.page(uid).follow_ups == ()
    assert driver.has_focus(line.due)
    other = new_incident(desk.office, "Another")
    desk.show(other)
    assert line.text.text() == ""
    desk.show(uid)
    assert (line.text.text(), line.due.text()) == (TEXT, "some day")


def test_ticking_is_done_and_can_be_undone(desk: Desk) -> None:
    uid, driver = new_incident(desk.office, "Blank labels"), desk.driver
    with desk.office.reading() as cases:
        cases.follow_ups.add(uid, {"text": TEXT}, desk.office.me.uid)
    desk.show(uid)
    (row,) = desk.incident.stages.follow_ups.rows()
    row.tick.setFocus()
    driver.press("Space")
    assert desk.office.page(uid).follow_ups[0].state == "done"
    assert driver.has_focus(row.tick)
    assert row.tick.isChecked()
    driver.press("Ctrl+Shift+Z")
    assert desk.office.page(uid).follow_ups[0].state == "open"
    assert not row.tick.isChecked()


def test_it_is_changed_in_place_when_the_incident_is_closed(desk: Desk) -> None:
    uid, driver = new_incident(desk.office, "Blank labels"), desk.driver
    with desk.office.reading() as cases:
        cases.follow_ups.add(uid, {"text": TEXT}, desk.office.me.uid)
    close(desk, uid)
    desk.show(uid)
    card = desk.incident.stages.follow_ups
    (row,) = card.rows()
    row.edit.setFocus()
    driver.press("Return")
    assert driver.name() == "What is to be done, required"
    driver.press("Tab")
    driver.choose("4")
    driver.command("Ctrl+Return")
    assert desk.office.page(uid).follow_ups[0].state == "open"
    assert driver.name() == "Why it is dropped, required"
    driver.keys("The printers go in March")
    driver.command("Ctrl+S")
    dropped = desk.office.page(uid).follow_ups[0]
    assert (dropped.state, dropped.why_dropped) == ("dropped", "The printers go in March")
    assert card.editor.isHidden()
    assert driver.has_focus(row.edit)
    assert desk.office.page(uid).incident.status == "closed"


def test_esc_puts_the_panel_away_and_the_card_shows_only_where_it_is_wanted(desk: Desk) -> None:
    uid, driver = new_incident(desk.office, "Blank labels"), desk.driver
    desk.show(uid)
    card = desk.incident.stages.follow_ups
    assert not card.isHidden()
    desk.incident.show_stage("identification")
    driver.settle()
    assert card.isHidden()
    driver.press("Ctrl+J")
    driver.keys(TEXT)
    driver.press("Return")
    row = card.rows()[0]
    row.edit.setFocus()
    driver.press("Space")
    driver.press("Esc")
    assert card.editor.isHidden()
    assert not card.isHidden()
    assert driver.has_focus(row.edit)
