"""Whom to ask at a closure, played with the keyboard."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person
from walk import CLOSURE, Walk


def walk_of(desk: Desk, cases: Any) -> Walk:
    office = desk.office
    return Walk(cases, office.time, office.me.uid, office.reporter.uid)


def at_closure(desk: Desk, **values: Any) -> str:
    """An incident that waits for the word."""
    with desk.office.reading() as cases:
        return walk_of(desk, cases).to("closure", **values)


def write_service(desk: Desk, uid: str = "", **values: JsonValue) -> str:
    with desk.office.reading() as cases:
        return cases.registers.write("service", uid, "Ward network", values, desk.office.me.uid)[0].uid


def hire(desk: Desk, name: str, **more: Any) -> str:
    with desk.office.reading() as cases:
        return cases.people.write_person(Person("", name, **more), desk.office.me.uid)[0].uid


def label_of_word(desk: Desk) -> str:
    form = desk.incident.stages.form
    assert form is not None
    frame = form.editor("reporters_word").frame
    assert frame is not None
    return frame.label


def test_the_owner_is_named_and_gives_the_word(desk: Desk) -> None:
    service = write_service(desk, owner=hire(desk, "Ida Berg", phone="ext. 4410"))
    theirs = at_closure(desk)
    ours = at_closure(desk, source="monitoring", reporter=None, service=service)
    line = desk.incident.stages.word_line
    desk.show(theirs)
    assert line.isHidden()
    assert label_of_word(desk) == "The reporter's word"
    desk.show(ours)
    assert line.isVisible()
    assert line.text == "We found it ourselves. Ask the owner of Ward network: Ida Berg, ext. 4410."
    assert label_of_word(desk) == "The service owner's word"
    desk.show(theirs)
    assert line.isHidden()
    assert label_of_word(desk) == "The reporter's word"


def test_where_there_is_no_owner_one_is_named_in_the_registers(desk: Desk) -> None:
    service = write_service(desk)
    uid = at_closure(desk, source="testing", reporter=None, service=service)
    desk.show(uid)
    line = desk.incident.stages.word_line
    assert "Ward network has no owner to ask: name one." in line.text
    name_one = next(one for one in line.actions_shown() if one.text() == "Name its owner")
    name_one.setFocus()
    desk.driver.press("Space")
    desk.driver.settle()
    assert desk.opened.window.rooms["registers"].isVisible()
    ida, session = hire(desk, "Ida Berg"), desk.opened.session
    write = partial(
        session.cases.registers.write, "service", service, "Ward network", {"owner": ida}, session.me
    )
    session.tasks.change(session, lambda: write()[1])
    desk.driver.settle()
    assert "Ida Berg" in line.text, "the page follows the register"
    assert line.actions_shown() == []


def test_without_a_service_one_is_chosen_or_the_word_is_waived(desk: Desk) -> None:
    uid = at_closure(desk, source="monitoring", reporter=None)
    desk.show(uid)
    line, stages = desk.incident.stages.word_line, desk.incident.stages
    choose, waive = line.actions_shown()
    waive.setFocus()
    desk.driver.press("Space")
    assert stages.form is not None
    assert stages.form.values()["reporters_word"] == "not_needed"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Why the service owner's word is not needed")
    desk.driver.keys("Only a test")
    choose.setFocus()
    desk.driver.press("Space")
    desk.driver.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Affected service"
    facts = desk.office.page(uid).facts
    assert (facts["reporters_word"], facts["word_reason"]) == ("not_needed", "Only a test")


def test_the_page_says_that_nobody_can_have_given_the_word(desk: Desk) -> None:
    uid = at_closure(desk, source="monitoring", reporter=None, service=write_service(desk))
    with desk.office.reading() as cases:
        walk_of(desk, cases).save(uid, **CLOSURE)
    desk.show(uid)
    stages = desk.incident.stages
    assert stages.form is not None
    assert "No owner is named for Ward network" in stages.footer.gap.toolTip()
    stages.form.set_field("reporters_word", "not_needed")
    stages.form.set_field("word_reason", "The nightly check was green again")
    assert stages.footer.gap.isHidden()


def test_who_may_not_waive_is_not_offered_to(office: Office, qtbot: QtBot) -> None:
    with office.reading() as cases:
        agent = cases.people.write_person(Person("", "An Agent", "agent"), office.me.uid)[0]
        uid = Walk(cases, office.time, office.me.uid, office.reporter.uid).to(
            "closure", source="monitoring", reporter=None
        )
    with replace(office, me=agent).window(qtbot) as desk:
        desk.show(uid)
        shown = [one.text() for one in desk.incident.stages.word_line.actions_shown()]
        assert shown == ["Choose the service"]


def test_another_must_retest_a_p1_and_the_page_says_so_before(desk: Desk) -> None:
    other = hire(desk, "B. Other")
    with desk.office.reading() as cases:
        walk = walk_of(desk, cases)
        uid = walk.log()
        walk.classify(uid, impact="high", severity="high")
        walk.investigate(uid, prevention="Pin the driver")
        walk.resolve(uid)
        walk.save(uid, **CLOSURE)
    desk.show(uid)
    stages = desk.incident.stages
    assert stages.form is not None
    assert stages.form.values()["retested_by"] == desk.office.me.uid
    assert stages.footer.gap.isVisible()
    assert "Whoever fixed a P1 does not confirm it alone" in stages.footer.gap.toolTip()
    stages.form.set_field("retested_by", other)
    assert stages.footer.gap.isHidden()
