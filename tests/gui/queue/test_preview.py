"""The preview beside the list, and what gives way in a narrow window."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench, Open, settle
from gui.queue.hands import go_to, press, words

Key = Qt.Key
NUMBER, _PRIORITY, TITLE, _STAGE, DUE = range(5)


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


def test_what_is_long_late_is_told_in_days_without_the_hour(qtbot: QtBot, full: Bench, opened: Open) -> None:
    full.time.move_to(full.time.now().local() + timedelta(days=70))
    page = opened(full)
    go_to(qtbot, page, "Label")
    assert words(page.preview.facts["resolution"]) == "23 Nov 2026 · 69 d late"


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

    def room_between() -> int:
        last = preview.latest.mapTo(preview, preview.latest.rect().bottomLeft())
        return preview.continue_button.y() - last.y()

    for title in ("Night", "Scanner"):
        go_to(qtbot, page, title)
        qtbot.waitUntil(lambda: 0 < room_between() < 20)


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


def test_the_usual_columns_fit_beside_the_preview_in_a_small_window(
    qtbot: QtBot, full: Bench, opened: Open
) -> None:
    page = opened(full)
    page.resize(1216, 700)  # what a screen of 1280 pixels leaves
    settle(qtbot, page)
    assert page.side.isVisible()
    assert page.list.table.horizontalScrollBar().maximum() == 0
