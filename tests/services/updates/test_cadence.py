"""How often people are told: the setting, and what it means for what is live."""

from __future__ import annotations

import pytest

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.domain.sev import Cadence
from services.response_desk import ResponseDesk

QUICK = Cadence({"sev2": (10, 15, 20)}, {"sev2": 5})


def test_a_new_cadence_rules_what_is_live_and_what_comes(room_desk: ResponseDesk) -> None:
    number, cases, me = room_desk.raised("sev2"), room_desk.cases, room_desk.me
    cases.response.note_update(number, "internal", "Looking", me)
    assert room_desk.room(number).response.update_due == room_desk.after(30)
    cases.cadences.set(QUICK, me)
    assert room_desk.room(number).response.update_due == room_desk.after(10)
    cases.response.go_to(number, "monitoring", me, reason="It holds")
    assert room_desk.room(number).response.update_due == room_desk.after(20)
    assert cases.administration.settings().cadence.minutes("sev2", "identified") == 15
    assert cases.administration.settings().cadence.minutes("sev1", "identified") == 0


def test_what_is_late_stays_as_late_as_it_is(room_desk: ResponseDesk) -> None:
    number, cases, me = room_desk.raised("sev2"), room_desk.cases, room_desk.me
    cases.response.note_update(number, "internal", "Looking", me)
    due = room_desk.room(number).response.update_due
    room_desk.time.advance(minutes=40)
    cases.cadences.set(QUICK, me)
    assert room_desk.room(number).response.update_due == due
    assert room_desk.room(number).update_late


def test_a_level_told_on_change_is_never_due(room_desk: ResponseDesk) -> None:
    number, me = room_desk.raised("sev2"), room_desk.me
    room_desk.cases.cadences.set(Cadence({}, {}), me)
    assert room_desk.room(number).response.update_due is None
    assert room_desk.cases.watched_majors.updates_due() == ()


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_an_interval_has_bounds(room_desk: ResponseDesk, minutes: int) -> None:
    with pytest.raises(UsageError, match="no interval"):
        room_desk.cases.cadences.set(Cadence({"sev1": (20, minutes, 30)}, {}), room_desk.me)


def test_only_administrators_change_it(room_desk: ResponseDesk) -> None:
    with pytest.raises(RefusedError):
        room_desk.cases.cadences.set(QUICK, room_desk.people["Ines"])
