"""The words by which an incident is found beside its title, error code and description."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from incidentdesk.domain.json_values import JsonValue

TOLD_KINDS = ("note", "attached", "raised_again")
"""Timeline entries whose words are searched."""

NAMED_FIELDS = ("reporter", "device", "service")
"""Shared fields whose names are searched."""


def search_words(
    stages: Iterable[Mapping[str, JsonValue]],
    payloads: Iterable[JsonValue],
    names: Iterable[str],
    attachments: Iterable[str],
) -> str:
    """One text of the values on ``stages``, ``payloads`` of entries, ``names`` and names of files."""
    words = [text for values in stages for text in texts_in(values.values())]
    words += texts_in(payloads)
    words += names
    words += attachments
    return "\n".join(words)


def texts_in(values: Iterable[JsonValue]) -> list[str]:
    """Every text in ``values``, however deep."""
    found: list[str] = []
    for value in values:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, list):
            found += texts_in(value)
        elif isinstance(value, dict):
            found += texts_in(value.values())
    return found
