from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from incidentdesk.gui.widgets.bit_by_bit import BitByBit


def steps(seen: list[str], name: str, count: int) -> Iterator[None]:
    for number in range(count):
        QTimer.singleShot(0, lambda: seen.append("event"))
        seen.append(f"{name} {number}")
        yield


def test_what_comes_meanwhile_is_answered_between_two_steps(qtbot: QtBot) -> None:
    place, seen = QObject(), list[str]()
    BitByBit(place).begin(steps(seen, "step", 3))
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 6)
    assert seen == ["step 0", "event", "step 1", "event", "step 2", "event"]


def test_newer_work_takes_the_place_of_the_older_also_from_within_a_step(qtbot: QtBot) -> None:
    place, seen = QObject(), list[str]()
    work = BitByBit(place)

    def first() -> Iterator[None]:
        seen.append("first")
        work.begin(steps(seen, "second", 2))
        yield
        seen.append("never")

    work.begin(steps(seen, "older", 2))
    work.begin(first())
    qtbot.waitUntil(lambda: "second 1" in seen)
    qtbot.wait_until(lambda: seen.count("event") == 2)
    assert [one for one in seen if one != "event"] == ["first", "second 0", "second 1"]
