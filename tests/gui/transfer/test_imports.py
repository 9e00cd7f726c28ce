"""Importing from the window: files, corrections with their first rows, a look, the import, its undoing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from gui.settings.room import words_of
from gui.transfer.conftest import opened_room
from gui.transfer.room import PATIENCE, TICKETS, Room
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.bootstrap import headless, system_time
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.desk.desk import Changes

MANY = 3000
"""Rows enough for an import to be stopped on its way."""


def add(room: Room, *paths: Path) -> None:
    """Drop files on the page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drop = room.page.imports.files.drop
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    drop.dropEvent(event)
    rest(room)


def rest(room: Room) -> None:
    """Wait until the first rows are read as corrected."""
    room.qtbot.waitUntil(lambda: not room.page.imports.reading.quiet.isActive(), timeout=PATIENCE)
    room.settle()


def sample(room: Room) -> list[tuple[str, str, str, str]]:
    return [
        (one.key, one.title, one.status, one.logged[:16])
        for one in room.page.imports.reading.sample.model.records()
    ]


@pytest.fixture
def tickets(room: Room) -> Path:
    return room.file("osticket.csv", TICKETS)


def test_a_file_is_looked_at_imported_shown_and_undone(room: Room, tickets: Path) -> None:
    imports, before = room.page.imports, room.titles()
    assert imports.files.empty.isVisible()
    add(room, tickets)
    assert not imports.files.empty.isVisible()
    assert imports.reading.card.format.value() == "osticket"
    assert imports.reading.card.delimiter.value() == ";"
    assert sample(room)[0] == ("1001", "Drucker druckt nicht", "in_progress", "2026-02-03T08:15")
    room.page.focus_first()
    room.go_on()
    assert "3 records" in imports.verdicts.heading.text()
    assert [one.verdict for one in imports.verdicts.model.records()] == ["new"] * 3
    assert room.titles() == before
    assert imports.footer.button.text() == "Import 3 incidents"
    room.go_on()
    assert imports.banner.text == "Imported: 3 new."
    assert imports.files.empty.isHidden(), "what became of the records is in sight"
    assert len(room.titles()) == len(before) + 3
    assert [one.number for one in imports.verdicts.model.records()]
    show, undo = imports.banner.actions_shown()
    room.click(show)
    ((name, target),) = room.went
    condition = json.loads(target.removeprefix("where:"))
    assert (name, room.on_desk(lambda cases: cases.queue.count(condition, room.me))) == ("queue", 3)
    room.click(undo)
    history = room.page.history
    assert history.isVisible()
    assert "3 incidents are withdrawn" in history.undo_card.words.text()
    room.go_on()
    assert history.banner.text == "3 incidents were withdrawn."
    assert room.titles() == before
    assert history.chosen().state == "undone"  # type: ignore[union-attr]


def test_an_import_that_was_stopped_goes_on_from_the_page(room: Room) -> None:
    head, first, *_rest = TICKETS.splitlines()
    rows = (first.replace("1001", str(number)) for number in range(1, MANY + 1))
    add(room, room.file("many.csv", "\n".join([head, *rows])))
    imports = room.page.imports
    room.page.focus_first()
    room.go_on()
    room.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.qtbot.waitUntil(lambda: imports.progress.bar.value() > 0, timeout=PATIENCE)
    room.key(Qt.Key.Key_Escape)
    room.settle()
    assert imports.banner.text.startswith("Stopped")
    assert imports.footer.button.text() == "Look first"
    assert 0 < brought(room) < MANY
    (go_on,) = [one for one in imports.banner.actions_shown() if one.text() == "Go on"]
    room.click(go_on)
    assert imports.banner.text.startswith(f"Imported: {MANY:,} new")
    assert brought(room) == MANY


def brought(room: Room) -> int:
    """How many incidents the first rows of ``TICKETS`` became."""
    title: JsonValue = {"field": "title", "op": "is", "value": "Drucker druckt nicht"}
    return room.on_desk(lambda cases: cases.queue.count(title, room.me))


