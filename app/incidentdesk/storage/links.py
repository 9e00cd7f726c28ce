"""How incidents relate to each other: rows of ``incident_link``."""

# ruff: noqa: S608 - our own words
from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.storage.session import Session

_SELECT = (
    "SELECT l.uid, l.kind, i.uid, i.number, o.uid, o.number FROM incident_link l "
    "JOIN incident i ON i.id = l.incident_id JOIN incident o ON o.id = l.other_id "
)


@dataclass(frozen=True)
class Link:
    """``incident`` (a uid) is a ``kind`` (``duplicate``, ``related``) of ``other``; with their numbers."""

    uid: str
    kind: str
    incident: str
    number: str
    other: str
    other_number: str


def add(session: Session, uid: str, kind: str, incident: str, other: str, at: Instant, author: str) -> None:
    """Relate two incidents, by uid."""
    session.sql(
        "INSERT INTO incident_link (uid, incident_id, other_id, kind, linked_at, linked_offset, author) "
        "SELECT ?, i.id, o.id, ?, ?, ?, ? FROM incident i, incident o WHERE i.uid = ? AND o.uid = ?",
        (uid, kind, at.ms, at.offset, author, incident, other),
    )


def remove(session: Session, uid: str) -> None:
    """Take a link away."""
    session.sql("DELETE FROM incident_link WHERE uid = ?", (uid,))


def one(session: Session, uid: str) -> Link | None:
    """The link with ``uid``."""
    rows = session.sql(f"{_SELECT} WHERE l.uid = ?", (uid,))
    return Link(*rows[0]) if rows else None


def of_incident(session: Session, incident: str) -> list[Link]:
    """All links of an incident by uid, in either direction, in the order in which they were made."""
    rows = session.sql(
        f"{_SELECT} WHERE l.incident_id = (SELECT id FROM incident WHERE uid = ?) "
        "OR l.other_id = (SELECT id FROM incident WHERE uid = ?) ORDER BY l.id",
        (incident, incident),
    )
    return [Link(*row) for row in rows]
