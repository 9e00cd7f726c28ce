"""Setting up our desk with the keyboard alone, forth and back."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from end_to_end.office import Desk
from incidentdesk.domain.hours import Span
from incidentdesk.gui.settings.form_section import FormSection
from incidentdesk.gui.settings.organisation import OrganisationSection
from incidentdesk.gui.welcome.guide import Guide
from incidentdesk.gui.welcome.welcome_page import WelcomePage


def page_of(desk: Desk) -> WelcomePage:
    page = desk.opened.window.rooms["welcome"]
    assert isinstance(page, WelcomePage)
    return page


def begin(desk: Desk) -> Guide:
    desk.opened.window.show_room("welcome")
    desk.driver.settle()
    assert QApplication.focusWidget() is page_of(desk).choice.ours
    desk.driver.press("Return")
    return page_of(desk).guide


def write(desk: Desk, text: str) -> None:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.selectAll()
    desk.driver.keys(text)


def test_all_four_steps_by_keyboard(desk: Desk) -> None:
    guide = begin(desk)
    assert guide.step == "organisation"
    write(desk, "St. Anna Hospital")
    section = cast("OrganisationSection", guide.section())
    assert "St. Anna Hospital" in section.head.accessibleName()
    desk.driver.press("Return")
    assert guide.step == "hours"
    write(desk, "6-14")
    desk.driver.press("Return")
    assert guide.step == "staff"
    write(desk, "A. Silva, lead")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.driver.keys("K. Lindqvist")
    assert [line.verdict for line in cast("FormSection", guide.section()).model.records()] == ["new", "new"]
    desk.driver.press("Ctrl+Return")
    assert guide.step == "backup"
    write(desk, str(desk.office.paths.folder / "copies"))
    desk.driver.press("Return")
    assert desk.opened.window.room == "queue"
    with desk.office.reading() as cases:
        settings = cases.administration.settings()
        assert (settings.organisation, settings.department) == ("St. Anna Hospital", "Service Desk")
        assert settings.hours.days[0] == Span(360, 840)
        assert settings.backup.folder == str(desk.office.paths.folder / "copies")
        assert {"A. Silva", "K. Lindqvist"} <= {one.name for one in cases.people.staff()}
        assert settings.set_up


def test_passing_over_writes_nothing_and_going_back_finds_what_was_typed(desk: Desk) -> None:
    guide = begin(desk)
    write(desk, "Half a na")
    guide.skip.click()
    desk.driver.settle()
    assert guide.step == "hours"
    write(desk, "7-15")
    desk.driver.press("Alt+Left")
    assert guide.step == "organisation"
    assert guide.section().form.values()["name"] == "Half a na"
    for _step in range(4):
        guide.skip.click()
        desk.driver.settle()
    assert desk.opened.window.room == "queue"
    with desk.office.reading() as cases:
        settings = cases.administration.settings()
        assert settings.organisation == "Northfield Clinic"
        assert settings.hours.days[0] == Span(480, 1020)
        assert settings.set_up
    desk.opened.window.show_room("settings", "hours")
    desk.driver.settle()
    shown = desk.opened.window.rooms["settings"].section()
    assert shown.values()["day0"] == "7-15"


def test_what_cannot_be_read_is_said_and_the_step_stays(desk: Desk) -> None:
    guide = begin(desk)
    guide.skip.click()
    desk.driver.settle()
    write(desk, "17-8")
    desk.driver.press("Return")
    assert guide.step == "hours"
    assert "Monday" in guide.section().banner.text
    write(desk, "8-17:30")
    desk.driver.press("Return")
    assert guide.step == "staff"


def test_back_from_the_first_step_asks_again(desk: Desk) -> None:
    guide = begin(desk)
    desk.driver.press("Alt+Left")
    page = page_of(desk)
    assert page.stack.currentWidget() is page.choice
    assert QApplication.focusWidget() is page.choice.ours
    assert guide.isHidden()


def test_a_desk_that_was_set_up_is_not_called_new(desk: Desk) -> None:
    desk.opened.window.show_room("welcome")
    assert "is new" not in page_of(desk).choice.question.text()
