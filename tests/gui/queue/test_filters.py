"""Filtering by keyboard, columns, saved views and choosing many, on the page itself."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench, Open, settle
from gui.slow_question import Slow
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.services.views import View

Key, Held = Qt.Key, Qt.KeyboardModifier
ALL = ["Clinic", "Night", "Label", "Shared", "Scanner"]


def titles(page: QueuePage) -> list[str]:
    return [row.title.split(" ")[0] for _number, row in page.list.model.rows_here()]


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


@pytest.fixture
def page(full: Bench, opened: Open) -> QueuePage:
    return opened(full)


@pytest.fixture
def hands(qtbot: QtBot, page: QueuePage) -> Hands:
    return Hands(qtbot, page)


# ---- filters


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


# ---- columns


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


# ---- saved views


def test_a_view_is_saved_shared_renamed_moved_and_removed_with_undo(
    page: QueuePage, hands: Hands, full: Bench, qtbot: QtBot
) -> None:
    page.showing.show_condition([{"field": "title", "op": "contains", "value": "printer"}])
    hands.press(Key.Key_S, held=Held.ControlModifier)
    hands.type("Printers")
    hands.press(Key.Key_Return)
    saved = full.cases.views.all(full.me.uid)[-1]
    assert (saved.title, saved.owner) == ("Printers", full.me.uid)
    assert page.views.current() == saved.key
    assert titles(page) == ["Label"]
    assert page.showing.looks.is_changed("open") is False, "what was saved as a view is no change any more"

    page.views.list.setFocus()
    hands.press(Key.Key_R, held=Held.ControlModifier)
    hands.type("All printers")
    page.views.form.shared.setChecked(True)
    hands.press(Key.Key_Return)
    assert [(view.title, view.owner) for view in full.cases.views.all(full.me.uid)[-1:]] == [
        ("All printers", "")
    ]

    page.views.list.setFocus()
    with qtbot.waitSignal(page.session.undoable) as told:
        hands.press(Key.Key_Delete)
    hands.press()
    assert page.views.current() == "mine"
    told.args[1]()
    qtbot.waitUntil(lambda: full.cases.views.all(full.me.uid)[-1].title == "All printers")
    qtbot.waitUntil(lambda: page.views.list.item(page.views.list.count() - 1).text() == "All printers")


def test_a_changed_view_is_marked_until_it_is_saved_or_discarded(
    page: QueuePage, hands: Hands, full: Bench, qtbot: QtBot
) -> None:
    condition = [{"field": "status", "op": "is", "value": "new"}]
    view = View("", "Fresh", condition, "number", ("number", "title"), full.me.uid)
    saved, changes = full.cases.views.save(view, full.me.uid)
    page.session.tasks.changed.emit(changes)
    qtbot.waitUntil(lambda: saved.key in page.showing.looks.views)
    page.showing.show_view(saved.key)
    hands.press()
    assert page.list.columns.keys() == ("number", "title")
    item = page.views.list.currentItem()

    page.showing.sort("-number")
    hands.press()
    assert page.list.head.changed_mark.isVisible()
    assert "changed" in item.data(Qt.ItemDataRole.AccessibleTextRole)
    page.list.head.discard_button.click()
    hands.press()
    assert page.showing.question.sort == "number"
    assert not page.list.head.changed_mark.isVisible()
    page.showing.sort("-number")
    page.list.head.save_button.click()
    hands.press()
    qtbot.waitUntil(lambda: full.cases.views.all(full.me.uid)[-1].sort == "-number")
    qtbot.waitUntil(lambda: not page.list.head.changed_mark.isVisible())


def test_a_name_that_is_taken_is_told_in_the_form(page: QueuePage, hands: Hands) -> None:
    page.list.head.bar.clear()
    hands.press(Key.Key_S, held=Held.ControlModifier)
    hands.type("My open")
    hands.press(Key.Key_Return)
    assert "There is a view “My open” already." in page.views.form.told.text()
    assert page.views.form.title.text() == "My open"
    hands.press(Key.Key_Escape)
    assert page.views.form.isHidden()


# ---- many at once


def test_many_are_chosen_by_keys_and_their_number_is_told(page: QueuePage, hands: Hands) -> None:
    bar = page.list.bulk_bar
    assert bar.isHidden()
    hands.press(Key.Key_Down, Key.Key_Down, held=Held.ShiftModifier)
    assert bar.count.text() == "3 chosen"
    hands.press(Key.Key_Down, Key.Key_Down, held=Held.ControlModifier)
    hands.press(Key.Key_Space)
    assert bar.count.text() == "4 chosen"
    hands.press(Key.Key_A, held=Held.ControlModifier)
    assert bar.count.text() == "5 chosen"
    hands.press(Key.Key_Space)
    assert bar.count.text() == "4 chosen", "all but one"
    hands.press(Key.Key_Escape)
    assert bar.isHidden()


def test_a_choice_stays_with_its_incidents_when_the_list_moves(
    page: QueuePage, hands: Hands, full: Bench, qtbot: QtBot
) -> None:
    hands.press(Key.Key_Down, held=Held.ShiftModifier)
    chosen = set(page.list.chosen.uids)
    values = {"title": "Urgent", "assignee": full.me.uid}
    page.session.tasks.change(page, lambda: full.cases.log.log(values, full.me.uid, urgent=True))
    qtbot.waitUntil(lambda: "Urgent" in titles(page))
    assert page.list.chosen.uids == chosen
    assert page.list.bulk_bar.count.text() == "2 chosen"


def test_shift_end_chooses_what_was_not_read_yet(bench: Bench, opened: Open, qtbot: QtBot) -> None:
    for number in range(230):
        bench.log(f"Item-{number:03}", assignee=bench.me.uid)
    page = opened(bench)
    qtbot.keyClick(page.list.table, Key.Key_End, Held.ShiftModifier)
    qtbot.waitUntil(lambda: page.list.bulk_bar.count.text() == "230 chosen")
    assert len(page.list.chosen.uids) == 230


def test_many_are_assigned_after_a_preview_and_taken_back(
    page: QueuePage, hands: Hands, full: Bench, qtbot: QtBot
) -> None:
    hands.press(Key.Key_A, held=Held.ControlModifier)
    hands.press(Key.Key_B, Key.Key_Return)
    panel = page.bulk.panel
    assert (panel.title.text(), panel.said.text()) == ("Assign", "5 incidents are chosen.")
    hands.type("oye")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: panel.table.isVisible())
    assert panel.said.text().startswith("5 incidents will change.")
    assert "Assignee: R. Sato → M. Oyelaran" in str(panel.model.data(panel.model.index(0, 2)))
    assert full.cases.queue.count(None, full.me.uid) == 11

    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: panel.undo_button.isVisible())
    assert panel.said.text() == "5 incidents were changed."
    hands.press(Key.Key_F5)
    assert page.list.bulk_bar.isHidden()
    mine = [{"field": "assignee", "op": "is", "value": full.colleague.uid}]
    taken = full.cases.queue.count(mine, full.me.uid)
    panel.undo_button.click()
    qtbot.waitUntil(lambda: panel.said.text() == "5 incidents are as they were.")
    assert full.cases.queue.count(mine, full.me.uid) == taken - 5
    hands.press(Key.Key_Escape)
    assert panel.isHidden()
    qtbot.waitUntil(page.list.table.hasFocus)


def test_what_a_gate_refuses_is_told_before_anything_happens(
    page: QueuePage, hands: Hands, qtbot: QtBot
) -> None:
    hands.press(Key.Key_A, held=Held.ControlModifier)
    page.bulk.begin("complete")
    hands.type("closure")
    hands.press(Key.Key_Return, Key.Key_Return)
    panel = page.bulk.panel
    qtbot.waitUntil(lambda: panel.table.isVisible())
    assert panel.said.text().startswith("No incident will change.")
    assert not panel.next_button.isEnabled()
    why = panel.model.data(panel.model.index(0, 2))
    assert why
    assert panel.whole.text() == why
    assert panel.whole.isVisible()
    hands.press(Key.Key_Return, held=Held.ControlModifier)
    assert panel.said.text().startswith("No incident will change.")


def test_a_preview_has_the_order_of_the_list(page: QueuePage, hands: Hands, qtbot: QtBot) -> None:
    for _time in range(3):
        hands.press(Key.Key_Down, held=Held.ShiftModifier)
    page.bulk.begin("assign")
    hands.type("oye")
    hands.press(Key.Key_Return, Key.Key_Return)
    panel = page.bulk.panel
    qtbot.waitUntil(lambda: panel.table.isVisible())
    shown = [str(panel.model.data(panel.model.index(row, 1))) for row in range(panel.model.rowCount())]
    assert [title.split(" ")[0] for title in shown] == ALL[:4]


def test_an_act_without_its_answer_asks_for_it(page: QueuePage, hands: Hands) -> None:
    page.bulk.begin("set")
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Return, held=Held.ControlModifier)
    form = page.bulk.panel.form
    assert form is None or form.told.text() == "Choose one from the list."  # type: ignore[attr-defined]
    page.bulk.panel.put_away()
    assert page.list.head.isVisible()
