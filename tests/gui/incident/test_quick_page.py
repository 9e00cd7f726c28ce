"""Fixed on the phone: the answers of each incident stay with it."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident


def resolution(desk: Desk) -> object:
    form = desk.incident.quick.form
    assert form is not None
    return form.values()["resolution"]


def write_resolution(desk: Desk, text: str) -> None:
    form = desk.incident.quick.form
    assert form is not None
    form.focus_field("resolution")
    desk.driver.keys(text)


def test_answers_are_there_again_after_another_incident(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(f"{first}/quick")
    write_resolution(desk, "of the first")
    desk.show(f"{second}/quick")
    assert resolution(desk) is None
    desk.opened.window.show_room("queue")
    desk.driver.settle()
    desk.show(f"{first}/quick")
    assert resolution(desk) == "of the first"
    desk.opened.window.show_room("queue")
    desk.driver.settle()
    desk.show(f"{second}/quick")
    desk.show(f"{first}/quick")
    assert resolution(desk) == "of the first"


def test_typing_right_before_another_incident_is_kept(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(f"{first}/quick")
    write_resolution(desk, "of the fi")
    QTest.keyClicks(QApplication.focusWidget(), "rst")
    desk.show(f"{second}/quick")
    desk.show(f"{first}/quick")
    assert resolution(desk) == "of the first"


def test_one_key_leads_back_to_the_quick_page(desk: Desk) -> None:
    driver = desk.driver
    desk.show(f"{new_incident(desk.office)}/quick")
    write_resolution(desk, "Turned it off and on")
    driver.press("Esc")
    assert not desk.incident.quick.isVisible()
    driver.command("Ctrl+Shift+Return")
    assert desk.incident.quick.isVisible()
    assert resolution(desk) == "Turned it off and on"
    assert driver.has_focus(desk.incident.quick)
