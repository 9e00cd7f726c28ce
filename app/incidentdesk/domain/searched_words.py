"""The words by which an incident is found beside its title, description and error code.

What was written on its stages and in its notes, the people and things it names, its files by name, its key in
the system that it came from. Choices, numbers and times are no words: lists ask for them with conditions.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field, ProcessDefinition
from incidentdesk.domain.records import Incident, StageState

NAMED = ("reporter", "assignee", "team", "service", "device")
"""Shared fields by whose names an incident is found."""

WRITTEN = ("place",)
"""Shared fields by whose text it is found, beside those that are indexed by themselves."""

WORD_KINDS = (
    "note", "attached", "raised_again", "caller_added", "caller_again", "caller_changed", "linked",
    "reporter_told", "observation", "alert", "change", "user_report", "correction", "update_internal",
    "update_executive", "update_external",
)  # fmt: skip
"""Timeline entries by whose words it is found: a file's name, callers, what a merged one brought along."""

_SILENT = frozenset({"choice", "multi_choice", "yes_no", "moment", "duration", "number", "attachment_list"})


def named_in(incident: Incident, stages: Iterable[StageState], definition: ProcessDefinition) -> list[str]:
    """The uids whose names belong to the words of ``incident``."""
    uids = [str(incident.core[key]) for key in NAMED if incident.core.get(key)]
    return uids + [value for value, reference in _values(stages, definition) if reference]


def searched_words(
    incident: Incident,
    stages: Iterable[StageState],
    definition: ProcessDefinition,
    said: Iterable[JsonValue],
    names: Mapping[str, str],
) -> str:
    """The words of ``incident``, each text once and a line each.

    ``said`` are the payloads of its entries of ``WORD_KINDS``, ``names`` those behind ``named_in``.
    """
    found = [names.get(str(incident.core.get(key) or ""), "") for key in NAMED]
    found += [str(incident.core.get(key) or "") for key in WRITTEN]
    for value, reference in _values(stages, definition):
        found.append(names.get(value, "") if reference else value)
    for payload in said:
        found += _texts(payload)
    found.append(incident.origin_key)
    return "\n".join(unicodedata.normalize("NFC", text) for text in dict.fromkeys(found) if text)


def _values(stages: Iterable[StageState], definition: ProcessDefinition) -> Iterator[tuple[str, bool]]:
    """Each text on the stages, and whether it is the uid of a person or thing."""
    for state in stages:
        for key, value in state.values.items():
            placed = definition.fields_by_key.get(key)
            yield from _of_field(placed[1] if placed else None, value)


def _of_field(field: Field | None, value: JsonValue) -> Iterator[tuple[str, bool]]:
    if field is not None and field.kind == "table" and isinstance(value, list):
        columns = {column.key: column for column in field.columns}
        for row in value:
            for key, cell in row.items() if isinstance(row, dict) else ():
                yield from _of_field(columns.get(key), cell)
    elif field is None or field.kind not in _SILENT:
        reference = field is not None and bool(FIELD_KINDS[field.kind].reference)
        for text in _texts(value):
            yield text, reference


def _texts(value: JsonValue) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    return [text for part in parts for text in _texts(part)]
