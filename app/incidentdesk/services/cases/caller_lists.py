"""The callers of an outage, with what was tried since it was resolved."""

from __future__ import annotations

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.callers import Attempt, Caller, Callers, counting, is_settled
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.records import Incident
from incidentdesk.storage import callers, registers
from incidentdesk.storage.session import Session


def told_since(incident: Incident, definition: ProcessDefinition) -> Instant | None:
    """Since when callers can be told that it is over: the resolution, where the process has one.

    ``None`` while the outage is not resolved.
    """
    if any(stage.sets_status == "resolved" for stage in definition.stages):
        return incident.resolved
    return incident.logged


def callers_of(session: Session, incident: Incident, definition: ProcessDefinition) -> Callers:
    """The callers of an outage and of what is part of it, with what was tried since its resolution."""
    since = told_since(incident, definition)
    tried: dict[str, list[Attempt]] = {}
    staff: set[str] = set()
    for one in callers.attempts(session, incident.uid):
        tried.setdefault(one.caller, []).append(Attempt(one.result, one.means, one.note, one.at, one.author))
        staff.add(one.author)
    lines = []
    for row in callers.of(session, incident.uid):
        attempts = counting(tried.get(row.uid, ()), since)
        state = attempts[-1].result if attempts else "waiting"
        staff.add(row.added_by)
        lines.append(
            Caller(
                row.uid, row.reporter, row.name, row.phone, row.callback, row.note, row.at, row.added_by,
                row.incident, row.number, state, attempts, is_settled(attempts), row.place, row.own,
            )
        )  # fmt: skip
    return Callers(tuple(lines), tuple(sorted(registers.names_of(session, staff).items())))
