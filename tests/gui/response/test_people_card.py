"""Who could help, in the order of their reasons, called in by one key."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from end_to_end.office import Desk
from gui.response.rooms import hire, new_service, open_room, raise_one, view
from incidentdesk.gui.response.people_card import PeopleCard


def card_of(desk: Desk, uid: str) -> PeopleCard:
    card = open_room(desk, uid).cards["people"]
    assert isinstance(card, PeopleCard)
    return card


def test_in_their_order_with_their_reasons_and_one_key_calls_in(desk: Desk) -> None:
    office = desk.office
    people = hire(office, "J. Arroyo", "K. Brandt", "L. Haddad")
    with office.reading() as cases:
        skill = {"people": [people["K. Brandt"]]}
        cases.registers.write("skill", "", "storage", skill, office.me.uid)  # type: ignore[arg-type]
    uid = raise_one(office, "No storage for mail", "sev3", service=new_service(office, "J. Arroyo"))
    card = card_of(desk, uid)
    assert [one.name for one in card.found][:2] == ["J. Arroyo", "K. Brandt"]
    texts = [one.text() for one in card.findChildren(QLabel)]
    assert "built Booking" in texts
    assert "knows storage" in texts

    assert card.focus_first()
    assert desk.driver.name() == "Call in J. Arroyo: built Booking"
    desk.driver.press("Return")
    assert [one.name for one in view(desk, uid).roles if one.role == "expert"] == ["J. Arroyo"]
    assert desk.driver.name().startswith("Call in K. Brandt"), "the keyboard goes on to the next"
    desk.opened.window.toast.undo()
    desk.driver.settle()
    assert [one.state for one in view(desk, uid).roles if one.role == "expert"] == ["ended"]


def test_who_has_a_part_in_it_is_not_suggested_and_alone_the_card_is_away(desk: Desk) -> None:
    uid = raise_one(desk.office)
    card = card_of(desk, uid)
    assert card.found == ()
    assert card.isHidden()
