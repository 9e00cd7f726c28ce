"""The events of an incident that move its clock, read from its timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from incidentdesk.domain.clock import ClockEvent
from incidentdesk.domain.moments import moment_from_json, sort_ms
from incidentdesk.domain.records import Entry, Incident, Line

CLOCK_KINDS = (
    "responded",
    "held",
    "resumed",
    "priority_changed",
    "status_changed",
    "reopened",
    "close_undone",
    "import_undone",
    "act_undone",
    "unlinked",
    "phase_change",
)
"""The kinds of timeline entries that the clock is worked out from."""


def clock_events(incident: Incident, entries: Iterable[Entry | Line]) -> list[ClockEvent]:
    """Events for the clock.

    It starts when the incident was reported, where that is known, else when it was logged. What an import
    brought or a bulk change did, and was taken back, has not been, for the clock. Nor has a merge: the clock
    ran on while somebody took the incident for another one.
    """
    events = [ClockEvent(_start(incident), "started", priority=_first_priority(incident))]
    told = list(entries)
    undone = {_taken_back(entry) for entry in told if isinstance(entry, Entry)} - {""}
    for entry in told:
        if undone and isinstance(entry, Entry) and entry.cause in undone:
            continue
        if entry.kind == "close_undone":
            events = _without_last_close(events)
        else:
            events.extend(_events_of(entry))
    return _with_corrected_restoration(incident, events)


def _taken_back(entry: Entry) -> str:
    """The cause that ``entry`` takes back, so that the status of before rules again; empty for none.

    Where somebody has changed the status since, it stays.
    """
    left, life = entry.parameters.get("left"), entry.parameters.get("life")
    if entry.kind == "import_undone" and not (isinstance(left, list) and "status" in left):
        return entry.cause
    if entry.kind == "unlinked":
        return str(entry.parameters.get("cause") or "")
    if entry.kind == "phase_change":
        return str(entry.parameters.get("undoes") or "")
    return str(entry.parameters.get("cause")) if entry.kind == "act_undone" and life else ""


def _without_last_close(events: list[ClockEvent]) -> list[ClockEvent]:
    last = max((place for place, event in enumerate(events) if event.kind == "closed"), default=len(events))
    return events[:last] + events[last + 1 :]


def _with_corrected_restoration(incident: Incident, events: list[ClockEvent]) -> list[ClockEvent]:
    """Events with the time of the last restoration as it reads now: it can be corrected until closure."""
    places = [place for place, event in enumerate(events) if event.kind == "resolved"]
    if incident.status not in {"resolved", "closed"} or not places:
        return events
    last = places[-1]
    before = events[:last]
    if before[-1].kind == "restored":
        before.pop()
    restored = incident.core.get("restored")
    at = sort_ms(moment_from_json(restored)) if restored else None
    corrected = [] if at is None else [ClockEvent(min(at, events[last].at_ms), "restored")]
    return before + corrected + events[last:]


def _start(incident: Incident) -> int:
    reported = incident.core.get("reported")
    at = sort_ms(moment_from_json(reported)) if reported else None
    return incident.logged.ms if at is None else min(at, incident.logged.ms)


def _first_priority(incident: Incident) -> str:
    return incident.priority


def _events_of(entry: Entry | Line) -> Iterator[ClockEvent]:
    at, said = entry.done.ms, entry.parameters
    if entry.kind == "responded":
        yield ClockEvent(at, "responded")
    elif entry.kind == "held":
        yield ClockEvent(at, "held", pauses=bool(said.get("pauses")), reason=str(said.get("reason", "")))
    elif entry.kind == "resumed":
        yield ClockEvent(at, "resumed")
    elif entry.kind == "priority_changed":
        yield ClockEvent(at, "priority", priority=str(said.get("to", "")))
    elif entry.kind == "reopened":
        yield ClockEvent(at, "reopened")
    elif entry.kind == "status_changed" and said.get("to") in {"resolved", "closed", "cancelled"}:
        restored = said.get("restored")
        if said["to"] == "resolved":
            if isinstance(restored, int):
                yield ClockEvent(min(restored, at), "restored")
            yield ClockEvent(at, "resolved")
        else:
            yield ClockEvent(at, "closed" if said["to"] == "closed" else "cancelled")
