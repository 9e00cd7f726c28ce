"""Time boxes in major incidents: whose they are, and who is told once they are over."""

from __future__ import annotations

import pytest

from incidentdesk.services.runbooks.time_boxes import TimedWork, to_tell
from services.response_desk import ResponseDesk

RUNBOOK = """
key = "mail-down"
name = "Mail is down"
review_every = 90

[[step]]
number = 1
kind = "check"
text = "Is the queue moving?"
minutes = 10
"""


@pytest.fixture
def number(room_desk: ResponseDesk) -> str:
    """One that I command, with actions of mine, of Paul and of nobody, and one that has all the time."""
    number = room_desk.raised("sev2")
    for what, owner, minutes in (
        ("Restart the relay", room_desk.me, 20), ("Ask the provider", room_desk.people["Paul"], 10),
        ("Look at the logs", "", 30), ("Keep notes", room_desk.me, 0),
    ):  # fmt: skip
        row = {"what": what, "owner": owner or None} | ({"minutes": minutes} if minutes else {})
        room_desk.cases.response.add_row(number, "actions", {**row}, room_desk.me)
    return number


def told(desk: ResponseDesk, person: str) -> list[tuple[str, bool]]:
    """What is told to somebody now, and whether it is over."""
    now = desk.time.now()
    return [(one.what, one.is_over(now)) for one in to_tell(of(desk, person), now)]


def of(desk: ResponseDesk, person: str) -> tuple[TimedWork, ...]:
    return desk.cases.time_boxes.of(person)


@pytest.mark.usefixtures("number")
def test_mine_are_told_always_and_those_of_others_once_they_are_over(room_desk: ResponseDesk) -> None:
    assert told(room_desk, room_desk.me) == [("Restart the relay", False)]
    room_desk.time.advance(minutes=11)
    assert told(room_desk, room_desk.me) == [("Ask the provider", True), ("Restart the relay", False)]
    room_desk.time.advance(hours=8)  # it sleeps: no timer has counted
    assert told(room_desk, room_desk.me) == [
        ("Restart the relay", True), ("Ask the provider", True), ("Look at the logs", True)
    ]  # fmt: skip


@pytest.mark.usefixtures("number")
def test_who_neither_owns_nor_commands_is_told_nothing(room_desk: ResponseDesk) -> None:
    room_desk.time.advance(hours=1)
    assert told(room_desk, room_desk.people["Paul"]) == [("Ask the provider", True)]
    assert told(room_desk, room_desk.people["Ines"]) == []
    assert told(room_desk, "") == []


def test_what_is_done_or_over_is_not_told(room_desk: ResponseDesk, number: str) -> None:
    paul = room_desk.people["Paul"]
    (one,) = of(room_desk, paul)
    assert (one.number, one.title, one.sev, one.mine, one.owner_name) == (
        number, "Mail is down", "sev2", True, "Paul"
    )  # fmt: skip
    room_desk.cases.response.change_row(number, "actions", "2", {"state": "done"}, paul)
    assert of(room_desk, paul) == ()
    assert len(of(room_desk, room_desk.me)) == 2
    room_desk.cases.response.go_to(number, "false_alarm", room_desk.me, reason="It was a test")
    assert of(room_desk, room_desk.me) == ()


def test_a_step_of_a_runbook_is_of_who_began_it(room_desk: ResponseDesk, number: str) -> None:
    cases, paul = room_desk.cases, room_desk.people["Paul"]
    cases.runbooks.write(RUNBOOK, room_desk.me)
    view, _changes = cases.runbook_runs.start(number, "mail-down", paul)
    room_desk.time.advance(minutes=12)
    steps = [(one.what, one.mine) for one in of(room_desk, paul) if one.kind == "step"]
    assert steps == [("Is the queue moving?", True)]
    assert ("Is the queue moving?", True) in told(room_desk, room_desk.me)
    cases.runbook_runs.check_off(view.run.uid, 1, "ok", paul)
    assert [one.kind for one in of(room_desk, paul)] == ["action"]


def test_a_new_commander_is_told_in_place_of_the_old_one(room_desk: ResponseDesk, number: str) -> None:
    room_desk.time.advance(hours=1)
    response, rosa = room_desk.cases.response, room_desk.people["Rosa"]
    response.offer_command(number, rosa, "fatigue", {"state": "Open"}, room_desk.me)
    response.accept_command(number, rosa)
    assert [what for what, _over in told(room_desk, rosa)] == [
        "Ask the provider", "Restart the relay", "Look at the logs"
    ]  # fmt: skip
    assert told(room_desk, room_desk.me) == [("Restart the relay", True)]
