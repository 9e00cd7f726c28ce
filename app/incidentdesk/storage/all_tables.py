"""Every table of a desk, those that others refer to first."""

from __future__ import annotations

from incidentdesk.storage import follow_up_tables, handover_tables, tables
from incidentdesk.storage.table import Table

ALL_TABLES: tuple[type[Table], ...] = (
    *tables.TABLES,
    follow_up_tables.FollowUp,
    handover_tables.Handover,
)
