from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench, Open, settle
from incidentdesk.base.paths import DeskPaths
from incidentdesk.bootstrap import use_cases
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.services.views import view_of

Key = Qt.Key
NUMBER, _PRIORITY, TITLE, _STAGE, DUE = range(5)
no_popups_offscreen = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")


def titles(page: QueuePage) -> list[str]:
    return [row.title.split(" ")[0] for _number, row in page.list.model.rows_here()]


def chosen(page: QueuePage) -> str:
    row = page.list.current_row()
    return row.title.split(" ")[0] if row else ""


def uid_of(page: QueuePage, title: str) -> str:
    return next(row.uid for _number, row in page.list.model.rows_here() if row.title.startswith(title))


def click_head(qtbot: QtBot, page: QueuePage, column: int) -> None:
    head = page.list.table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle(qtbot, page)


def press(qtbot: QtBot, page: QueuePage, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.window().focusWidget() or page, key)
    settle(qtbot, page)


def go_to(qtbot: QtBot, page: QueuePage, title: str) -> None:
    page.list.table.select_row(titles(page).index(title))
    settle(qtbot, page)


def words(value: QLabel | Chip) -> str:
    return value.text if isinstance(value, Chip) else value.text()


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


# ---- preview


def test_the_preview_tells_who_what_and_by_when(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    go_to(qtbot, page, "Label")
    preview = page.preview

    assert preview.number.text() == "INC-2026-000007"
    assert (preview.priority.text, preview.stage.text) == ("P2 High", "Investigation")
    assert preview.where.text() == "Software · Printing · Ward 3 nursing station"
    facts = {key: words(value) for key, value in preview.facts.items()}
    assert facts["reporter"] == "Dana Whitlock, ext. 4410"
    assert facts["occurred"] == "about 08:50"
    assert facts["assignee"] == "R. Sato · Second line"
    assert facts["response"] == "met at once"
    assert facts["resolution"] == "16:53 · 6 h 57 min left"
    entries = [(item.when_text, item.headline) for item in preview.latest.items()]
    assert len(entries) == 3
    assert entries[0] == ("09:05", "Technical discussion")
    assert not preview.take_button.isVisible(), "it is mine"


def test_the_latest_entries_are_those_that_were_done_last(qtbot: QtBot, full: Bench, opened: Open) -> None:
    label, before = full.numbers["Scanner in room 114 saves to the wrong folder"], full.time.now().plus(-30)
    full.cases.conversation.note(label, "Asked half an hour ago", full.me.uid, done=before)
    page = opened(full)
    go_to(qtbot, page, "Scanner")
    assert "Asked" not in page.preview.latest.items()[0].detail
    times = [item.when_text for item in page.preview.latest.items()]
    assert times == sorted(times, reverse=True)


def test_the_buttons_stand_right_below_what_the_preview_says(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    preview = page.preview

    for title in ("Night", "Scanner"):
        go_to(qtbot, page, title)
        last = preview.latest.mapTo(preview, preview.latest.rect().bottomLeft()).y()
        qtbot.waitUntil(lambda last=last: 0 < preview.continue_button.y() - last < 20)


def test_in_a_tight_window_the_title_keeps_its_room(full: Bench, opened: Open) -> None:
    page = opened(full)
    head = page.list.table.horizontalHeader()
    roomy = [head.sectionSize(column) for column in (NUMBER, DUE)]

    page.resize(1120, 700)
    assert head.sectionSize(TITLE) >= 190
    assert head.sectionSize(NUMBER) < roomy[0]
    kept = page.state()["looks"]
    page.resize(1376, 700)
    assert [head.sectionSize(column) for column in (NUMBER, DUE)] == roomy
    assert page.state()["looks"] == kept, "what is remembered are the widths of a usual window"


def test_arrowing_reads_only_the_incident_one_stays_on(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)

    press(qtbot, page, Key.Key_Down, Key.Key_Down, Key.Key_Down)

    shown = page.preview.page
    assert shown is not None
    assert shown.incident.uid == page.list.current_uid()
    assert shown.incident.title.startswith("Shared")


def test_the_preview_gives_way_in_a_narrow_window(qtbot: QtBot, full: Bench, opened: Open) -> None:
    page = opened(full)
    page.preview.continue_button.setFocus()

    page.resize(1000, 700)
    assert page.side.isHidden()
    qtbot.waitUntil(page.list.table.hasFocus)
    page.resize(1300, 700)
    settle(qtbot, page)

    assert page.preview.title.text().startswith("Clinic")


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


def test_the_usual_columns_fit_beside_the_preview_in_a_small_window(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)
    page.resize(1216, 700)  # what a screen of 1280 pixels leaves
    settle(qtbot, page)
    assert page.side.isVisible()
    assert page.list.table.horizontalScrollBar().maximum() == 0
