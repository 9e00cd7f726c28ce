"""Filtering by keyboard and choosing columns, on the page itself."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.queue.hands import ALL, Hands, Held, Key, chips, titles
from gui.slow_question import Slow
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow


def test_a_filter_is_made_edited_turned_round_and_removed_by_keyboard(page: QueuePage, hands: Hands) -> None:
    hands.press(Key.Key_Slash)
    hands.type("prio")
    hands.press(Key.Key_Return)
    hands.type("p2")
    hands.press(Key.Key_Return, Key.Key_Return)
    assert chips(page) == ["All of", "Status: open", "Assignee: me", "Priority: P2 High"]
    assert titles(page) == ["Label", "Shared"]
    assert page.list.table.hasFocus()
    assert page.list.head.save_button.isVisible()

    page.list.head.bar.focus_chip(3)
    hands.press(Key.Key_Return)
    hands.type("p1")
    hands.press(Key.Key_Return, Key.Key_Return)
    assert titles(page) == ["Clinic"]

    page.list.head.bar.focus_chip(3)
    hands.press(Key.Key_Exclam)
    assert chips(page)[3] == "not (Priority: P1 Critical)"
    assert "Clinic" not in titles(page)
    hands.press(Key.Key_Delete)
    assert titles(page) == ALL
    assert not page.list.head.save_button.isVisible()


def test_a_chip_tells_its_whole_sentence(page: QueuePage) -> None:
    names = [chip.accessibleName() for chip in page.list.head.bar.chips()]
    assert names == [
        "All of: Status is one of open; Assignee is me",
        "Status is one of open",
        "Assignee is me",
    ]


def test_a_group_asks_for_any_of_its_tests(page: QueuePage, hands: Hands) -> None:
    page.showing.show_condition([{"any": [{"field": "priority", "op": "is", "value": "P1"},
                                          {"field": "assignee", "op": "is_empty"}]}])  # fmt: skip
    hands.press(Key.Key_F5)
    assert titles(page) == ["Wall", "Clinic", "Second"]
    head = page.list.head.bar.chips()[0]
    assert head.text() == "Any of"

    head.setFocus()
    hands.press(Key.Key_Space)
    assert titles(page) == []
    assert page.list.empty.title.text() == "No incident fits these filters"
    page.list.empty.button.click()
    hands.press()
    assert chips(page) == ["Status: open"]


def test_a_filter_that_lacks_its_value_says_so_and_esc_leaves_it(page: QueuePage, hands: Hands) -> None:
    hands.press(Key.Key_Slash)
    hands.type("title")
    hands.press(Key.Key_Return, Key.Key_Return)
    assert page.list.head.editor.told.text() == "Give a value."
    hands.press(Key.Key_Escape)
    assert page.list.head.editor.isHidden()
    assert titles(page) == ALL
    assert page.list.table.hasFocus()


def test_the_line_of_a_test_with_several_values_has_room_for_all_of_it(
    page: QueuePage, hands: Hands, qtbot: QtBot
) -> None:
    page.window().resize(1216, 700)
    hands.press()
    page.list.head.bar.focus_chip(1)
    hands.press(Key.Key_Return)
    line = page.list.head.editor
    value = line.editor
    assert value is not None
    qtbot.waitUntil(value.isVisible)
    shown: list[QWidget] = [
        line.field, line.op, value, line.turned, line.apply_button, line.group_button, line.remove_button,
        line.cancel_button,
    ]  # fmt: skip
    assert all(widget.isVisible() for widget in shown)
    assert all(line.rect().contains(_within(widget, line)) for widget in shown)
    assert not any(
        _within(one, line).intersects(_within(other, line)) for one, other in combinations(shown, 2)
    )
    assert isinstance(value.below, Flow)
    taken = value.below.widgets()
    assert len(taken) == 4
    assert all(line.rect().contains(_within(chip, line)) for chip in taken)


def _within(widget: QWidget, outer: QWidget) -> QRect:
    return QRect(widget.mapTo(outer, QPoint(0, 0)), widget.size())


def test_a_field_that_lists_are_ordered_by_is_not_called_slow(page: QueuePage, hands: Hands) -> None:
    for field, slow in (("priority", False), ("title", True)):
        hands.press(Key.Key_Slash)
        hands.type(field)
        hands.press(Key.Key_Return)
        assert page.list.head.editor.slow.isVisible() is slow
        hands.press(Key.Key_Escape)


def test_a_question_that_is_cancelled_gives_way_to_what_was_shown(page: QueuePage, hands: Hands) -> None:
    page.showing.search("mailbox")
    page.showing.cancel()
    hands.press()
    assert titles(page) == ALL
    assert not page.waiting


def test_a_query_that_runs_is_broken_off_by_the_button_of_the_strip(
    page: QueuePage, hands: Hands, qtbot: QtBot
) -> None:
    strip, feed = page.list.head.waiting, page.showing.feed
    slow, answered, failed = Slow(page.session.cases), list[object](), list[object]()
    page.session.tasks.failed.connect(failed.append)
    page.showing.search("mailbox")
    page.session.tasks.ask(feed, slow.ask, answered.append, topic="list")  # in place of the search
    assert slow.running.wait(10)
    qtbot.waitUntil(strip.isVisible)
    cancel = next(one for one in strip.findChildren(ActionButton) if one.text() == "Cancel")
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    hands.press()
    assert "interrupted" in str(slow.error)
    assert titles(page) == ALL
    assert strip.isHidden()
    assert not page.waiting
    assert answered == failed == []


def test_columns_are_chosen_moved_and_widened_by_keyboard(page: QueuePage, hands: Hands) -> None:
    hands.press(Key.Key_C)
    assert page.chooser.isVisible()
    page.chooser.field.setText("categ")
    page.chooser.list.setCurrentRow(0)
    page.chooser.list.setFocus()
    hands.press(Key.Key_Space)
    model = page.list.model
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["Number", "Priority", "Title", "Stage", "Next due", "Category"]
    row = next(number for number, one in model.rows_here() if one.title.startswith("Label"))
    assert model.data(model.index(row, 5)) == "Software · Printing"

    before = page.list.table.columnWidth(5)
    hands.press(Key.Key_Right, held=Held.ControlModifier)
    assert page.list.table.columnWidth(5) == before + 16
    hands.press(Key.Key_Up, held=Held.ControlModifier)
    assert page.list.columns.keys()[-2:] == ("category", "next_due")
    hands.press(Key.Key_Escape)
    assert page.chooser.isHidden()
    assert page.list.table.hasFocus()

    hands.press(Key.Key_C)
    hands.type("categ")
    assert page.chooser.field.text() == "categ"
    assert "Category" in [page.chooser.list.item(row).text() for row in range(page.chooser.list.count())]
    hands.press(Key.Key_Escape)

    kept = page.state()
    page.showing.usual_columns()
    hands.press()
    assert page.list.model.columnCount() == 5
    page.restore(kept)
    hands.press()
    assert page.list.columns.keys()[-2:] == ("category", "next_due")
