"""How far a run of a runbook is: which steps are done, which is next, and what failed.

One pure function of the runbook, the check-offs so far and the facts of the incident. Steps go in order; one
that does not need the one before may be done at any time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.comparisons import Bindings, FieldFacts
from incidentdesk.domain.condition_tree import fields_used
from incidentdesk.domain.conditions import holds
from incidentdesk.domain.json_values import Facts, JsonValue
from incidentdesk.domain.runbook import ESCALATE, Runbook, Step, step_fields

_OF_STEP = re.compile(r"(?:step|answer)_(\d+)")
TAKEN_BACK = "undone"
"""The result of a check-off that takes the one before it back."""


@dataclass(frozen=True)
class CheckOff:
    """What somebody said of a step, and when. ``why`` and ``note`` are empty where nothing was said."""

    step: int
    result: str
    by: str
    at: Instant
    answer: str = ""
    why: str = ""
    note: str = ""


@dataclass(frozen=True)
class StepState:
    """Where a step is.

    ``state`` is ``ok``, ``failed`` or ``skipped`` as it was checked off; ``open`` where it can be done now;
    ``waiting`` for the one before, or for what decides whether it applies; ``passed`` where it does not
    apply, or a failure led past it.
    ``due`` is when its time box ends, or when it is to be done again; ``tries`` how often it was checked off.
    """

    step: Step
    state: str
    last: CheckOff | None = None
    due: Instant | None = None
    tries: int = 0


@dataclass(frozen=True)
class Progress:
    """All steps of a run; ``next`` is the number of the first that is open, ``None`` where there is none.

    ``escalated`` are those that failed and hold what follows, until somebody checks them off anew.
    """

    steps: tuple[StepState, ...]
    next: int | None
    escalated: tuple[int, ...] = ()

    @property
    def must_escalate(self) -> bool:
        """Whether a failure is to be told to somebody who knows more."""
        return bool(self.escalated)

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to do."""
        return all(one.state not in {"open", "waiting"} for one in self.steps) and not self.must_escalate

    def of(self, number: int) -> StepState:
        """The state of step ``number``."""
        return self.steps[number - 1]


@dataclass
class _Replayed:
    """What stands after all check-offs were gone through in their order."""

    settled: dict[int, CheckOff] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)
    tries: dict[int, int] = field(default_factory=dict)
    last: dict[int, CheckOff] = field(default_factory=dict)
    escalated: set[int] = field(default_factory=set)


def progress(
    runbook: Runbook,
    started: Instant,
    check_offs: Sequence[CheckOff],
    facts: Facts,
    bindings: Bindings,
    fields: Mapping[str, FieldFacts],
) -> Progress:
    """How far a run is that ``started`` then; ``check_offs`` are in the order in which they were made."""
    check_offs = standing(check_offs)
    done = _replay(runbook, check_offs)
    all_fields = {**fields, **step_fields(range(1, len(runbook.steps) + 1))}
    said: dict[str, JsonValue] = {}
    for number, one in done.settled.items():
        said |= {f"step_{number}": one.result, f"answer_{number}": one.answer or None}
    known = {**facts, **said}
    since = max((one.at for one in check_offs), default=started)
    states: list[StepState] = []
    free = True  # whether all before is settled
    for step in runbook.steps:
        applies = step.when is None or holds(step.when, known, bindings, all_fields)
        state = _state(step, done, applies=applies, free=free)
        left = {one.step.number for one in states if _is_due(one)}
        if not applies and state == "passed" and step.number not in done.passed and _asks_of(step) & left:
            state = "waiting"  # whether it applies is not decided yet
        due = _due(step, done, since) if state == "open" else None
        states.append(StepState(step, state, done.last.get(step.number), due, done.tries.get(step.number, 0)))
        free = free and state not in {"open", "waiting"} and step.number not in done.escalated
    following = next((one.step.number for one in states if one.state == "open"), None)
    return Progress(tuple(states), following, tuple(sorted(done.escalated)))


def _asks_of(step: Step) -> frozenset[int]:
    """The steps whose result or answer decides whether ``step`` applies."""
    asked = (_OF_STEP.fullmatch(field) for field in (fields_used(step.when) if step.when is not None else ()))
    return frozenset(int(one[1]) for one in asked if one)


def _is_due(one: StepState) -> bool:
    return one.state in {"open", "waiting"}


def standing(check_offs: Sequence[CheckOff]) -> tuple[CheckOff, ...]:
    """Those that hold: one that was taken back is as if it had never been made."""
    kept: list[CheckOff] = []
    for one in check_offs:
        if one.result != TAKEN_BACK:
            kept.append(one)
            continue
        last = next((place for place in range(len(kept) - 1, -1, -1) if kept[place].step == one.step), None)
        if last is not None:
            del kept[last]
    return tuple(kept)


def _state(step: Step, done: _Replayed, *, applies: bool, free: bool) -> str:
    if step.number in done.settled:
        return done.settled[step.number].result
    if step.number in done.passed or not applies:
        return "passed"
    return "open" if free or not step.needs_previous else "waiting"


def _due(step: Step, done: _Replayed, since: Instant) -> Instant | None:
    again = done.last.get(step.number)
    if step.repeat is not None and again is not None and done.tries.get(step.number):
        return again.at.plus(step.repeat.minutes)
    return since.plus(step.minutes) if step.minutes else None


def _replay(runbook: Runbook, check_offs: Sequence[CheckOff]) -> _Replayed:
    done = _Replayed()
    for one in check_offs:
        step = runbook.by_number.get(one.step)
        if step is None:  # a desk that was brought in may hold anything
            continue
        done.last[one.step] = one
        done.tries[one.step] = done.tries.get(one.step, 0) + 1
        done.passed.discard(one.step)
        done.escalated.discard(one.step)
        if one.result == "failed" and step.repeat and done.tries[one.step] < step.repeat.at_most:
            done.settled.pop(one.step, None)  # not yet: it is done again
            continue
        done.settled[one.step] = one
        if one.result == "failed":
            _lead_on(runbook, step, done)
    return done


def _lead_on(runbook: Runbook, step: Step, done: _Replayed) -> None:
    """Where a failed step leads: past those between, or back, where all from there on is done anew."""
    if step.on_fail == ESCALATE:
        done.escalated.add(step.number)
    elif isinstance(step.on_fail, int):
        target = step.on_fail
        if target > step.number:
            done.passed |= {number for number in range(step.number + 1, target) if number not in done.settled}
            return
        for one in runbook.steps[target - 1 : step.number]:
            done.settled.pop(one.number, None)
            done.passed.discard(one.number)
            done.escalated.discard(one.number)
            done.tries.pop(one.number, None)
