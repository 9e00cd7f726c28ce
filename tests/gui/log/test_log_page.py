"""The log page, driven as a person does."""

from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from end_to_end.job import put_a_picture_on_the_clipboard
from end_to_end.office import Desk, Office
from incidentdesk.base.errors import UserFacingError


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def write_a_call(desk: Desk, title: str = "Labels come out blank") -> None:
    """All that the first stage asks for."""
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys(title)
    driver.press("Tab")
    driver.find("dana")
    driver.keys("8:50")
    driver.press("Tab")
    driver.keys("No text on any of them.")


def test_at_most_seven_fields_are_in_sight(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    assert desk.log.form.visible_keys() == [
        "title", "reporter", "occurred", "description", "error_code", "assignee", "found",
    ]  # fmt: skip


def test_only_the_title_is_needed(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.command("Ctrl+Return")
    assert driver.name() == "Title, required"
    assert desk.log.form.editor("title").problem == "Give the incident a title"
    driver.keys("Labels come out blank")
    driver.command("Ctrl+Return")
    assert desk.office.only().incident.title == "Labels come out blank"
    assert driver.name() == "Go on"


def test_the_line_for_the_caller_is_copied_by_one_key(desk: Desk) -> None:
    write_a_call(desk)
    desk.driver.command("Ctrl+Return")
    desk.driver.command("Ctrl+Shift+C")
    assert clipboard() == desk.log.card.line
    assert "INC-2026-000001" in clipboard()
    assert "M. Oyelaran" in clipboard()


def test_log_and_classify_goes_straight_on_with_the_line_above(desk: Desk) -> None:
    driver, room = desk.driver, desk.incident
    write_a_call(desk)
    driver.command("Ctrl+Alt+Return")
    assert driver.name() == "Category, required"
    assert room.caller.isVisible()
    assert "INC-2026-000001" in room.caller.text
    driver.command("Ctrl+Shift+C")
    assert clipboard() == room.caller.text
    driver.find("printing")
    driver.press("Tab")
    driver.choose("2")
    driver.press("Tab")
    driver.choose("2")
    driver.command("Ctrl+Return")
    assert not room.caller.isVisible()
    driver.command("Ctrl+Shift+C")
    assert clipboard() == "INC-2026-000001"


def test_log_and_classify_stays_at_the_first_gap(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Labels come out blank")
    driver.command("Ctrl+Alt+Return")
    assert desk.office.only().incident.stage == "identification"
    assert driver.name() == "Who told us, required"


def test_log_next_call_begins_with_an_empty_title(desk: Desk) -> None:
    driver = desk.driver
    write_a_call(desk, "First")
    driver.command("Alt+Return")
    assert driver.name() == "Title, required"
    assert desk.log.form.edits().get("title") is None
    driver.keys("Second")
    driver.command("Ctrl+Return")
    with desk.office.reading() as cases:
        assert cases.queue.totals()[0] == 2


def test_pressing_twice_logs_once(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot, room="log", patient=False) as desk:
        driver = desk.driver
        driver.keys("Labels come out blank")
        driver.press("Ctrl+Return", times=2)
        driver.settle()
    assert office.only().incident.title == "Labels come out blank"


def test_a_fast_typist_needs_not_wait_for_the_list_of_reporters(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot, room="log", patient=False) as desk:
        driver = desk.driver
        driver.keys("Labels come out blank")
        driver.press("Tab")
        driver.find("dana")
        assert driver.name() == "Since when, required"
        driver.keys("8:50")
        driver.press("Ctrl+Return")
        driver.settle()
    assert office.only().incident.core["reporter"] == office.reporter.uid


def test_somebody_new_is_added_in_the_line(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Cannot log in")
    driver.press("Tab")
    driver.find("Kim Novak")
    assert driver.name() == "Phone of the new reporter"
    driver.keys("ext. 7")
    driver.press("Return")
    driver.command("Ctrl+Return")
    page = desk.office.only()
    assert page.reporter is not None
    assert (page.reporter.name, page.reporter.phone) == ("Kim Novak", "ext. 7")


def test_somebody_new_is_added_by_logging_too(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Cannot log in")
    driver.press("Tab")
    driver.find("Kim Novak")
    driver.keys("ext. 7")
    driver.command("Ctrl+Return")
    page = desk.office.only()
    assert page.reporter is not None
    assert (page.reporter.name, page.reporter.phone) == ("Kim Novak", "ext. 7")


def test_somebody_new_without_a_phone_is_added_by_logging(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Cannot log in")
    driver.press("Tab")
    driver.keys("Kim Novak")
    driver.command("Ctrl+Return")
    page = desk.office.only()
    assert page.reporter is not None
    assert page.reporter.name == "Kim Novak"


def test_a_pasted_picture_goes_with_the_call(desk: Desk) -> None:
    driver = desk.driver
    write_a_call(desk)
    put_a_picture_on_the_clipboard()
    driver.press("Ctrl+V")
    driver.command("Ctrl+Return")
    assert [file.name for file in desk.office.only().attachments] == ["picture-1.png"]


def test_urgent_is_one_key(desk: Desk) -> None:
    write_a_call(desk)
    assert "major incident" not in desk.log.header.after.text()
    desk.driver.command("Ctrl+U")
    assert "Ctrl Shift N: a major incident" in desk.log.header.after.text()
    desk.driver.command("Ctrl+Return")
    incident = desk.office.only().incident
    assert (incident.priority, incident.provisional) == ("P1", True)


def test_a_time_that_is_none_is_not_thrown_away(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Labels come out blank")
    driver.press("Tab", times=2)
    driver.keys("when it rained")
    driver.command("Ctrl+Return")
    assert driver.name() == "Since when, required"
    assert desk.log.form.typed() == {"occurred": "when it rained"}
    assert "when it rained" in desk.log.form.editor("occurred").problem


def test_what_is_typed_while_a_call_is_logged_belongs_to_the_next(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot, room="log", patient=False) as desk:
        desk.driver.keys("First call")
        desk.driver.settle()
        other = sqlite3.connect(office.paths.desk, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        desk.driver.press("Alt+Return")
        desk.driver.keys("Second")
        other.execute("ROLLBACK")
        other.close()
        desk.driver.settle()
        assert desk.log.form.values()["title"] == "Second"
        assert office.only().incident.title == "First call"
        desk.opened.window.show_room("queue")
        desk.driver.settle()
    with office.window(qtbot, room="log") as desk:
        assert desk.log.form.values()["title"] == "Second"


def test_a_failure_leaves_the_call_and_the_button(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    write_a_call(desk)
    monkeypatch.setattr(desk.log, "_uid", ["no uid"])  # a fault of ours, but one that a draft can keep
    desk.driver.command("Ctrl+Return")
    assert len(desk.failures) == 1
    assert not isinstance(desk.failures.pop(), UserFacingError)
    assert desk.log.form.values()["title"] == "Labels come out blank"
    monkeypatch.undo()
    desk.driver.command("Ctrl+Return")
    assert desk.office.only().incident.title == "Labels come out blank"


def test_settings_changed_elsewhere_leave_the_focus_in_an_empty_call(desk: Desk) -> None:
    desk.driver.command("Ctrl+N")
    desk.opened.session.surroundings_changed.emit()
    desk.driver.settle()
    desk.driver.keys("Labels")
    assert desk.log.form.values()["title"] == "Labels"
