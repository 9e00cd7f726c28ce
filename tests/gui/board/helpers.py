"""The board as the tests use it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from end_to_end.office import Desk
from incidentdesk.domain.board import BoardItem
from incidentdesk.gui.board.board_window import BoardWindow


def open_board(desk: Desk) -> BoardWindow:
    """Ctrl+4 in the main window; the board is shown and has read the desk."""
    desk.opened.window.activateWindow()
    assert QTest.qWaitForWindowActive(desk.opened.window)
    QTest.keyClick(desk.opened.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    desk.driver.settle()
    board = desk.opened.window.board.board
    assert board is not None
    assert board.isVisible()
    assert board.view.state is not None
    return board


def settle(board: BoardWindow, desk: Desk) -> None:
    """Read the desk as after a change, and wait for it."""
    board.feed.ask()
    desk.driver.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def shown(board: BoardWindow) -> list[BoardItem]:
    """What the tiles in sight show."""
    return [tile.item for tile in board.view.tiles if tile.isVisible() and tile.item is not None]


def said(board: BoardWindow) -> str:
    """All words on the tiles in sight."""
    tiles = [tile for tile in board.view.tiles if tile.isVisible()]
    labels = [label for tile in tiles for label in (*tile.labels.values(), tile.number)]
    return " | ".join(label.text() for label in labels if label.isVisible())


def raise_some(desk: Desk, count: int, text: str = "We look into it.") -> list[str]:
    """Raise major incidents as another process does, with an impact and an update; gives their numbers."""
    numbers = []
    with desk.office.reading() as cases:
        me = desk.office.me.uid
        for place in range(count):
            level = f"sev{1 + place % 3}"
            number = cases.raising.raise_one(f"Secret title {place}", me, levels=[level]).number
            cases.response.add_row(number, "impact_lines", {"what": f"No mail for ward {place}"}, me)
            if text:
                cases.response.note_update(number, "external", text, me)
            numbers.append(number)
    return numbers
