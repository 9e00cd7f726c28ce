from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from gui.settings.room import Room
from incidentdesk.gui.settings import list_edits
from incidentdesk.gui.settings.lists import ListsSection
from incidentdesk.services.desk.desk import Changes

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def lists(room: Room) -> ListsSection:
    room.page.show_target("lists")
    room.page.focus_first()
    room.settle()
    section = room.page.section()
    assert isinstance(section, ListsSection)
    return section


def row_of(section: ListsSection, key: str) -> int:
    return [item.key for item in section.model.records()].index(key)


def test_the_categories_are_shown_as_a_tree_of_two_levels(lists: ListsSection) -> None:
    QAbstractItemModelTester(lists.model, QAbstractItemModelTester.FailureReportingMode.Fatal, lists)
    row = row_of(lists, "software.printing")
    assert lists.model.index(row, 0).data().strip() == "Printing"
    assert lists.model.index(row, 0).data().startswith("\N{EM SPACE}")
    spoken = lists.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Printing, Software, Software"


def test_a_category_is_added_below_another_by_keyboard_alone(room: Room, lists: ListsSection) -> None:
    focus = room.page.window().focusWidget
    room.key(focus(), Qt.Key.Key_A, ALT)
    room.qtbot.keyClicks(focus(), "Label printers")
    room.qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    room.qtbot.keyClicks(focus(), "hardw")
    room.qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    room.qtbot.keyClicks(focus(), "h")
    assert "hardware.label_printers" in lists.form.editor("label").accessibleDescription()
    room.save()
    added = next(item for item in room.items("categories") if item.label == "Label printers")
    assert (added.key, added.parent, added.extra) == (
        "hardware.label_printers",
        "hardware",
        {"type": "hardware"},
    )
    assert lists.current_record().key == added.key
    assert room.told == ["“Label printers” is added."]


def test_names_have_room_beside_the_panel_and_columns_that_say_nothing_are_left_out(
    room: Room, lists: ListsSection
) -> None:
    table = lists.table
    shown = lambda: [place for place in range(4) if not table.isColumnHidden(place)]  # noqa: E731
    assert shown() == [0, 1, 2]
    lists.edit_row(0)
    assert shown() == [0, 2], "the panel tells the key"
    lists.panel.put_away()
    lists.open("outcomes")
    assert shown() == [0, 1]
    lists.edit_row(0)
    room.qtbot.mouseClick(lists.retire_button, Qt.MouseButton.LeftButton)
    room.settle()
    assert shown() == [0, 3]


def test_renaming_keeps_the_key_and_the_place(room: Room, lists: ListsSection) -> None:
    before = [item.key for item in room.items("categories")]
    lists.edit_row(row_of(lists, "software.office"))
    room.type_into(lists.form.editor("label"), "Office suite")
    room.save()
    items = room.items("categories")
    assert [item.key for item in items] == before
    assert next(item for item in items if item.key == "software.office").label == "Office suite"


def test_alt_and_arrows_move_an_item_among_its_siblings(room: Room, lists: ListsSection) -> None:
    lists.table.select_row(row_of(lists, "software.office"))
    lists.table.setFocus()
    room.key(lists.table, Qt.Key.Key_Up, ALT)
    room.key(lists.table, Qt.Key.Key_Up, ALT)
    children = [item.key for item in room.items("categories") if item.parent == "software"]
    assert children[:2] == ["software.office", "software.business"]
    assert lists.current_record().key == "software.office", "the row goes along"
    room.key(lists.table, Qt.Key.Key_Down, ALT)
    children = [item.key for item in room.items("categories") if item.parent == "software"]
    assert children[:2] == ["software.business", "software.office"]


def test_retiring_is_undone_and_items_are_never_dropped(room: Room, lists: ListsSection) -> None:
    count = len(room.items("categories"))
    lists.edit_row(row_of(lists, "network"))
    room.click(lists.retire_button)
    retired = {item.key for item in room.items("categories") if item.retired}
    assert retired == {"network", "network.wifi", "network.lan", "network.vpn", "network.internet"}
    assert lists.retire_button.text() == "&Bring back"
    room.undoable[-1][1]()
    room.settle()
    assert not any(item.retired for item in room.items("categories"))
    assert len(room.items("categories")) == count


def test_an_on_hold_reason_says_whether_it_pauses_the_clock(room: Room, lists: ListsSection) -> None:
    room.qtbot.keyClicks(room.page.window().focusWidget(), "4")
    room.settle()
    assert lists.kind.key == "hold_reasons"
    row = row_of(lists, "awaiting_supplier")
    assert lists.model.index(row, 2).data() == "keeps running"
    lists.edit_row(row)
    room.qtbot.keyClick(room.page.window().focusWidget(), Qt.Key.Key_Tab)
    room.qtbot.keyClicks(room.page.window().focusWidget(), "y")
    room.save()
    reason = next(item for item in room.items("hold_reasons") if item.key == "awaiting_supplier")
    assert reason.extra == {"pauses": True, "wake": 48}
    assert lists.model.index(row, 2).data() == "pauses"


def test_hours_that_are_none_are_refused_and_stay(room: Room, lists: ListsSection) -> None:
    room.page.show_target("lists/hold_reasons")
    lists.edit_row(0)
    room.type_into(lists.form.editor("wake"), "soon")
    room.save()
    assert "“soon” is no number of hours." in lists.panel.banner.text
    assert lists.form.values()["wake"] == "soon"
    room.type_into(lists.form.editor("wake"), "8")
    room.save()
    assert room.items("hold_reasons")[0].extra["wake"] == 8


def test_a_draft_of_one_list_never_turns_up_in_another(room: Room, lists: ListsSection) -> None:
    lists.add()
    room.type_into(lists.form.editor("label"), "Telephony")
    room.page.show_target("lists/outcomes")
    room.settle()
    lists.add()
    room.settle()
    assert lists.form.values()["label"] == ""
    room.page.show_target("lists/categories")
    lists.add()
    room.settle()
    assert lists.form.values()["label"] == "Telephony"


def test_a_change_in_another_window_is_not_overwritten(room: Room, lists: ListsSection) -> None:
    lists.edit_row(row_of(lists, "software.office"))
    room.type_into(lists.form.editor("label"), "Office suite")

    def elsewhere() -> Changes:
        items = room.cases.administration.settings().lists["categories"]
        items, _made = list_edits.add(items, "Telephony", "", {"type": "hardware"})
        return room.cases.administration.write_list("categories", items, "")

    room.session.tasks.change(room.page, elsewhere)
    room.settle()
    room.save()
    labels = {item.label for item in room.items("categories")}
    assert {"Telephony", "Office suite"} <= labels
