from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.domain.clock import ClockEvent, ClockResult, Leg, PlainTime, Target, run_clock

MINUTE = 60_000
START = 1_795_425_120_000
TARGETS = {"P1": Target(15, 240), "P2": Target(60, 480), "P3": Target(240, 1440), "P5": Target(2880, None)}


def at(minutes: float) -> int:
    return START + round(minutes * MINUTE)


def started(priority: str = "P2") -> ClockEvent:
    return ClockEvent(START, "started", priority=priority)


def held(minutes: float, *, pauses: bool = True, reason: str = "awaiting_user") -> ClockEvent:
    return ClockEvent(at(minutes), "held", pauses=pauses, reason=reason)


def priority(minutes: float, key: str) -> ClockEvent:
    return ClockEvent(at(minutes), "priority", priority=key)


def resumed(minutes: float) -> ClockEvent:
    return ClockEvent(at(minutes), "resumed")


def responded(minutes: float) -> ClockEvent:
    return ClockEvent(at(minutes), "responded")


def restored(minutes: float) -> ClockEvent:
    return ClockEvent(at(minutes), "restored")


def resolved(minutes: float) -> ClockEvent:
    return ClockEvent(at(minutes), "resolved")


def reopened(minutes: float) -> ClockEvent:
    return ClockEvent(at(minutes), "reopened")


def closed(minutes: float) -> ClockEvent:
    return ClockEvent(at(minutes), "closed")


def cancelled(minutes: float) -> ClockEvent:
    return ClockEvent(at(minutes), "cancelled")


def run(now: float, *events: ClockEvent) -> ClockResult:
    return run_clock(events, TARGETS, PlainTime(), at(now))


def lines(leg: Leg) -> list[tuple[float, float, bool, str]]:
    return [
        ((one.start_ms - START) / MINUTE, (one.end_ms - START) / MINUTE, one.running, one.why)
        for one in leg.ledger
    ]


def test_runs_from_the_start_towards_both_targets() -> None:
    result = run(30, started())
    assert (result.response.state, result.response.due_ms, result.response.used) == ("running", at(60), 30)
    assert (result.resolution.state, result.resolution.due_ms) == ("running", at(480))
    assert lines(result.resolution) == [(0, 30, True, "started")]
    assert not result.paused


def test_is_breached_after_and_not_at_the_due_time() -> None:
    assert run(60, started()).response.state == "running"
    late = run(61, started())
    assert (late.response.state, late.response.due_ms, late.response.met_at_ms) == ("breached", at(60), None)


def test_response_is_met_by_the_first_answer() -> None:
    result = run(500, started(), responded(59), responded(300))
    assert (result.response.state, result.response.met_at_ms) == ("met", at(59))
    assert run(500, started(), responded(61)).response.state == "missed"
    assert run(500, started(), resolved(50)).response.met_at_ms == at(50)
    assert run(500, started(), held(20), responded(70)).response.met_at_ms == at(20)


def test_a_hold_that_pauses_stops_the_resolution_clock_only() -> None:
    result = run(100, started(), held(40))
    assert result.paused
    assert (result.resolution.state, result.resolution.used) == ("paused", 40)
    assert result.resolution.due_ms == at(100 + 440)  # if resumed now
    assert lines(result.resolution) == [(0, 40, True, "started"), (40, 100, False, "awaiting_user")]
    later = run(300, started(), held(40), resumed(100))
    assert (later.resolution.state, later.resolution.used) == ("running", 240)
    assert later.resolution.due_ms == at(480 + 60)


def test_a_hold_that_does_not_pause_is_in_the_ledger_and_runs() -> None:
    result = run(100, started(), held(40, pauses=False, reason="awaiting_part"))
    assert not result.paused
    assert (result.resolution.state, result.resolution.due_ms) == ("running", at(480))
    assert lines(result.resolution)[-1] == (40, 100, True, "awaiting_part")


def test_another_hold_takes_the_place_of_the_first() -> None:
    result = run(200, started(), held(40), held(100, pauses=False, reason="awaiting_part"))
    assert (result.paused, result.resolution.due_ms) == (False, at(540))


def test_on_hold_after_the_target_it_is_breached_and_paused() -> None:
    result = run(600, started(), held(500))
    assert (result.resolution.state, result.resolution.due_ms, result.paused) == ("breached", at(480), True)


