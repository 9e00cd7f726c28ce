"""What the commander asks next follows from what has happened."""

from __future__ import annotations

from incidentdesk.services.response.commander_steps import StepsNow, steps_now
from services.response_desk import ResponseDesk


def now(desk: ResponseDesk, number: str) -> StepsNow:
    return steps_now(desk.room(number))


def test_one_step_follows_the_other(room_desk: ResponseDesk) -> None:
    number, response, me = room_desk.raised("sev1"), room_desk.cases.response, room_desk.me
    assert now(room_desk, number) == ("size_up", frozenset(), False, True)
    response.add_row(number, "hypotheses", {"statement": "The disk is full"}, me)
    assert now(room_desk, number).now == "size_up", "nobody has said how far it reaches"
    response.add_row(number, "impact_lines", {"what": "Nobody books"}, me)
    assert now(room_desk, number).now == "stabilise"
    response.add_row(number, "decisions", {"proposal": "Fail over"}, me)
    assert now(room_desk, number).now == "stabilise", "nobody does it"
    action = response.add_row(number, "actions", {"what": "Fail over", "owner": me}, me).row
    assert now(room_desk, number).now == "update"
    response.note_update(number, "internal", "We fail over", me)
    assert now(room_desk, number).now == "verify"
    assert now(room_desk, number).done == {"size_up", "stabilise", "update"}
    response.change_row(number, "actions", action, {"state": "failed"}, me)
    assert now(room_desk, number).now == "stabilise", "it did not help"
    response.change_row(number, "hypotheses", "1", {"result": "ruled_out"}, me)
    assert now(room_desk, number).now == "size_up"


def test_the_phase_says_what_was_done_without_a_word(room_desk: ResponseDesk) -> None:
    number, response, me = room_desk.raised("sev1"), room_desk.cases.response, room_desk.me
    response.go_to(number, "identified", me)
    assert now(room_desk, number).now == "stabilise"
    response.go_to(number, "mitigating", me)
    assert now(room_desk, number).now == "update"
    response.note_update(number, "internal", "We fail over", me)
    response.go_to(number, "monitoring", me, ended=room_desk.now())
    assert now(room_desk, number)[:3] == ("verify", {"size_up", "stabilise", "update"}, True)


def test_an_update_that_is_late_comes_first(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev1")
    room_desk.time.advance(minutes=6)
    assert now(room_desk, number).now == "update"
    room_desk.cases.response.note_update(number, "internal", "We look at it", room_desk.me)
    assert now(room_desk, number).now == "size_up"
    assert "update" in now(room_desk, number).done


def test_who_has_a_role_leaves_nobody_alone(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev1")
    room_desk.cases.response.give_role(number, "scribe", room_desk.people["Paul"], room_desk.me)
    assert not now(room_desk, number).alone
