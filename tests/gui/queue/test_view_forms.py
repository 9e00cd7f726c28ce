"""Saving views, sharing, renaming and removing them, on the page itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench
from gui.queue.hands import Hands, Held, Key, titles
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.services.lists.views import View


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
