"""Each key of the incident room does what is meant where the focus is."""

from __future__ import annotations

from end_to_end.office import Desk
from walk import CLASSIFICATION, about


def new_incident(desk: Desk) -> str:
    """An incident that waits for its investigation."""
    office = desk.office
    with office.reading() as cases:
        values = {
            "title": "Labels come out blank", "description": "No text on any of them.",
            "reporter": office.reporter.uid, "occurred": about(office.time.now().local()),
        }  # fmt: skip
        uid = cases.log.log(values, office.me.uid).uid
        cases.stages.save(uid, CLASSIFICATION, {}, office.me.uid)
        cases.stages.complete(uid, "classification", office.me.uid)
    return uid


def test_ctrl_enter_in_a_note_adds_the_note_and_completes_nothing(desk: Desk) -> None:
    driver, uid = desk.driver, new_incident(desk)
    desk.show(uid)
    driver.command("Ctrl+M")
    driver.keys("Called again, still blank.")
    driver.command("Ctrl+Return")
    page = desk.office.page(uid)
    assert [entry.kind for entry in page.entries][-1] == "note"
    assert page.incident.stage == "investigation"
    assert desk.incident.side.composer.text.toPlainText() == ""
    assert driver.name() == "Note"


def test_esc_leads_from_a_note_back_to_the_stage_and_keeps_it(desk: Desk) -> None:
    driver = desk.driver
    desk.show(new_incident(desk))
    driver.command("Ctrl+M")
    driver.keys("Half a sen")
    driver.press("Esc")
    assert driver.name() == "What was found, required"
    assert desk.incident.side.composer.text.toPlainText() == "Half a sen"


def test_ctrl_enter_in_a_small_form_answers_it(desk: Desk) -> None:
    driver, uid = desk.driver, new_incident(desk)
    desk.show(uid)
    driver.command("Ctrl+H")
    driver.command("Ctrl+Return")
    form = desk.incident.action.form
    assert form is not None
    assert form.editor("reason").problem == "Please answer this."
    assert driver.name() == "Why does it wait?, required"
    driver.find("supplier")
    driver.command("Ctrl+Return")
    hold = desk.office.page(uid).incident.hold
    assert hold is not None
    assert hold.reason == "awaiting_supplier"
    assert driver.name() == "What was found, required"


def test_the_reason_proposes_when_to_wake_until_the_person_says_it(desk: Desk) -> None:
    driver = desk.driver
    desk.show(new_incident(desk))
    driver.command("Ctrl+H")
    driver.find("supplier")
    form = desk.incident.action.form
    assert form is not None
    proposed = form.values()["wake"]
    assert proposed is not None
    driver.press("Shift+Tab")
    driver.find("not available")
    assert form.values()["wake"] not in (None, proposed)
    driver.press("Ctrl+A")
    driver.keys("tomorrow 15:00")
    own = form.values()["wake"]
    driver.press("Shift+Tab")
    driver.find("approval")
    assert form.values()["wake"] == own


def test_the_focus_stays_on_the_stepper_when_the_page_is_read_again(desk: Desk) -> None:
    driver, uid = desk.driver, new_incident(desk)
    desk.show(uid)
    desk.incident.stepper.setFocus()
    before = driver.focused()
    desk.incident.doings.take()
    driver.settle()
    assert driver.focused() is before


def test_esc_puts_a_small_form_away(desk: Desk) -> None:
    driver, uid = desk.driver, new_incident(desk)
    desk.show(uid)
    driver.command("Ctrl+H")
    driver.press("Esc", times=2)  # the list of reasons, then the form
    assert not desk.incident.action.isVisible()
    assert driver.name() == "What was found, required"
    assert desk.office.page(uid).incident.status == "in_progress"


def test_ctrl_enter_from_the_head_completes_the_stage(desk: Desk) -> None:
    driver = desk.driver
    desk.show(new_incident(desk))
    desk.incident.stepper.setFocus()
    driver.command("Ctrl+Return")
    assert driver.name() == "What was found, required"  # the first gap: nothing was written yet


def test_esc_on_a_stage_leads_to_the_queue_and_keeps_what_is_typed(desk: Desk) -> None:
    driver, uid = desk.driver, new_incident(desk)
    desk.show(uid)
    driver.keys("The driver was upd")
    driver.press("Esc")
    assert desk.opened.window.room == "queue"
    assert desk.opened.window.rooms["queue"].list.current_uid() == uid  # type: ignore[attr-defined]
    desk.show(uid)
    assert desk.incident.stages.form is not None
    assert desk.incident.stages.form.values()["findings"] == "The driver was upd"
