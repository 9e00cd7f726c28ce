"""The page is kept while the window is open: at each change, again after a fault, and nothing stops by it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.board.helpers import raise_some
from incidentdesk.base.errors import UserFacingError
from incidentdesk.domain.board import BoardPlan
from incidentdesk.gui.board_keeper import PageKeeper
from incidentdesk.services.board.board_page import PAGE

SECONDS = 10_000


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    """The folder that is chosen before the window opens."""
    folder = tmp_path / "pages"
    with office.reading() as cases:
        cases.board.plan(BoardPlan(str(folder), on=True), office.me.uid)
    return folder


@pytest.fixture
def keeper(folder: Path, desk: Desk) -> PageKeeper:
    """The keeper of the open window, at work."""
    assert folder.is_dir()
    keeper = desk.opened.session.board_page
    desk.opened.tasks.start_watching()
    keeper.start()
    return keeper


def holds(folder: Path, words: str) -> bool:
    page = folder / PAGE
    return page.exists() and words in page.read_text(encoding="utf-8")


def test_it_is_written_at_the_start_and_at_changes_from_elsewhere(
    keeper: PageKeeper, folder: Path, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: holds(folder, "No major incident"), timeout=SECONDS)
    (number,) = raise_some(desk, 1)
    qtbot.waitUntil(lambda: holds(folder, number), timeout=SECONDS)
    qtbot.waitUntil(lambda: keeper.kept is not None, timeout=SECONDS)
    assert keeper.error is None


def test_a_fault_is_told_once_and_tried_again(
    keeper: PageKeeper, folder: Path, desk: Desk, qtbot: QtBot
) -> None:
    failed: list[UserFacingError] = []
    keeper.failed.connect(failed.append)
    qtbot.waitUntil(lambda: holds(folder, "No major incident"), timeout=SECONDS)
    shutil.rmtree(folder)
    (number,) = raise_some(desk, 1)
    qtbot.waitUntil(lambda: bool(failed), timeout=SECONDS)
    for _again in range(2):
        keeper.look()
        desk.driver.settle()
    assert len(failed) == 1
    assert "cannot be written" in failed[0].message
    assert keeper.error is failed[0] or str(keeper.error) == str(failed[0])
    folder.mkdir()
    keeper.look()
    desk.driver.settle()
    assert holds(folder, number)
    assert keeper.error is None


def test_without_a_plan_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    keeper = desk.opened.session.board_page
    keeper.look()
    desk.driver.settle()
    assert (keeper.kept, keeper.error) == (None, None)
    assert list(tmp_path.rglob(PAGE)) == []
