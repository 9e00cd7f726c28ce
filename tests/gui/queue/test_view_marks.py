"""Which view is marked as the one that is shown, and what stands below the list while many are chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench, Open, settle
from gui.queue.hands import press
from incidentdesk.gui.queue.queue_page import QueuePage

Key = Qt.Key


def mark(page: QueuePage) -> QImage:
    """How the line of the current view looks."""
    views = page.views.list
    return views.viewport().grab(views.visualItemRect(views.currentItem())).toImage()


def test_no_view_is_marked_while_a_search_is_shown(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    marked = mark(page)
    page.search("keyb")
    settle(qtbot, page)
    assert mark(page) != marked
    press(qtbot, page, Key.Key_Escape)
    settle(qtbot, page)
    assert mark(page) == marked


def test_a_view_that_is_named_offers_saving_once(full: Bench, opened: Open) -> None:
    page = opened(full)
    page.saved_views.save_as()
    assert page.views.form.isVisible()
    assert not page.views.save_button.isVisible()
    page.views.form.leave()
    assert page.views.save_button.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_rarer_changes_of_many_are_behind_one_button(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    page.list.table.toggle_current()
    bar = page.list.bulk_bar
    bar.more_button.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [act.text() for act in menu.actions()]
    assert texts == ["Take up again", "Complete a stage", "Cancel incidents"]
    with qtbot.waitSignal(bar.asked) as asked:
        menu.actions()[2].trigger()
    menu.close()
    assert asked.args == ["cancel"]
    page.bulk.panel.put_away()
