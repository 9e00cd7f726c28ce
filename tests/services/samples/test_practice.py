"""What counts as tried on the practice desk, and who practises there."""

from __future__ import annotations

import pytest

from incidentdesk.base.time_source import ManualTime
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.samples import practice
from incidentdesk.services.use_cases import UseCases
from walk import Walk


@pytest.fixture
def practised(walk: Walk, cases: UseCases, time: ManualTime) -> Walk:
    """The desk was made a practice desk just now, and its incidents are not what was tried."""
    walk.closed()
    cases.first_start.finish(walk.me)
    time.advance(minutes=1)
    return walk


def test_what_was_there_before_is_not_what_was_tried(practised: Walk) -> None:
    assert practised.cases.practised(practised.me) == frozenset()


def test_each_task_is_noticed_when_it_was_done(practised: Walk, cases: UseCases) -> None:
    me = practised.me
    uid = practised.log()
    assert cases.practised(me) == {"logged"}
    cases.lifecycle.hold(uid, "awaiting_part", me)
    assert cases.practised(me) == {"logged", "held"}
    cases.lifecycle.resume(uid, me)
    practised.to("closure")
    assert cases.practised(me) == {"logged", "held"}


def test_raising_a_major_incident_is_no_call_that_was_logged(practised: Walk, cases: UseCases) -> None:
    cases.raising.raise_one("Mail is down", practised.me, levels=["sev2"])
    assert cases.practised(practised.me) == {"raised"}


def test_closing_stage_by_stage_is_no_fix_on_the_phone(practised: Walk, cases: UseCases) -> None:
    practised.closed()
    assert cases.practised(practised.me) == {"logged", "closed"}


def test_a_fix_on_the_phone_is_one_and_closes_with_the_word(practised: Walk, cases: UseCases) -> None:
    answers: dict[str, JsonValue] = {
        "category": "access.account",
        "hypotheses": [{"statement": "Locked", "test": "Saw it", "result": "confirmed", "way": "evident"}],
        "diagnosis": "Locked out",
        "resolution": "Unlocked it",
        "outcome": "access",
        "reporters_word": "restored",
    }
    cases.quick.fix(practised.log(), answers, practised.me)
    assert cases.practised(practised.me) == {"logged", "fixed", "closed"}


def test_what_a_colleague_does_is_the_colleagues(practised: Walk, cases: UseCases) -> None:
    practised.log()
    other = practice.whoever_practises(cases, "K. Lindqvist", "")
    assert other.role == "administrator"
    assert cases.practised(other.uid) == frozenset()
    assert practice.whoever_practises(cases, "k. lindqvist", "") == other
