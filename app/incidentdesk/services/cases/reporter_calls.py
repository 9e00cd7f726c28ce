"""The reporter of an incident is one of its callers as soon as others call, or it is part of an outage."""

from __future__ import annotations

from incidentdesk.domain.records import Incident
from incidentdesk.services.desk.desk import Work
from incidentdesk.storage import callers, registers
from incidentdesk.storage.callers import CallerRow


def reporter_calls(work: Work, incident: Incident) -> str:
    """Let the reporter be one of those who called; gives the name, empty where nobody is named."""
    reporter = str(incident.core.get("reporter") or "")
    known = registers.reporter(work.session, reporter) if reporter else None
    if known is None:
        return ""
    if callers.own_of(work.session, incident.uid, reporter) is None:
        row = CallerRow(
            work.new_uid(), incident.uid, incident.number, reporter, known.name, known.phone, "", "",
            incident.logged, incident.logged_by, own=True,
        )  # fmt: skip
        callers.add(work.session, row, work.now)
    return known.name


def reporter_changed(work: Work, incident: Incident) -> None:
    """Let another reporter take the place of the last one, where there are callers to speak of."""
    if callers.concerns(work.session, incident.uid):
        reporter_calls(work, incident)
