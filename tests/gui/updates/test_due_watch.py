"""When people are to be told next, on every page, also after sleep and a new start."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from gui.response.rooms import open_room, raise_one, room_of
from gui.updates.composing import card_of, told_already


def test_the_chip_says_when_and_leads_to_the_composer(desk: Desk) -> None:
    window = desk.opened.window
    assert not window.strips.due.chip.isVisible()
    uid = raise_one(desk.office)
    window.strips.due.read()
    desk.driver.settle()
    assert (window.strips.due.chip.text(), window.strips.due.chip.tone) == ("SEV 2 update 09:17", "neutral")
    assert not window.strips.due.strip.isVisible()
    window.strips.due.chip.click()
    desk.driver.settle()
    assert window.room == "response"
    assert room_of(desk).uid == uid
    assert desk.driver.has_focus(room_of(desk).cards["updates"])


def test_the_chip_stands_out_before_it_is_late(desk: Desk) -> None:
    raise_one(desk.office)
    due = desk.opened.window.strips.due
    due.read()
    desk.driver.settle()
    desk.office.time.advance(minutes=11)
    due.look()
    assert due.chip.tone == "warning"


def test_after_eight_hours_of_sleep_it_is_late_on_every_page(desk: Desk) -> None:
    uid = raise_one(desk.office)
    told_already(desk.office, uid)
    window = desk.opened.window
    window.strips.due.read()
    desk.driver.settle()
    desk.office.time.advance(hours=8)
    window.strips.due.look()  # the timer's first tick after the computer woke up
    said = "INC-2026-000001 Mail is down (SEV 2): the update due at 09:40 is late."
    for room in ("home", "queue", "settings", "registers"):
        window.show_room(room)
        desk.driver.settle()
        assert window.strips.due.strip.isVisible(), room
        assert window.strips.due.strip.text == said
    assert (window.strips.due.chip.text(), window.strips.due.chip.tone) == (
        "SEV 2 update 7 h 22 min late",
        "danger",
    )
    told_already(desk.office, uid)
    window.strips.due.read()
    desk.driver.settle()
    assert not window.strips.due.strip.isVisible()


def test_the_room_that_says_it_larger_itself_has_no_strip_above(desk: Desk) -> None:
    here, other = raise_one(desk.office), raise_one(desk.office, "Phones are down", "sev1")
    desk.office.time.advance(minutes=20)
    strip, room = desk.opened.window.strips.due.strip, open_room(desk, here)
    desk.opened.window.strips.due.read()
    desk.driver.settle()
    assert strip.text.startswith("INC-2026-000002"), "of another incident it is said here too"
    assert "more" not in strip.text
    told_already(desk.office, other)
    open_room(desk, here)
    desk.opened.window.strips.due.read()
    desk.driver.settle()
    assert not strip.isVisible()
    room.show_all()
    desk.driver.settle()
    desk.opened.window.strips.due.look()
    assert strip.isVisible(), "the list of all does not say it"


def test_a_new_start_says_at_once_what_is_late(office: Office, qtbot: QtBot) -> None:
    raise_one(office)
    raise_one(office, "Phones are down", "sev1", drill=True)
    office.time.advance(minutes=30)
    with office.window(qtbot) as desk:
        strip = desk.opened.window.strips.due.strip
        assert strip.isVisible()
        assert strip.text.startswith("INC-2026-000002 Phones are down (DRILL SEV 1): the update due at 09:07")
        assert strip.text.endswith("1 more is late.")
        strip.actions_shown()[0].click()
        desk.driver.settle()
        assert desk.opened.window.room == "response"


def test_the_clock_of_the_card_is_worked_out_from_the_stored_time(desk: Desk) -> None:
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    assert card.clock.text() == "15:00"
    desk.office.time.advance(minutes=12, seconds=30)
    card.clock.look()
    assert card.clock.text() == "02:30"
    assert card.clock.property("role") == "warning"
    desk.office.time.advance(minutes=2, seconds=50)
    card.clock.look()
    desk.opened.window.strips.due.read()
    desk.driver.settle()
    assert card.clock.text() == "Late by 1 min"
    assert desk.opened.window.strips.due.chip.text() == "SEV 2 update 1 min late"
    desk.office.time.advance(hours=7, minutes=57, seconds=10)
    card.clock.look()
    assert card.clock.text() == "Late by 7 h 57 min"
    with desk.office.reading() as cases:
        cases.response.go_to(uid, "cancelled", desk.office.me.uid, reason="A mistake")
    open_room(desk, uid)
    assert card.clock.text() == "None is due"
