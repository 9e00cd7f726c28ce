"""osTicket: a queue of tickets exported as CSV. Its statuses know no work under way: "Open" is all of it."""

from __future__ import annotations

from incidentdesk.intake.profile import Profile
from incidentdesk.intake.table_format import TableFormat

OSTICKET = TableFormat(
    Profile(
        "osticket",
        "osTicket",
        "osTicket",
        heads={
            "Ticket Number": "key", "Subject": "title", "Issue Summary": "title",
            "Issue Details": "description",
            "Current Status": "status", "Date Created": "logged", "Last Updated": "updated",
            "Closed Date": "closed", "From": "reporter", "From Email": "", "Help Topic": "category",
            "Source": "channel", "Agent Assigned": "assignee", "Team Assigned": "team", "Department": "team",
            "SLA Due Date": "", "Due Date": "", "SLA Plan": "",
        },
        values={"status": {"open": "new", "deleted": "cancelled", "archived": "closed"}},
        must=("ticket number", "help topic, sla plan, thread count, agent assigned, current status"),
        known="priority, overdue, merged, linked, answered, thread count, reopen count, attachment count, "
        "task count",
        open_words=frozenset({"open"}),
        levels=" / ",
        html=True,
    )
)  # fmt: skip
