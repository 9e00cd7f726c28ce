"""Which questions the log page asks: the first stage's, with source and channel as one answer."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Choice, Field, ProcessDefinition

FOUND = "found"
FOUND_BY: tuple[tuple[str, str, str, str], ...] = (
    ("phone", N_("User, phone"), "user_report", "phone"),
    ("mail", N_("User, mail"), "user_report", "mail"),
    ("walk_in", N_("Walk-in"), "user_report", "walk_in"),
    ("monitoring", N_("Monitoring"), "monitoring", "alert"),
    ("testing", N_("Testing"), "testing", ""),
    ("other", N_("Other"), "other", ""),
)
"""One answer each: key, words, source, channel."""


def log_fields(definition: ProcessDefinition) -> list[Field]:
    """The fields of the log page."""
    fields = []
    for field in definition.stages[0].fields:
        if field.key == "source":
            choices = tuple(Choice(key, _(words)) for key, words, _source, _channel in FOUND_BY)
            fields.append(
                Field(
                    FOUND,
                    "choice",
                    field.label,
                    required=field.required,
                    choices=choices,
                    default="phone",
                    width="full",
                )
            )
        elif field.key != "channel":
            fields.append(field)
    return fields


def logged_values(values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The answers of the page as values of the incident."""
    given: dict[str, JsonValue] = {
        key: value for key, value in values.items() if key != FOUND and value is not None
    }
    for key, _words, source, channel in FOUND_BY:
        if values.get(FOUND) == key:
            given["source"] = source
            given["channel"] = channel or None
    return given
