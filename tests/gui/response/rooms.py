"""Response rooms for tests: raised without a window, and looked at in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pytestqt.qtbot import QtBot

from end_to_end.office import Desk, Office
from incidentdesk.domain.records import Person
from incidentdesk.gui.response.room_page import ResponsePage
from incidentdesk.services.response.response_view import RoomView

NAMES = ("R. Sato", "J. Arroyo", "K. Brandt", "L. Haddad", "N. Okafor", "P. Lindqvist", "T. Vance")


def room_of(desk: Desk) -> ResponsePage:
    """The response room."""
    page = desk.opened.window.rooms["response"]
    assert isinstance(page, ResponsePage)
    return page


def raise_one(
    office: Office,
    title: str = "Mail is down",
    level: str = "sev2",
    *,
    service: str = "",
    drill: bool = False,
) -> str:
    """The uid of a major incident that was declared just now, or, without a level, only raised."""
    with office.reading() as cases:
        levels = [level] if level else []
        return cases.raising.raise_one(title, office.me.uid, service=service, levels=levels, drill=drill).uid


def hire(office: Office, *names: str, role: str = "agent") -> dict[str, str]:
    """People of the desk by name, with their uids."""
    with office.reading() as cases:
        return {name: cases.people.write_person(Person("", name, role), "")[0].uid for name in names}


def new_service(office: Office, builders: str = "", **values: str) -> str:
    """The uid of a service that these have built."""
    with office.reading() as cases:
        made, _changes = cases.registers.write(
            "service", "", "Booking", {"builders": builders, **values}, office.me.uid
        )
        return made.uid


def view(desk: Desk, uid: str) -> RoomView:
    """The room as the file has it."""
    with desk.office.reading() as cases:
        return cases.response.view(uid)


def open_room(desk: Desk, uid: str) -> ResponsePage:
    """Go to the room of an incident, with what others changed meanwhile known to the window."""
    desk.opened.tasks._look_for_changes()  # noqa: SLF001 - as its timer does
    desk.driver.settle()
    desk.opened.window.show_room("response", uid)
    desk.driver.settle()
    return room_of(desk)


@contextmanager
def window_of(office: Office, qtbot: QtBot, uid: str) -> Iterator[Desk]:
    """The window as somebody else has it before them."""
    with office.reading() as cases:
        person = next(one for one in cases.people.staff() if one.uid == uid)
    with replace(office, me=person).window(qtbot) as desk:
        yield desk
        assert not desk.failures, f"the window told: {desk.failures}"
