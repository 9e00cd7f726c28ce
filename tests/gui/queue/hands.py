"""What tests of the queue do with the page, and what they see on it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui.queue.bench import settle
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.widgets.chips import Chip

Key, Held = Qt.Key, Qt.KeyboardModifier
ALL = ["Clinic", "Night", "Label", "Shared", "Scanner"]
"""The first words of the titles, as the list has them at first."""


def titles(page: QueuePage) -> list[str]:
    return [row.title.split(" ")[0] for _number, row in page.list.model.rows_here()]


def chosen(page: QueuePage) -> str:
    row = page.list.current_row()
    return row.title.split(" ")[0] if row else ""


def uid_of(page: QueuePage, title: str) -> str:
    return next(row.uid for _number, row in page.list.model.rows_here() if row.title.startswith(title))


def click_head(qtbot: QtBot, page: QueuePage, column: int) -> None:
    head = page.list.table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle(qtbot, page)


def press(qtbot: QtBot, page: QueuePage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.window().focusWidget() or page, key)
    settle(qtbot, page)


def go_to(qtbot: QtBot, page: QueuePage, title: str) -> None:
    page.list.table.select_row(titles(page).index(title))
    settle(qtbot, page)


def words(value: QLabel | Chip) -> str:
    return value.text if isinstance(value, Chip) else value.text()


def chips(page: QueuePage) -> list[str]:
    return [chip.text() for chip in page.list.head.bar.chips()]


class Hands:
    """Keys at the page, wherever the focus is."""

    def __init__(self, qtbot: QtBot, page: QueuePage) -> None:
        self._qtbot, self._page = qtbot, page

    def press(self, *keys: Qt.Key, held: Held = Held.NoModifier) -> None:
        for key in keys:
            self._qtbot.keyClick(QApplication.focusWidget() or self._page, key, held)
            settle(self._qtbot, self._page)
        settle(self._qtbot, self._page)

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(QApplication.focusWidget(), text)
        settle(self._qtbot, self._page)
