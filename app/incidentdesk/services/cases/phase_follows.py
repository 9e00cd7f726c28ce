"""The phase of a major incident follows its status, whichever way that was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.phases import PROCESS, following, public_word
from incidentdesk.domain.records import Entry
from incidentdesk.domain.sev import Cadence, next_update, renewed
from incidentdesk.services.cases.case_changes import CaseChanges
from incidentdesk.services.cases.lessons import is_under_review, lessons_become_follow_ups
from incidentdesk.storage import responses

UPDATE_KINDS = ("update_internal", "update_executive", "update_external")


def phase_follows(case: CaseChanges) -> None:
    """Let the phase be one of the status, and the next update be due as both have it."""
    incident, before = case.incident, case.before
    if incident.process != PROCESS:
        return
    phase = following(incident.phase, incident.status)
    if phase == "resolved" and is_under_review(case):
        phase = "in_review"
    if phase != incident.phase:
        case.change(phase=phase)
        if incident.phase:
            case.record("phase_change", {"from": incident.phase, "to": phase})
    if (phase, incident.sev) != (before.phase, before.sev):
        renew_update_due(case)
    if phase == "closed" != before.phase:
        lessons_become_follow_ups(case)
    if case.incident.status in ENDED_STATUSES and before.status not in ENDED_STATUSES:
        end_response(case)


def end_response(case: CaseChanges) -> None:
    """The response is over: nobody has a role in it any more, and how big it was is settled."""
    session, incident = case.work.session, case.incident
    responses.end_roles(session, incident.uid, case.work.now)
    room = responses.of(session, incident.uid)
    if room is not None:
        sizes = room.sizes._replace(final=room.sizes.final or incident.sev)
        responses.write(session, "", replace(room, sizes=sizes, update_due=None))


def renew_update_due(case: CaseChanges, cadence: Cadence | None = None) -> None:
    """Work out anew when the next update is due, after a change of phase, SEV level or ``cadence``."""
    room = responses.of(case.work.session, case.incident.uid)
    if room is None:
        return
    due = next_update(
        cadence or case.work.settings.cadence,
        case.incident.sev,
        public_word(case.incident.phase),
        room.declared,
        room.last_update,
    )
    if due is not None:
        due = min([due, *promises(case)])
    fresh = renewed(room.update_due, due, case.work.now)
    if fresh != room.update_due:
        responses.write(case.work.session, "", replace(room, update_due=fresh))


def promises(case: CaseChanges, but: str = "") -> list[Instant]:
    """When the audiences, ``but`` for one, were promised to be told next, by what each was told last."""
    newest: dict[str, Entry] = {}
    for entry in case.entries_of_kinds(UPDATE_KINDS):
        before = newest.get(entry.kind)
        newest[entry.kind] = entry if before is None or entry.done >= before.done else before
    return [
        Instant.of(datetime.fromisoformat(str(entry.parameters["next"])))
        for kind, entry in newest.items()
        if entry.parameters.get("promised") and kind != f"update_{but}"
    ]
