"""The board window: what it shows, that it follows the desk and the clock, and how it is handled."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.board.helpers import open_board, raise_some, said, settle, shown
from incidentdesk.base.errors import EnvironmentFault
from incidentdesk.gui.board.board_opener import OPEN
from incidentdesk.gui.board.board_view import MOST
from incidentdesk.gui.board.fit_label import FitLabel
from incidentdesk.gui.shell.shortcut_sheet import ShortcutSheet
from incidentdesk.gui.theme import apply_theme
from services.response_desk import ResponseDesk

LONG = "We are moving the mail to another server; nothing that was sent is lost. " * 12


def test_without_an_incident_it_says_so_and_when_the_last_one_ended(desk: Desk) -> None:
    board = open_board(desk)
    assert board.view.clear.isVisible()
    assert (board.view.clear.text(), board.view.last.text()) == ("No major incident", "")
    assert board.view.accessibleName() == "No major incident"
    assert shown(board) == []


def test_it_shows_the_state_and_no_title_and_no_name(desk: Desk) -> None:
    (number,) = raise_some(desk, 1, "M. Oyelaran restarts mail-01.")
    board = open_board(desk)
    assert [one.number for one in shown(board)] == [number]
    words = said(board)
    for part in ("Investigating", "Major incident", "SEV 1", number, "No mail for ward 0", "Update 09:02"):
        assert part in words, part
    assert "A member of staff restarts a device." in words
    assert "Secret" not in words
    assert board.view.head.text() == "1 major incident"
    assert "No mail for ward 0" in board.view.tiles[0].accessibleName()


def test_changes_of_this_window_and_of_other_processes_come_by_themselves(desk: Desk, qtbot: QtBot) -> None:
    board = open_board(desk)
    desk.opened.tasks.start_watching()
    (number,) = raise_some(desk, 1)
    qtbot.waitUntil(lambda: [one.number for one in shown(board)] == [number], timeout=10_000)
    session = desk.opened.session
    cases, me = session.cases, session.me
    session.tasks.change(session, lambda: cases.response.go_to(number, "identified", me))
    qtbot.waitUntil(lambda: "Identified" in said(board), timeout=10_000)


def test_it_counts_down_and_a_sleep_loses_nothing(desk: Desk) -> None:
    raise_some(desk, 1)
    board = open_board(desk)
    assert "Next update in 20 min, at 09:22" in said(board)
    desk.office.time.advance(minutes=19, seconds=30)
    board.feed.look()
    assert "Next update in less than a minute" in said(board)
    assert board.view.clock.text() == "09:21"
    desk.office.time.advance(hours=8)
    board.feed.look()
    assert "Update late by 7 h 59 min" in said(board)
    assert board.view.tiles[0].labels["due"].property("role") == "danger"
    assert desk.opened.tasks.pending, "after a sleep it reads anew"
    desk.driver.settle()
    assert board.view.state is not None
    assert board.view.state.now == desk.office.time.now()


def test_what_was_resolved_long_ago_goes_without_any_change(desk: Desk) -> None:
    (number,) = raise_some(desk, 1)
    with desk.office.reading() as cases:
        ResponseDesk(cases, desk.office.time, desk.office.me.uid, {}, "").resolve(number)
    board = open_board(desk)
    assert board.view.clear.isVisible()
    assert [one.public for one in shown(board)] == ["resolved"]
    desk.office.time.advance(hours=4, minutes=1)
    board.feed.look()
    desk.driver.settle()
    assert board.view.clear.isVisible()
    assert shown(board) == []


def test_it_says_that_it_is_not_up_to_date_where_the_desk_cannot_be_read(desk: Desk) -> None:
    raise_some(desk, 1)
    board = open_board(desk)
    board.feed.failed.emit(EnvironmentFault("The desk cannot be read.", "Connect its disk."))
    assert board.view.fault.isVisible()
    assert board.view.fault.text() == "Not up to date since 09:02: The desk cannot be read."
    settle(board, desk)
    assert not board.view.fault.isVisible()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (900, 1400), (640, 400)])
@pytest.mark.parametrize("count", [1, 3, 6])
def test_everything_has_its_place_and_nothing_lies_on_another(
    desk: Desk, size: tuple[int, int], count: int
) -> None:
    raise_some(desk, count, LONG)
    board = open_board(desk)
    board.resize(*size)
    settle(board, desk)
    tiles = [tile for tile in board.view.tiles if tile.isVisible()]
    assert len(tiles) == count
    for one, other in pairwise(tiles):
        assert not one.geometry().intersects(other.geometry())
    for tile in tiles:
        assert board.view.rect().contains(tile.geometry())
        labels = [label for label in tile.labels.values() if label.isVisible()]
        assert len(labels) == len(tile.labels)
        for upper, lower in pairwise(labels):
            assert upper.geometry().bottom() < lower.geometry().top() + 1
        for label in labels:
            assert label.height() >= label.line_height()
        assert tile.labels["word"].geometry().right() <= tile.number.geometry().left()
        assert size[0] < 900 or tile.number.width() >= tile.number.whole_width()
        assert tile.labels["due"].geometry().bottom() <= tile.height()


def test_the_fewer_there_are_the_larger_they_are_written(desk: Desk) -> None:
    raise_some(desk, 1)
    board = open_board(desk)
    board.resize(1920, 1080)
    settle(board, desk)
    one = board.view.tiles[0].labels["title"].line_height()
    raise_some(desk, 5)
    settle(board, desk)
    assert one > board.view.tiles[0].labels["title"].line_height() >= 36


def test_more_than_it_can_show_are_counted(desk: Desk) -> None:
    raise_some(desk, MOST + 2)
    board = open_board(desk)
    assert len(shown(board)) == MOST
    assert board.view.head.text() == "8 major incidents · 2 more"


def test_long_texts_end_in_an_ellipsis_and_are_whole_in_the_tool_tip(qtbot: QtBot) -> None:
    label = FitLabel("plain", QFont.Weight.Normal)
    qtbot.addWidget(label)
    label.setText(LONG)
    label.set_pixels(20)
    label.resize(300, label.line_height() * 3)
    label.grab()
    assert label.toolTip() == LONG
    label.resize(300, label.height_at(300))
    label.grab()
    assert label.toolTip() == ""


@pytest.mark.parametrize("theme", ["light", "dark", "high-contrast"])
def test_it_is_painted_in_each_theme(desk: Desk, qapp: QApplication, theme: str) -> None:
    raise_some(desk, 2)
    board = open_board(desk)
    apply_theme(qapp, theme)  # type: ignore[arg-type]
    image = board.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }
    assert len(colours) > 4


def test_it_fills_the_screen_and_comes_back(desk: Desk) -> None:
    board = open_board(desk)
    QTest.keyClick(board, Qt.Key.Key_F11)
    assert board.isFullScreen()
    assert not board.foot.isVisible()
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert not board.isFullScreen()
    assert board.foot.isVisible()
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert board.isVisible()
    QTest.keyClick(board, Qt.Key.Key_F11)
    QTest.keyClick(board, Qt.Key.Key_F11)
    assert not board.isFullScreen()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_same_key_brings_it_to_the_front_and_it_follows_only_while_it_is_seen(desk: Desk) -> None:
    board = open_board(desk)
    assert board.feed.running
    QTest.keyClick(board, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not board.isVisible()
    assert not board.feed.running
    assert open_board(desk) is board
    assert board.feed.running
    assert open_board(desk) is board


def test_nothing_on_it_can_be_changed(desk: Desk) -> None:
    raise_some(desk, 1)
    board = open_board(desk)
    able = [one for one in board.findChildren(QWidget) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert able == []


def test_its_keys_stand_on_the_sheet(desk: Desk) -> None:
    open_board(desk)
    window = desk.opened.window
    window.show_shortcuts()
    assert isinstance(window.sheet, ShortcutSheet)
    texts = {label.text() for label in window.sheet.findChildren(QWidget) if hasattr(label, "text")}
    assert {"Board for a second screen", "Full screen, and back", "Close the board"} <= texts


def test_it_closes_with_the_window_and_is_there_again_at_the_next_start(
    office: Office, qtbot: QtBot, qapp: QApplication
) -> None:
    del qapp
    with office.window(qtbot) as desk:
        board = open_board(desk)
        board.setGeometry(40, 60, 700, 500)
        desk.opened.window.close()
        assert desk.opened.window.board.board is None
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []
    store = QSettings(str(office.paths.window), QSettings.Format.IniFormat)
    assert str(store.value(OPEN)).lower() == "true"
    with office.window(qtbot) as desk:
        desk.opened.window.board.open_again()
        desk.driver.settle()
        again = desk.opened.window.board.board
        assert again is not None
        assert again.isVisible()
        assert (again.width(), again.height()) == (700, 500)
        again.close()
    with office.window(qtbot) as desk:
        desk.opened.window.board.open_again()
        assert desk.opened.window.board.board is None
