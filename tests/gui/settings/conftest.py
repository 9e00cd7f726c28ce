from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import drafting, use_cases
from incidentdesk.gui.session import WindowSession, look_around
from incidentdesk.gui.settings.settings_page import SettingsPage
from incidentdesk.gui.tasks import Tasks
from incidentdesk.services.use_cases import UseCases

T = TypeVar("T")


@dataclass
class Room:
    """The settings room in a shown window, on a real desk of its own."""

    page: SettingsPage
    session: WindowSession
    qtbot: QtBot
    folder: Path
    told: list[str]
    undoable: list[tuple[str, Callable[[], object]]]
    failed: list[object]

    @property
    def cases(self) -> UseCases:
        return self.session.cases

    def settle(self) -> None:
        """Wait until nothing is under way any more, follow-up questions included."""
        self.qtbot.waitUntil(lambda: self.session.tasks.pending == 0)

    def on_desk(self, question: Callable[[], T]) -> T:
        """Ask the services on the reading thread, as the program itself does."""
        answers: list[T] = []
        self.session.tasks.ask(self.page, question, answers.append)
        self.settle()
        return answers[0]

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(widget, key, modifier)
        self.settle()

    def save(self) -> None:
        """Ctrl+S where the focus is."""
        self.key(self.page.window(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def type_into(self, widget: QWidget, text: str) -> None:
        """Type ``text`` in place of what is in the field."""
        widget.setFocus()
        self.qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(widget, text)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    paths = desk_paths(tmp_path / "desk" / "desk.sqlite3")
    cases = use_cases(paths, ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), ZoneInfo("Europe/Berlin")))
    cases.desk.database.connect(write=True, read=True)
    person = cases.people.whoever_is("", "rsato")
    around = look_around(cases)
    cases.desk.database.disconnect()
    tasks = Tasks(cases)
    drafts = drafting(cases, paths, person)
    session = WindowSession(cases, tasks, drafts, person, around)
    told: list[str] = []
    undoable: list[tuple[str, Callable[[], object]]] = []
    failed: list[object] = []
    session.told.connect(lambda text, _tone: told.append(text))
    session.undoable.connect(lambda text, undo: undoable.append((text, undo)))
    tasks.failed.connect(failed.append)
    page = SettingsPage(session)
    page.resize(1380, 830)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_target("")
    page.focus_first()
    made = Room(page, session, qtbot, paths.folder, told, undoable, failed)
    made.settle()
    yield made
    made.settle()
    page.close()
    tasks.close_drafts(drafts.close)
    tasks.close()
    page.deleteLater()
    assert failed == []
