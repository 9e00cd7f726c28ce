from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.transfer.room import Room
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.bootstrap import drafting, headless, system_time, use_cases
from incidentdesk.gui.session import WindowSession, look_around
from incidentdesk.gui.tasks import Tasks
from incidentdesk.gui.transfer.transfer_page import TransferPage


@contextmanager
def opened_room(qtbot: QtBot, paths: DeskPaths) -> Iterator[Room]:
    """The room on the desk at ``paths``; put away at the end."""
    cases = use_cases(paths, system_time())
    cases.desk.database.connect(write=True, read=True)
    person = cases.people.whoever_is("", "rsato")
    around = look_around(cases)
    cases.desk.database.disconnect()
    tasks = Tasks(cases)
    drafts = drafting(cases, paths, person)
    session = WindowSession(cases, tasks, drafts, person, around)
    told: list[str] = []
    went: list[tuple[str, str]] = []
    undoable: list[tuple[str, Callable[[], object]]] = []
    failed: list[object] = []
    session.told.connect(lambda text, _tone: told.append(text))
    session.go.connect(lambda name, target: went.append((name, target)))
    session.undoable.connect(lambda text, undo: undoable.append((text, undo)))
    tasks.failed.connect(failed.append)
    page = TransferPage(session)
    page.resize(1316, 830)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_target("")
    page.focus_first()
    made = Room(page, session, qtbot, paths, person.uid, told, went, undoable)
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


@pytest.fixture
def paths(tmp_path: Path) -> DeskPaths:
    return desk_paths(tmp_path / "desk" / "desk.sqlite3")


@pytest.fixture
def room(qtbot: QtBot, paths: DeskPaths) -> Iterator[Room]:
    """The room on a desk with three incidents."""
    with headless(paths, system_time()) as cases:
        me = cases.people.whoever_is("", "rsato").uid
        for number in range(3):
            cases.log.log({"title": f"Printer {number} prints nothing"}, me)
    with opened_room(qtbot, paths) as made:
        yield made


@pytest.fixture
def empty_room(qtbot: QtBot, paths: DeskPaths) -> Iterator[Room]:
    """The room on a desk without incidents."""
    with opened_room(qtbot, paths) as made:
        yield made
