"""Every table of a desk: those of ``tables``, and those that refer to them."""

from __future__ import annotations

from incidentdesk.storage import (
    follow_up_tables,
    handover_tables,
    outage_tables,
    promise_tables,
    response_tables,
    tables,
)
from incidentdesk.storage.restricted_tables import RESTRICTED_TABLES
from incidentdesk.storage.runbook_tables import RUNBOOK_TABLES
from incidentdesk.storage.table import Table
from incidentdesk.storage.update_tables import UPDATE_TABLES

ALL_TABLES: tuple[type[Table], ...] = (
    *tables.TABLES,
    outage_tables.Caller,
    outage_tables.CallerAttempt,
    follow_up_tables.FollowUp,
    handover_tables.Handover,
    promise_tables.Promise,
    response_tables.Response,
    response_tables.ResponseRole,
    *RUNBOOK_TABLES,
    *UPDATE_TABLES,
    *RESTRICTED_TABLES,
)
"""Those that others refer to first."""
