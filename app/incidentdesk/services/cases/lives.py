"""Where an incident stands: kept by an act that must be able to put it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Hold, Incident, StageState
from incidentdesk.services.cases.case import Case

Completion = tuple[Instant | None, str, bool]
"""When a stage was completed, by whom, and whether it was skipped."""


@dataclass(frozen=True)
class Life:
    """Where an incident stands: its status with its times and reasons, and the complete stages."""

    status: str
    stage: str
    hold: Hold | None
    cancel_reason: str
    responded: Instant | None
    resolved: Instant | None
    closed: Instant | None
    completed: tuple[tuple[str, Completion], ...]


def life_of(incident: Incident, stages: Mapping[str, StageState]) -> Life:
    """Where ``incident`` stands."""
    completed = sorted(
        (key, (state.completed, state.completed_by, state.skipped))
        for key, state in stages.items()
        if state.completed is not None
    )
    return Life(
        incident.status, incident.stage, incident.hold, incident.cancel_reason, incident.responded,
        incident.resolved, incident.closed, tuple(completed),
    )  # fmt: skip


def live_again(case: Case, life: Life) -> None:
    """Let the incident stand where it stood."""
    completed = dict(life.completed)
    for stage in case.definition.stages:
        state = case.state(stage)
        at, by, skipped = completed.get(stage.key, (None, "", False))
        if (state.completed, state.completed_by, state.skipped) != (at, by, skipped):
            case.put(replace(state, completed=at, completed_by=by, skipped=skipped))
    case.change(
        status=life.status, stage=life.stage, hold=life.hold, cancel_reason=life.cancel_reason,
        responded=life.responded, resolved=life.resolved, closed=life.closed,
    )  # fmt: skip


def life_to_json(life: Life) -> dict[str, JsonValue]:
    """``life`` to be kept; times as milliseconds and offset."""
    return {
        "status": life.status,
        "stage": life.stage,
        "hold": asdict(life.hold) if life.hold else None,
        "cancel_reason": life.cancel_reason,
        "responded": _kept(life.responded),
        "resolved": _kept(life.resolved),
        "closed": _kept(life.closed),
        "completed": {key: [_kept(at), by, skipped] for key, (at, by, skipped) in life.completed},
    }


def life_from_json(kept: Mapping[str, Any]) -> Life:
    """What ``life_to_json`` kept."""
    hold = kept["hold"]
    return Life(
        kept["status"], kept["stage"], Hold(**hold) if hold else None, kept["cancel_reason"],
        _instant(kept["responded"]), _instant(kept["resolved"]), _instant(kept["closed"]),
        tuple((key, (_instant(at), by, skipped)) for key, (at, by, skipped) in kept["completed"].items()),
    )  # fmt: skip


def _kept(instant: Instant | None) -> JsonValue:
    return [instant.ms, instant.offset] if instant else None


def _instant(kept: list[int] | None) -> Instant | None:
    return Instant(*kept) if kept else None
