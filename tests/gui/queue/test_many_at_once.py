"""Choosing many incidents and changing them together, on the page itself."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench, Open
from gui.queue.hands import ALL, Hands, Held, Key, titles
from incidentdesk.gui.queue.queue_page import QueuePage


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
    qtbot.waitUntil(lambda: panel.lines.table.isVisible())
    assert panel.said.text().startswith("5 incidents will change.")
    assert "Assignee: R. Sato → M. Oyelaran" in str(panel.lines.model.data(panel.lines.model.index(0, 2)))
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
    qtbot.waitUntil(lambda: panel.lines.table.isVisible())
    assert panel.said.text().startswith("No incident will change.")
    assert not panel.next_button.isEnabled()
    why = panel.lines.model.data(panel.lines.model.index(0, 2))
    assert why
    assert panel.lines.whole.text() == why
    assert panel.lines.whole.isVisible()
    hands.press(Key.Key_Return, held=Held.ControlModifier)
    assert panel.said.text().startswith("No incident will change.")


def test_a_preview_has_the_order_of_the_list(page: QueuePage, hands: Hands, qtbot: QtBot) -> None:
    for _time in range(3):
        hands.press(Key.Key_Down, held=Held.ShiftModifier)
    page.bulk.begin("assign")
    hands.type("oye")
    hands.press(Key.Key_Return, Key.Key_Return)
    panel = page.bulk.panel
    qtbot.waitUntil(lambda: panel.lines.table.isVisible())
    shown = [
        str(panel.lines.model.data(panel.lines.model.index(row, 1)))
        for row in range(panel.lines.model.rowCount())
    ]
    assert [title.split(" ")[0] for title in shown] == ALL[:4]


def test_an_act_without_its_answer_asks_for_it(page: QueuePage, hands: Hands) -> None:
    page.bulk.begin("set")
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Return, held=Held.ControlModifier)
    form = page.bulk.panel.form
    assert form is None or form.told.text() == "Choose one from the list."  # type: ignore[attr-defined]
    page.bulk.panel.put_away()
    assert page.list.head.isVisible()
