"""All major incidents: live ones first, and what to do where there is none."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from end_to_end.test_nothing_is_lost import new_incident
from gui.response.rooms import hire, raise_one, room_of, window_of


def test_without_one_it_says_how_to_raise_one(desk: Desk) -> None:
    new_incident(desk.office, "An ordinary one")
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    assert room.stack.currentWidget() is room.majors
    assert desk.driver.has_focus(room.majors.empty)
    desk.driver.press("Return")
    assert desk.opened.window.room == "raise"


def test_live_ones_stand_first_by_size_and_those_that_are_over_last(desk: Desk) -> None:
    office = desk.office
    over = raise_one(office, "Badge readers are dark", "sev1")
    raise_one(office, "Only raised", "")
    raise_one(office, "Phones are dead", "sev3")
    mail = raise_one(office, "Mail is down", "sev1")
    with office.reading() as cases:
        cases.response.go_to(over, "cancelled", office.me.uid, reason="Not ours")
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    titles = [row.title for row in room.majors.model.records()]
    assert titles == ["Mail is down", "Phones are dead", "Only raised", "Badge readers are dark"]
    assert room.majors.header.after.text() == "2 live"
    assert room.majors.raise_button.isVisible()
    desk.driver.press("Return")
    assert room.uid == mail
    assert room.stack.currentWidget() is room.room


def test_another_one_is_raised_from_the_list(desk: Desk) -> None:
    raise_one(desk.office, "Phones are dead", "sev3")
    raise_one(desk.office, "Mail is down", "sev1")
    desk.driver.command("Ctrl+2")
    desk.driver.command("Alt+L")
    desk.driver.click(room_of(desk).majors.raise_button)
    assert desk.opened.window.room == "raise"


def test_it_follows_what_others_raise(desk: Desk) -> None:
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    raise_one(desk.office, "Phones are dead")
    desk.opened.tasks._look_for_changes()  # noqa: SLF001 - as its timer does
    desk.driver.settle()
    assert [row.title for row in room.majors.model.records()] == ["Phones are dead"]


def test_who_may_only_read_is_not_told_to_raise(office: Office, qtbot: QtBot) -> None:
    reader = hire(office, "R. Eads", role="read_only")["R. Eads"]
    with window_of(office, qtbot, reader) as desk:
        desk.driver.command("Ctrl+2")
        assert room_of(desk).majors.empty.button.isHidden()
        desk.driver.press("Esc")
        assert desk.opened.window.room == "queue"
