"""Known outages and the caller's last incidents are in sight together, on a screen of 1280 by 800."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from end_to_end.conftest import desk, office
from end_to_end.office import Desk
from end_to_end.outage import new_outage

__all__ = ["desk", "office"]

LAST = 40


def fill(desk: Desk, outages: int, last: int) -> None:
    for number in range(outages):
        new_outage(desk.office, f"Booking system {number} unreachable since this morning", callers=2)
    with desk.office.reading() as cases:
        for number in range(last):
            told = {
                "title": f"Cannot print letter {number} on the printer",
                "reporter": desk.office.reporter.uid,
            }
            cases.log.log(told, desk.office.me.uid)


def at_log(desk: Desk) -> None:
    """The log page in a small window, with the caller chosen."""
    window = desk.opened.window
    window.resize(1280, 800)
    window.show_room("log")
    desk.driver.settle()
    desk.log.form.focus_field("reporter")
    desk.driver.find("Whitl")
    desk.driver.settle()


def in_sight(widget: QWidget) -> bool:
    """Whether all of ``widget`` is seen without scrolling."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


@pytest.mark.parametrize("outages", [0, 1, 3, 12])
@pytest.mark.parametrize("last", [1, LAST])
def test_both_are_in_sight(desk: Desk, outages: int, last: int) -> None:
    fill(desk, outages, last)
    at_log(desk)
    side = desk.log.side
    assert [in_sight(row) for row in side.last.rows][:2] == [True] * min(last, 2)
    assert [in_sight(row) for row in side.outages.rows][:2] == [True] * min(outages, 2)
    tops = [part.mapTo(side, part.rect().topLeft()).y() for part in (side.last, side.outages)]
    assert tops == sorted(tops), "the caller comes first as soon as it is known who calls"
    assert side.outages.fold.isVisible() == (outages > 2)


def test_the_others_are_shown_by_the_link(desk: Desk) -> None:
    fill(desk, 3, 0)
    at_log(desk)
    outages = desk.log.side.outages
    assert outages.fold.text() == "Show 1 more"
    desk.driver.click(outages.fold)
    assert all(row.isVisible() for row in outages.rows)
    desk.driver.click(outages.fold)
    assert [row.isVisible() for row in outages.rows] == [True, True, False]


def test_who_calls_is_asked_in_sight_for_an_outage_further_down(desk: Desk) -> None:
    fill(desk, 3, 0)
    desk.opened.window.show_room("log")
    desk.driver.settle()
    desk.driver.command("Alt+3")
    assert desk.driver.name() == "Who calls"
    assert desk.log.side.outages.rows[2].isVisible()
