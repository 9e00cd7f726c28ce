"""What a line of a list tells of an outage: how many called about it, and what it is a part of.

Looked up for the lines that are shown, in the query that reads them: by index, and for most of them in vain.
"""

# ruff: noqa: S608 - our own words
from __future__ import annotations

PARENT = (
    "(SELECT p.number FROM incident_link l JOIN incident p ON p.id = l.other_id "
    "WHERE l.incident_id = i.id AND l.kind = 'child')"
)
"""The number of the incident that ``i`` is a child of."""

_BELOW = (
    "WITH RECURSIVE below(id) AS (SELECT i.id UNION SELECT l.incident_id FROM incident_link l "
    "JOIN below ON l.other_id = below.id WHERE l.kind IN ('child', 'merged'))"
)

CALLERS = (
    f"({_BELOW} SELECT CASE WHEN count(CASE WHEN c.own = 0 OR c.incident_id <> i.id THEN 1 END) = 0 THEN 0 "
    "ELSE count(DISTINCT coalesce(-c.reporter_id, c.id)) END FROM below "
    "JOIN caller c ON c.incident_id = below.id AND c.active = 1 "
    "WHERE c.own = 0 OR c.reporter_id = (SELECT h.reporter_id FROM incident h WHERE h.id = c.incident_id))"
)
"""How many called about ``i`` and what is part of it, counted as ``callers.of`` lists them."""
