"""What stays and what moves in the queue when incidents change, and acting on one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench, Open, settle
from gui.queue.hands import chosen, go_to, press, titles, uid_of, words
from incidentdesk.base.paths import DeskPaths
from incidentdesk.bootstrap import use_cases

Key = Qt.Key
NUMBER, _PRIORITY, TITLE, _STAGE, DUE = range(5)
no_popups_offscreen = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")


# ---- what stays, what moves


def test_choice_and_place_stay_when_another_incident_changes(qtbot: QtBot, full: Bench, opened: Open) -> None:
    for number in range(30):
        full.log(f"More-{number:02}", assignee=full.me.uid)
    page = opened(full)
    go_to(qtbot, page, "More-20")
    scrolled = page.list.table.verticalScrollBar().value()
    assert scrolled > 0
    uid = uid_of(page, "More-00")

    act = lambda: full.cases.lifecycle.assign(uid, full.colleague.uid, full.me.uid)  # noqa: E731
    page.session.tasks.change(page, act)
    qtbot.waitUntil(lambda: "More-00" not in titles(page))

    assert chosen(page) == "More-20"
    assert page.list.table.verticalScrollBar().value() == scrolled - 38


def test_the_next_line_is_chosen_when_the_chosen_one_leaves_the_view(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)
    page.showing.show_view("unassigned")
    settle(qtbot, page)
    assert titles(page) == ["Wall", "Second"]

    with qtbot.waitSignal(page.session.told) as told:
        qtbot.keyClick(page.list.table, Key.Key_T)
    qtbot.waitUntil(lambda: titles(page) == ["Second"])
    settle(qtbot, page)

    assert told.args == ["INC-2026-000006 is yours.", "good"]
    assert chosen(page) == "Second"
    assert page.preview.title.text().startswith("Second")
    taken = full.cases.pages.incident("INC-2026-000006", full.me.uid).incident
    assert (taken.assignee, taken.status) == (full.me.uid, "in_progress")


def test_taking_what_is_mine_says_so_and_changes_nothing(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    before = full.cases.pages.incident(page.list.current_uid(), full.me.uid).incident.entry_count

    with qtbot.waitSignal(page.session.told) as told:
        press(qtbot, page, Key.Key_T)

    assert told.args[0] == "INC-2026-000011 is yours already."
    assert full.cases.pages.incident(page.list.current_uid(), full.me.uid).incident.entry_count == before


def test_what_another_process_does_is_shown(qtbot: QtBot, full: Bench, opened: Open, tmp_path: Path) -> None:
    page = opened(full)
    with qtbot.waitSignal(page.session.tasks.idle):  # the first look only takes the version down
        page.session.tasks.start_watching()
    other = use_cases(DeskPaths(tmp_path / "desk.sqlite3", tmp_path), full.time)
    other.desk.database.connect(write=True, read=True)

    other.log.log({"title": "Logged elsewhere", "assignee": full.me.uid}, full.colleague.uid)
    other.desk.database.disconnect()

    qtbot.waitUntil(lambda: "Logged" in titles(page), timeout=5000)
    assert page.views.list.item(0).text() == "My open"
    assert page.list.head.told.text().startswith("6 incidents")


def test_a_hidden_page_catches_up_when_it_is_shown(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    page.hide()
    act = lambda: full.log("While away", assignee=full.me.uid)  # noqa: E731
    with qtbot.waitSignal(page.session.tasks.idle):
        page.session.tasks.change(page, act)
    assert "While" not in titles(page)

    page.show()

    qtbot.waitUntil(lambda: "While" in titles(page))


def test_a_long_list_is_as_long_as_it_is_from_the_start(qtbot: QtBot, bench: Bench, opened: Open) -> None:
    for number in range(230):
        bench.log(f"Item-{number:03}", assignee=bench.me.uid)
    page = opened(bench)
    model, table = page.list.model, page.list.table
    assert model.rowCount() == 230
    assert len(titles(page)) == 50
    assert page.list.head.told.text().startswith("230 incidents")

    qtbot.keyClick(table, Key.Key_End)
    qtbot.waitUntil(lambda: chosen(page) != "")
    settle(qtbot, page)
    assert table.current_row() == 229
    assert len({row.uid for _number, row in model.rows_here()}) == 80

    before = page.list.current_uid()
    page.showing.feed.reload()
    settle(qtbot, page)
    assert (table.current_row(), page.list.current_uid()) == (229, before), "the place stays"
    qtbot.keyClick(table, Key.Key_Home)
    settle(qtbot, page)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    assert table.current_row() == 0


def test_a_change_of_one_incident_paints_its_row_alone(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    page.showing.show_view("open")
    settle(qtbot, page)
    uid = uid_of(page, "Label")
    painted: list[tuple[int, int]] = []
    page.list.model.dataChanged.connect(lambda first, last, _roles: painted.append((first.row(), last.row())))

    act = lambda: full.cases.lifecycle.assign(uid, full.colleague.uid, full.me.uid)  # noqa: E731
    with qtbot.waitSignal(page.showing.feed.row_changed, timeout=3000):
        page.session.tasks.change(page, act)
    settle(qtbot, page)

    row = page.list.model.row_of(uid)
    assert painted == [(row, row)]
    held = page.list.model.row(row)
    assert held is not None
    assert held.assignee_name == "M. Oyelaran"


def test_the_minutes_count_without_reading(full: Bench, opened: Open) -> None:
    page = opened(full)
    asked = page.session.tasks.pending
    full.time.advance(minutes=5)

    page.tell_time()

    assert page.session.tasks.pending == asked == 0
    assert page.list.model.due(0).text == "classify 2 m"
    assert words(page.preview.facts["response"]) == "10:03 · 2 min left"


# ---- acting on an incident


def test_enter_continue_and_double_click_open_the_incident(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    press(qtbot, page, Key.Key_Down)
    uid = page.list.current_uid()

    with qtbot.waitSignal(page.session.go) as by_key:
        qtbot.keyClick(page.list.table, Key.Key_Return)
    with qtbot.waitSignal(page.session.go) as by_button:
        qtbot.mouseClick(page.preview.continue_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.session.go) as by_mouse:
        at = page.list.table.visualRect(page.list.model.index(1, TITLE)).center()
        qtbot.mouseClick(page.list.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseDClick(page.list.table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert by_key.args == by_button.args == by_mouse.args == ["incident", uid]


def test_ctrl_c_copies_the_number(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)

    qtbot.keyClick(page.list.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "INC-2026-000011"


@no_popups_offscreen
def test_the_menu_hands_an_incident_to_a_colleague(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    page.showing.show_view("open")
    settle(qtbot, page)
    go_to(qtbot, page, "Label")
    uid = page.list.current_uid()

    page.preview.more_button.click()
    menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
    assert [action.text().split("\t")[0] for action in menu.actions()] == [
        "Continue", "Take", "Assign to", "", "Copy number",
    ]  # fmt: skip
    staff = menu.actions()[2].menu()
    assert isinstance(staff, QMenu)
    next(action for action in staff.actions() if action.text() == "M. Oyelaran").trigger()
    menu.close()
    settle(qtbot, page)

    assert full.cases.pages.incident(uid, full.me.uid).incident.assignee == full.colleague.uid


def test_what_comes_below_what_is_in_sight_is_counted(qtbot: QtBot, bench: Bench, opened: Open) -> None:
    for number in range(70):
        bench.log(f"Item-{number:03}", assignee=bench.me.uid)
        bench.time.advance(minutes=1)
    page = opened(bench)
    assert page.list.head.told.text().startswith("70 incidents")

    last = {"title": "The last of all", "assignee": bench.me.uid}
    page.session.tasks.change(page, lambda: bench.cases.log.log(last, bench.me.uid))

    qtbot.waitUntil(lambda: page.list.head.told.text().startswith("71 incidents"))
    mine = page.views.list.item(0)
    qtbot.waitUntil(lambda: mine.data(Qt.ItemDataRole.AccessibleTextRole) == "My open, 71 incidents")
