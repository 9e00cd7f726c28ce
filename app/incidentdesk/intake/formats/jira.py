"""Jira (cloud and server): issues exported as CSV, with a head again for each comment, label and file."""

from __future__ import annotations

from incidentdesk.domain.imported import ImportedEvent
from incidentdesk.intake.profile import NoteContext, Profile
from incidentdesk.intake.table_format import TableFormat


def comment(text: str, context: NoteContext) -> list[ImportedEvent]:
    """A comment is ``date;author;text``, the author by an id that only the columns of people explain."""
    when, _sign, rest = text.partition(";")
    author, sign, body = rest.partition(";")
    at = context.dates.instant(when)
    if at is None or not sign:
        return [ImportedEvent("note", context.at, text=text)]
    return [ImportedEvent("note", at, author=context.names.get(author, author), text=body.strip())]


def attachment_name(text: str) -> str:
    """The name in ``date;author;name;address``; other text is the name itself."""
    parts = text.split(";")
    return ";".join(parts[2:-1]).strip() if len(parts) >= 4 and "://" in parts[-1] else text.strip()


JIRA = TableFormat(
    Profile(
        "jira",
        "Jira",
        "Jira",
        heads={
            "Issue key": "key", "Summary": "title", "Description": "description", "Status": "status",
            "Priority": "priority", "Issue Type": "type", "Created": "logged", "Updated": "updated",
            "Resolved": "resolved", "Resolution": "outcome", "Assignee": "assignee", "Reporter": "reporter",
            "Comment": "note", "Attachment": "file", "Custom field (Category)": "category",
            "Custom field (Impact)": "impact", "Custom field (Urgency)": "severity",
            "Custom field (Severity)": "severity", "Custom field (Affected services)": "service",
            "Custom field (Root cause)": "cause_category", "Component/s": "category",
            "Components": "category",
            "Issue id": "", "Creator": "", "Project key": "", "Project name": "", "Parent": "", "Labels": "",
            "Environment": "", "Status Category": "",
        },
        values={
            "status": {"to do": "new", "open": "new", "done": "closed"},
            "priority": {"blocker": "P1", "critical": "P2", "major": "P3", "minor": "P4", "trivial": "P5"},
            "impact": {"extensive widespread": "high", "significant large": "high",
                       "moderate limited": "medium", "minor localized": "low"},
        },
        must=("issue key", "summary, issue type, issue id, status"),
        known="project type, project lead, project lead id, project description, assignee id, reporter id, "
        "creator id, last viewed, due date, votes, watchers, watchers id, original estimate, "
        "remaining estimate, "
        "time spent, work ratio, security level, "
        "inward issue link cloners, outward issue link cloners, satisfaction rating, sprint, parent key, "
        "parent summary, status category changed, affects version s, fix version s",
        name_of={"Assignee Id": "Assignee", "Reporter Id": "Reporter", "Creator Id": "Creator"},
        notes=comment,
        file_name=attachment_name,
    )
)  # fmt: skip
