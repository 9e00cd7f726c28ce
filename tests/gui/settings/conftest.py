from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from gui.settings.room import Room
from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import drafting, use_cases
from incidentdesk.gui.session import WindowSession, look_around
from incidentdesk.gui.settings.settings_page import SettingsPage
from incidentdesk.gui.tasks import Tasks


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
    page.leave()
    made.settle()
    page.close()
    tasks.close_drafts(drafts.close)
    tasks.close()
    page.deleteLater()
    assert failed == []