def test_the_last_priority_rules_from_the_original_start_with_pauses_kept() -> None:
    result = run(300, started("P3"), held(40), resumed(100), priority(150, "P2"), priority(290, "P1"))
    assert (result.resolution.target, result.resolution.due_ms) == (240, at(300))
    assert result.response.target == 15
    assert result.response.state == "missed"  # answered by the hold at 40 minutes, good for P3 but not for P1


def test_resolution_counts_from_the_restored_time() -> None:
    result = run(900, started(), restored(470), resolved(600))
    assert (result.resolution.state, result.resolution.met_at_ms) == ("met", at(470))
    assert lines(result.resolution) == [(0, 470, True, "started")]
    assert run(900, started(), resolved(600)).resolution.state == "missed"


def test_a_restored_time_alone_or_after_the_resolution_settles_nothing() -> None:
    assert run(475, started(), restored(470)).resolution.state == "running"
    assert run(900, started(), resolved(400), restored(450)).resolution.met_at_ms == at(400)


def test_restored_within_a_hold_or_before_the_start() -> None:
    result = run(900, started(), held(100), restored(300), resolved(600))
    assert (result.resolution.used, result.resolution.met_at_ms) == (100, at(300))
    before = run(900, started(), restored(-30), resolved(600))
    assert (before.resolution.state, before.resolution.used, before.resolution.ledger) == ("met", 0, ())


def test_reopened_it_goes_on_and_the_time_in_resolved_does_not_count() -> None:
    events = (started(), restored(90), resolved(100), reopened(400))
    result = run(500, *events)
    assert (result.resolution.state, result.resolution.used) == ("running", 200)
    assert result.resolution.due_ms == at(480 + 300)
    assert lines(result.resolution) == [
        (0, 100, True, "started"), (100, 400, False, "resolved"), (400, 500, True, "reopened")
    ]  # fmt: skip
    again = run(2000, *events, resolved(700))
    assert (again.resolution.state, again.resolution.met_at_ms, again.resolution.used) == (
        "met",
        at(700),
        400,
    )


def test_reopened_from_closed_and_from_hold() -> None:
    result = run(500, started(), held(50), resolved(100), closed(200), reopened(400))
    assert (result.resolution.used, result.paused) == (150, False)


def test_after_closure_nothing_moves_it() -> None:
    events = (started(), responded(5), resolved(100), closed(200))
    frozen = run(200, *events)
    assert run(99_999, *events) == frozen
    assert run(99_999, *events, priority(300, "P1"), held(400), resolved(500)) == frozen
    assert frozen.resolution.state == "met"


def test_closed_without_resolution_settles_it() -> None:
    result = run(900, started(), closed(500))
    assert (result.resolution.state, result.resolution.met_at_ms) == ("missed", at(500))


def test_cancelled_leaves_only_what_was_settled() -> None:
    result = run(900, started(), cancelled(30))
    assert (result.response.state, result.resolution.state) == ("none", "none")
    assert (result.resolution.due_ms, result.resolution.met_at_ms, result.resolution.used) == (None, None, 30)
    assert run(900, started(), responded(10), cancelled(30)).response.state == "met"
    assert run(900, started(), resolved(10), cancelled(30)).resolution.state == "met"
    again = run(900, started(), cancelled(30), reopened(880))
    assert (again.response.state, again.response.due_ms, again.resolution.used) == ("running", at(910), 50)


def test_without_a_target_it_still_keeps_its_ledger() -> None:
    leg = run(900, started("P5"), resolved(500)).resolution
    assert (leg.state, leg.target, leg.due_ms, leg.used, leg.met_at_ms) == ("none", None, None, 500, at(500))
    assert run(10, started("P9")).response.state == "none"
    assert run(10).resolution == Leg(None, None, "none", 0, None, ())


def test_same_time_in_the_order_given() -> None:
    assert run(100, started(), held(50), resumed(50)).paused is False
    assert run(100, started(), resumed(50), held(50)).paused is True


kinds = st.sampled_from(
    ["responded", "held", "resumed", "priority", "restored", "resolved", "reopened", "closed", "cancelled"]
)
events = st.lists(
    st.builds(
        ClockEvent,
        st.integers(at(-60), at(3000)),
        kinds,
        st.booleans(),
        st.sampled_from(["P1", "P2", "P3"]),
        st.sampled_from(["", "awaiting_user"]),
    ),
    max_size=10,
)
now = st.integers(at(0), at(4000))


