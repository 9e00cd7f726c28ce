"""Idle time and sleep, by the desk's clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from incidentdesk.base.time_source import ManualTime
from incidentdesk.gui.signing.idle_watch import IdleWatch

MINUTE = 60_000


@pytest.fixture
def watched(qapp: QApplication, time: ManualTime) -> Iterator[tuple[IdleWatch, QWindow]]:
    """A watch that looks every ten milliseconds, and the window it watches."""
    del qapp
    owner, window = QObject(), QWindow()
    watch = IdleWatch(time, owner, look_ms=10)
    watch.watch(window)
    yield watch, window
    watch.begin(0)
    owner.deleteLater()
    window.deleteLater()


def test_it_tells_once_that_nobody_is_here(
    watched: tuple[IdleWatch, QWindow], time: ManualTime, qtbot: QtBot
) -> None:
    watch, _window = watched
    watch.begin(MINUTE)
    time.advance(seconds=60)
    with qtbot.waitSignal(watch.idle) as told:
        pass
    assert told.args == [False]
    assert watch.limit_ms == 0


def test_a_look_that_comes_too_late_was_slept_through(
    watched: tuple[IdleWatch, QWindow], time: ManualTime, qtbot: QtBot
) -> None:
    watch, _window = watched
    watch.begin(10 * MINUTE)
    time.advance(minutes=2)
    with qtbot.waitSignal(watch.idle) as told:
        pass
    assert told.args == [True]


def test_input_that_comes_too_late_is_swallowed(watched: tuple[IdleWatch, QWindow], time: ManualTime) -> None:
    watch, window = watched
    told: list[bool] = []
    watch.idle.connect(told.append)
    watch.begin(MINUTE)
    assert not watch.eventFilter(window, QEvent(QEvent.Type.KeyPress))
    time.advance(seconds=59)
    assert not watch.eventFilter(window, QEvent(QEvent.Type.MouseMove))
    time.advance(seconds=59)
    assert not watch.eventFilter(window, QEvent(QEvent.Type.Wheel))
    time.advance(seconds=60)
    assert not watch.eventFilter(window, QEvent(QEvent.Type.Expose)), "that is no input"
    assert told == []
    assert watch.eventFilter(window, QEvent(QEvent.Type.KeyPress))
    assert told == [False]
    assert not watch.eventFilter(window, QEvent(QEvent.Type.KeyPress)), "from then on it is for the lock"


def test_a_clock_that_is_set_back_begins_anew(watched: tuple[IdleWatch, QWindow], time: ManualTime) -> None:
    watch, window = watched
    watch.begin(MINUTE)
    time.advance(hours=-1)
    assert not watch.eventFilter(window, QEvent(QEvent.Type.Wheel))
    time.advance(seconds=59)
    assert not watch.eventFilter(window, QEvent(QEvent.Type.Wheel))
    time.advance(seconds=61)
    assert watch.eventFilter(window, QEvent(QEvent.Type.Wheel))
