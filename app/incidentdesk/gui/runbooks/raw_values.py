"""Values of fields as they are in a runbook's file, and back. Pure."""

from __future__ import annotations

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.runbook_writer import Raw


def text_of(value: JsonValue) -> str:
    """A text or number as it is typed; empty where there is none."""
    return "" if value is None or isinstance(value, bool | list | dict) else str(value)


def number_of(value: JsonValue) -> int:
    """A whole number; 0 where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def lines_of(text: str) -> list[JsonValue]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def put(raw: Raw, key: str, value: JsonValue) -> None:
    """Say ``key`` in ``raw``, or do not where there is nothing to say."""
    raw.pop(key, None)
    if value not in (None, "", False, []):
        raw[key] = value


def put_number(raw: Raw, key: str, text: str) -> None:
    """Put a whole number; what is none stays as it was typed, to be told as a mistake."""
    text = text.strip()
    put(raw, key, int(text) if text.isascii() and text.isdecimal() else text)
