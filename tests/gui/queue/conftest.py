from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.queue.bench import Bench, Open, fill, open_bench, open_page, settle
from gui.queue.hands import Hands
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.tasks import Tasks


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An empty desk."""
    made = open_bench(tmp_path)
    yield made
    made.cases.desk.database.disconnect()


@pytest.fixture
def full(bench: Bench) -> Bench:
    """A desk with incidents in every state."""
    fill(bench)
    return bench


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Open the page on a desk, at the width of a usual window, and wait until it shows what there is."""
    made: list[tuple[QueuePage, Tasks]] = []

    def show(bench: Bench) -> QueuePage:
        page, tasks = open_page(bench, tmp_path)
        made.append((page, tasks))
        qtbot.addWidget(page)
        page.resize(1376, 800)
        with qtbot.waitExposed(page), qtbot.waitSignal(tasks.idle):
            page.show()
        page.activateWindow()
        page.focus_first()
        settle(qtbot, page)
        return page

    yield show
    for page, tasks in made:
        page.close()
        tasks.close_drafts(page.session.drafting.close)
        tasks.close()


@pytest.fixture
def page(full: Bench, opened: Open) -> QueuePage:
    """The page on a desk with incidents in every state."""
    return opened(full)


@pytest.fixture
def hands(qtbot: QtBot, page: QueuePage) -> Hands:
    """Keys at the page."""
    return Hands(qtbot, page)
