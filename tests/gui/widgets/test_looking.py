"""What tells the time looks at it while somebody can see it, and only then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from incidentdesk.gui.widgets.looking import Looking


class Clock(QLabel):
    """Counts its looks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.first = self.more = 0
        self.looking = Looking(self, self._look, 1, again=self._look_again)

    def _look(self) -> None:
        self.first += 1

    def _look_again(self) -> None:
        self.more += 1

    def counts_on(self) -> bool:
        timer = self.looking.findChild(QTimer)
        assert timer is not None
        return timer.isActive()


@pytest.fixture
def clock(qtbot: QtBot) -> Iterator[Clock]:
    page = QWidget()
    clock = Clock(page)
    QVBoxLayout(page).addWidget(clock)
    qtbot.addWidget(page)
    yield clock
    page.close()


def test_it_looks_at_once_and_again_and_again_while_it_is_shown(clock: Clock, qtbot: QtBot) -> None:
    clock.window().show()
    clock.looking.begin()
    assert clock.first == 2
    qtbot.waitUntil(lambda: clock.more >= 3)
    assert clock.first == 2


def test_out_of_sight_it_rests_and_it_looks_as_soon_as_it_is_seen_again(clock: Clock, qtbot: QtBot) -> None:
    clock.window().show()
    clock.looking.begin()
    clock.window().hide()
    assert not clock.counts_on()
    before = clock.first
    clock.window().show()
    assert clock.first == before + 1
    assert clock.counts_on()
    qtbot.waitUntil(lambda: clock.more >= 1)


def test_begun_out_of_sight_it_looks_once_and_counts_when_it_is_seen(clock: Clock) -> None:
    clock.looking.begin()
    assert clock.first == 1
    assert not clock.counts_on()
    clock.window().show()
    assert clock.counts_on()


def test_where_time_changes_nothing_it_does_not_count(clock: Clock) -> None:
    clock.window().show()
    clock.looking.begin()
    clock.looking.begin(wanted=False)
    assert not clock.counts_on()
    clock.window().hide()
    clock.window().show()
    assert not clock.counts_on()
