"""The queue: views, sorting, search, empty lists, and what is remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench, Open, settle
from gui.queue.hands import chosen, click_head, press, titles, uid_of
from incidentdesk.services.lists.views import view_of

Key = Qt.Key
NUMBER, _PRIORITY, TITLE, _STAGE, DUE = range(5)
no_popups_offscreen = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")


# ---- views


def test_it_opens_on_my_open_incidents_sorted_by_what_is_due_next(full: Bench, opened: Open) -> None:
    page = opened(full)

    assert titles(page) == ["Clinic", "Night", "Label", "Shared", "Scanner"]
    assert page.list.head.told.text() == "5 incidents · sorted by next due"
    assert page.list.table.hasFocus()
    assert chosen(page) == "Clinic"


def test_each_view_tells_how_many_are_in_it(full: Bench, opened: Open) -> None:
    page = opened(full)
    views = page.views.list

    said = [views.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(views.count())]

    assert said[:6] == [
        "My open, 5 incidents", "Unassigned, 2 incidents", "On hold, wakes today, 1 incident",
        "Awaiting confirmation, 1 incident", "All open, 9 incidents", "Closed, 2 incidents",
    ]  # fmt: skip


def test_views_are_walked_with_the_arrow_keys_and_left_with_enter(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)
    page.views.list.setFocus()

    press(qtbot, page, Key.Key_Down)
    assert titles(page) == ["Wall", "Second"]
    press(qtbot, page, Key.Key_Down)
    assert titles(page) == ["Night"]
    press(qtbot, page, Key.Key_Return)
    assert page.list.table.hasFocus()


def test_a_room_can_send_the_person_to_a_view_or_to_an_incident(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)

    page.show_target("open")
    settle(qtbot, page)
    assert page.views.current() == "open"
    scanner = uid_of(page, "Scanner")
    page.show_target(scanner)
    qtbot.waitUntil(lambda: chosen(page) == "Scanner")


# ---- sorting


def test_a_click_on_a_head_sorts_and_a_second_one_turns_it_round(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)

    click_head(qtbot, page, TITLE)
    assert titles(page) == sorted(titles(page))
    assert page.list.head.told.text().endswith("sorted by title")
    click_head(qtbot, page, TITLE)
    assert titles(page) == sorted(titles(page), reverse=True)
    assert chosen(page) == "Clinic", "the chosen incident stays chosen"


def test_each_view_keeps_its_own_sorting(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    click_head(qtbot, page, NUMBER)
    assert page.showing.question.sort == "number"

    page.showing.show_view("closed")
    settle(qtbot, page)
    assert page.list.head.told.text().endswith("sorted by time of closing, descending")
    click_head(qtbot, page, DUE)
    assert page.showing.question.sort == "closed"

    page.showing.show_view("mine")
    settle(qtbot, page)
    assert page.showing.question.sort == "number"


@no_popups_offscreen
def test_the_button_sorts_by_what_has_no_column(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)

    page.list.head.sort_button.click()
    menu = page.list.findChild(QMenu)
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Last change").trigger()
    menu.close()
    settle(qtbot, page)

    assert page.showing.question.sort == "updated"
    assert titles(page)[0] == "Night"


def test_ended_incidents_stand_latest_first_cancelled_ones_too(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)
    page.showing.show_view("closed")
    settle(qtbot, page)

    times = [page.list.model.data(page.list.model.index(row, DUE)) for row in range(2)]

    assert list(zip(titles(page), times, strict=True)) == [("Test", "08:03"), ("Cannot", "08:00")]


# ---- search


def test_slash_asks_for_a_field_and_words_that_are_none_are_searched_for(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)
    editor = page.list.head.editor

    press(qtbot, page, Key.Key_Slash)
    assert editor.field.hasFocus()
    qtbot.keyClicks(editor.field, "keyb")
    press(qtbot, page, Key.Key_Return)

    assert titles(page) == ["Replace"]
    assert page.list.head.told.text() == "1 found · 11 searched"
    assert [chip.text() for chip in page.list.head.bar.chips()] == ["Search: keyb"]
    press(qtbot, page, Key.Key_Escape)
    assert titles(page) == ["Clinic", "Night", "Label", "Shared", "Scanner"]
    assert page.list.table.hasFocus()


def test_letters_typed_into_the_filter_are_no_commands(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    page.showing.show_view("unassigned")
    settle(qtbot, page)
    press(qtbot, page, Key.Key_Slash)
    field = page.list.head.editor.field

    qtbot.keyClicks(field, "t/t")

    assert field.text() == "t/t"
    settle(qtbot, page)
    assert full.cases.queue.count(view_of("unassigned").condition, full.me.uid) == 2


def test_the_windows_own_field_searches_here_too(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)

    page.search("mailbox")
    settle(qtbot, page)
    assert titles(page) == ["Shared"]
    page.search("")
    settle(qtbot, page)
    assert titles(page) == ["Clinic", "Night", "Label", "Shared", "Scanner"]


def test_of_two_searches_the_newest_is_shown(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)

    page.search("mailbox")
    page.search("scanner")
    settle(qtbot, page)

    assert titles(page) == ["Scanner"]


# ---- nothing there


@pytest.mark.parametrize(
    ("view", "title", "leads_to"),
    [
        ("mine", "Nothing is assigned to you", "unassigned"),
        ("unassigned", "Every incident has someone", "open"),
        ("waking", "Nothing wakes today", "open"),
        ("confirm", "Nobody waits to be asked", "open"),
        ("closed", "Nothing is closed yet", "open"),
    ],
)
def test_an_empty_view_says_what_to_do_and_its_button_leads_there(
    qtbot: QtBot, bench: Bench, opened: Open, view: str, title: str, leads_to: str
) -> None:
    page = opened(bench)
    page.showing.show_view(view)
    settle(qtbot, page)
    assert page.list.empty.title.text() == title
    assert page.list.empty.button.hasFocus(), "the keyboard stands where one can go on"

    press(qtbot, page, Key.Key_Return)

    assert page.views.current() == leads_to


def test_an_empty_desk_leads_to_logging(qtbot: QtBot, bench: Bench, opened: Open) -> None:
    page = opened(bench)
    page.showing.show_view("open")
    settle(qtbot, page)

    with qtbot.waitSignal(page.session.go) as gone:
        press(qtbot, page, Key.Key_Return)

    assert gone.args == ["log", ""]


def test_a_search_without_hits_leads_back(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    page.search("zebra")
    settle(qtbot, page)
    assert page.list.empty.title.text() == "Nothing fits “zebra”"
    assert page.list.empty.button.text() == "Back to My open"

    page.list.empty.button.click()
    settle(qtbot, page)

    assert len(titles(page)) == 5
    assert page.list.table.hasFocus()


# ---- remembered, named


def test_view_sorting_and_widths_are_taken_up_again(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    page.showing.show_view("open")
    settle(qtbot, page)
    click_head(qtbot, page, TITLE)
    page.list.table.horizontalHeader().resizeSection(NUMBER, 170)
    page.splitter.setSizes([220, 796, 360])
    kept, sizes = page.state(), page.splitter.sizes()

    again = opened(full)
    again.restore(kept)
    settle(qtbot, again)

    assert again.views.current() == "open"
    assert titles(again) == sorted(titles(again))
    assert again.list.table.horizontalHeader().sectionSize(NUMBER) == 170
    assert again.splitter.sizes() == sizes


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"view": 3, "looks": {"mine": {"sort": "; DROP", "columns": [3], "widths": {"title": "wide"}}}},
        {"view": "gone", "looks": "odd", "sizes": "x,1"},
    ],
)
def test_an_odd_memory_does_no_harm(qtbot: QtBot, full: Bench, opened: Open, odd: dict[str, object]) -> None:
    page = opened(full)

    page.restore(odd)
    settle(qtbot, page)

    assert titles(page) == ["Clinic", "Night", "Label", "Shared", "Scanner"]


def test_everything_that_takes_the_focus_has_a_name(full: Bench, opened: Open) -> None:
    page = opened(full)
    nameless = []
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page):
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert nameless == []
    table = QAccessible.queryAccessibleInterface(page.list.table)
    assert table.text(QAccessible.Text.Name) == "Incidents"


def test_the_pages_keys_are_listed_for_the_sheet_of_shortcuts(full: Bench, opened: Open) -> None:
    page = opened(full)

    keys = {action.shortcut().toString(): action.text() for action in page.actions()}

    assert {"/", "T", "Ctrl+C", "F5", "Esc"} <= keys.keys()
