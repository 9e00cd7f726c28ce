"""The milestones of a response: when the impact began, when it was detected, and so on to the closed review.

Those that an incident has anyway are its own times, as exactly as they are known; only the declaration is
kept beside it.
"""

from __future__ import annotations

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Precision, moment_from_json, sort_ms
from incidentdesk.domain.phases import out_of_order
from incidentdesk.domain.records import Incident
from incidentdesk.domain.responses import Response
from incidentdesk.services.cases.values import ValueChecker
from incidentdesk.services.response.room import Room

OF_CORE = {"impact_started": "occurred", "detected": "detected", "mitigated": "restored"}
"""Milestones that are shared fields of the incident."""

MILESTONE_TEXTS = {
    "impact_started": N_("Impact began"),
    "detected": N_("Detected"),
    "acknowledged": N_("Acknowledged"),
    "declared": N_("Declared"),
    "mitigated": N_("Impact ended"),
    "resolved": N_("Resolved"),
    "closed": N_("Review closed"),
}


def set_milestone(room: Room, name: str, at: JsonValue) -> None:
    """Say when the impact began, when it was detected or when the impact ended; ``at`` is a moment."""
    if name not in OF_CORE:
        raise UsageError(
            _("“{name}” is noted by itself.").format(name=name),
            _("Use one of: {names}.").format(names=", ".join(OF_CORE)),
        )
    case, field = room.case, OF_CORE[name]
    before = room.incident.core.get(field)
    checker = ValueChecker(room.work.session, case.definition, room.work.settings, room.work.now)
    case.change_core(checker.checked({field: at}))
    after = room.incident.core.get(field)
    if after is None:
        raise UsageError(_("A time is needed."), _("Give it as 10:40, or about 10:40."))
    wrong = out_of_order(times_of(room.incident, room.response))
    if wrong is not None:
        raise UsageError(
            _("“{one}” would be after “{other}”.").format(
                one=_(MILESTONE_TEXTS[wrong[0]]), other=_(MILESTONE_TEXTS[wrong[1]])
            ),
            _("Correct the times."),
        )
    kind = {"impact_started": "impact_start", "mitigated": "impact_end"}.get(name, name)
    moment = moment_from_json(after)
    said: dict[str, JsonValue] = {
        "about": moment.precision is not Precision.EXACT, "corrected": before is not None,
    }  # fmt: skip
    room.record(kind, said, {"old": before, "new": after}, moment.at)


def milestones(incident: Incident, response: Response) -> dict[str, JsonValue | Instant | None]:
    """The times by which the response is measured: moments, as exactly as they are known, and instants."""
    core = incident.core
    return {
        "impact_started": core.get("occurred"),
        "detected": core.get("detected"),
        "acknowledged": incident.responded,
        "declared": response.declared,
        "mitigated": core.get("restored"),
        "resolved": incident.resolved,
        "closed": incident.closed,
    }


def times_of(incident: Incident, response: Response) -> dict[str, int]:
    """The milestones that are known, in milliseconds."""
    found: dict[str, int] = {}
    for name, value in milestones(incident, response).items():
        ms = value.ms if isinstance(value, Instant) else sort_ms(moment_from_json(value)) if value else None
        if ms is not None:
            found[name] = ms
    return found
