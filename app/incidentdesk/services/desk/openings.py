"""Who opened which restricted incidents is kept, for those who may open them to see."""

from __future__ import annotations

from collections.abc import Collection

from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.restricted import Opening
from incidentdesk.storage import restricted
from incidentdesk.storage.database import DeskDatabase


def log_openings(database: DeskDatabase, opened: Collection[tuple[str, str]], way: str, now: Instant) -> None:
    """Log who opened which restricted incidents by ``way``, by uids; one entry a visit."""
    with database.writing() as session:  # nothing that a page shows is changed by it
        for person, uid in sorted(opened):
            opening = Opening(person, "", way, now, now.ms)
            restricted.note_opening(session, uid, opening, new_uid(now.ms))
