"""Tables of the response that many change at the same time: a form shows them, and does not write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidentdesk.base.texts import _
from incidentdesk.domain.phases import PROCESS
from incidentdesk.domain.process_definition import Stage
from incidentdesk.domain.responses import TABLES

if TYPE_CHECKING:
    from incidentdesk.services.pages import IncidentPage  # the session is made without it

_ADDED_BY = {
    "impact_lines": "impact",
    "hypotheses": "hypothesis",
    "actions": "action",
    "decisions": "decision",
    "needs": "need",
}


def row_by_row(process: str, field: str) -> str:
    """How rows are added to the table ``field`` of ``process``; empty where its form writes it.

    A form would save the whole table, and with it take away what others have added since.
    """
    if process != PROCESS or field not in TABLES:
        return ""
    words = _("Row by row: incident-desk response NUMBER {command} …")
    return words.format(command=_ADDED_BY[field])


def rows_elsewhere(page: IncidentPage, stage: Stage) -> str:
    """How the rows of the tables of ``stage`` are added; empty where its form writes all it has."""
    if not any(row_by_row(page.definition.key, field.key) for field in stage.fields):
        return ""
    words = _(
        "Impact, hypotheses, actions, decisions and needs are added row by row on the command line, "
        "as many write at once: incident-desk response {number} action …"
    )
    return words.format(number=page.incident.number)
