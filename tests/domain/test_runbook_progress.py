"""How far a run is: order, conditions, repetition, and where a failure leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.conditions import Bindings, parse_condition
from incidentdesk.domain.runbook import Repeat, Runbook, Step
from incidentdesk.domain.runbook_progress import CheckOff, Progress, progress

NOW = Instant.of(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))


def step(number: int, **parts: Any) -> Step:
    return replace(Step(number, f"Step {number}", "do"), **parts)


def when(field: str, value: str) -> Any:
    return parse_condition({"field": field, "op": "is", "value": value}, where="here")


def reached(steps: list[Step], *said: tuple[Any, ...], facts: dict[str, Any] | None = None) -> Progress:
    runbook = Runbook("k", "K", (), (), (), "", 90, {}, tuple(steps), "", "")
    checks = [CheckOff(one[0], one[1], "me", NOW.plus(place), *one[2:]) for place, one in enumerate(said, 1)]
    return progress(runbook, NOW, checks, facts or {}, Bindings(None, NOW, ZoneInfo("UTC")), {})


def states(found: Progress) -> list[str]:
    return [one.state for one in found.steps]


def test_steps_go_in_order_unless_one_does_not_need_the_one_before() -> None:
    steps = [step(1), step(2), step(3, needs_previous=False)]
    assert states(reached(steps)) == ["open", "waiting", "open"]
    assert states(reached(steps, (1, "ok"))) == ["ok", "open", "open"]
    assert states(reached(steps, (1, "ok"), (2, "skipped"))) == ["ok", "skipped", "open"]
    done = reached(steps, (1, "ok"), (2, "skipped"), (3, "failed"))
    assert (done.is_finished, done.next) == (True, None)


def test_a_condition_tests_answers_results_and_the_incident() -> None:
    steps = [
        step(1, kind="question"),
        step(2, when=when("answer_1", "many")),
        step(3, when=when("step_1", "ok")),
        step(4, when=when("priority", "P1")),
    ]
    assert states(reached(steps, (1, "ok", "Many"))) == ["ok", "open", "waiting", "passed"]
    assert states(reached(steps, (1, "ok", "one"), facts={"priority": "P1"})) == [
        "ok",
        "passed",
        "open",
        "waiting",
    ]
    assert reached(steps, (1, "ok", "one"), (3, "ok")).is_finished


def test_a_failure_leads_on_past_those_between() -> None:
    steps = [step(1, on_fail=4), step(2), step(3), step(4)]
    assert states(reached(steps, (1, "failed"))) == ["failed", "passed", "passed", "open"]
    assert states(reached(steps, (1, "failed"), (1, "ok"))) == ["ok", "passed", "passed", "open"]


def test_a_failure_leads_back_and_all_from_there_is_done_anew() -> None:
    steps = [step(1), step(2), step(3, on_fail=2), step(4)]
    found = reached(steps, (1, "ok"), (2, "ok"), (3, "failed"))
    assert states(found) == ["ok", "open", "waiting", "waiting"]
    again = reached(steps, (1, "ok"), (2, "ok"), (3, "failed"), (2, "ok"), (3, "ok"), (4, "ok"))
    assert again.is_finished


def test_what_was_passed_or_tried_on_the_way_back_counts_anew() -> None:
    steps = [step(1, on_fail=3), step(2), step(3, on_fail=1)]
    found = reached(steps, (1, "failed"), (3, "failed"), (1, "ok"))
    assert states(found) == ["ok", "open", "waiting"]
    steps = [step(1, repeat=Repeat(5, "it works", 2)), step(2, on_fail=1)]
    found = reached(steps, (1, "failed"), (1, "ok"), (2, "failed"), (1, "failed"))
    assert (states(found), found.of(1).tries) == (["open", "waiting"], 1)


def test_a_failure_to_be_escalated_holds_what_follows_until_somebody_decides() -> None:
    steps = [step(1, on_fail="escalate"), step(2)]
    found = reached(steps, (1, "failed"))
    assert (states(found), found.must_escalate, found.next) == (["failed", "waiting"], True, None)
    assert not reached([steps[0]], (1, "failed")).is_finished
    assert states(reached(steps, (1, "failed"), (1, "skipped"))) == ["skipped", "open"]


def test_a_repeated_step_fails_only_after_its_last_try() -> None:
    steps = [step(1, repeat=Repeat(10, "it works", 3), on_fail="escalate"), step(2)]
    found = reached(steps, (1, "failed"))
    assert (states(found), found.of(1).due, found.of(1).tries) == (["open", "waiting"], NOW.plus(11), 1)
    assert states(reached(steps, (1, "failed"), (1, "failed"))) == ["open", "waiting"]
    assert states(reached(steps, (1, "failed"), (1, "ok"))) == ["ok", "open"]
    assert reached(steps, (1, "failed"), (1, "failed"), (1, "failed")).must_escalate


def test_a_time_box_begins_when_the_step_before_was_checked_off() -> None:
    steps = [step(1, minutes=5), step(2, minutes=30)]
    assert reached(steps).of(1).due == NOW.plus(5)
    later = reached(steps, (1, "ok"))
    assert (later.of(1).due, later.of(2).due) == (None, NOW.plus(31))


@given(st.data())
def test_whoever_always_does_the_next_step_comes_to_an_end(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    steps = [
        step(
            number,
            needs_previous=data.draw(st.booleans()),
            on_fail=data.draw(st.sampled_from(["", "escalate", *range(number + 1, count + 1)])),
            repeat=data.draw(st.sampled_from([None, Repeat(1, "x", 2)])),
        )
        for number in range(1, count + 1)
    ]
    said: list[tuple[Any, ...]] = []
    for _turn in range(4 * count):
        found = reached(steps, *said)
        if found.is_finished:
            break
        failed = next((one.step.number for one in found.steps if one.state == "failed"), None)
        if found.next is None:
            assert found.must_escalate
            assert failed is not None
            escalated = [one.step.number for one in found.steps if one.step.on_fail == "escalate"]
            said += [(number, "skipped") for number in escalated if found.of(number).state == "failed"]
        else:
            said.append((found.next, data.draw(st.sampled_from(["ok", "failed", "skipped"]))))
    assert reached(steps, *said).is_finished


def test_what_an_answer_decides_waits_for_it_and_is_no_step_left_out() -> None:
    steps = [
        step(1, kind="question"),
        step(2, when=when("answer_1", "many")),
        step(3, when=when("step_2", "ok")),
        step(4, when=when("priority", "P1")),
    ]
    assert states(reached(steps)) == ["open", "waiting", "waiting", "passed"]
    assert states(reached(steps, (1, "ok", "one"))) == ["ok", "passed", "passed", "passed"]
    assert states(reached(steps, (1, "ok", "many"), (2, "ok"), (1, "undone"))) == [
        "open",
        "ok",
        "waiting",
        "passed",
    ]


def test_a_check_off_that_is_taken_back_is_as_if_it_had_never_been() -> None:
    steps = [step(1), step(2, on_fail=4), step(3), step(4, minutes=5)]
    before = reached(steps, (1, "ok"))
    after = reached(steps, (1, "ok"), (2, "failed"), (2, "undone"))
    assert states(after) == states(before) == ["ok", "open", "waiting", "waiting"]
    assert states(reached(steps, (1, "ok"), (2, "undone"))) == states(before)
    assert reached(steps, (1, "ok"), (2, "ok"), (2, "failed"), (2, "undone")).of(2).state == "ok"
