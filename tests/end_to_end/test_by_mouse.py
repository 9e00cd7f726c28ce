"""The whole job with mouse and keyboard: what can be clicked is clicked, and only text is typed."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from end_to_end.job import put_a_picture_on_the_clipboard, the_job_is_done
from end_to_end.mouse import Mouse
from end_to_end.office import Desk
from end_to_end.printing import answer_by_mouse, wait_for_dialog, wait_for_print, with_print_dialog

pytestmark = with_print_dialog


def test_from_the_call_to_the_printed_report(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    driver, time, room = desk.driver, desk.office.time, desk.incident
    mouse = Mouse(desk)

    mouse.press("Log", desk.opened.window.rail)
    driver.keys("Label printer on ward 3 prints blank labels")
    mouse.pick("reporter", "Dana Whitlock", typed="dana")
    mouse.write("occurred", "8:50")
    mouse.write("description", "Labels come out blank since this morning.")
    mouse.press("Log", desk.log)
    mouse.press("Classify now")

    mouse.pick("category", "Printing", typed="printing")
    mouse.choose("impact", "A department")
    mouse.choose("severity", "Degraded")
    time.advance(minutes=38)
    mouse.press("Complete classification")

    driver.keys("The driver was updated overnight.")
    mouse.press("Add a hypothesis")
    driver.keys("Driver 4.2 ignores the media type")
    driver.press("Tab")
    driver.keys("Printed with 4.1: the label is there")
    mouse.press("Confirmed")
    driver.click(room.side.composer.text)
    put_a_picture_on_the_clipboard()
    driver.press("Ctrl+V")
    driver.keys("This is what comes out.")
    mouse.press("Add internal note")
    mouse.write("diagnosis", "Driver 4.2 drops the media type.")
    mouse.pick("cause_category", "Software · Defect", typed="defect")

    mouse.press("Put on hold", room.stages)
    mouse.pick("reason", "Awaiting a supplier")
    mouse.press("Put on hold", room.action)
    assert desk.office.only().incident.status == "on_hold"
    time.advance(minutes=60)
    mouse.press("Resume")
    mouse.press("Complete investigation")

    driver.keys("Rolled back to 4.1 and blocked 4.2.")
    mouse.choose("fix_kind", "Permanent")
    mouse.write("restored", "now")
    mouse.write("recovery_test", "A test label, readable")
    mouse.choose("back_to_normal", "Yes")
    mouse.press("Complete resolution")
    assert desk.office.only().incident.status == "resolved"

    mouse.choose("retest", "Works as intended")
    mouse.choose("reporters_word", "Restored")
    mouse.pick("outcome", "Fixed, permanent", typed="fixed")
    mouse.press("Close and print")
    dialog = wait_for_dialog(qtbot)
    printed = tmp_path / "printed.pdf"
    answer_by_mouse(driver, dialog, printed)
    assert wait_for_print(qtbot, printed).startswith(b"%PDF-")
    the_job_is_done(desk.office)
