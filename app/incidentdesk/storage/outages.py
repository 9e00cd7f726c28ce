"""Which open incidents are outages, and what a caller called about before."""

# ruff: noqa: S608 - our own words
from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.storage.list_indexes import OPEN
from incidentdesk.storage.list_orders import URGENCY
from incidentdesk.storage.session import Session

_CHILDREN = "(SELECT count(*) FROM incident_link l WHERE l.other_id = i.id AND l.kind = 'child')"

_IS_OUTAGE = (
    "coalesce(i.outage, i.major OR EXISTS (SELECT 1 FROM caller c WHERE c.incident_id = i.id "
    "AND c.active = 1 AND c.own = 0) OR EXISTS (SELECT 1 FROM incident_link l WHERE l.other_id = i.id "
    "AND l.kind IN ('child', 'merged')) OR (i.priority IN ('P1', 'P2') "
    "AND coalesce(json_extract(s.details, '$.critical'), 0)))"
)
"""By hand where somebody said so, else by what hangs on it or how much its service matters."""


@dataclass(frozen=True)
class OutageRow:
    """An open outage by its key: since when, how many children, which service, and is that the one asked."""

    key: int
    uid: str
    since: Instant
    children: int
    service: str
    same_service: bool
    title: str


def open_ones(session: Session, service: str, limit: int) -> list[OutageRow]:
    """Open outages, those of ``service`` (a uid) first, then what is not resolved, then by priority.

    A child is not told: its callers belong to its parent.
    """
    rows = session.sql(
        "SELECT i.id, i.uid, coalesce(i.occurred_at, i.reported_at, i.logged_at), "
        "coalesce(i.occurred_offset, i.reported_offset, i.logged_offset), "
        f"{_CHILDREN}, coalesce(s.name, ''), coalesce(s.uid = ?, 0) AS same, i.title "
        f"FROM incident i LEFT JOIN register_item s ON s.id = i.service_id WHERE i.{OPEN} AND i.drill = 0 "
        f"AND {_IS_OUTAGE} "
        "AND NOT EXISTS (SELECT 1 FROM incident_link l WHERE l.incident_id = i.id AND l.kind = 'child') "
        f"ORDER BY same DESC, i.status = 'resolved', {URGENCY}, i.id DESC LIMIT ?",
        (service, limit),
    )
    return [
        OutageRow(key, uid, Instant(at, offset), children, name, bool(same), title)
        for key, uid, at, offset, children, name, same, title in rows
    ]


def is_outage(session: Session, uid: str) -> bool:
    """Whether an incident is an outage, open or not."""
    return bool(
        session.cell(
            f"SELECT {_IS_OUTAGE} FROM incident i LEFT JOIN register_item s ON s.id = i.service_id "
            "WHERE i.uid = ?",
            (uid,),
        )
    )


def last_of_reporter(session: Session, reporter: str, limit: int) -> list[int]:
    """The keys of the last incidents that a reporter told us of or called about, the newest first."""
    rows = session.sql(
        "SELECT i.id FROM incident i WHERE i.reporter_id = (SELECT id FROM reporter WHERE uid = ?) "
        "UNION SELECT c.incident_id FROM caller c "
        "WHERE c.reporter_id = (SELECT id FROM reporter WHERE uid = ?) AND c.active = 1 "
        "ORDER BY 1 DESC LIMIT ?",
        (reporter, reporter, limit),
    )
    return [key for (key,) in rows]
