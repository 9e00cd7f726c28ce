"""Time boxes run down from stored moments: a restart and eight hours of sleep lose none of them."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.runbooks.books import PRINTER, begin, raise_one, room, row, write


def test_a_time_box_runs_down_and_is_late_by_the_desks_clock(desk: Desk) -> None:
    write(desk.office, PRINTER)
    panel = begin(desk, raise_one(desk.office), "label-printer")
    assert (row(panel, 1).left.text, row(panel, 1).left.tone) == ("05:00 left", "neutral")
    desk.office.time.advance(minutes=3, seconds=30)
    panel.steps.tick()
    assert row(panel, 1).left.text == "01:30 left"
    desk.office.time.advance(minutes=2)
    panel.steps.tick()
    assert (row(panel, 1).left.text, row(panel, 1).left.tone) == ("00:30 late", "danger")


def test_time_boxes_survive_a_restart_and_eight_hours_of_sleep(office: Office, qtbot: QtBot) -> None:
    write(office, PRINTER)
    uid = raise_one(office)
    with office.window(qtbot) as desk:
        panel = begin(desk, uid, "label-printer")
        office.time.advance(minutes=4)
        answers = row(panel, 1).answers
        assert answers is not None
        answers.put({"answer": "many"})
        desk.driver.command("Alt+Y")
        assert row(panel, 2).left.text == "10:00 left"
        office.time.advance(hours=8)  # it sleeps: no timer has counted
        panel.steps.tick()
        assert row(panel, 2).left.text == "7 h 50 min late"
    with office.window(qtbot) as desk:
        panel = room(desk, uid)
        assert row(panel, 2).left.text == "7 h 50 min late"
        assert row(panel, 1).when.text() == "09:06 M. Oyelaran"
        office.time.advance(minutes=-475)
        panel.steps.tick()
        assert row(panel, 2).left.text == "05:00 left"


def test_one_that_is_taken_back_has_the_time_it_had(desk: Desk) -> None:
    write(desk.office, PRINTER)
    panel = begin(desk, raise_one(desk.office), "label-printer")
    desk.office.time.advance(minutes=2)
    answers = row(panel, 1).answers
    assert answers is not None
    answers.put({"answer": "one"})
    desk.driver.command("Alt+Y")
    desk.driver.command("Alt+Z")
    assert row(panel, 1).left.text == "03:00 left"
