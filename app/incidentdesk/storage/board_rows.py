"""What the board asks of the desk: which major incidents are shown, and which names are not."""

# ruff: noqa: S608 - our own words
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.public_texts import Known
from incidentdesk.storage.session import Session


class Shown(NamedTuple):
    """A major incident that is on the board; of one that is ``restricted`` no more is to be read."""

    uid: str
    number: str
    phase: str
    restricted: bool


def shown(session: Session, live: Sequence[str], levels: Sequence[str], since_ms: int) -> list[Shown]:
    """The major incidents in a phase of ``live``, and those resolved since then; no drills.

    Restricted ones too, whoever reads: it is asked of the tables themselves.
    """
    phases, sizes = ", ".join("?" * len(live)), ", ".join("?" * len(levels))
    rows = session.sql(
        "SELECT i.uid, i.number, coalesce(i.phase, ''), i.restricted "
        "FROM main.response r JOIN main.incident i ON i.id = r.incident_id "
        f"WHERE i.drill = 0 AND i.sev IN ({sizes}) AND ((i.phase IN ({phases}) "
        "AND i.status IN ('in_progress', 'on_hold')) OR (i.resolved_at >= ? "
        "AND i.status IN ('resolved', 'closed'))) ORDER BY i.id",
        (*levels, *live, since_ms),
    )
    return [Shown(uid, number, phase, bool(restricted)) for uid, number, phase, restricted in rows]


def last_ended(session: Session) -> Instant | None:
    """When the last major incident was resolved that was no drill."""
    rows = session.sql(
        "SELECT i.resolved_at, i.resolved_offset FROM response r JOIN incident i ON i.id = r.incident_id "
        "WHERE i.drill = 0 AND i.sev IS NOT NULL AND i.resolved_at IS NOT NULL "
        "AND i.status IN ('resolved', 'closed') ORDER BY i.resolved_at DESC LIMIT 1"
    )
    return Instant(rows[0][0], rows[0][1] or 0) if rows else None


def known(session: Session) -> Known:
    """Who and what no public text names; also who left, and who is in restricted incidents."""
    staff = session.sql("SELECT name, account FROM person ORDER BY id")
    others = session.sql("SELECT DISTINCT name FROM main.response_role WHERE name <> '' ORDER BY name")
    callers = session.sql("SELECT name FROM reporter UNION SELECT name FROM main.caller ORDER BY 1")
    devices = session.sql("SELECT name FROM register_item WHERE register = 'device' ORDER BY id")
    return Known(
        staff=tuple(dict.fromkeys([*(name for name, _account in staff), *(name for (name,) in others)])),
        accounts=tuple(account for _name, account in staff if account),
        callers=tuple(name for (name,) in callers if name),
        devices=tuple(name for (name,) in devices if name),
    )
