"""The times of an impact against each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.impact_times import impossible, unlikely
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_to_json

DAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at(minutes: int) -> JsonValue:
    return moment_to_json(Moment.exact(Instant.of(DAY + timedelta(minutes=minutes))))


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_only_an_end_before_the_beginning_cannot_be(began: int, ended: int) -> None:
    facts = {"occurred": at(began), "restored": at(ended)}
    assert bool(impossible(facts)) == (ended < began)
    assert not unlikely(facts)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_an_end_before_the_detection_is_asked_about(detected: int, ended: int) -> None:
    facts = {"detected": at(detected), "restored": at(ended)}
    assert bool(unlikely(facts)) == (ended < detected)
    assert not impossible(facts)


def test_what_is_not_known_contradicts_nothing() -> None:
    unknown = moment_to_json(Moment.unknown())
    for facts in ({}, {"restored": at(1)}, {"occurred": unknown, "detected": None, "restored": at(1)}):
        assert not impossible(facts)
        assert not unlikely(facts)
