"""Views that people saved."""

from __future__ import annotations

import json
from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.storage import desk_tables
from incidentdesk.storage.session import Session


@dataclass(frozen=True)
class SavedView:
    """A saved view; ``owner`` is a person's uid, empty for one that all share. Retired, it is not active."""

    uid: str
    owner: str
    name: str
    definition: dict[str, JsonValue]
    position: int
    active: bool = True


def views(session: Session) -> list[SavedView]:
    """All saved views in their order, retired ones too."""
    rows = session.sql(
        "SELECT uid, owner, name, definition, position, active FROM saved_view ORDER BY position, id"
    )
    return [
        SavedView(uid, owner, name, json.loads(definition), position, bool(active))
        for uid, owner, name, definition, position, active in rows
    ]


def write(session: Session, view: SavedView, at: Instant, author: str) -> None:
    """Add or change a saved view."""
    cells = {
        "owner": view.owner,
        "name": view.name,
        "definition": json.dumps(view.definition, ensure_ascii=False, sort_keys=True),
        "position": view.position,
        "active": view.active,
        "changed_at": at.ms,
        "changed_offset": at.offset,
        "changed_by": author,
    }
    session.run(
        desk_tables.SavedView.insert(uid=view.uid, **cells).on_conflict(
            conflict_target=(desk_tables.SavedView.uid,), update=cells
        )
    )
