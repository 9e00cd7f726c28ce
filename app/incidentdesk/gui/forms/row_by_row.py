"""Tables of the response that many change at the same time: a form shows them, and does not write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidentdesk.base.texts import _
from incidentdesk.domain.phases import PROCESS
from incidentdesk.domain.process_definition import Stage
from incidentdesk.domain.responses import TABLES

if TYPE_CHECKING:
    from incidentdesk.services.cases.pages import IncidentPage  # the session is made without it


def row_by_row(process: str, field: str) -> str:
    """Where rows are added to the table ``field`` of ``process``; empty where its form writes it.

    A form would save the whole table, and with it take away what others have added since.
    """
    if process != PROCESS or field not in TABLES:
        return ""
    return _("Row by row in the response room (Ctrl+2)")


def rows_elsewhere(page: IncidentPage, stage: Stage) -> str:
    """Where the rows of the tables of ``stage`` are added; empty where its form writes all it has."""
    if not any(row_by_row(page.definition.key, field.key) for field in stage.fields):
        return ""
    return _("Impact, hypotheses, actions, decisions and needs are added in the response room.")
