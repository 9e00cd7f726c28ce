"""Every table of a desk: those of ``tables``, and those that refer to them."""

from __future__ import annotations

from incidentdesk.storage import tables
from incidentdesk.storage.outage_tables import Caller, CallerAttempt
from incidentdesk.storage.table import Table

ALL_TABLES: tuple[type[Table], ...] = (*tables.TABLES, Caller, CallerAttempt)
"""Those that others refer to first."""
