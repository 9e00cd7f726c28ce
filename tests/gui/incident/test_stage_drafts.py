"""What was typed on a stage, between the draft and the desk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import findings, new_incident
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.drafting import Draft, stage_place


@contextmanager
def busy(office: Office) -> Iterator[None]:
    """Another process writes: what the window writes waits until it is done."""
    other = sqlite3.connect(office.paths.desk, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def keep(desk: Desk, uid: str, value: JsonValue, base: JsonValue) -> None:
    """A draft of the findings, as a program that was killed leaves it."""
    drafting, tasks = desk.opened.session.drafting, desk.opened.tasks
    place = stage_place(uid, "investigation")
    tasks.draft(tasks, lambda: drafting.keep(place, {"findings": value}, {"findings": base}))
    desk.driver.settle()


def drafts(desk: Desk, uid: str) -> dict[str, Draft]:
    found: list[dict[str, Draft]] = []
    drafting, tasks = desk.opened.session.drafting, desk.opened.tasks
    tasks.draft(tasks, lambda: drafting.of(stage_place(uid, "investigation")), found.append)
    desk.driver.settle()
    return found[0]


def save_elsewhere(office: Office, uid: str, text: str) -> None:
    with office.reading() as cases:
        assert not cases.stages.save(uid, {"findings": text}, {}, office.me.uid).conflicts


def test_a_draft_does_not_overwrite_what_was_saved_since(desk: Desk) -> None:
    uid = new_incident(desk.office)
    keep(desk, uid, "mine", None)
    save_elsewhere(desk.office, uid, "theirs")
    desk.show(uid)
    form = desk.incident.stages.form
    assert form is not None
    assert findings(desk) == "mine"
    assert form.conflicts() == ["findings"]
    desk.incident.stages.save()
    desk.driver.settle()
    assert desk.office.page(uid).facts["findings"] == "theirs"
    assert findings(desk) == "mine"
    assert form.conflicts() == ["findings"]


def test_a_draft_that_is_on_the_desk_is_not_offered(desk: Desk) -> None:
    uid = new_incident(desk.office)
    keep(desk, uid, "mine", None)
    save_elsewhere(desk.office, uid, "mine")
    desk.show(uid)
    assert not desk.incident.stages.banner.isVisible()
    assert drafts(desk, uid) == {}


def test_closing_the_window_leaves_no_draft_of_what_it_saved(office: Office, qtbot: QtBot) -> None:
    uid = new_incident(office)
    with office.window(qtbot) as desk:
        desk.show(uid)
        desk.driver.keys("The driver was updated")
    assert office.page(uid).facts["findings"] == "The driver was updated"
    with office.window(qtbot) as desk:
        assert drafts(desk, uid) == {}
        desk.show(uid)
        assert not desk.incident.stages.banner.isVisible()


def test_typing_while_a_save_waits_and_going_on_saves_both(desk: Desk) -> None:
    office, driver = desk.office, desk.driver
    first, second = new_incident(office, "First"), new_incident(office, "Second")
    desk.show(first)
    driver.keys("saved")
    driver.patient = False
    with busy(office):
        desk.incident.stages.save()
        driver.keys(" and later")
        desk.opened.session.go.emit("incident", second)
    driver.settle()
    assert office.page(first).facts["findings"] == "saved and later"
    assert drafts(desk, first) == {}
    desk.show(first)
    assert not desk.incident.stages.banner.isVisible()


def test_typing_while_a_stage_is_completed_is_kept_as_a_draft(desk: Desk) -> None:
    office, driver = desk.office, desk.driver
    uid = new_incident(office)
    desk.show(uid)
    driver.keys("saved")
    driver.patient = False
    with busy(office):
        desk.incident.stages.complete()
        driver.keys(" and later")
    driver.settle()
    assert findings(desk) == "saved and later"
    assert desk.incident.stages.saving.touched == {"findings"}
    desk.opened.window.show_room("queue")
    driver.settle()
    assert office.page(uid).facts["findings"] == "saved and later"
