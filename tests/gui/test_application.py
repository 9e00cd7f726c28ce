"""The window as it opens."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from incidentdesk.gui.application import fit_to_screen


def test_a_window_is_no_larger_than_its_screen_and_else_left_alone(qtbot: QtBot) -> None:
    large, small = QWidget(), QWidget()
    room = large.screen().availableSize()
    large.resize(room.width() + 200, room.height() + 200)
    small.resize(300, 200)
    for window in (large, small):
        qtbot.addWidget(window)
        fit_to_screen(window)
    assert large.width() < room.width()
    assert large.height() < room.height()
    assert (small.width(), small.height()) == (300, 200)
