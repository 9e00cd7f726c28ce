"""A colleague's first hour: what "Try this" names is done on the practice desk, and our desk never notices.

Played in the program as its command starts it, from our desk to the practice desk and back.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from end_to_end.desk_after_desk import Play, is_shown, run_through, window
from end_to_end.driver import Driver
from end_to_end.office import Desk, Office
from end_to_end.phone import answer, write_a_call
from incidentdesk import bootstrap
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.records import Reporter
from incidentdesk.gui.application import Opened
from incidentdesk.gui.shell.practice_banner import PracticeHead
from incidentdesk.services.cases.pages import IncidentPage

OURS, PRACTICE = partial(is_shown, practice=False), partial(is_shown, practice=True)
THE_FAX = "Fax to mail of radiology delivers every fax twice"
"""What waits on the practice desk for its reporter's word."""
RECORDS = ("incident", "timeline_entry", "run", "field_value", "person", "reporter", "setting_revision")


@pytest.fixture
def home(tmp_path: Path) -> DeskPaths:
    """A desk of ours with one incident."""
    paths = desk_paths(tmp_path / "desk.sqlite3")
    with bootstrap.headless(paths) as cases:
        me = cases.people.whoever_is("", "R. Sato")
        cases.administration.name_organisation("Our works", "IT", None, me.uid)
        cases.log.log({"title": "Our own printer"}, me.uid)
    return paths


def test_the_first_hour_on_the_practice_desk(home: DeskPaths, qtbot: QtBot) -> None:
    before = record_of(home)

    def play() -> Play:
        yield OURS
        key = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(window(), Qt.Key.Key_P, key)
        yield PRACTICE
        desk = hands(home.practice, qtbot)
        assert head().banner.isVisible()
        assert "Nothing here counts" in head().banner.text
        assert head().try_this.isVisible()
        assert ticked() == set()

        held = log_a_call_and_put_it_on_hold(desk)
        assert held.incident.number.startswith("DEMO-")
        assert held.incident.status == "on_hold"
        assert ticked() == {"logged", "held"}

        close_the_fax(desk)
        assert ticked() == {"logged", "held", "closed"}

        write_a_call(desk)
        answer(desk, word=True)
        desk.driver.command("Ctrl+Return")
        assert shown(desk).incident.status == "closed"
        assert ticked() == {"logged", "held", "closed", "fixed"}
        assert head().banner.isVisible(), "it is still the practice desk"

        QTest.mouseClick(head().banner.actions_shown()[-1], Qt.MouseButton.LeftButton)
        yield OURS
        assert window().practice is None
        window().close()

    assert run_through(home, play()) == 0
    assert record_of(home) == before


def log_a_call_and_put_it_on_hold(desk: Desk) -> IncidentPage:
    """From the empty form over the card to the reason for waiting, which proposes the wake time."""
    driver = desk.driver
    driver.command("Ctrl+N")
    driver.keys("Scanner feeds two sheets")
    driver.command("Ctrl+Return")
    assert ticked() == {"logged"}
    driver.press("Return")
    driver.command("Ctrl+H")
    driver.find("part", "Return")
    driver.command("Ctrl+Return")
    return shown(desk)


def close_the_fax(desk: Desk) -> None:
    """Found by a word of its title; its reporter says that it works, and it is closed without a print."""
    driver = desk.driver
    driver.command("Ctrl+K")
    driver.find("every fax", "Return")
    assert shown(desk).incident.title == THE_FAX
    assert shown(desk).incident.status == "resolved"
    form = desk.incident.stages.form
    assert form is not None
    assert form.editor("reporters_word").has_focus()
    driver.choose("1")
    for _step in range(20):
        if form.editor("outcome").has_focus():
            break
        driver.press("Tab")
    driver.find("fixed")
    driver.click(desk.incident.stages.footer.plain)
    assert shown(desk).incident.status == "closed"


def hands(paths: DeskPaths, qtbot: QtBot) -> Desk:
    """Hands at the window that is shown now, on the desk at ``paths``."""
    shown_now = window()
    shown_now.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown_now)
    session = shown_now.session
    time = ManualTime(session.cases.desk.time.now().local(), session.settings.zone)
    office = Office(paths, time, session.person, Reporter("", "Dana Whitlock"))
    opened = Opened(shown_now, session, session.tasks)
    return Desk(office, opened, Driver(opened, qtbot), [])


def shown(desk: Desk) -> IncidentPage:
    """The incident that is shown, as the file has it."""
    page = desk.incident.page
    assert page is not None
    return desk.office.page(page.incident.uid)


def head() -> PracticeHead:
    """What stands above each page of the practice desk."""
    found = window().practice
    assert found is not None
    return found


def ticked() -> set[str]:
    """What is ticked under "Try this"."""
    return {key for key, task in head().try_this.tasks.items() if task.done}


def record_of(paths: DeskPaths) -> dict[str, list[tuple[object, ...]]]:
    """All rows of what a desk records."""
    with closing(sqlite3.connect(paths.desk)) as desk:
        return {table: desk.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in RECORDS}  # noqa: S608
