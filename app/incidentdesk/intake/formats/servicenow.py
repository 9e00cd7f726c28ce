"""ServiceNow: a list of incidents as CSV, by column names or labels, also saved again by a spreadsheet."""

from __future__ import annotations

import re
from dataclasses import replace

from incidentdesk.domain.imported import ImportedEvent
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.intake.profile import NoteContext, Profile
from incidentdesk.intake.scan import Scan
from incidentdesk.intake.table_format import TableFormat
from incidentdesk.intake.words import plain

_ENTRY = re.compile(
    r"^(?P<at>\d[\d/.:\- ]{9,20}(?: ?[AaPp][Mm])?) - (?P<author>[^\n]*?)(?: \((?P<kind>[^()\n]+)\))?[ \t]*$",
    re.M,
)
"""The line above each entry of a journal field: ``2024-02-12 11:48:00 - Name (Work notes)``."""


def journal(text: str, context: NoteContext) -> list[ImportedEvent]:
    """The entries of a journal field; text without their lines is one note."""
    starts = [match for match in _ENTRY.finditer(text) if context.dates.instant(match["at"])]
    if not starts:
        return [ImportedEvent("note", context.at, text=text)]
    events = []
    if text[: starts[0].start()].strip():
        events.append(ImportedEvent("note", context.at, text=text[: starts[0].start()].strip()))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    for match, end in zip(starts, ends, strict=True):
        at = context.dates.instant(match["at"]) or context.at
        seen = "comment" in (match["kind"] or "").casefold()
        body = text[match.end() : end].strip()
        events.append(ImportedEvent("note", at, author=match["author"], text=body, for_reporter=seen))
    return events


HEADS = {
    "number": "key", "short_description": "title", "state": "status", "incident_state": "status",
    "opened_at": "logged", "opened": "logged", "sys_created_on": "logged", "caller_id": "reporter",
    "caller": "reporter", "urgency": "severity", "severity": "", "cmdb_ci": "device",
    "business_service": "service",
    "contact_type": "channel", "location": "place", "close_notes": "resolution", "close_code": "outcome",
    "closed_code": "outcome", "work_notes": "note", "comments": "note", "comments_and_work_notes": "note",
    "sys_updated_on": "updated", "sys_updated_at": "updated", "resolved_at": "resolved",
    "closed_at": "closed",
    "opened_by": "", "resolved_by": "", "closed_by": "", "sys_updated_by": "", "sys_created_by": "",
    "company": "",
    "caused_by": "", "sys_id": "", "active": "", "parent_incident": "", "problem_id": "", "rfc": "",
}  # fmt: skip
"""Column names; labels such as “Assigned to” are common heads."""

KNOWN = (
    "description, priority, impact, category, subcategory, assignment group, assigned to, updated, "
    "updated by, "
    "resolved, closed, opened by, configuration item, service, channel, hold reason, on hold reason, "
    "resolution notes, "
    "resolution code, made sla, reassignment count, reopen count, sys created at, notify, knowledge, "
    "vendor, u symptom, "
    "u priority confirmation, business duration, calendar duration, watch list, sys mod count"
)

INCIDENTS = Profile(
    "servicenow",
    "ServiceNow",
    "ServiceNow",
    heads=HEADS,
    must=("number", "short description, description, sys updated on, opened at, opened, assignment group"),
    known=KNOWN,
    html=True,
    notes=journal,
)


_LOG_BELOW = 0.8
"""A list has a number for each row but for slips; a log has several rows a number."""


class IncidentList(TableFormat):
    """One row an incident. A file in which numbers come again is rather the event log."""

    def _judge(self, reading: Reading, seen: Scan) -> Reading:
        return weaker(reading) if is_log(seen) else reading


def is_log(seen: Scan) -> bool:
    """Whether many rows share their number with others."""
    numbers = [
        column for head, column in zip(seen.heads, seen.columns, strict=True) if plain(head) == "number"
    ]
    return any(column.different < _LOG_BELOW * column.filled for column in numbers)


def weaker(reading: Reading) -> Reading:
    """The same, but less like this format."""
    return replace(reading, likeness=reading.likeness / 2)


SERVICENOW = IncidentList(INCIDENTS)
