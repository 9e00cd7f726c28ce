"""How incidents relate to each other: rows of ``incident_link``."""

# ruff: noqa: S608 - our own words
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.storage.seeing import KEPT
from incidentdesk.storage.session import Session

_SELECT = (
    "SELECT l.uid, l.kind, i.uid, i.number, o.uid, o.number FROM incident_link l "
    "JOIN incident i ON i.id = l.incident_id JOIN incident o ON o.id = l.other_id "
)

BELOW = (
    "WITH RECURSIVE below(id) AS (SELECT id FROM incident WHERE uid = ? UNION "
    "SELECT l.incident_id FROM incident_link l JOIN below ON l.other_id = below.id "
    f"WHERE l.kind IN ('child', 'merged') AND l.incident_id NOT IN ({KEPT})) "
)
"""The keys of an incident (by uid) and of all that is part of it: children, merged ones, and theirs.

What is kept from the viewer is left out, also where they write.
"""


@dataclass(frozen=True)
class Link:
    """``incident`` (a uid) is a ``kind`` (``child``, ``duplicate``…) of ``other``; with their numbers."""

    uid: str
    kind: str
    incident: str
    number: str
    other: str
    other_number: str


@dataclass(frozen=True)
class Relative:
    """A link as one of the two sees it: the other incident, and whether that is the first of the two."""

    link: str
    kind: str
    is_first: bool
    uid: str
    number: str
    title: str
    status: str
    stage: str


def add(
    session: Session, link: Link, at: Instant, author: str, stood: dict[str, JsonValue] | None = None
) -> None:
    """Relate two incidents; ``stood`` is where the first one stood before, if that must be restored."""
    session.sql(
        "INSERT INTO incident_link "
        "(uid, incident_id, other_id, kind, linked_at, linked_offset, author, stood) "
        "SELECT ?, i.id, o.id, ?, ?, ?, ?, ? FROM incident i, incident o WHERE i.uid = ? AND o.uid = ?",
        (
            link.uid, link.kind, at.ms, at.offset, author,
            None if stood is None else json.dumps(stood, ensure_ascii=False, sort_keys=True),
            link.incident, link.other,
        ),
    )  # fmt: skip


def remove(session: Session, uid: str) -> None:
    """Take a link away."""
    session.sql("DELETE FROM incident_link WHERE uid = ?", (uid,))


def one(session: Session, uid: str) -> Link | None:
    """The link with ``uid``."""
    rows = session.sql(f"{_SELECT} WHERE l.uid = ?", (uid,))
    return Link(*rows[0]) if rows else None


def stood(session: Session, uid: str) -> dict[str, Any]:
    """Where the first incident of a link stood before it; empty where that was not kept."""
    kept = session.cell("SELECT stood FROM incident_link WHERE uid = ?", (uid,))
    found: dict[str, Any] = json.loads(kept) if kept else {}
    return found


def of_incident(session: Session, incident: str) -> list[Link]:
    """All links of an incident by uid, in either direction, in the order in which they were made."""
    rows = session.sql(
        f"{_SELECT} WHERE l.incident_id = (SELECT id FROM incident WHERE uid = ?) "
        "OR l.other_id = (SELECT id FROM incident WHERE uid = ?) ORDER BY l.id",
        (incident, incident),
    )
    return [Link(*row) for row in rows]


def above(session: Session, incident: str, kind: str) -> Link | None:
    """The link by which ``incident`` is a ``kind`` (``child`` or ``merged``) of another one."""
    rows = session.sql(
        f"{_SELECT} WHERE l.incident_id = (SELECT id FROM incident WHERE uid = ?) AND l.kind = ?",
        (incident, kind),
    )
    return Link(*rows[0]) if rows else None


def merged_into(session: Session, incidents: Sequence[str]) -> dict[str, str]:
    """The numbers of those into which some of ``incidents`` (uids) were merged, by the uid of those."""
    marks = ", ".join("?" * len(incidents))
    rows = session.sql(
        "SELECT me.uid, o.number FROM incident me JOIN incident_link l ON l.incident_id = me.id "
        f"AND l.kind = 'merged' JOIN incident o ON o.id = l.other_id WHERE me.uid IN ({marks})",
        tuple(incidents),
    )
    return dict(rows)


def relatives(session: Session, incident: str) -> list[Relative]:
    """All links of an incident as it sees them, in the order in which they were made.

    Those to what is kept from the viewer are left out, also where they write.
    """
    rows = session.sql(
        "SELECT l.uid, l.kind, o.id = l.incident_id, o.uid, o.number, o.title, o.status, o.stage "
        "FROM incident me JOIN incident_link l ON me.id IN (l.incident_id, l.other_id) "
        "JOIN incident o ON o.id = CASE WHEN l.incident_id = me.id THEN l.other_id ELSE l.incident_id END "
        "WHERE me.uid = ? AND l.id IN (SELECT id FROM incident_link WHERE incident_id = me.id "
        f"UNION SELECT id FROM incident_link WHERE other_id = me.id) AND o.id NOT IN ({KEPT}) ORDER BY l.id",
        (incident,),
    )
    return [Relative(row[0], row[1], bool(row[2]), *row[3:]) for row in rows]


def height(session: Session, incident: str) -> int:
    """How many levels of children are below ``incident``: 0 where it has none."""
    found = session.cell(
        "WITH RECURSIVE part(id, level) AS (SELECT id, 0 FROM incident WHERE uid = ? UNION "
        "SELECT l.incident_id, part.level + 1 FROM incident_link l JOIN part ON l.other_id = part.id "
        "WHERE l.kind = 'child') SELECT max(level) FROM part",
        (incident,),
    )
    return int(found or 0)


def chain_above(session: Session, incident: str) -> list[str]:
    """The uids of all that ``incident`` is a child of or merged into, the nearest first."""
    rows = session.sql(
        "WITH RECURSIVE up(id, level) AS (SELECT id, 0 FROM incident WHERE uid = ? UNION "
        "SELECT l.other_id, up.level + 1 FROM incident_link l JOIN up ON l.incident_id = up.id "
        "WHERE l.kind IN ('child', 'merged')) "
        "SELECT i.uid FROM up JOIN incident i ON i.id = up.id WHERE level > 0 ORDER BY level",
        (incident,),
    )
    return [uid for (uid,) in rows]
