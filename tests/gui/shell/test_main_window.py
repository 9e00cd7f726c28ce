"""The window around the rooms."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from end_to_end.mouse import Mouse
from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.gui.widgets.painting import key_text
from incidentdesk.services.desk.desk import Changes


def words(desk: Desk) -> set[str]:
    """All that the sheet of shortcuts says."""
    return {label.text() for label in desk.opened.window.sheet.findChildren(QLabel)}


def test_the_sheet_lists_every_action_with_its_key(desk: Desk) -> None:
    window = desk.opened.window
    desk.driver.command("F1")
    shown = words(desk)
    owners = [window, *window.rooms.values()]
    inner = [one for room in window.rooms.values() for one in room.findChildren(QWidget)]
    texts = set()
    for owner in [*owners, *inner]:
        for action in owner.actions():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
            assert keys or owner in inner, f"{action.text()} has no key"
            if keys:
                assert action.text() in shown
                assert key_text(keys) in shown
                texts.add(action.text())
    assert {"Log it", "Complete the stage, or add the note", "Take", "Search", "Quit"} <= texts
    assert "Next phase" in texts  # of a room that is made bit by bit
    desk.driver.press("Esc")
    assert window.rooms["queue"].isVisible()
    assert desk.driver.has_focus(window.rooms["queue"])


def test_a_question_mark_shows_the_sheet_but_not_while_writing(desk: Desk) -> None:
    window, driver = desk.opened.window, desk.driver
    driver.press("?")
    assert window.sheet.isVisible()
    driver.press("Esc")
    driver.command("Ctrl+N")
    driver.keys("Why?")
    assert not window.sheet.isVisible()
    assert desk.log.form.values()["title"] == "Why?"


def test_the_ends_of_the_sheet_are_a_key_away(desk: Desk) -> None:
    desk.driver.press("?")
    bar = desk.opened.window.sheet.verticalScrollBar()
    assert bar.maximum() > 0, "it is longer than the window"
    desk.driver.press("End")
    assert bar.value() == bar.maximum()
    desk.driver.press("Home")
    assert bar.value() == bar.minimum()


def test_the_sheet_and_the_command_field_lead_back_to_where_one_was(desk: Desk) -> None:
    driver = desk.driver
    driver.command("Ctrl+N")
    first = QApplication.focusWidget()
    driver.command("Tab")
    there = QApplication.focusWidget()
    assert there is not first
    for opening in ("F1", "Ctrl+K"):
        driver.command(opening)
        assert QApplication.focusWidget() is not there
        driver.press("Esc")
        assert QApplication.focusWidget() is there


def test_the_count_of_incidents_follows_what_was_brought_in_elsewhere(desk: Desk, qtbot: QtBot) -> None:
    window = desk.opened.window

    def place() -> str:
        return " ".join(label.text() for label in window.status.findChildren(QLabel))

    new_incident(desk.office, "Brought in")
    assert "1 incident" not in place()
    window.session.tasks.changed.emit(Changes(things=frozenset({"elsewhere"})))
    qtbot.waitUntil(lambda: "· 1 incident" in place())


def test_no_two_actions_within_reach_share_a_key(desk: Desk) -> None:
    """Qt does neither of two actions on one key."""
    window = desk.opened.window
    everywhere = [action.shortcut().toString() for action in window.actions()]
    assert len(everywhere) == len(set(everywhere))
    for name, page in window.rooms.items():
        own = [action.shortcut().toString() for action in page.actions()]
        assert len(own) == len(set(own)), name
        assert not set(own) & set(everywhere), name


def test_the_search_is_one_key_away_and_opens_what_it_finds(desk: Desk) -> None:
    driver, window = desk.driver, desk.opened.window
    uid = new_incident(desk.office, "Projector hums")
    new_incident(desk.office, "Labels come out blank")
    driver.command("Ctrl+N")
    driver.command("Ctrl+K")
    assert driver.name() == "Search"
    driver.keys("hums")
    first = window.commands.popup.current()
    assert first is not None
    assert (first.kind, first.text) == ("incident", "Projector hums")
    assert [first.text[start:end] for start, end in first.marks] == ["hums"]
    driver.press("Return")
    assert window.room == "incident"
    assert desk.incident.page is not None
    assert desk.incident.page.incident.uid == uid
    assert window.top.search.text() == ""


def test_enter_waits_for_the_answer_and_a_number_comes_first(desk: Desk, qtbot: QtBot) -> None:
    new_incident(desk.office, "Printer 2 on floor 2")
    uid = new_incident(desk.office, "Second call")
    desk.driver.command("Ctrl+K")
    desk.driver.patient = False
    desk.driver.keys("2")
    desk.driver.press("Return")
    desk.driver.patient = True
    qtbot.waitUntil(lambda: desk.opened.window.room == "incident")
    desk.driver.settle()
    assert desk.incident.page is not None
    assert desk.incident.page.incident.uid == uid


def test_all_results_lead_into_the_queue_and_esc_back_to_the_view(desk: Desk) -> None:
    driver, window = desk.driver, desk.opened.window
    for number in range(8):
        new_incident(desk.office, f"Projector hums {number}")
    driver.command("Ctrl+K")
    driver.keys("projector")
    driver.command("Ctrl+Return")
    queue = window.rooms["queue"]
    assert window.room == "queue"
    assert queue.list.head.told.text() == "8 found · 8 searched"  # type: ignore[attr-defined]
    assert driver.has_focus(queue)
    order = queue.list.head.order  # type: ignore[attr-defined]
    order.setFocus()
    driver.press("Right")
    assert queue.showing.question.ranked  # type: ignore[attr-defined]
    queue.focus_first()
    driver.press("Esc")
    assert queue.showing.question.text == ""  # type: ignore[attr-defined]


def test_people_views_and_commands_are_a_few_letters_away(desk: Desk) -> None:
    driver, window = desk.driver, desk.opened.window
    new_incident(desk.office, "Labels come out blank")
    driver.command("Ctrl+K")
    driver.keys("whitl")
    driver.press("Down", times=2)
    entry = window.commands.popup.current()
    assert entry is not None
    assert (entry.kind, entry.text) == ("reporter", "Dana Whitlock")
    driver.press("Return")
    queue = window.rooms["queue"]
    chips = queue.list.head.bar.chips()  # type: ignore[attr-defined]
    assert [chip.text() for chip in chips] == ["Reporter: Dana Whitlock"]
    driver.command("Ctrl+K")
    driver.keys("unassi")
    driver.press("Return")
    assert queue.views.current() == "unassigned"  # type: ignore[attr-defined]
    driver.command("Ctrl+K")
    driver.keys("settings")
    driver.press("Return")
    assert window.room == "settings"


def test_esc_puts_the_list_away_and_leads_back_to_the_page(desk: Desk) -> None:
    driver, window = desk.driver, desk.opened.window
    driver.command("Ctrl+K")
    assert window.commands.is_open()
    driver.keys("xyz")
    driver.press("Esc")
    assert not window.commands.is_open()
    assert window.top.search.text() == ""
    assert driver.has_focus(window.rooms["queue"])


def test_the_theme_is_remembered(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot, room="settings") as desk:
        settings = desk.opened.window.rooms["settings"]
        settings.theme_chosen.emit("dark")  # type: ignore[attr-defined]
    store = QSettings(str(office.paths.window), QSettings.Format.IniFormat)
    assert store.value("theme") == "dark"


def test_size_and_place_are_remembered(office: Office, qtbot: QtBot) -> None:
    with office.window(qtbot) as desk:
        desk.opened.window.resize(1000, 640)  # the screen offscreen is 800 by 800, and a window is kept on it
        QApplication.processEvents()
    store = QSettings(str(office.paths.window), QSettings.Format.IniFormat)
    assert store.value("window/geometry") is not None
    with office.window(qtbot, resize=False) as desk:
        assert desk.opened.window.height() == 640


def test_the_split_of_the_incident_room_is_remembered(office: Office, qtbot: QtBot) -> None:
    uid = new_incident(office)
    with office.window(qtbot) as desk:
        desk.show(uid)
        desk.incident.splitter.setSizes([800, 500])
        QApplication.processEvents()
        before = desk.incident.splitter.sizes()
    with office.window(qtbot) as desk:
        desk.show(uid)
        assert desk.incident.splitter.sizes() == before


def test_a_refusal_stands_in_the_banner_with_its_remedy(desk: Desk) -> None:
    desk.opened.tasks.failed.emit(EnvironmentFault("The disk is full.", "Make room, and try again."))
    banner = desk.opened.window.banner
    assert banner.isVisible()
    assert "The disk is full." in banner.text
    assert "Make room, and try again." in banner.text
    desk.failures.clear()
    Mouse(desk).press("Close this message", banner)
    assert not banner.isVisible()


def test_a_fault_stands_in_the_banner_too(desk: Desk) -> None:
    desk.opened.tasks.failed.emit(ZeroDivisionError("division by zero"))
    banner = desk.opened.window.banner
    assert "Something went wrong inside the program" in banner.text
    assert "What you typed is kept" in banner.text
    desk.failures.clear()


def test_what_is_kept_is_told_below(desk: Desk, qtbot: QtBot) -> None:
    status = desk.opened.window.status
    desk.driver.command("Ctrl+N")
    with qtbot.waitSignal(desk.opened.session.kept, timeout=1500):
        desk.driver.keys("Labels")
    shown = [label.text() for label in status.findChildren(QLabel)]
    assert any(text.startswith("Everything kept 09:02") for text in shown)


def test_every_room_takes_the_focus_when_it_opens(desk: Desk) -> None:
    driver, window = desk.driver, desk.opened.window
    for keys, room in (("Ctrl+N", "log"), ("Ctrl+1", "queue"), ("Ctrl+,", "settings"), ("Ctrl+1", "queue")):
        driver.command(keys)
        assert window.room == room
        assert driver.has_focus(window.rooms[room])


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_the_menu_opens_by_key_and_closes_again(desk: Desk) -> None:
    desk.driver.patient = False
    desk.opened.window.top.menu_button.click()
    menu = desk.driver.menu()
    texts = [action.text() for action in menu.actions()]
    assert "Log an incident" in texts
    assert "Quit" in texts
    menu.close()
    assert QApplication.activePopupWidget() is None
