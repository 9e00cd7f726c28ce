from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gui.conftest import Show
from incidentdesk.gui.widgets.due import chip_size
from incidentdesk.gui.widgets.timeline import TimelineItem, TimelineView
from incidentdesk.gui.widgets.timeline_paint import measure

LONG = "a long sentence that does not fit into one line of the timeline " * 4


def picture() -> QImage:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    return image


ITEMS = [
    TimelineItem("1", "10:31", "R. Sato", "Hypothesis 1", chips=[("Confirmed", "good")]),
    TimelineItem("2", "10:12", "", "Runbook step 3", "lpstat -p", mono=True),
    TimelineItem("3", "09:40", "M. Oyelaran", "Note", LONG, collapsed=True, tone="danger"),
    TimelineItem("4", "09:02", "", "Logged by phone", thumbnail=picture()),
]


@pytest.fixture
def view(show: Show) -> TimelineView:
    made = TimelineView()
    made.setMinimumHeight(400)
    made.set_items(ITEMS)
    show(made)
    made.setFocus()
    return made


def test_each_entry_is_told_in_words(view: TimelineView) -> None:
    index = view.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "10:31 R. Sato\nHypothesis 1\nConfirmed"


def test_the_model_keeps_qts_rules(view: TimelineView) -> None:
    tester = QAbstractItemModelTester(view.model(), QAbstractItemModelTester.FailureReportingMode.Warning)
    view.set_items(ITEMS[:2])
    view.set_items([])
    assert tester.model().rowCount() == 0


def test_enter_and_double_click_open(qtbot: QtBot, view: TimelineView) -> None:
    opened: list[str] = []
    view.opened.connect(opened.append)
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    place = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == ["2", "1"]


def test_space_unfolds(qtbot: QtBot, view: TimelineView) -> None:
    index = view.model().index(2, 0)
    view.setCurrentIndex(index)
    folded = view.visualRect(index).height()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: view.visualRect(index).height() > folded)
    assert view.is_expanded("3")
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: view.visualRect(index).height() == folded)


def test_a_click_on_its_word_unfolds(qtbot: QtBot, view: TimelineView) -> None:
    index = view.model().index(2, 0)
    foot = view.visualRect(index).bottomLeft()
    foot.setX(foot.x() + 24)
    foot.setY(foot.y() - 12)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=foot)
    assert view.is_expanded("3")


def test_entries_can_be_copied(qtbot: QtBot, view: TimelineView) -> None:
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "10:12\nRunbook step 3\nlpstat -p"


def test_new_entries_keep_the_place(view: TimelineView) -> None:
    many = [TimelineItem(str(number), "10:00", "", f"Entry {number}") for number in range(500)]
    view.set_items(many)
    view.setCurrentIndex(view.model().index(300, 0))
    scrolled = view.verticalScrollBar().value()
    assert scrolled > 0
    view.set_items([*many, TimelineItem("new", "10:01", "", "Entry")])
    assert view.current_uid() == "300"
    assert view.verticalScrollBar().value() == scrolled


def test_it_wraps_to_its_width(qtbot: QtBot, view: TimelineView) -> None:
    view.set_items([TimelineItem("1", "10:31", "", "Note", LONG)])
    index = view.model().index(0, 0)
    wide = view.visualRect(index).height()
    view.window().setFixedWidth(320)
    qtbot.waitUntil(lambda: view.visualRect(index).height() > wide)


@pytest.mark.usefixtures("qapp")
def test_words_too_long_for_a_line_are_broken() -> None:
    path = "/srv/" + "x" * 400
    laid = measure(TimelineItem("1", "10:31", "", "Path", path), 300, expanded=False)
    assert laid.detail_text.size().width() <= 300
    assert laid.detail.height() > 3 * 14


def test_letters_are_left_to_the_page(qtbot: QtBot, view: TimelineView) -> None:
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_L)
    assert view.current_uid() == "1"


@pytest.mark.usefixtures("qapp")
def test_chips_that_do_not_fit_beside_each_other_stand_below_and_none_is_cut() -> None:
    words = ("Storage cluster loses a node", "To be escalated", "Goes on with step 9")
    item = TimelineItem("1", "10:31", "R. Sato", "Step 4", chips=[(one, "warning") for one in words])
    laid = measure(item, 260, expanded=False)
    widths = [one.width() for one in laid.chips]
    assert widths == [chip_size(one).width() for one in words]
    assert all(one.right() < 260 for one in laid.chips)
    assert len({one.top() for one in laid.chips}) == 2
    assert laid.size.height() > measure(item, 800, expanded=False).size.height()
    alone = TimelineItem("1", "", "R. Sato", "Step", chips=[(words[0], "good")])
    (narrow,) = measure(alone, 120, expanded=False).chips
    assert narrow.right() < 120  # one that is wider than all the room ends in “…”
