"""Every table of a desk."""

from __future__ import annotations

from incidentdesk.storage import (
    desk_tables,
    file_tables,
    follow_up_tables,
    handover_tables,
    import_tables,
    incident_tables,
    outage_tables,
    promise_tables,
    register_tables,
    response_tables,
)
from incidentdesk.storage.pin_tables import PersonPin
from incidentdesk.storage.restricted_tables import RESTRICTED_TABLES
from incidentdesk.storage.runbook_tables import RUNBOOK_TABLES
from incidentdesk.storage.table import Table
from incidentdesk.storage.update_tables import UPDATE_TABLES

ALL_TABLES: tuple[type[Table], ...] = (
    desk_tables.DeskState,
    desk_tables.SettingRevision,
    desk_tables.Counter,
    register_tables.Person,
    PersonPin,
    register_tables.Reporter,
    register_tables.RegisterItem,
    register_tables.RegisterBatch,
    register_tables.RegisterChange,
    register_tables.RenamedEntry,
    desk_tables.ProcessText,
    incident_tables.Incident,
    incident_tables.Run,
    incident_tables.StageValues,
    incident_tables.FieldValue,
    incident_tables.TimelineEntry,
    file_tables.Blob,
    file_tables.BlobChunk,
    file_tables.Attachment,
    file_tables.IssuedReport,
    import_tables.ImportBatch,
    import_tables.ImportItem,
    import_tables.ImportAddition,
    import_tables.WithdrawnIncident,
    desk_tables.SavedView,
    incident_tables.IncidentLink,
    desk_tables.SearchState,
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
