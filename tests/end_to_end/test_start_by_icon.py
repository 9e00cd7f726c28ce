"""Whoever starts the program by an icon has no console: what keeps it from starting is told in a window."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from end_to_end.desk_after_desk import Play, is_shown, played, window
from end_to_end.office import Office
from incidentdesk import bootstrap
from incidentdesk.cli.main import run
from incidentdesk.domain.records import Person
from incidentdesk.gui.failed_start import FailedStart


def told() -> list[FailedStart]:
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return [one for one in shown if isinstance(one, FailedStart)]


def newer(desk: Path) -> None:
    file = sqlite3.connect(desk)
    file.execute("PRAGMA user_version = 9999")
    file.close()


def broken(desk: Path) -> None:
    for end in ("-wal", "-shm"):
        desk.with_name(desk.name + end).unlink(missing_ok=True)
    desk.write_bytes(b"This is a letter, and no desk. " * 400)


def no_folder(desk: Path) -> None:
    for file in desk.parent.iterdir():
        file.unlink()
    desk.parent.rmdir()
    desk.parent.write_text("a file where the folder belongs")


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
@pytest.mark.parametrize(
    ("spoil", "says", "remedy"),
    [
        (newer, "newer", "Install that version"),
        (broken, "no desk", "Choose a file"),
        (no_folder, "cannot be made", "Choose another folder"),
    ],
)
def test_why_it_cannot_start_is_told_in_a_window(
    office: Office,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path], None],
    says: str,
    remedy: str,
) -> None:
    spoil(office.paths.desk)

    def play() -> Play:
        yield told
        (failed,) = told()
        assert says in failed.said.text()
        assert remedy.casefold() in failed.remedy.text().casefold()
        assert says in failed.accessibleName()
        QTest.keyClick(failed, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        copied = QGuiApplication.clipboard().text()
        assert failed.said.text() in copied
        assert str(office.paths.desk) in copied
        QTest.keyClick(failed, Qt.Key.Key_Escape)

    code = played(lambda: run(["--db", str(office.paths.desk)]), play())
    assert code == 4
    assert says in capsys.readouterr().err, "a console is told as well"


def test_a_name_that_nobody_has_is_told_in_a_window(office: Office) -> None:
    def play() -> Play:
        yield told
        (failed,) = told()
        assert "Nemo" in failed.said.text()
        failed.close_button.click()

    assert played(lambda: run(["--db", str(office.paths.desk), "--as", "Nemo"]), play()) == 2


def test_who_left_is_asked_for_somebody_who_works_here(office: Office) -> None:
    with office.reading() as cases:
        left, _changes = cases.people.write_person(Person("", "Ada Gone", "agent"), office.me.uid)
        cases.people.write_person(replace(left, active=False), office.me.uid)

    def play() -> Play:
        yield lambda: is_shown(practice=False)
        doors = window().doors
        assert doors.is_closed()
        assert "Ada Gone does not work here any more." in doors.page.why.text()
        assert [line.person.name for line in doors.page.people.people.lines] == [office.me.name]
        QTest.keyClick(doors.page.name, Qt.Key.Key_Return)
        yield lambda: not doors.is_closed()
        assert window().session.me == office.me.uid
        window().close()

    assert played(lambda: run(["--db", str(office.paths.desk), "--as", "Ada Gone"]), play()) == 0
    with bootstrap.headless(office.paths) as cases:
        assert not cases.people.called("Ada Gone").active


def test_the_practice_desk_asks_as_well(office: Office) -> None:
    bootstrap.fill_practice_desk(office.paths.practice, "R. Sato")
    with bootstrap.headless(office.paths.practice) as cases:
        boss, _changes = cases.people.write_person(Person("", "Boss", "administrator"), "")
        cases.people.write_person(replace(cases.people.called("R. Sato"), active=False), boss.uid)

    def play() -> Play:
        yield lambda: is_shown(practice=True)
        assert "R. Sato does not work here any more." in window().doors.page.why.text()
        window().close()

    words = ["--db", str(office.paths.desk), "--sample", "--as", "R. Sato"]
    assert played(lambda: run(words), play()) == 0


def test_a_log_that_cannot_be_written_keeps_nobody_from_work(office: Office) -> None:
    office.paths.log.mkdir()

    def play() -> Play:
        yield lambda: is_shown(practice=False)
        window().close()

    assert played(lambda: run(["--db", str(office.paths.desk), "--as", office.me.name]), play()) == 0
