"""Command of a response: who has it, and how it changes hands."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Person, RegisterItem
from incidentdesk.services.registers.signing_in import PinRefusedError
from services.response_desk import ResponseDesk

STATE = {"state": "The queue is drained; one node is left", "risks": "The night jobs start at 22:00"}


def commander(desk: ResponseDesk, number: str) -> str:
    found = desk.room(number).commander
    return found.name if found else ""


@pytest.fixture
def number(room_desk: ResponseDesk) -> str:
    """A declared incident of which the first person is in command, with some work done."""
    desk, response = room_desk, room_desk.cases.response
    number = desk.raised("sev2")
    response.add_row(number, "actions", {"what": "Drain it", "owner": desk.people["Ines"]}, desk.me)
    response.add_row(number, "hypotheses", {"statement": "The disk", "result": "ruled_out"}, desk.me)
    response.add_row(number, "decisions", {"proposal": "Go back to 4.1"}, desk.me)
    return number


def offer(desk: ResponseDesk, number: str, to: str = "Rosa", reason: str = "fatigue") -> None:
    desk.cases.response.offer_command(number, to, reason, STATE, desk.me)


def test_nothing_changes_hands_before_the_receiver_accepts(room_desk: ResponseDesk, number: str) -> None:
    offer(room_desk, number)
    assert commander(room_desk, number) == "M. Oyelaran"
    room_desk.time.advance(minutes=5)
    room_desk.cases.response.accept_command(number, room_desk.people["Rosa"])
    view = room_desk.room(number)
    assert view.commander is not None
    assert (view.commander.name, view.commander.how, view.commander.since) == (
        "Rosa", "accepted", room_desk.time.now(),
    )  # fmt: skip
    (old,) = (one for one in view.roles if one.role == "commander" and one.state == "ended")
    assert (old.person, old.until) == (room_desk.me, room_desk.time.now())
    assert [one.headline for one in room_desk.told(number, "handover")] == [
        "Command offered to Rosa", "Rosa accepted command",
    ]  # fmt: skip
    assert [one.author for one in room_desk.page(number).entries if one.kind == "handover"] == [
        room_desk.me, room_desk.people["Rosa"],
    ]  # fmt: skip


def test_the_form_tells_what_the_room_knows_and_what_was_typed(room_desk: ResponseDesk, number: str) -> None:
    assert "state" not in room_desk.cases.response.handover_form(number)
    offer(room_desk, number)
    offered = room_desk.room(number).offered
    assert offered is not None
    form = offered.form
    assert (form["phase"], form["sev"], form["reason"]) == ("investigating", "sev2", "fatigue")
    assert form["ruled_out"] == ["The disk"]
    assert form["decisions"] == ["Go back to 4.1"]
    assert form["actions"] == [{"what": "Drain it", "owner": room_desk.people["Ines"], "due": None}]
    assert form["people"] == [{"name": "M. Oyelaran", "role": "commander"}]
    assert form["risks"] == STATE["risks"]
    assert form["update_due"] == room_desk.after(15).iso()


def test_at_anothers_window_the_receiver_proves_it_by_pin(room_desk: ResponseDesk, number: str) -> None:
    rosa = room_desk.people["Rosa"]
    room_desk.cases.signing_in.set_pin("4711", rosa)
    offer(room_desk, number)
    accept = room_desk.cases.response.accept_command
    with pytest.raises(PinRefusedError):
        accept(number, room_desk.me, receiver=rosa, pin="1234")
    assert commander(room_desk, number) == "M. Oyelaran"
    room_desk.time.advance(minutes=10)
    accept(number, room_desk.me, receiver=rosa, pin="4711")
    assert commander(room_desk, number) == "Rosa"


def test_only_whom_it_is_offered_to_can_accept(room_desk: ResponseDesk, number: str) -> None:
    with pytest.raises(RefusedError, match="offered to nobody"):
        room_desk.cases.response.accept_command(number, room_desk.people["Rosa"])
    offer(room_desk, number)
    with pytest.raises(RefusedError, match="offered to Rosa"):
        room_desk.cases.response.accept_command(number, room_desk.people["Tim"])
    assert commander(room_desk, number) == "M. Oyelaran"


def test_what_was_accepted_in_words_is_recorded_as_that(room_desk: ResponseDesk, number: str) -> None:
    offer(room_desk, number)
    room_desk.cases.response.command_spoken(number, room_desk.me, note="On the bridge, at 9:02")
    view = room_desk.room(number)
    assert view.commander is not None
    assert (view.commander.name, view.commander.how) == ("Rosa", "spoken")
    assert room_desk.told(number, "handover")[-1].detail == "On the bridge, at 9:02"


def test_an_offer_can_be_declined_or_made_to_another(room_desk: ResponseDesk, number: str) -> None:
    offer(room_desk, number)
    room_desk.cases.response.decline_command(number, room_desk.people["Rosa"], note="I leave at ten")
    assert room_desk.room(number).offered is None
    offer(room_desk, number)
    offer(room_desk, number, "Tim")
    offered = room_desk.room(number).offered
    assert offered is not None
    assert offered.name == "Tim"
    assert commander(room_desk, number) == "M. Oyelaran"


def test_what_a_hand_over_needs(room_desk: ResponseDesk, number: str) -> None:
    response, me = room_desk.cases.response, room_desk.me
    with pytest.raises(UsageError, match="no reason to hand over"):
        offer(room_desk, number, reason="senior")
    with pytest.raises(UsageError, match="how things stand"):
        response.offer_command(number, "Rosa", "fatigue", {"state": " "}, me)
    with pytest.raises(UsageError, match="Nobody here is called"):
        offer(room_desk, number, "Someone")
    with pytest.raises(RefusedError, match="is in command"):
        offer(room_desk, number, "M. Oyelaran")
    with pytest.raises(RefusedError, match="is in command"):
        response.take_command(number, room_desk.people["Tim"])
    with pytest.raises(RefusedError, match="not given"):
        response.give_role(number, "commander", "Tim", me)
    with pytest.raises(RefusedError, match="ends by a hand-over"):
        response.end_role(number, "commander", "M. Oyelaran", me)


def test_a_commander_who_also_fixes_is_warned_and_not_stopped(room_desk: ResponseDesk, number: str) -> None:
    assert room_desk.room(number).warnings == ()
    room_desk.cases.response.give_role(number, "operations", "M. Oyelaran", room_desk.me)
    assert room_desk.room(number).warnings == ("commander_fixes",)
    room_desk.cases.response.end_role(number, "operations", "M. Oyelaran", room_desk.me)
    action = {"what": "Restart", "owner": room_desk.me}
    row = room_desk.cases.response.add_row(number, "actions", action, room_desk.me).row
    assert room_desk.room(number).warnings == ("commander_fixes",)
    room_desk.cases.response.change_row(number, "actions", row, {"state": "done"}, room_desk.me)
    assert room_desk.room(number).warnings == ()


def test_after_four_hours_it_is_asked_who_takes_over(room_desk: ResponseDesk, number: str) -> None:
    room_desk.time.advance(hours=4)
    assert room_desk.room(number).warnings == ("long_command",)


def test_a_role_has_one_person_and_experts_are_many(room_desk: ResponseDesk, number: str) -> None:
    give = room_desk.cases.response.give_role
    for name in ("Tim", "Rosa"):
        give(number, "scribe", name, room_desk.me)
        give(number, "expert", name, room_desk.me)
    give(number, "expert", "Rosa", room_desk.me)
    give(number, "expert", "R. Extern", room_desk.me)
    held = [(one.role, one.name) for one in room_desk.room(number).roles if one.stands]
    assert sorted(held) == [
        ("commander", "M. Oyelaran"), ("expert", "R. Extern"), ("expert", "Rosa"), ("expert", "Tim"),
        ("scribe", "Rosa"),
    ]  # fmt: skip
    with pytest.raises(UsageError, match="Nobody here is called"):
        give(number, "scribe", "R. Extern", room_desk.me)


def test_entries_tell_the_role_of_their_author(room_desk: ResponseDesk, number: str) -> None:
    room_desk.cases.response.note(number, "observation", "The load falls", room_desk.me)
    room_desk.cases.response.note(number, "observation", "Here too", room_desk.people["Tim"])
    entries = [one for one in room_desk.page(number).entries if one.kind == "observation"]
    assert [one.parameters["as"] for one in entries] == [["commander"], []]


def test_a_desk_of_few_shows_few_roles(room_desk: ResponseDesk, number: str) -> None:
    assert len(room_desk.room(number).shown) == 6
    for name in ("Ines", "Paul"):
        person = room_desk.cases.people.called(name)
        room_desk.cases.people.write_person(person.__class__(person.uid, name, active=False), room_desk.me)
    assert room_desk.room(number).shown == ("commander", "communications", "expert")


def test_people_are_named_with_the_reason_the_best_first(room_desk: ResponseDesk) -> None:
    desk, cases = room_desk, room_desk.cases
    cases.registers.write("skill", "", "mail", {"people": [desk.people["Rosa"]]}, desk.me)
    built: dict[str, JsonValue] = {"builders": "Tim; J. Old", "owner": desk.people["Paul"]}
    service = cases.people.write_item(RegisterItem("", "service", "Lists", built), desk.me)[0].uid
    old = cases.log.log({"title": "Lists", "service": service}, desk.people["Ines"])
    cases.lifecycle.assign(old.uid, desk.people["Ines"], desk.me)
    with cases.desk.changing(desk.me) as work:
        work.session.sql("UPDATE incident SET status = 'resolved' WHERE uid = ?", (old.uid,))
    number = desk.cases.raising.raise_one("Mail lists", desk.me, service="Lists").number
    found = [(one.name, [reason.key for reason in one.reasons]) for one in cases.response.suggestions(number)]
    assert found == [
        ("J. Old", ["built"]), ("Tim", ["built"]), ("Paul", ["owns"]), ("Rosa", ["skill"]),
        ("Ines", ["fixed", "here"]), ("M. Oyelaran", ["here"]),
    ]  # fmt: skip


def test_command_is_not_offered_to_who_may_only_read(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev2")
    reader = room_desk.cases.people.write_person(Person("", "R. Eads", "read_only"), room_desk.me)[0].uid
    with pytest.raises(RefusedError, match="may only read"):
        room_desk.cases.response.offer_command(number, reader, "fatigue", {"state": "Open"}, room_desk.me)
    assert room_desk.room(number).offered is None