def test_corrections_change_the_first_rows_at_once(room: Room, tickets: Path) -> None:
    add(room, tickets)
    imports = room.page.imports
    imports.reading.card.order.setFocus()
    room.key(Qt.Key.Key_End)
    rest(room)
    assert sample(room)[0][3] == "2026-03-02T08:15"
    room.choose(imports.reading.columns.pairs.select(("Subject", "")), "What happens")
    rest(room)
    assert sample(room)[0][1] == ""
    assert imports.reading.columns.said.text() == "Every column has its field."
    reporter = imports.reading.columns.pairs.select(("From", ""))
    reporter.setFocus()
    room.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    room.key(Qt.Key.Key_Backspace)
    rest(room)
    assert "1 of 7 columns has no field here" in imports.reading.columns.said.text()
    room.choose(imports.reading.values.pairs.select(("status", "Open")), "On hold")
    rest(room)
    assert sample(room)[0][2] == "on_hold"
    imports.reading.card.nulls.setFocus()
    room.qtbot.keyClicks(imports.reading.card.nulls, "Max")
    room.key(Qt.Key.Key_Return)
    rest(room)
    assert imports.order.files[tickets].reading.nulls == ("Max",)


def test_another_delimiter_has_the_file_looked_at_anew(room: Room, tickets: Path) -> None:
    add(room, tickets)
    imports = room.page.imports
    imports.reading.card.delimiter.setFocus()
    room.key(Qt.Key.Key_Home)
    rest(room)
    assert len(imports.order.files[tickets].reading.heads) == 1
    imports.reading.card.delimiter.setFocus()
    room.key(Qt.Key.Key_Right)
    rest(room)
    assert len(imports.order.files[tickets].reading.heads) == 7
    assert sample(room)[0][0] == "1001"


def test_damaged_text_is_shown_and_repaired_when_asked(room: Room) -> None:
    damaged = TICKETS.replace("Drucker druckt nicht", "Drucker für alle".encode().decode("cp1252"))
    add(room, room.file("osticket.csv", damaged))
    imports = room.page.imports
    assert "damaged" in imports.reading.card.doubts.text
    assert sample(room)[0][1] == "Drucker fÃ¼r alle"
    imports.reading.card.damage.setFocus()
    room.key(Qt.Key.Key_Home)
    rest(room)
    assert sample(room)[0][1] == "Drucker für alle"


def test_what_was_corrected_after_a_look_is_looked_at_again(room: Room, tickets: Path) -> None:
    add(room, tickets)
    imports = room.page.imports
    room.page.focus_first()
    room.go_on()
    assert imports.verdicts.isVisible()
    imports.reading.card.order.setFocus()
    room.key(Qt.Key.Key_End)
    rest(room)
    assert not imports.verdicts.isVisible()
    assert imports.footer.button.text() == "Look first"


def test_verdicts_by_kind_and_as_a_file(room: Room) -> None:
    twice = TICKETS + "1001;Once more;Open;High;03.02.2026 08:15;Ana Lima;Max\n"
    add(room, room.file("osticket.csv", twice))
    imports = room.page.imports
    room.page.focus_first()
    room.go_on()
    assert imports.verdicts.kind() == "refused"
    (refused,) = imports.verdicts.model.records()
    assert (refused.key, refused.rows) == ("1001", "5")
    assert "1001" in refused.reasons
    imports.verdicts.kinds.setFocus()
    room.key(Qt.Key.Key_Home)
    room.settle()
    assert len(imports.verdicts.model.records()) == 4
    path = room.paths.folder.parent / "verdicts.csv"
    imports.reading.files.copy_verdicts(imports.verdict_file, path)
    room.settle()
    assert path.read_text(encoding="utf-8-sig").count("\n") == 5


def test_settings_are_saved_and_loaded_again(room: Room, tickets: Path) -> None:
    add(room, tickets)
    imports, path = room.page.imports, room.paths.folder.parent / "settings.json"
    imports.reading.card.order.setFocus()
    room.key(Qt.Key.Key_End)
    rest(room)
    imports.reading.files.save_to(path, imports.order.files[tickets].reading)
    room.settle()
    imports.reading.card.order.setFocus()
    room.key(Qt.Key.Key_Home)
    rest(room)
    assert sample(room)[0][3] == "2026-02-03T08:15"
    imports.reading.files.load_from(path)
    room.settle()
    rest(room)
    assert sample(room)[0][3] == "2026-03-02T08:15"
    assert "sample" not in path.read_text(encoding="utf-8") or '"sample": []' in path.read_text(
        encoding="utf-8"
    )


def test_a_file_is_taken_out_and_put_back(room: Room, tickets: Path) -> None:
    other = room.file("second.csv", TICKETS.replace("100", "200"))
    add(room, tickets, other)
    imports = room.page.imports
    assert imports.files.model.rowCount() == 2
    imports.files.table.setFocus()
    imports.files.table.select_row(0)
    room.key(Qt.Key.Key_Delete)
    room.settle()
    assert list(imports.order.files) == [other]
    (_words, undo) = room.undoable[-1]
    undo()
    rest(room)
    assert list(imports.order.files) == [tickets, other]


