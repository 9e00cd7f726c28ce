"""Questions that nobody waits for any more are broken off, wherever they are; others never are."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.slow_question import Slow
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import use_cases
from incidentdesk.gui.tasks import Tasks
from incidentdesk.services.use_cases import UseCases


@pytest.fixture
def desk(desk_paths: DeskPaths, time: ManualTime, qtbot: QtBot) -> UseCases:
    del qtbot
    return use_cases(desk_paths, time)


@pytest.fixture
def tasks(desk: UseCases) -> Iterator[Tasks]:
    tasks = Tasks(desk)
    yield tasks
    tasks.close()


@pytest.fixture
def owner() -> QObject:
    return QObject()


@pytest.fixture
def told(tasks: Tasks) -> list[object]:
    told: list[object] = []
    tasks.failed.connect(told.append)
    return told


def wait(tasks: Tasks, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: tasks.pending == 0, timeout=10_000)


def test_a_newer_question_breaks_off_the_query_that_runs(
    desk: UseCases, tasks: Tasks, owner: QObject, told: list[object], qtbot: QtBot
) -> None:
    slow, answered = Slow(desk), list[object]()
    ended: list[str] = []
    tasks.ask(owner, slow.ask, answered.append, topic="list", ended=lambda: ended.append("slow"))
    assert slow.running.wait(10)
    tasks.ask(owner, desk.desk.change_seq, answered.append, topic="list", ended=lambda: ended.append("new"))
    wait(tasks, qtbot)
    assert answered == [0]
    assert ended == ["new"]
    assert "interrupted" in str(slow.error)
    assert told == []


def test_one_that_is_cancelled_is_broken_off_and_told_to_nobody(
    desk: UseCases, tasks: Tasks, owner: QObject, told: list[object], qtbot: QtBot
) -> None:
    slow, answered = Slow(desk), list[object]()
    tasks.ask(owner, slow.ask, answered.append, topic="list")
    assert slow.running.wait(10)
    tasks.cancel(owner, "list")
    tasks.ask(owner, desk.desk.change_seq, answered.append)
    wait(tasks, qtbot)
    assert answered == [0]
    assert "interrupted" in str(slow.error)
    assert told == []


def test_nothing_is_missed_between_two_queries_of_one_question(
    desk: UseCases, tasks: Tasks, owner: QObject, told: list[object], qtbot: QtBot
) -> None:
    between, go_on = threading.Event(), threading.Event()
    slow, answered = Slow(desk), list[object]()

    def two() -> str:
        desk.desk.change_seq()
        between.set()
        go_on.wait(10)
        return slow.ask()

    tasks.ask(owner, two, answered.append, topic="list")
    assert between.wait(10)
    tasks.cancel(owner, "list")
    go_on.set()
    wait(tasks, qtbot)
    assert answered == []
    assert "interrupted" in str(slow.error)
    assert told == []


def test_another_topic_and_another_asker_break_nothing_off(
    desk: UseCases, tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    other = QObject()
    slow, answered = Slow(desk), list[object]()
    tasks.ask(owner, slow.ask, answered.append, topic="list")
    assert slow.running.wait(10)
    tasks.ask(owner, lambda: "count", answered.append, topic="count")
    tasks.ask(other, lambda: "others", answered.append, topic="list")
    tasks.cancel(other, "count")
    assert slow.error is None
    tasks.cancel(owner, "list")
    wait(tasks, qtbot)
    assert answered == ["count", "others"]


def test_what_is_asked_next_is_answered_whole(
    desk: UseCases, tasks: Tasks, owner: QObject, told: list[object], qtbot: QtBot
) -> None:
    """The one broken off leaves nothing behind, neither an order to stop nor a transaction."""
    answered: list[object] = []
    long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000) SELECT max(i) FROM n"

    def ask_long() -> int:
        with desk.desk.database.reading() as session:
            return int(session.cell(long))

    for _round in range(3):
        slow = Slow(desk)
        tasks.ask(owner, slow.ask, answered.append, topic="list")
        assert slow.running.wait(10)
        tasks.cancel(owner, "list")
        tasks.ask(owner, ask_long, answered.append)
    wait(tasks, qtbot)
    assert answered == [200_000] * 3
    assert told == []


def test_closing_does_not_wait_for_a_query(desk: UseCases, owner: QObject) -> None:
    tasks, slow, answered = Tasks(desk), Slow(desk), list[object]()
    tasks.ask(owner, slow.ask, answered.append)
    assert slow.running.wait(10)
    tasks.close()
    assert "interrupted" in str(slow.error)
    assert answered == []
