"""The response room: the ways in and out, and which incident it shows."""

from __future__ import annotations

from end_to_end.office import Desk
from end_to_end.test_nothing_is_lost import new_incident
from incidentdesk.gui.response.room_page import ResponsePage


def room_of(desk: Desk) -> ResponsePage:
    page = desk.opened.window.rooms["response"]
    assert isinstance(page, ResponsePage)
    return page


def raise_one(desk: Desk, title: str = "Mail is down", level: str = "sev2") -> str:
    with desk.office.reading() as cases:
        return cases.raising.raise_one(title, desk.office.me.uid, levels=[level]).uid


def test_the_only_live_one_is_shown(desk: Desk) -> None:
    uid = raise_one(desk)
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    assert room.uid == uid
    assert room.head.title.text() == "Mail is down"
    assert room.stack.currentWidget() is room.room


def test_without_one_it_says_how_to_raise_one(desk: Desk) -> None:
    new_incident(desk.office, "An ordinary one")
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    assert room.stack.currentWidget() is room.majors
    assert desk.driver.has_focus(room.majors.empty)
    desk.driver.press("Return")
    assert desk.opened.window.room == "raise"


def test_of_several_the_biggest_stands_first_and_enter_opens_one(desk: Desk) -> None:
    raise_one(desk, "Phones are dead", "sev3")
    mail = raise_one(desk, "Mail is down", "sev1")
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    assert [row.title for row in room.majors.model.records()] == ["Mail is down", "Phones are dead"]
    desk.driver.press("Return")
    assert room.uid == mail
    assert room.stack.currentWidget() is room.room


def test_from_the_incident_at_hand_and_back_by_the_stepper(desk: Desk) -> None:
    raise_one(desk, "Phones are dead")
    mail = raise_one(desk)
    desk.show(mail)
    assert desk.incident.stages.door.isVisible()
    desk.driver.command("Ctrl+2")
    room = room_of(desk)
    assert room.uid == mail
    room.bar.stepper.activated.emit("detection")
    desk.driver.settle()
    assert desk.opened.window.room == "incident"
    assert desk.incident.stages.stage is not None
    assert desk.incident.stages.stage.key == "detection"
    assert desk.incident.stages.door.isHidden()


def test_what_another_does_shows_at_once(desk: Desk) -> None:
    uid = raise_one(desk)
    desk.driver.command("Ctrl+2")
    with desk.office.reading() as cases:
        cases.response.go_to(uid, "identified", desk.office.me.uid)
    desk.opened.tasks._look_for_changes()  # noqa: SLF001 - as its timer does
    desk.driver.settle()
    assert room_of(desk).head.phase.words == "Identified"
