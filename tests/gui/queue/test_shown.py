"""What is painted from the key to the rows, and what stands above them afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench, Open, settle
from gui.slow_question import Slow
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.settling import settle as come_to_rest


class Painted(QObject):
    """Notes at each painting of ``widget`` what ``look`` sees then."""

    def __init__(self, widget: QWidget, look: Callable[[], object]) -> None:
        super().__init__(widget)
        self._look = look
        self.seen: list[object] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen.append(self._look())
        return False


def until_shown(qtbot: QtBot, page: QueuePage, act: Callable[[], object]) -> None:
    """Do ``act``, and let the answer come only when all that follows from it without one is painted."""
    go_on = threading.Event()
    page.session.tasks.ask(page, lambda: go_on.wait(10), lambda _waited: None)
    with qtbot.waitSignal(page.list.shown):
        act()
        for _round in range(3):
            QApplication.processEvents()
        go_on.set()


def chips(page: QueuePage) -> list[str]:
    return [chip.text() for chip in page.list.head.bar.chips()]


def test_the_rows_of_a_view_and_of_a_search_are_painted_once(qtbot: QtBot, full: Bench, opened: Open) -> None:
    """And those that are about to go not once more, unless the new ones take their time."""
    page = opened(full)
    views, rows = page.views.list, page.list.table.viewport()
    views.setFocus()
    come_to_rest(page, page.session.tasks)
    painted = Painted(rows, lambda: "new" if not page.waiting else "old" if page.list.is_head_behind else "")
    for act in (
        lambda: qtbot.keyClick(views, Qt.Key.Key_Down),
        lambda: qtbot.keyClick(views, Qt.Key.Key_Up),
        lambda: page.search("the"),
        lambda: page.search("printer"),
        lambda: page.showing.show_view("closed"),  # with other columns
    ):
        painted.seen.clear()
        until_shown(qtbot, page, act)
        assert painted.seen.count("new") == 1
        assert "old" not in painted.seen
        come_to_rest(page, page.session.tasks)
    assert chips(page) == ["Status: ended"]


def test_the_head_does_not_wait_for_rows_that_take_their_time(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)
    feed, slow, answered = page.showing.feed, Slow(full.cases), list[object]()
    page.showing.show_view("open")
    page.session.tasks.ask(feed, slow.ask, answered.append, topic="list")  # in place of the rows
    qtbot.waitUntil(lambda: chips(page) == ["Status: open"])
    assert page.waiting
    page.showing.cancel()
    settle(qtbot, page)
    assert chips(page) == ["All of", "Status: open", "Assignee: me"]
    assert answered == []


def test_a_chip_that_belongs_to_what_was_shown_before_changes_nothing(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)
    page.showing.show_view("open")
    page.list.head.bar.remove((1,))  # of the view that was left
    assert chips(page) == ["Status: open"]
    settle(qtbot, page)
    assert not page.showing.looks.is_changed("open")
    assert not page.showing.looks.is_changed("mine")


def test_two_chips_are_removed_at_once(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    page.list.head.bar.remove((1,))
    page.list.head.bar.remove((0,))
    settle(qtbot, page)
    assert chips(page) == []
    assert page.list.head.told.text() == "11 incidents · sorted by next due"


def test_heads_are_painted_anew_where_a_column_is_called_otherwise(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)
    for view in ("open", "closed"):
        page.showing.show_view(view)
        page.showing.sort("title")
        settle(qtbot, page)
    heads = page.list.table.horizontalHeader().viewport()
    painted = Painted(heads, lambda: True)
    page.showing.show_view("open")
    settle(qtbot, page)
    assert painted.seen