def test_a_table_of_no_known_system_can_be_mapped(room: Room) -> None:
    add(room, room.file("list.csv", "Nr,Worum geht es\n7,Drucker\n8,Maus\n"))
    imports = room.page.imports
    assert "looks like none of the known formats" in imports.reading.card.doubts.text
    assert imports.reading.card.format.value() == "csv"
    for head, word in (("Nr", "Number over there"), ("Worum geht es", "Title")):
        room.choose(imports.reading.columns.pairs.select((head, "")), word)
    rest(room)
    assert [row[:2] for row in sample(room)] == [("7", "Drucker"), ("8", "Maus")]
    room.page.focus_first()
    room.go_on()
    room.go_on()
    assert room.titles()[-2:] == ["Drucker", "Maus"]


def test_a_file_that_cannot_be_read_is_told(room: Room) -> None:
    imports = room.page.imports
    imports.add_files([room.paths.folder.parent / "gone.csv"])
    room.settle()
    assert "cannot be read" in words_of(imports)
    assert not imports.order.files


def test_what_was_chosen_is_there_after_the_program_was_closed(qtbot: QtBot, paths: DeskPaths) -> None:
    with opened_room(qtbot, paths) as first:
        tickets = first.file("osticket.csv", TICKETS)
        add(first, tickets)
        first.page.imports.reading.card.order.setFocus()
        first.key(Qt.Key.Key_End)
        rest(first)
        qtbot.keyClicks(first.page.imports.origin.system, "Old desk")
    with opened_room(qtbot, paths) as again:
        rest(again)
        imports = again.page.imports
        assert list(imports.order.files) == [tickets]
        assert imports.order.files[tickets].reading.day_first is False
        assert imports.origin.system.text() == "Old desk"
        assert sample(again)[0][3] == "2026-03-02T08:15"


def test_a_whole_desk_comes_into_an_empty_one(empty_room: Room, tmp_path: Path) -> None:
    file = tmp_path / "whole.json"
    with headless(desk_paths(tmp_path / "from" / "desk.sqlite3"), system_time()) as other:
        me = other.people.whoever_is("", "elsewhere").uid
        other.log.log({"title": "From elsewhere"}, me)
        other.exporting.whole_desk(file)
    add(empty_room, file)
    imports = empty_room.page.imports
    assert "whole desk with 1 incident" in imports.footer.said.text()
    assert not imports.reading.isVisible()
    empty_room.page.focus_first()
    seen: list[Changes] = []
    empty_room.session.tasks.changed.connect(seen.append)
    empty_room.go_on()
    assert "The desk is here, with 1 incident." in imports.banner.text
    assert "elsewhere" in seen[-1].things
    assert empty_room.titles() == ["From elsewhere"]


def test_a_desk_with_incidents_refuses_a_whole_one(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "whole.json"
    room.on_desk(lambda cases: cases.exporting.whole_desk(file))
    add(room, file)
    room.page.focus_first()
    room.go_on()
    assert "only into an empty one" in room.page.imports.banner.text
    assert len(room.titles()) == 3


def test_sections_by_keyboard_and_empty_history(room: Room) -> None:
    page = room.page
    room.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.exports.isVisible()
    room.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert page.history.empty.isVisible()
    room.click(page.history.empty.button)
    assert page.imports.isVisible()


def test_the_focus_goes_into_the_imports_that_are_read(room: Room, tickets: Path) -> None:
    add(room, tickets)
    room.page.focus_first()
    room.go_on()
    room.go_on()
    for _time in range(2):
        room.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert room.page.history.card.isVisible()
    assert room.page.history.table.hasFocus()


def test_undoing_can_be_left_and_says_what_stays(room: Room, tickets: Path) -> None:
    add(room, tickets)
    room.page.focus_first()
    room.go_on()
    room.go_on()
    number = room.page.imports.verdicts.model.records()[0].number
    room.on_desk(lambda cases: cases.conversation.note(number, "I work on it", room.me))
    room.page.show_target("imports")
    room.settle()
    history = room.page.history
    history.table.setFocus()
    room.key(Qt.Key.Key_Delete)
    room.settle()
    assert number in history.undo_card.words.text()
    room.key(Qt.Key.Key_Escape)
    assert not history.undo_card.isVisible()
    room.key(Qt.Key.Key_Delete)
    room.settle()
    room.go_on()
    assert "1 stays" in history.banner.text
    assert len(room.titles()) == 4
