"""Freshdesk: tickets exported as CSV. "Open" is every ticket that nobody has answered for good."""

from __future__ import annotations

from incidentdesk.intake.profile import Profile
from incidentdesk.intake.table_format import TableFormat

FRESHDESK = TableFormat(
    Profile(
        "freshdesk",
        "Freshdesk",
        "Freshdesk",
        heads={
            "Ticket Id": "key", "Subject": "title", "Description": "description", "Status": "status",
            "Priority": "priority", "Source": "channel", "Type": "type", "Requester": "reporter",
            "Requester Name": "reporter", "Full name": "reporter", "Customer": "", "Agent": "assignee",
            "Group": "team", "Created Time": "logged", "Resolved Time": "resolved", "Closed Time": "closed",
            "Last update time": "updated", "Initial response time": "responded", "Due by Time": "",
            "Title": "",
            "Product": "service", "Company Name": "", "Email": "", "Requester Email": "",
        },
        values={
            "status": {"open": "new", "waiting on customer": "on_hold", "waiting on third party": "on_hold"},
            "channel": {"portal": "Portal", "feedback widget": "Feedback widget"},
        },
        must=("ticket id", "created time", "requester, agent, group, due by time, full name, requester name"),
        known="tags, time tracked, first response time in hrs, resolution time in hrs, agent interactions, "
        "customer interactions, resolution status, first response status, survey results, association type, "
        "internal agent, internal group, every response status, work phone, mobile phone, timezone, "
        "language, "
        "contact id",
        open_words=frozenset({"open"}),
        html=True,
    )
)  # fmt: skip
