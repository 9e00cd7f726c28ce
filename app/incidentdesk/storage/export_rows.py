"""Incidents for a table that is written out, in pages."""

# ruff: noqa: S608 - our own words and marks
from __future__ import annotations

import json
from collections.abc import Sequence

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.records import Incident, StageState
from incidentdesk.storage.incident_rows import SELECT_INCIDENT, incident_from_row
from incidentdesk.storage.session import Session


def page(session: Session, keys: Sequence[int]) -> list[tuple[Incident, list[StageState]]]:
    """The incidents with ``keys`` in their order, with what is on their stages, that of older runs first."""
    if not keys:
        return []
    marks = ", ".join("?" * len(keys))
    found = [
        incident_from_row(row) for row in session.sql(f"{SELECT_INCIDENT} WHERE i.id IN ({marks})", keys)
    ]
    by_uid = {one.uid: one for one in found}
    uid_of: dict[int, str] = dict(session.sql(f"SELECT id, uid FROM incident WHERE id IN ({marks})", keys))
    stages: dict[str, list[StageState]] = {}
    rows = session.sql(
        "SELECT i.uid, run.uid, s.stage, s.document, s.completed_at, s.completed_offset, s.completed_by, "
        "s.skipped FROM stage_values s JOIN run ON run.id = s.run_id "
        "JOIN incident i ON i.id = run.incident_id "
        f"WHERE run.incident_id IN ({marks}) ORDER BY run.id, s.id",
        keys,
    )
    for uid, run, key, document, at, offset, by, skipped in rows:
        completed = None if at is None else Instant(at, offset or 0)
        state = StageState(run, key, json.loads(document), completed, by, bool(skipped))
        stages.setdefault(uid, []).append(state)
    return [(by_uid[uid_of[key]], stages.get(uid_of[key], [])) for key in keys]


def file_names(session: Session, incident_uids: Sequence[str]) -> dict[tuple[str, str], str]:
    """The names of attachments by the uid of their incident and their SHA-256."""
    marks = ", ".join("?" * len(incident_uids))
    rows = session.sql(
        "SELECT i.uid, a.blob_id, a.name FROM attachment a JOIN incident i ON i.id = a.incident_id "
        f"WHERE i.uid IN ({marks})",
        incident_uids,
    )
    return {(uid, sha256): name for uid, sha256, name in rows}
