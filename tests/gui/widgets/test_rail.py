from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.rail import NavigationRail, RailItem

ITEMS = [
    RailItem("log", "Log", "plus", "Ctrl+N", primary=True),
    RailItem("home", "Home", "home"),
    RailItem("queue", "Queue", "queue"),
    RailItem("settings", "Settings", "settings", foot=True),
]


@pytest.fixture
def rail(show: Show) -> NavigationRail:
    made = NavigationRail(ITEMS)
    made.setMinimumHeight(500)
    show(made)
    return made


def buttons(rail: NavigationRail) -> list[QAbstractButton]:
    return rail.findChildren(QAbstractButton)


def test_each_place_has_name_and_key(rail: NavigationRail) -> None:
    told = [QAccessible.queryAccessibleInterface(button) for button in buttons(rail)]
    assert [one.text(QAccessible.Text.Name) for one in told] == ["Log", "Home", "Queue", "Settings"]
    assert told[0].text(QAccessible.Text.Description) == "Key: Ctrl N"


def test_choosing_asks_and_does_not_move(qtbot: QtBot, rail: NavigationRail) -> None:
    rail.set_current("queue")
    with qtbot.waitSignal(rail.chosen) as caught:
        qtbot.mouseClick(buttons(rail)[1], Qt.MouseButton.LeftButton)
    assert caught.args == ["home"]
    assert rail.current() == "queue"
    assert [button.isChecked() for button in buttons(rail)] == [False, False, True, False]


def test_keys_move_and_choose(qtbot: QtBot, rail: NavigationRail) -> None:
    buttons(rail)[0].setFocus()
    with qtbot.waitSignal(rail.chosen) as caught:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
            focused = QApplication.focusWidget()
            assert focused is not None
            qtbot.keyClick(focused, key)
    assert caught.args == ["queue"]


def test_the_foot_is_at_the_foot(rail: NavigationRail) -> None:
    assert buttons(rail)[3].y() > rail.height() - 80
    assert buttons(rail)[2].y() < 200
