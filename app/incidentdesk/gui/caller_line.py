"""The line to read to a caller whose incident is logged."""

from __future__ import annotations

from collections.abc import Callable

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.cases.pages import IncidentPage


class CallerLine(Banner):
    """The line above the page of an incident that was just logged; it goes with the next one."""

    def __init__(self, copy: Callable[[], object]) -> None:
        super().__init__()
        self._copy = copy
        self._waits = False
        self.hide()

    def expect(self, *, wanted: bool) -> None:
        """Another incident will be shown; whether its caller is on the line."""
        self._waits = wanted
        self.hide()

    def show_page(self, page: IncidentPage) -> None:
        """Say the line for ``page``, if its caller waits for it."""
        if self._waits:
            self._waits = False
            self.set_message(words_for_caller(page), "accent", [(_("Copy"), self._copy)])


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
