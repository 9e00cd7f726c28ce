"""What the window says in passing stands in a strip of its own, and covers nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk
from incidentdesk.gui.shell.toast import Toast
from incidentdesk.gui.widgets.buttons import ActionButton

Show = Callable[[QWidget], QWidget]
LONG = "“The chip card of the main entrance cannot be read by any of the terminals” " * 3


@pytest.fixture
def toast(show: Show) -> Toast:
    """A toast in the place of a line below a room."""
    window, room, line = QWidget(), QLabel("Room"), QLabel("Line")
    column = QVBoxLayout(window)
    column.addWidget(room, 1)
    column.addWidget(line)
    toast = Toast(line)
    column.addWidget(toast)
    show(window)
    return toast


def test_it_takes_back_what_was_done(qtbot: QtBot, toast: Toast) -> None:
    undone = []
    toast.show_message("Closed", undo=lambda: undone.append("closed"), seconds=60)
    assert toast.window().focusWidget() is None
    with qtbot.waitSignal(toast.undone):
        qtbot.mouseClick(toast.findChildren(ActionButton)[0], Qt.MouseButton.LeftButton)
    assert undone == ["closed"]
    assert toast.isHidden()
    toast.undo()
    assert undone == ["closed"]


def test_it_goes_by_itself(qtbot: QtBot, toast: Toast) -> None:
    toast.show_message("Copied", seconds=0.01)
    assert toast.isVisible()
    qtbot.waitUntil(toast.isHidden)


@pytest.mark.parametrize("room", ["queue", "log", "settings"])
def test_it_covers_nothing_and_moves_nothing(desk: Desk, room: str) -> None:
    window = desk.opened.window
    window.show_room(room)
    desk.driver.settle()
    page = window.rooms[room]
    size, strip = page.size(), window.status.geometry()
    desk.opened.session.undoable.emit("INC-2026-000001 is closed.", lambda: None)
    desk.driver.settle()
    assert window.toast.isVisible()
    assert window.toast.geometry() == strip
    assert page.size() == size, "the page does not jump"
    window.toast.forget()
    desk.driver.settle()
    assert (window.status.geometry(), page.size()) == (strip, size)


def test_a_long_one_is_not_cut(desk: Desk) -> None:
    window = desk.opened.window
    window.resize(window.minimumSize())
    desk.driver.settle()
    desk.opened.session.undoable.emit(LONG, lambda: None)
    desk.driver.settle()
    (label,) = window.toast.findChildren(QLabel)
    assert label.height() >= label.heightForWidth(label.width())
    assert window.rooms["queue"].mapTo(window, window.rooms["queue"].rect().bottomLeft()).y() < (
        window.toast.mapTo(window, window.toast.rect().topLeft()).y()
    )
    assert window.rect().contains(window.toast.mapTo(window, window.toast.rect().bottomRight()))


def test_it_is_there_for_the_keyboard_and_for_screen_readers(desk: Desk) -> None:
    window, undone = desk.opened.window, []
    desk.driver.command("Ctrl+N")
    title = QApplication.focusWidget()
    desk.opened.session.undoable.emit("The view “Mine” is removed.", lambda: undone.append("view"))
    desk.driver.settle()
    assert QApplication.focusWidget() is title, "it takes no focus"
    interface = QAccessible.queryAccessibleInterface(window.toast)
    assert interface.text(QAccessible.Text.Name) == "The view “Mine” is removed."
    (button,) = window.toast.findChildren(ActionButton)
    assert button.hint_text, "its key is shown"
    button.setFocus(Qt.FocusReason.TabFocusReason)
    desk.driver.press("Return")
    assert undone == ["view"]
    assert QApplication.focusWidget() is title, "the keyboard is where it was"


def test_whoever_was_on_the_line_below_is_led_back_to_the_page(desk: Desk) -> None:
    window = desk.opened.window
    desk.driver.command("Ctrl+N")
    keys = window.status.findChildren(ActionButton)[-1]
    keys.setFocus(Qt.FocusReason.TabFocusReason)
    desk.opened.session.told.emit("Copied.", "good")
    desk.driver.settle()
    assert desk.driver.has_focus(window.rooms["log"])


def test_it_stays_while_pages_come_and_go(desk: Desk) -> None:
    window = desk.opened.window
    desk.opened.session.told.emit("Said a moment ago", "good")
    assert "home" not in window.rooms.made()
    desk.driver.command("Alt+Home")
    assert window.toast.isVisible()
    assert window.toast.text == "Said a moment ago"
