"""How much work is in whose hands."""

from __future__ import annotations

from incidentdesk.storage.list_indexes import OPEN
from incidentdesk.storage.session import Session


def open_counts(session: Session) -> dict[str, int]:
    """How many open incidents each person and team has, by uid; who has none is left out."""
    return dict(
        session.sql(
            "SELECT p.uid, count(*) FROM incident i JOIN person p ON p.id = i.assignee_id "  # noqa: S608
            f"WHERE i.{OPEN} GROUP BY p.id UNION ALL "
            "SELECT t.uid, count(*) FROM incident i JOIN register_item t ON t.id = i.team_id "
            f"WHERE i.{OPEN} GROUP BY t.id"
        )
    )
