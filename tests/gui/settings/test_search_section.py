"""Settings, Search: the numbers, the check and the rebuild."""

from __future__ import annotations

import sqlite3

from PySide6.QtCore import Qt

from gui.settings.room import Room
from incidentdesk.domain.search_words import search_words
from incidentdesk.gui.settings.search import SearchSection


def section(room: Room) -> SearchSection:
    room.page.show_target("search")
    room.page.focus_first()
    room.settle()
    shown = room.page.section()
    assert isinstance(shown, SearchSection)
    return shown


def log(room: Room, *titles: str) -> None:
    """Log incidents, as the log page does."""
    me = room.session.me
    for title in titles:
        room.session.tasks.change(room.page, lambda title=title: room.cases.log.log({"title": title}, me))  # type: ignore[misc]
    room.settle()


def make_stale(room: Room) -> None:
    """Change a text so that the index does not hear of it."""
    file = sqlite3.connect(room.cases.desk.database.path, isolation_level=None)
    file.create_function("search_words", 1, search_words, deterministic=True)
    (trigger,) = file.execute("SELECT sql FROM sqlite_master WHERE name = 'search_update'").fetchone()
    for statement in (
        "DROP TRIGGER search_update",
        "UPDATE incident SET title = 'Zebra' WHERE id = 1",
        trigger,
    ):
        file.execute(statement)
    file.close()


def wait_until_done(room: Room) -> None:
    keeper = room.session.index
    room.qtbot.waitUntil(
        lambda: not keeper.checking and not keeper.rebuilding and room.session.tasks.pending == 0
    )


def test_the_section_says_how_the_index_is(room: Room) -> None:
    log(room, "Mail is slow", "Toner is empty")
    shown = section(room)
    assert shown.count.text() == "2 of 2"
    assert shown.room.text().endswith("bytes")
    assert shown.checked.text() == "not checked yet"
    assert shown.rebuilt.text() == "never"
    assert shown.progress.isHidden()


def test_a_check_by_keyboard_finds_a_stale_index_and_a_rebuild_cures_it(room: Room) -> None:
    log(room, "Mail is slow", "Toner is empty")
    make_stale(room)
    shown = section(room)
    assert shown.check_button.hasFocus()
    room.key(shown.check_button, Qt.Key.Key_Return)
    wait_until_done(room)
    assert "stale" in shown.checked.text()
    assert any("stale" in words for words in room.told)
    assert shown.check_button.hasFocus(), "the keyboard stays where it was"
    room.key(shown.check_button, Qt.Key.Key_Tab)
    assert shown.rebuild_button.hasFocus()
    room.key(shown.rebuild_button, Qt.Key.Key_Return)
    wait_until_done(room)
    assert "true to the texts" in shown.checked.text()
    assert "The search index is rebuilt." in room.told
    assert shown.rebuilt.text() == "10:00"
    assert room.on_desk(lambda: room.cases.search.find("zebra").total) == 1


def test_how_far_a_rebuild_is_shows_while_it_lasts(room: Room) -> None:
    log(room, *[f"Scanner {number}" for number in range(30)])
    shown = section(room)
    keeper = room.session.index
    seen: list[tuple[bool, str]] = []
    keeper.told.connect(lambda: seen.append((keeper.rebuilding, shown.doing.text())))
    shown.rebuild_button.click()
    wait_until_done(room)
    assert any(rebuilding for rebuilding, _words in seen)
    assert any("Being rebuilt: " in words and "of 30" in words for _rebuilding, words in seen)
    assert shown.progress.isHidden()


def test_a_rebuild_that_was_left_is_finished_at_the_next_start(room: Room) -> None:
    log(room, *[f"Scanner {number}" for number in range(30)])
    room.session.tasks.change(room.page, room.cases.index.begin_rebuild)
    room.settle()
    assert room.on_desk(lambda: room.cases.search.find("scanner").total) == 0
    room.session.index.start()
    room.qtbot.waitUntil(lambda: room.session.index.state is not None, timeout=10_000)
    wait_until_done(room)
    assert room.on_desk(lambda: room.cases.search.find("scanner").total) == 30


def test_the_index_is_merged_in_a_quiet_moment(room: Room) -> None:
    log(room, *[f"Scanner {number}" for number in range(12)])

    def pieces() -> int:
        file = sqlite3.connect(room.cases.desk.database.path)
        try:
            return int(file.execute("SELECT count(DISTINCT segid) FROM incident_search_idx").fetchone()[0])
        finally:
            file.close()

    assert pieces() == 12
    room.qtbot.waitUntil(lambda: pieces() < 6, timeout=20_000)
    room.settle()
    assert room.on_desk(lambda: room.cases.search.find("scanner").total) == 12
