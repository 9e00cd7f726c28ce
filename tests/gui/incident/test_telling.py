"""Telling the reporter, by keyboard, in the real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.domain.records import Entry
from incidentdesk.gui.incident.tell_page import TellPage


class MailProgram(QObject):
    """Takes the links that the desktop would hand to a mail program."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Take one."""
        self.links.append(url)


@pytest.fixture
def mail(qapp: QApplication) -> Iterator[MailProgram]:
    program = MailProgram()
    program.setParent(qapp)
    QDesktopServices.setUrlHandler("mailto", program, "open")
    yield program
    QDesktopServices.unsetUrlHandler("mailto")


def told(desk: Desk, uid: str) -> list[Entry]:
    return [entry for entry in desk.office.page(uid).entries if entry.kind == "reporter_told"]


def page_of(desk: Desk) -> TellPage:
    return desk.incident.telling.page


def test_the_fitting_message_is_filled_and_mailed(desk: Desk, mail: MailProgram) -> None:
    uid = new_incident(desk.office)
    desk.show(uid)
    desk.driver.command("Alt+T")
    page = page_of(desk)
    assert page.templates.value() == "taken_over"
    assert desk.driver.focused() is page.text
    number, stage = desk.office.page(uid).incident.number, desk.office.page(uid).incident.stage
    assert number in page.subject.text()
    assert "{" not in page.text.toPlainText()
    desk.driver.keys("Dear Dana. ")
    desk.driver.command("Ctrl+Return")
    (entry,) = told(desk, uid)
    assert entry.parameters == {"means": "mail", "template": "taken_over", "when": "taken_over"}
    assert isinstance(entry.payload, dict)
    assert str(entry.payload["text"]).startswith("Dear Dana. Hello Dana Whitlock")
    (link,) = mail.links
    assert "Dear%20Dana" in bytes(link.toEncoded().data()).decode()
    assert desk.incident.middle.currentWidget() is desk.incident.stages
    assert desk.office.page(uid).incident.stage == stage, "nothing else was completed"


def test_another_template_is_one_key_away_and_what_was_written_comes_back(desk: Desk) -> None:
    desk.show(new_incident(desk.office))
    desk.driver.command("Alt+T")
    page = page_of(desk)
    desk.driver.keys("Mine. ")
    desk.driver.press("Shift+Tab")
    desk.driver.press("Shift+Tab")
    desk.driver.choose("Right")
    assert page.templates.value() == "need_information"
    assert "Mine." not in page.text.toPlainText()
    page.text.setFocus()
    desk.driver.command("Ctrl+Z")
    assert page.text.toPlainText().startswith("Mine. ")
    desk.opened.window.toast.undo()
    desk.driver.settle()
    assert page.text.toPlainText().startswith("Mine. ")
    assert page.templates.value() == "taken_over"


def test_a_place_that_nothing_fills_is_shown_and_keeps_it_from_being_sent(desk: Desk) -> None:
    uid = new_incident(desk.office)
    desk.show(uid)
    desk.driver.command("Alt+T")
    page = page_of(desk)
    page.templates.setFocus()
    desk.driver.choose("Right")
    desk.driver.choose("Right")
    assert page.templates.value() == "resolved"
    assert "{restored}" in page.open_places.text
    desk.driver.command("Alt+P")
    assert told(desk, uid) == []
    assert desk.driver.focused() is page.text
    assert page.text.textCursor().selectedText() == "{restored}"
    desk.driver.keys("noon")
    assert "{restored}" not in page.open_places.text


def test_a_begun_message_is_there_again(desk: Desk) -> None:
    first, second = new_incident(desk.office, "First"), new_incident(desk.office, "Second")
    desk.show(first)
    desk.driver.command("Alt+T")
    desk.driver.keys("Half a sen")
    desk.driver.press("Esc")
    assert desk.incident.middle.currentWidget() is desk.incident.stages
    desk.show(second)
    desk.driver.command("Alt+T")
    assert "Half" not in page_of(desk).text.toPlainText()
    desk.show(first)
    desk.driver.command("Alt+T")
    assert page_of(desk).text.toPlainText().startswith("Half a sen")
    desk.driver.command("Alt+P")
    assert [entry.parameters["means"] for entry in told(desk, first)] == ["phone"]
    desk.driver.command("Alt+T")
    assert "Half" not in page_of(desk).text.toPlainText()


def test_a_copy_is_on_the_clipboard_and_noted(desk: Desk) -> None:
    uid = new_incident(desk.office)
    desk.show(uid)
    desk.driver.command("Alt+T")
    text = page_of(desk).text.toPlainText()
    desk.driver.command("Alt+Shift+C")
    assert QGuiApplication.clipboard().text() == text
    assert [entry.parameters["means"] for entry in told(desk, uid)] == ["copy"]


def test_a_text_too_long_for_a_link_is_copied(desk: Desk, mail: MailProgram) -> None:
    uid = new_incident(desk.office)
    desk.show(uid)
    desk.driver.command("Alt+T")
    page_of(desk).text.insertPlainText("long words " * 300)
    desk.driver.command("Ctrl+Return")
    (link,) = mail.links
    assert "body=" not in bytes(link.toEncoded().data()).decode()
    assert "long words" in QGuiApplication.clipboard().text()
    assert len(told(desk, uid)) == 1
