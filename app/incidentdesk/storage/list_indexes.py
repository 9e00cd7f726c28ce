"""The indexes that lists and conditions need, each over no more incidents than it serves.

An open incident is in those of the open lists, and leaves them when it ends; a field that is empty costs
nothing. SQLite takes a partial index only where the question has its very words: ``OPEN`` and ``ENDED`` are
those words, and ``NOT IN`` keeps the planner from looking each status up by itself.

How the planner chooses between them is fixed by figures that the migration writes, as SQLite's manual has it
("Manual Control Of Query Plans Using SQLITE_STAT Tables"): those of a desk of 100,000 incidents, 2,000 of
them open. So a desk keeps its plans as it grows; never run ANALYZE on it.
"""

from __future__ import annotations

from peewee import SQL, Index, Table

OPEN = "status NOT IN ('closed', 'cancelled')"
ENDED = "status IN ('closed', 'cancelled')"
URGENCY = (
    "CASE WHEN {i}phase IS NULL THEN {i}priority WHEN {i}sev IS NULL THEN 'P1' "
    "WHEN {i}provisional = 1 OR 'P' || substr({i}sev, 4) < {i}priority THEN 'P' || substr({i}sev, 4) "
    "ELSE {i}priority END"
)
"""Where an incident stands among the priorities: a major one where its SEV level is, if that is higher.

What nobody has declared yet counts as the highest. ``{i}`` is the name of the table with a dot, or nothing.
"""

LAST = (1 << 63) - 1
"""Later than every time: what an incident that is not due counts as, where an index gives the order."""

WHERE_GIVEN = (
    "error_code_folded", "reporter_id", "assignee_id", "team_id", "service_id", "device_id", "category",
    "external_key", "closed_at",
)  # fmt: skip

PARTIAL: dict[str, dict[str, tuple[str, str]]] = {
    "incident": {
        "incident_origin_system_origin_key": ("origin_system, origin_key", "origin_key IS NOT NULL"),
        "incident_open_next_due": ("next_due", OPEN),
        "incident_open_priority": (f"{URGENCY.format(i='')}, coalesce(next_due, {LAST})", OPEN),
        "incident_open_assignee": ("assignee_id, next_due", OPEN),
        "incident_open_status": ("status, next_due", OPEN),
        "incident_open_number": ("prefix, year, ordinal", OPEN),
        "incident_ended": ("coalesce(closed_at, updated_at)", ENDED),
        "incident_wake_at": ("wake_at, status", "wake_at IS NOT NULL"),
        "incident_major": ("major", "major = 1"),
        "incident_outage": ("outage", "outage IS NOT NULL"),
        "incident_sev": ("sev", "sev IS NOT NULL"),
        "incident_drill": ("drill", "drill = 1"),
        "incident_restricted": ("restricted", "restricted = 1"),
        **{f"incident_{name}": (name, f"{name} IS NOT NULL") for name in WHERE_GIVEN},
    },
    "caller": {"caller_reporter_id": ("reporter_id", "reporter_id IS NOT NULL")},
    "response": {"response_update_due": ("update_due_at", "update_due_at IS NOT NULL")},
    "restriction": {"restriction_notice_due": ("notice_due_at", "notice_state = 'due'")},
    "promise": {"promise_open": ("due_at", "state = 'open'")},
    "field_value": {
        "field_value_text": ("field, text_value, incident_id", "text_value IS NOT NULL"),
        "field_value_number": ("field, number_value, incident_id", "number_value IS NOT NULL"),
    },
}
"""By table and name: what each is over, and of which rows."""


def partial_indexes(table: str) -> tuple[Index, ...]:
    """The partial indexes of ``table``, for its model."""
    return tuple(
        Index(name, Table(table), [SQL(columns)], unique=name.endswith("origin_key"), where=SQL(where))
        for name, (columns, where) in PARTIAL[table].items()
    )
