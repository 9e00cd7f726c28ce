"""What is due next on an incident, and by when. Pure: from its record and its clock."""

from __future__ import annotations

from typing import NamedTuple

from incidentdesk.domain.clock import ClockResult
from incidentdesk.domain.core_fields import OPEN_STATUSES
from incidentdesk.domain.records import Due, Incident

NEXT_KINDS = ("classify", "respond", "resolve", "wake", "confirm", "declare", "update")
"""What can be due, by name."""


class Deadlines(NamedTuple):
    """Minutes after logging by which an incident is classified, an urgent one sooner.

    ``confirm`` counts from the resolution: by then the reporter's word is sought.
    """

    classify_urgent: int = 15
    classify: int = 30
    confirm: int = 1440


def due_of(
    incident: Incident,
    clock: ClockResult,
    deadlines: Deadlines,
    *,
    classified: bool,
    now_ms: int,
    update_ms: int | None = None,
) -> Due:
    """The due times of ``incident``, and the one that comes first.

    A major incident is classified by declaring it, which is always urgent; ``update_ms`` is when people are
    to be told of it next.
    """
    if incident.status not in OPEN_STATUSES:
        return Due(
            response=clock.response.due_ms, resolution=clock.resolution.due_ms, breached=_missed(clock)
        )
    urgent = incident.priority == "P1" or incident.by_level
    classify = (deadlines.classify_urgent if urgent else deadlines.classify) * 60_000 + incident.logged.ms
    confirm = None if incident.resolved is None else incident.resolved.ms + deadlines.confirm * 60_000
    due = Due(
        classify=None if classified else classify,
        response=clock.response.due_ms,
        resolution=clock.resolution.due_ms,
        # A major incident is closed by its review, and nobody's word is sought.
        confirm=confirm if incident.status == "resolved" and not incident.phase else None,
        paused=clock.paused,
        breached=_missed(clock) or _late(clock, now_ms),
    )
    kind, at = _next(incident, due, clock, update_ms)
    return Due(due.classify, due.response, due.resolution, due.confirm, at, kind, due.paused, due.breached)


def is_breached(incident: Incident, now_ms: int) -> bool:
    """Whether a target is missed, or has passed since the incident was last changed."""
    due = incident.due
    if due.breached or incident.status not in {"new", "in_progress", "on_hold"}:
        return due.breached
    unanswered = incident.responded is None and due.response is not None and due.response < now_ms
    return unanswered or (not due.paused and due.resolution is not None and due.resolution < now_ms)


def _next(incident: Incident, due: Due, clock: ClockResult, update_ms: int | None) -> tuple[str, int | None]:
    update = ("update", update_ms)
    if incident.status == "on_hold":
        wake = incident.hold.wake_ms if incident.hold else None
        running = None if clock.paused else due.resolution
        return _first(("wake", wake), ("resolve", running), update)
    if incident.status == "resolved":
        return _first(("confirm", due.confirm), update)
    respond = due.response if incident.responded is None else None
    sort_out = "declare" if incident.phase else "classify"
    return _first((sort_out, due.classify), ("respond", respond), ("resolve", due.resolution), update)


def _first(*named: tuple[str, int | None]) -> tuple[str, int | None]:
    known = [(at, kind) for kind, at in named if at is not None]
    if not known:
        return "", None
    at, kind = min(known)
    return kind, at


def _missed(clock: ClockResult) -> bool:
    return "missed" in {clock.response.state, clock.resolution.state}


def _late(clock: ClockResult, now_ms: int) -> bool:
    legs = (clock.response, clock.resolution)
    return any(
        leg.state == "breached" or (leg.state == "running" and (leg.due_ms or now_ms) < now_ms)
        for leg in legs
    )
