"""The whole job with the keyboard alone, from the first call to the printed closure report."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from end_to_end.job import put_a_picture_on_the_clipboard, the_job_is_done
from end_to_end.office import Desk
from end_to_end.printing import answer_by_keyboard, wait_for_dialog, wait_for_print, with_print_dialog

pytestmark = with_print_dialog


def go_to(desk: Desk, key: str) -> None:
    """Tab to a field of the stage at hand."""
    form = desk.incident.stages.form
    assert form is not None
    for _step in range(25):
        if form.editor(key).has_focus():
            return
        desk.driver.press("Tab")
    raise AssertionError(f"Tab never comes to {key}")


def log_the_call(desk: Desk) -> None:
    """Write the call down, and go on with it."""
    driver = desk.driver
    driver.command("Ctrl+N")
    assert driver.name() == "Title, required"
    driver.keys("Label printer on ward 3 prints blank labels")
    driver.press("Tab")
    driver.find("dana")
    driver.keys("8:50")
    driver.press("Tab")
    driver.keys("Labels come out blank since this morning.")
    driver.command("Ctrl+Return")
    assert "INC-2026-000001" in desk.log.card.line
    driver.command("Return")


def classify(desk: Desk) -> None:
    """Say by the symptom what it is, and how bad."""
    driver = desk.driver
    assert driver.name() == "Category, required"
    driver.find("printing")
    go_to(desk, "impact")
    driver.choose("2")
    go_to(desk, "severity")
    driver.choose("2")
    desk.office.time.advance(minutes=38)
    driver.command("Ctrl+Return")


def find_the_cause(desk: Desk) -> None:
    """Test a hypothesis, keep a picture of what comes out, and say what explains it."""
    driver = desk.driver
    assert driver.name() == "What was found, required"
    driver.keys("The driver was updated overnight.")
    driver.press("Tab")
    driver.press("Space")
    assert driver.name() == "Hypothesis, required"
    driver.keys("Driver 4.2 ignores the media type")
    driver.press("Tab")
    driver.keys("Printed with 4.1: the label is there")
    driver.press("Tab")
    driver.choose("2")

    driver.command("Ctrl+M")
    assert driver.name() == "Note"
    put_a_picture_on_the_clipboard()
    driver.press("Ctrl+V")
    driver.keys("This is what comes out.")
    driver.command("Ctrl+Return")
    driver.press("Esc")
    go_to(desk, "diagnosis")
    driver.keys("Driver 4.2 drops the media type.")
    go_to(desk, "cause_category")
    driver.find("defect")


def wait_for_the_supplier(desk: Desk) -> None:
    """Put it on hold for an hour, and take it up again."""
    driver = desk.driver
    driver.command("Ctrl+H")
    assert driver.name() == "Why does it wait?, required"
    driver.find("supplier")

    driver.command("Ctrl+Return")
    assert desk.office.only().incident.status == "on_hold"
    desk.office.time.advance(minutes=60)
    driver.command("Ctrl+H")
    assert desk.office.only().incident.status == "in_progress"


def put_the_fix_in_place(desk: Desk) -> None:
    """Say what was done, and that it was tested."""
    driver = desk.driver
    driver.command("Ctrl+Return")
    assert driver.name() == "What was done, required"
    driver.keys("Rolled back to 4.1 and blocked 4.2.")
    go_to(desk, "fix_kind")
    driver.choose("1")
    go_to(desk, "restored")
    driver.keys("now")
    go_to(desk, "recovery_test")
    driver.keys("A test label, readable")
    go_to(desk, "back_to_normal")
    driver.choose("1")
    driver.command("Ctrl+Return")
    assert desk.office.only().incident.status == "resolved"


def hear_that_it_works(desk: Desk) -> None:
    """Test once more, and take the word of whoever called."""
    driver = desk.driver
    assert desk.incident.stages.form is not None
    assert desk.incident.stages.form.editor("retest").has_focus()
    driver.choose("1")
    go_to(desk, "reporters_word")
    driver.choose("1")
    go_to(desk, "outcome")
    driver.find("fixed")
    driver.command("Ctrl+Return")


def test_from_the_call_to_the_printed_report(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    driver = desk.driver
    log_the_call(desk)
    classify(desk)
    find_the_cause(desk)
    wait_for_the_supplier(desk)
    put_the_fix_in_place(desk)
    hear_that_it_works(desk)

    dialog = wait_for_dialog(qtbot)

    printed = tmp_path / "printed.pdf"
    answer_by_keyboard(driver, dialog, printed)
    assert wait_for_print(qtbot, printed).startswith(b"%PDF-")

    the_job_is_done(desk.office)
    assert driver.name() == "Stages" or driver.has_focus(desk.incident.stepper)
