"""Settings, Backup: the folder, a backup now, proofs, and the question before one is restored."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.settings.room import Room
from incidentdesk.domain.records import Person
from incidentdesk.gui.settings.backup import BackupSection
from incidentdesk.services.samples.departure import Departure

SECONDS = 30_000


def section(room: Room) -> BackupSection:
    room.page.show_target("backup")
    room.settle()
    shown = room.page.section()
    assert isinstance(shown, BackupSection)
    return shown


def choose(room: Room, folder: Path) -> BackupSection:
    shown = section(room)
    shown.chooser.take(str(folder))
    shown.save()
    room.settle()
    return shown


def back_up(room: Room, shown: BackupSection, qtbot: QtBot) -> Path:
    """Back up (the keeper begins by itself once there is a folder), and wait for it."""
    shown.list.now_button.click()
    qtbot.waitUntil(lambda: not room.session.backups.busy, timeout=SECONDS)
    room.settle()
    path: Path = shown.list.model.record(0).path
    return path


def test_without_a_folder_it_says_what_to_do(room: Room) -> None:
    shown = section(room)
    assert shown.list.says.text() == "No backups: choose a folder"
    assert shown.list.now_button.isHidden()
    assert shown.list.list_card.isHidden()


def test_choosing_a_folder_writes_the_first_one(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    shown = choose(room, tmp_path / "copies")
    assert room.session.settings.backup.folder == str(tmp_path / "copies")
    qtbot.waitUntil(lambda: bool(shown.list.model.records()), timeout=SECONDS)
    assert re.fullmatch(r"Last backup .*\d\d:\d\d, verified", shown.list.says.text())
    assert len(list((tmp_path / "copies").iterdir())) == 1


def test_a_backup_is_written_and_verified_here(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    shown = choose(room, tmp_path / "copies")
    qtbot.waitUntil(lambda: bool(shown.list.model.records()), timeout=SECONDS)
    path = back_up(room, shown, qtbot)
    shown.list.verify_button.click()
    assert not shown.list.progress.isHidden()
    assert not shown.list.now_button.isEnabled()
    qtbot.waitUntil(lambda: "Whole" in shown.list.answer.text, timeout=SECONDS)
    assert shown.list.progress.isHidden()
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute("INSERT INTO blob (sha256, size) VALUES ('00', 7)")
    shown.list.verify_button.click()
    qtbot.waitUntil(lambda: "Not whole" in shown.list.answer.text, timeout=SECONDS)


def test_restoring_is_asked_for_and_verified_first(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    left: list[Departure] = []
    room.session.leave.connect(left.append)
    shown = choose(room, tmp_path / "copies")
    qtbot.waitUntil(lambda: bool(shown.list.model.records()), timeout=SECONDS)
    path = back_up(room, shown, qtbot)
    shown.list.restore_button.click()
    room.settle()
    assert path.name in shown.list.answer.text
    keep = shown.list.answer.actions_shown()[1]
    assert keep.hasFocus()
    room.key(keep, Qt.Key.Key_Return)
    assert shown.list.answer.isHidden()
    assert left == []
    shown.list.restore_button.click()
    room.settle()
    shown.list.answer.actions_shown()[0].click()
    qtbot.waitUntil(lambda: bool(left), timeout=SECONDS)
    assert left == [Departure("ours", backup=path)]


def test_a_file_that_is_no_backup_is_refused_with_what_to_do(room: Room, tmp_path: Path) -> None:
    shown = section(room)
    other = tmp_path / "notes.sqlite3"
    other.write_text("shopping list " * 100, encoding="utf-8")
    shown.list.restore(other)
    room.settle()
    assert "Choose a file made by Incident Desk" in shown.list.answer.text
    assert shown.list.answer.actions_shown() == []


def test_what_is_no_number_is_refused(room: Room) -> None:
    shown = section(room)
    shown.put({"keep": "many"})
    shown.save()
    room.settle()
    assert "“many” is no number" in shown.banner.text
    assert shown.values()["keep"] == "many"


def test_who_may_not_change_settings_may_look_and_verify_only(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = choose(room, tmp_path / "copies")
    qtbot.waitUntil(lambda: bool(shown.list.model.records()), timeout=SECONDS)
    people, me = room.session.cases.people, room.session.person
    room.session.tasks.change(
        room.page, lambda: people.write_person(Person("", "Somebody else", "administrator"), me.uid)
    )
    room.settle()
    room.session.tasks.change(room.page, lambda: people.write_person(replace(me, role="agent"), me.uid))
    room.settle()
    shown.open("")
    room.settle()
    assert not shown.save_button.isEnabled()
    assert not shown.chooser.isEnabled()
    assert not shown.list.restore_button.isEnabled()
    assert "administrators" in shown.list.restore_button.toolTip()
    assert shown.list.verify_button.isEnabled()
