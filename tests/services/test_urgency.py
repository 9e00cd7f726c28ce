"""How urgent a major incident is: by its SEV level, where nobody gave it a priority."""

from __future__ import annotations

import pytest

from incidentdesk.services.lists.queue import ListQuestion
from services.response_desk import ResponseDesk

CLASSIFIED = {"impact": "low", "severity": "medium", "risk": "low"}


def order(desk: ResponseDesk, sort: str = "priority") -> list[str]:
    rows = desk.cases.queue.rows(ListQuestion(None, sort), desk.me, limit=100).rows
    return [row.number for row in rows]


def logged(desk: ResponseDesk, *, urgent: bool = False) -> str:
    return desk.cases.log.log({"title": "Printer", "assignee": None}, desk.me, urgent=urgent).number


def test_a_major_incident_stands_where_its_level_is_among_the_priorities(room_desk: ResponseDesk) -> None:
    usual, urgent = logged(room_desk), logged(room_desk, urgent=True)
    minor, moderate = room_desk.raised("sev4"), room_desk.raised("sev3")
    critical, undeclared = room_desk.raised("sev1"), room_desk.raised()
    found = order(room_desk)
    assert set(found[:3]) == {urgent, critical, undeclared}
    assert set(found[3:5]) == {usual, moderate}
    assert found[5] == minor
    assert order(room_desk, "-priority") == found[::-1]
    question = ListQuestion(None, "priority")
    uids = [row.uid for row in room_desk.cases.queue.rows(question, room_desk.me, limit=9).rows]
    assert [room_desk.cases.queue.place(question, room_desk.me, uid) for uid in uids] == list(range(6))


def test_the_priority_itself_is_left_alone(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev1")
    incident = room_desk.page(number).incident
    assert (incident.priority, incident.provisional, incident.sev) == ("P3", True, "sev1")
    assert incident.by_level
    found = room_desk.cases.queue.count({"field": "priority", "op": "is", "value": "P1"}, room_desk.me)
    assert found == 0


def test_nobody_promised_what_follows_from_a_priority_that_nobody_set(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev1")
    page = room_desk.page(number)
    assert (page.clock.response.state, page.clock.resolution.state) == ("none", "none")
    assert (page.incident.due.response, page.incident.due.resolution) == (None, None)
    room_desk.time.advance(minutes=60 * 24 * 9)
    room_desk.resolve(number)
    after = room_desk.page(number)
    assert after.clock.resolution.state == "none"
    assert not after.incident.due.breached


def test_what_is_due_next_is_the_next_word_to_those_who_wait(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev1")
    due = room_desk.page(number).incident.due
    assert (due.next_kind, due.next) == ("update", room_desk.after(5).ms)
    room_desk.cases.response.note_update(number, "internal", "We look at it", room_desk.me)
    due = room_desk.page(number).incident.due
    assert (due.next_kind, due.next) == ("update", room_desk.after(20).ms)
    room_desk.resolve(number)
    assert room_desk.page(number).incident.due.next is None


def test_another_cadence_is_what_is_due_at_once(room_desk: ResponseDesk) -> None:
    number = room_desk.raised("sev1")
    room_desk.cases.response.note_update(number, "internal", "We look at it", room_desk.me)
    cadence = room_desk.page(number).settings.cadence
    room_desk.cases.cadences.set(
        cadence._replace(every={**cadence.every, "sev1": (12, 12, 12)}), room_desk.me
    )
    assert room_desk.room(number).response.update_due == room_desk.after(12)
    assert room_desk.page(number).incident.due.next == room_desk.after(12).ms


def test_what_is_not_declared_is_to_be_declared_soon(room_desk: ResponseDesk) -> None:
    number = room_desk.raised()
    due = room_desk.page(number).incident.due
    assert (due.next_kind, due.next) == ("declare", room_desk.after(15).ms)


def test_a_promoted_one_keeps_its_priority_and_its_targets(room_desk: ResponseDesk) -> None:
    number = logged(room_desk)
    room_desk.cases.stages.save(number, CLASSIFIED, {}, room_desk.me)
    before = room_desk.page(number)
    assert not before.incident.provisional
    room_desk.cases.promotion.promote(number, ["sev1"], room_desk.me)
    page = room_desk.page(number)
    assert not page.incident.by_level
    assert page.incident.priority == before.incident.priority != "P1"
    assert page.clock.resolution.target == before.clock.resolution.target is not None
    assert page.incident.due.next_kind == "update"
    other = logged(room_desk, urgent=True)
    assert set(order(room_desk)[:2]) == {number, other}


@pytest.mark.parametrize("levels", [["sev2"], ["sev3"]])
def test_what_comes_back_has_its_targets_again(room_desk: ResponseDesk, levels: list[str]) -> None:
    number = logged(room_desk)
    before = room_desk.page(number).clock
    room_desk.cases.promotion.promote(number, levels, room_desk.me)
    assert room_desk.page(number).clock.resolution.target is None
    room_desk.cases.promotion.return_(number, room_desk.me, "It was none")
    after = room_desk.page(number)
    assert after.clock.resolution.target == before.resolution.target is not None
    assert not after.incident.by_level


def test_most_urgent_first_where_somebody_takes_the_next_one(room_desk: ResponseDesk) -> None:
    logged(room_desk)
    number = room_desk.raised(values={"assignee": None})
    assert room_desk.cases.home.take_next(room_desk.people["Paul"]).number == number
