"""Time boxes that ran out, for who is on another page: a strip on every page, and a list on Home."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.response.rooms import hire, open_room, raise_one, room_of, window_of
from incidentdesk.gui.home.home_page import HomePage
from incidentdesk.gui.home.timed_work import TimedWorkList
from incidentdesk.gui.response.late_strip import LateStrip

MINE = "INC-2026-000001: “Restart the relay” is yours, and was to be back by 09:22."


def strip_of(desk: Desk) -> LateStrip:
    return desk.opened.window.strips.late


def look(desk: Desk) -> LateStrip:
    """The strip after it was read and has looked at the time."""
    strip = strip_of(desk)
    strip.read()
    desk.driver.settle()
    strip.look()
    return strip


def act(office: Office, uid: str, what: str, owner: str, minutes: int = 20) -> None:
    with office.reading() as cases:
        row = {"what": what, "owner": owner, "minutes": minutes}
        cases.response.add_row(uid, "actions", {**row}, office.me.uid)


def list_of(desk: Desk) -> TimedWorkList:
    desk.opened.window.show_room("home")
    desk.driver.settle()
    page = desk.opened.window.rooms["home"]
    assert isinstance(page, HomePage)
    page.read()
    desk.driver.settle()
    return page.timed


def press(strip: LateStrip, name: str) -> None:
    (button,) = [one for one in strip.findChildren(QAbstractButton) if one.accessibleName() == name]
    button.click()


def test_mine_is_told_on_every_page_once_it_is_over(desk: Desk) -> None:
    uid = raise_one(desk.office)
    act(desk.office, uid, "Restart the relay", desk.office.me.uid)
    assert not look(desk).isVisible()
    desk.office.time.advance(hours=8)  # it sleeps
    strip_of(desk).look()  # the timer's first tick after the computer woke up
    for room in ("registers", "queue", "settings"):
        desk.opened.window.show_room(room)
        desk.driver.settle()
        assert strip_of(desk).isVisible(), room
        assert strip_of(desk).text == MINE
    strip_of(desk).actions_shown()[0].click()
    desk.driver.settle()
    assert room_of(desk).uid == uid
    assert desk.driver.has_focus(room_of(desk).cards["actions"])
    assert not strip_of(desk).isVisible(), "the room tells it itself"


def test_it_is_told_after_a_restart(office: Office, qtbot: QtBot) -> None:
    uid = raise_one(office)
    act(office, uid, "Restart the relay", office.me.uid)
    office.time.advance(minutes=21)
    with office.window(qtbot) as desk:
        assert look(desk).text == MINE


def test_it_can_be_put_away_until_something_else_runs_out(desk: Desk) -> None:
    uid = raise_one(desk.office)
    other = hire(desk.office, "R. Sato")["R. Sato"]
    act(desk.office, uid, "Restart the relay", desk.office.me.uid)
    act(desk.office, uid, "Ask the provider", other, minutes=40)
    desk.office.time.advance(minutes=25)
    strip = look(desk)
    press(strip, "Close this message")
    desk.office.time.advance(minutes=5)
    strip.look()
    assert not strip.isVisible()
    desk.office.time.advance(minutes=15)
    strip.look()
    assert strip.text == "INC-2026-000001: “Ask the provider” (R. Sato) was to be back by 09:42."


def test_who_has_no_part_in_it_is_not_told(office: Office, qtbot: QtBot) -> None:
    uid = raise_one(office)
    act(office, uid, "Restart the relay", office.me.uid)
    other = hire(office, "R. Sato")["R. Sato"]
    office.time.advance(hours=1)
    with window_of(office, qtbot, other) as desk:
        assert not look(desk).isVisible()
        assert not list_of(desk).isVisible()


def test_home_has_mine_and_what_is_late_the_late_ones_first(desk: Desk) -> None:
    assert not list_of(desk).isVisible()
    uid = raise_one(desk.office, drill=True)
    other = hire(desk.office, "R. Sato")["R. Sato"]
    act(desk.office, uid, "Restart the relay", desk.office.me.uid, minutes=60)
    act(desk.office, uid, "Ask the provider", other)
    shown = list_of(desk)
    assert [line.text for line in shown.shown()] == ["Restart the relay"]
    desk.office.time.advance(minutes=30)
    assert strip_of(desk).isHidden(), "the page tells it itself"
    first, second = list_of(desk).shown()
    assert (first.text, first.right, first.late) == ("Ask the provider", "10 min late", True)
    assert first.below == "DRILL · R. Sato · INC-2026-000001 · SEV 2 · Mail is down"
    assert (second.text, second.right, second.late) == ("Restart the relay", "by 10:02", False)
    desk.opened.window.show_room("queue")
    desk.driver.settle()
    list_of(desk)
    assert desk.driver.has_focus(shown)
    desk.driver.press("Return")
    desk.driver.settle()
    assert room_of(desk).uid == uid


def test_many_are_few_lines_and_a_long_one_is_told_short(desk: Desk) -> None:
    uid = raise_one(desk.office)
    for number in range(8):
        act(
            desk.office,
            uid,
            f"Ask ward {number} whether it prints " + "again and again " * 8,
            desk.office.me.uid,
        )
    desk.office.time.advance(hours=1)
    words = look(desk).text
    assert words.endswith("and again ag…” is yours, and was to be back by 09:22. 7 more are late.")
    shown = list_of(desk)
    assert len(shown.shown()) == 6
    shown.more.click()
    desk.driver.settle()
    assert len(shown.shown()) == 8
    assert desk.driver.has_focus(shown)


def test_what_is_done_in_the_room_goes_from_home(desk: Desk) -> None:
    uid = raise_one(desk.office)
    act(desk.office, uid, "Restart the relay", desk.office.me.uid)
    desk.office.time.advance(minutes=30)
    assert list_of(desk).isVisible()
    open_room(desk, uid)
    change, me = desk.opened.session.cases.response.change_row, desk.office.me.uid
    desk.opened.session.tasks.change(
        desk.opened.window, lambda: change(uid, "actions", "1", {"state": "done"}, me)
    )
    desk.driver.settle()
    assert not list_of(desk).isVisible()
    assert not look(desk).isVisible()
