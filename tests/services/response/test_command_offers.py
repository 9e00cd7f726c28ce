"""Command that is offered to somebody, as every page asks for it."""

from __future__ import annotations

from services.response_desk import ResponseDesk


def test_it_waits_for_whom_it_is_offered_to_until_they_answer(room_desk: ResponseDesk) -> None:
    response, me = room_desk.cases.response, room_desk.me
    name, other = list(room_desk.people.values())[:2]
    number = room_desk.raised("sev2")
    offers = room_desk.cases.command_offers
    assert offers.to(name) == ()
    response.offer_command(number, name, "fatigue", {"state": "Open"}, me)
    room_desk.time.advance(hours=8)
    (offer,) = offers.to(name)
    assert (offer.number, offer.title) == (number, "Mail is down")
    assert offer.by
    assert offers.to(me) == ()
    response.offer_command(number, other, "fatigue", {"state": "Open"}, me)
    assert offers.to(name) == (), "offered to another, it is withdrawn"
    response.accept_command(number, other)
    assert offers.to(other) == ()
