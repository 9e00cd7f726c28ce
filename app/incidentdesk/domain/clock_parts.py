"""What the clock is fed with and what it gives: events, targets, calendars; legs with their ledger."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

ClockEventKind = Literal[
    "started",
    "responded",
    "held",
    "resumed",
    "priority",
    "restored",
    "resolved",
    "reopened",
    "closed",
    "cancelled",
]
LegState = Literal["running", "paused", "met", "missed", "breached", "none"]


class ClockEvent(NamedTuple):
    """Something that moves the clock, at ``at_ms`` (milliseconds since 1970, UTC).

    ``pauses`` and ``reason`` belong to held, ``priority`` to started and priority.
    """

    at_ms: int
    kind: ClockEventKind
    pauses: bool = False
    priority: str = ""
    reason: str = ""


class Target(NamedTuple):
    """Minutes of the calendar allowed until response and resolution; ``None``: no target."""

    response: int | None
    resolution: int | None


class Calendar(Protocol):
    """Which minutes count."""

    def minutes_between(self, a_ms: int, b_ms: int) -> float:
        """The counting minutes from ``a_ms`` to ``b_ms``."""
        ...

    def after(self, start_ms: int, minutes: float) -> int:
        """When ``minutes`` counting minutes have passed since ``start_ms``."""
        ...


class PlainTime:
    """Every minute counts, day and night."""

    def minutes_between(self, a_ms: int, b_ms: int) -> float:
        """All minutes between."""
        return (b_ms - a_ms) / 60_000

    def after(self, start_ms: int, minutes: float) -> int:
        """So many minutes later."""
        return start_ms + round(minutes * 60_000)


class Interval(NamedTuple):
    """One line of the ledger: from when to when the clock ran or stood, and why.

    ``why`` is the kind of the event that began it, or the reason of a hold; ``minutes`` are the calendar's.
    """

    start_ms: int
    end_ms: int
    running: bool
    why: str
    minutes: float


class Leg(NamedTuple):
    """One target: how it stands, and the ledger that says why.

    ``running`` and ``paused`` are within the target, ``breached`` is open and over it, on hold or not;
    ``met`` and ``missed`` are settled; ``none`` has no target, or was cancelled. ``used`` are the minutes the
    clock ran; ``met_at_ms`` is when response or resolution was given, in time or not.
    """

    target: int | None
    due_ms: int | None
    state: LegState
    used: float
    met_at_ms: int | None
    ledger: tuple[Interval, ...]


class ClockResult(NamedTuple):
    """Both targets of an incident; ``paused`` says whether the resolution clock stands on a hold just now."""

    response: Leg
    resolution: Leg
    paused: bool