@given(events, now)
def test_the_ledger_tiles_the_time_and_its_running_lines_are_what_was_used(
    some: list[ClockEvent], now_ms: int
) -> None:
    result = run_clock([started(), *some], TARGETS, PlainTime(), now_ms)
    for leg in (result.response, result.resolution):
        assert leg.used == sum(one.minutes for one in leg.ledger if one.running)
        assert all(one.start_ms < one.end_ms for one in leg.ledger)
        assert all(one.end_ms == following.start_ms for one, following in pairwise(leg.ledger))
        assert all(one.minutes == (one.end_ms - one.start_ms) / MINUTE for one in leg.ledger)
        if leg.ledger:
            assert leg.ledger[0].start_ms == START
        if leg.met_at_ms is not None:
            assert leg.met_at_ms == (leg.ledger[-1].end_ms if leg.ledger else START)
        if leg.state in {"running", "paused", "breached"}:
            ends = {START, now_ms, *(event.at_ms for event in some)}
            assert (leg.ledger[-1].end_ms if leg.ledger else START) in {end for end in ends if end >= now_ms}


@given(events, now)
def test_the_state_agrees_with_the_minutes_and_the_due_time(some: list[ClockEvent], now_ms: int) -> None:
    result = run_clock([started(), *some], TARGETS, PlainTime(), now_ms)
    for leg in (result.response, result.resolution):
        if leg.state == "none":
            assert leg.due_ms is None
            continue
        assert leg.target is not None
        assert leg.due_ms is not None
        over = leg.used > leg.target
        assert over == (leg.state in {"missed", "breached"})
        end = leg.ledger[-1].end_ms if leg.ledger else START
        assert (leg.due_ms < end) == over or leg.used == leg.target


@given(events, now, st.randoms(use_true_random=False))
def test_the_order_in_which_events_come_does_not_matter(
    some: list[ClockEvent], now_ms: int, random: Random
) -> None:
    unique = {event.at_ms: event for event in some if event.at_ms > START}
    shuffled = [started(), *unique.values()]
    random.shuffle(shuffled)
    ordered = [started(), *(unique[key] for key in sorted(unique))]
    plain = PlainTime()
    assert run_clock(shuffled, TARGETS, plain, now_ms) == run_clock(ordered, TARGETS, plain, now_ms)


@given(st.integers(1, 478 * MINUTE), st.integers(1, 10**9))
def test_a_pause_moves_the_due_time_by_exactly_its_length(when: int, length: int) -> None:
    pause = [
        ClockEvent(START + when, "held", pauses=True),
        ClockEvent(START + when + length, "resumed"),
    ]
    now_ms = START + when + length
    plain = run_clock([started()], TARGETS, PlainTime(), now_ms).resolution
    paused = run_clock([started(), *pause], TARGETS, PlainTime(), now_ms).resolution
    assert plain.due_ms is not None
    assert paused.due_ms == plain.due_ms + length
    assert paused.used == pytest.approx(when / MINUTE)


@given(events, now, st.sampled_from(["P1", "P2", "P3"]), st.integers(at(0), at(3000)))
def test_a_change_of_priority_keeps_start_and_pauses(
    some: list[ClockEvent], now_ms: int, key: str, when: int
) -> None:
    others = [event for event in some if event.kind not in {"priority", "closed"}]
    change = ClockEvent(when, "priority", priority=key)
    changed = run_clock([started("P3"), *others, change], TARGETS, PlainTime(), now_ms)
    from_start = run_clock([started(key), *others], TARGETS, PlainTime(), now_ms)
    assert changed == from_start
    other = run_clock([started("P3"), *others], TARGETS, PlainTime(), now_ms)
    assert changed.resolution.ledger == other.resolution.ledger


@given(events, now, st.integers(0, 10**9))
def test_while_it_runs_the_due_time_stands_still(some: list[ClockEvent], now_ms: int, later: int) -> None:
    last = max([now_ms, *(event.at_ms for event in some)])
    first = run_clock([started(), *some], TARGETS, PlainTime(), last).resolution
    second = run_clock([started(), *some], TARGETS, PlainTime(), last + later).resolution
    if first.state == "paused":
        assert first.due_ms is not None
        assert second.due_ms == first.due_ms + later
    else:
        assert second.due_ms == first.due_ms
