"""The clock: from an incident's events, targets and a calendar to what is due, what was met, and why.

- It starts with the started event; what is dated earlier counts as at the start.
- The last priority rules, from the start and with all pauses kept: an earlier response may turn out late.
- A hold that pauses stops the resolution clock until it is resumed or another hold takes its place. The
  response clock never pauses: a hold is itself a response, as are first contact, resolution and closure.
- The resolution target is met at the restored time, once the resolution that follows confirms it. Reopening
  voids both: the clock goes on, and the time in resolved (closed, cancelled) does not count.
- After closure nothing moves it any more, neither time nor a corrected priority; reopening does.
- A cancelled incident has no targets but those it had already met or missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from incidentdesk.domain.clock_parts import (
    Calendar,
    ClockEvent,
    ClockResult,
    Interval,
    Leg,
    LegState,
    PlainTime,
    Target,
)

__all__ = [
    "Calendar",
    "ClockEvent",
    "ClockResult",
    "Interval",
    "Leg",
    "LegState",
    "PlainTime",
    "Target",
    "run_clock",
]

_NO_TARGET = Target(None, None)
_EPSILON = 1e-6
"""Minutes below what a clock can tell: sums of fractions are never exact."""


def run_clock(
    events: Iterable[ClockEvent], targets: Mapping[str, Target], calendar: Calendar, now_ms: int
) -> ClockResult:
    """How response and resolution stand at ``now_ms``. Events may come unsorted, at the same time as given.

    Without a started event there is no clock: both legs are ``none``. A priority without targets has none.
    """
    ordered = _ordered(events)
    if not ordered:
        nothing = Leg(None, None, "none", 0.0, None, ())
        return ClockResult(nothing, nothing, paused=False)
    priorities = [event.priority for event in ordered if event.kind in {"started", "priority"}]
    target = targets.get(next((key for key in reversed(priorities) if key), ""), _NO_TARGET)
    response, resolution = _trace_response(ordered), _trace_resolution(ordered)
    return ClockResult(
        _leg(response, target.response, calendar, now_ms),
        _leg(resolution, target.resolution, calendar, now_ms),
        paused=resolution.ended == "" and not resolution.running,
    )


def _ordered(events: Iterable[ClockEvent]) -> list[ClockEvent]:
    """Events by time from the start on, without those that came after a closure; empty where none started."""
    by_time = sorted(events, key=lambda event: event.at_ms)
    start = next((event for event in by_time if event.kind == "started"), None)
    if start is None:
        return []
    ordered, closed = [start], False
    for event in by_time:
        if event.kind == "started" or (closed and event.kind != "reopened"):
            continue
        closed = event.kind == "closed"
        ordered.append(
            ClockEvent(max(event.at_ms, start.at_ms), event.kind, event.pauses, event.priority, event.reason)
        )
    return ordered


@dataclass
class _Trace:
    """A clock followed through the events: spans of running and standing, the last one still open."""

    since: int
    running: bool = True
    why: str = "started"
    ended: str = ""
    """What ended it: resolved, closed, cancelled…; empty while it is open."""

    spans: list[tuple[int, int, bool, str]] = field(default_factory=list)

    def switch(self, at: int, *, running: bool, why: str, ended: str = "") -> None:
        """From ``at`` on the clock runs or stands, because of ``why``."""
        self.spans.append((self.since, at, self.running, self.why))
        self.since, self.running, self.why, self.ended = at, running, why, ended

    def end_at(self, at: int) -> None:
        """Move the end back to ``at``: what lies after it is dropped."""
        self.spans = [(start, min(end, at), runs, why) for start, end, runs, why in self.spans if start < at]
        self.since = at


def _trace_response(events: Sequence[ClockEvent]) -> _Trace:
    trace = _Trace(events[0].at_ms)
    for event in events:
        if not trace.ended and event.kind in {"responded", "held", "resolved", "closed", "cancelled"}:
            trace.switch(event.at_ms, running=False, why=event.kind, ended=event.kind)
        elif trace.ended == "cancelled" and event.kind == "reopened":
            trace.switch(event.at_ms, running=True, why="reopened")
    return trace


def _trace_resolution(events: Sequence[ClockEvent]) -> _Trace:
    trace = _Trace(events[0].at_ms)
    restored: int | None = None
    for event in events:
        at = event.at_ms
        if event.kind == "reopened" and trace.ended:
            restored = None
            trace.switch(at, running=True, why="reopened")
        elif event.kind in {"resolved", "closed", "cancelled"} and not trace.ended:
            trace.switch(at, running=False, why=event.kind, ended=event.kind)
        elif event.kind == "restored" and not trace.ended:
            restored = at
        elif event.kind == "held" and not trace.ended:
            trace.switch(at, running=not event.pauses, why=event.reason or "held")
        elif event.kind == "resumed" and not trace.ended:
            trace.switch(at, running=True, why="resumed")
    if restored is not None and trace.ended in {"resolved", "closed"}:
        trace.end_at(restored)
    return trace


def _leg(trace: _Trace, target: int | None, calendar: Calendar, now_ms: int) -> Leg:
    spans = list(trace.spans)
    if not trace.ended:
        spans.append((trace.since, max(now_ms, trace.since), trace.running, trace.why))
    ledger = tuple(
        Interval(start, end, running, why, calendar.minutes_between(start, end))
        for start, end, running, why in spans
        if start < end
    )
    used = sum((line.minutes for line in ledger if line.running), 0.0)
    over = target is not None and used > target + _EPSILON
    stopped_at = trace.since if trace.ended not in {"", "cancelled"} else None
    if target is None or trace.ended == "cancelled":
        return Leg(target, None, "none", used, stopped_at, ledger)
    due = _due(ledger, target, calendar, trace, now_ms)
    return Leg(target, due, _state(trace, over=over), used, stopped_at, ledger)


def _state(trace: _Trace, *, over: bool) -> LegState:
    if trace.ended:
        return "missed" if over else "met"
    if over:
        return "breached"
    return "running" if trace.running else "paused"


def _due(ledger: Sequence[Interval], target: int, calendar: Calendar, trace: _Trace, now_ms: int) -> int:
    """When the target is used up: in the ledger, or running on from its end. While paused: if resumed now."""
    left = float(target)
    for line in ledger:
        if line.running and line.minutes > left + _EPSILON:
            return calendar.after(line.start_ms, left)
        left -= line.minutes if line.running else 0.0
    if (
        ledger and ledger[-1].running
    ):  # reckoned from where it began to run, so that it stays the same while it runs
        last = ledger[-1]
        return calendar.after(last.start_ms, left + last.minutes)
    return calendar.after(
        trace.since if trace.ended or trace.running else max(now_ms, trace.since), max(left, 0.0)
    )
