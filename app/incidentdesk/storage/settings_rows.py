"""Settings as revisions, and the texts of process definitions."""

from __future__ import annotations

import json

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.storage.desk_tables import ProcessText, SettingRevision
from incidentdesk.storage.session import Session


def settings(session: Session) -> dict[str, JsonValue]:
    """Every setting in force, by name."""
    rows = session.sql(
        "SELECT s.name, s.value FROM setting_revision s "
        "JOIN (SELECT name, max(id) AS id FROM setting_revision GROUP BY name) newest ON newest.id = s.id"
    )
    return {name: json.loads(value) for name, value in rows}


def newest_revision(session: Session) -> int:
    """A number that is another one after each change of any setting; 0 while there is none."""
    return int(session.cell("SELECT coalesce(max(id), 0) FROM setting_revision"))


def write_setting(session: Session, name: str, value: JsonValue, author: str, at: Instant) -> None:
    """Let ``value`` rule from now on; what ruled before is kept."""
    session.run(
        SettingRevision.insert(
            name=name,
            value=json.dumps(value, ensure_ascii=False, sort_keys=True),
            author=author,
            changed_at=at.ms,
            changed_offset=at.offset,
        )
    )


def process_text(session: Session, key: str, version: int) -> tuple[str, str] | None:
    """Text and SHA-256 of a process definition at one version, as it was first used."""
    rows = session.sql("SELECT text, sha256 FROM process_text WHERE key = ? AND version = ?", (key, version))
    return (str(rows[0][0]), str(rows[0][1])) if rows else None


def process_texts(session: Session) -> list[tuple[str, int, str]]:
    """Key, version and text of every definition that was ever used."""
    rows = session.sql("SELECT key, version, text FROM process_text ORDER BY id")
    return [(str(key), int(version), str(text)) for key, version, text in rows]


def write_process_text(session: Session, key: str, version: int, sha256: str, text: str, at: Instant) -> None:
    """Store a definition at its first use."""
    session.run(ProcessText.insert(key=key, version=version, sha256=sha256, text=text, stored_at=at.ms))
