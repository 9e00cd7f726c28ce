"""Request Tracker: search results as a spreadsheet (TSV), by default with times such as "3 days ago" only."""

from __future__ import annotations

from incidentdesk.intake.profile import Profile
from incidentdesk.intake.table_format import TableFormat

REQUEST_TRACKER = TableFormat(
    Profile(
        "rt",
        "Request Tracker",
        "Request Tracker",
        heads={
            "id": "key", "Subject": "title", "Status": "status", "QueueName": "team", "Queue": "team",
            "Owner": "assignee", "OwnerName": "assignee", "Priority": "priority", "Requestors": "reporter",
            "Requestor": "reporter", "Created": "logged", "Started": "responded", "Resolved": "resolved",
            "LastUpdated": "updated", "CreatedRelative": "", "ToldRelative": "", "LastUpdatedRelative": "",
            "Told": "", "TimeLeft": "", "Due": "",
        },
        values={"status": {"rejected": "cancelled", "deleted": "cancelled", "stalled": "on_hold"}},
        must=("id", "queuename, queue, requestors, timeleft, createdrelative", "subject, status"),
        known="timeworked, timeestimated, startsrelative, startedrelative, resolvedrelative, duerelative, "
        "finalpriority",
        unscaled=frozenset({"priority"}),
    )
)  # fmt: skip
"""The numbers of its priorities mean what each queue says: they are left to be chosen."""
