from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.table_view import ListTable
from incidentdesk.gui.widgets.text import LineEdit


class Room(QWidget):
    """A table with a field after it."""

    def __init__(self) -> None:
        super().__init__()
        self.table, self.after = ListTable("Incidents"), LineEdit()
        self.entries = QStandardItemModel(0, 2)
        for name in ("Alpha", "Beta", "Lima"):
            self.entries.appendRow([QStandardItem(name), QStandardItem("x")])
        self.table.setModel(self.entries)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addWidget(self.after)


@pytest.fixture
def room(show: Show) -> Room:
    made = Room()
    show(made)
    made.table.setFocus()
    made.table.select_row(0)
    return made


def test_rows_are_38_pixels(room: Room) -> None:
    assert [room.table.rowHeight(row) for row in range(3)] == [38, 38, 38]


def test_enter_and_double_click_open_the_row(qtbot: QtBot, room: Room) -> None:
    opened: list[int] = []
    room.table.opened.connect(opened.append)
    qtbot.keyClick(room.table, Qt.Key.Key_Down)
    qtbot.keyClick(room.table, Qt.Key.Key_Return)
    place = room.table.visualRect(room.entries.index(2, 1)).center()
    qtbot.mouseClick(room.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(room.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [1, 2]


def test_letters_do_not_jump(qtbot: QtBot, room: Room) -> None:
    qtbot.keyClick(room.table, Qt.Key.Key_L)
    assert room.table.current_row() == 0


def test_home_and_end_go_to_the_ends(qtbot: QtBot, room: Room) -> None:
    qtbot.keyClick(room.table, Qt.Key.Key_End)
    assert room.table.current_row() == 2
    qtbot.keyClick(room.table, Qt.Key.Key_Home)
    assert room.table.current_row() == 0


def test_tab_leaves_the_table(qtbot: QtBot, room: Room) -> None:
    qtbot.keyClick(room.table, Qt.Key.Key_Tab)
    assert room.after.hasFocus()


def test_the_whole_row_is_chosen(room: Room) -> None:
    room.table.select_row(1)
    chosen = room.table.selectionModel().selectedRows()
    assert [index.row() for index in chosen] == [1]


def test_it_can_be_painted_without_a_model(show: Show) -> None:
    table = ListTable("Empty")
    show(table)
    assert table.row_count() == 0
    assert not table.grab().isNull()
