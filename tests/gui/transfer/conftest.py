from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.base.time_source import SystemTime
from incidentdesk.bootstrap import drafting, headless, system_time, use_cases
from incidentdesk.domain.records import Person
from incidentdesk.gui.session import WindowSession, look_around
from incidentdesk.gui.tasks import Tasks
from incidentdesk.gui.transfer.transfer_page import TransferPage
from incidentdesk.services.use_cases import UseCases

PATIENCE = 60_000
"""Milliseconds that a busy machine may need to start a process and work in it."""


@dataclass
class Room:
    """The room in a shown window on a real desk, whose clock is the computer's: another process works too."""

    page: TransferPage
    session: WindowSession
    qtbot: QtBot
    paths: DeskPaths
    me: str
    told: list[str]
    went: list[tuple[str, str]]

    def settle(self) -> None:
        """Wait until nothing is under way any more, here or in the other process."""

        def quiet() -> bool:
            return self.session.tasks.pending == 0 and not self.page.busy

        self.qtbot.waitUntil(quiet, timeout=PATIENCE)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        widget = self.page.window().focusWidget() or self.page
        self.qtbot.keyClick(widget, key, modifier)

    def command(self) -> None:
        """Ctrl+Enter, and what follows."""
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def on_desk(self, act: Callable[[UseCases], object]) -> object:
        """Do something on the desk as another process would."""
        with headless(self.paths, system_time()) as cases:
            return act(cases)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    paths = desk_paths(tmp_path / "desk" / "desk.sqlite3")
    time = system_time()
    assert isinstance(time, SystemTime)
    with headless(paths, time) as cases:
        person: Person = cases.people.whoever_is("", "rsato")
        for number in range(3):
            cases.log.log({"title": f"Printer {number} prints nothing"}, person.uid)
    cases = use_cases(paths, time)
    cases.desk.database.connect(write=True, read=True)
    around = look_around(cases)
    cases.desk.database.disconnect()
    tasks = Tasks(cases)
    drafts = drafting(cases, paths, person)
    session = WindowSession(cases, tasks, drafts, person, around)
    told: list[str] = []
    went: list[tuple[str, str]] = []
    failed: list[object] = []
    session.told.connect(lambda text, _tone: told.append(text))
    session.go.connect(lambda name, target: went.append((name, target)))
    tasks.failed.connect(failed.append)
    page = TransferPage(session)
    page.resize(1316, 830)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_target("")
    page.focus_first()
    made = Room(page, session, qtbot, paths, person.uid, told, went)
    made.settle()
    yield made
    page.leave()
    made.settle()
    page.close()
    page.close_down()
    tasks.close_drafts(drafts.close)
    tasks.close()
    page.deleteLater()
    assert failed == []
