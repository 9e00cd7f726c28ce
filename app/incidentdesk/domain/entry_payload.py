"""What the payload of a timeline entry says."""

from __future__ import annotations

from incidentdesk.domain.records import Entry


def payload_text(entry: Entry, key: str) -> str:
    """A text in the payload of ``entry``; empty where there is none, or it was erased."""
    value = entry.payload.get(key) if isinstance(entry.payload, dict) else None
    return str(value) if value else ""
