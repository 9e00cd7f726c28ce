"""The line to read to a caller whose incident is logged."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.services.pages import IncidentPage


def words_for_caller(page: IncidentPage) -> str:
    """Number, who calls back, and by when."""
    incident = page.incident
    who = page.name(incident.assignee) or page.settings.department or _("the service desk")
    due = incident.due.response
    if due is None:
        return _("Your number is {number}. {who} takes care of it.").format(number=incident.number, who=who)
    by = instant_text(type(incident.logged)(due, incident.logged.offset), today=page.now.local().date())
    return _("Your number is {number}. {who} calls you back by {time}.").format(
        number=incident.number, who=who, time=by
    )
