"""Which questions the log page asks: the first stage's, with source and channel as one answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Choice, Field, ProcessDefinition
from incidentdesk.services.desk.settings import DeskSettings

FOUND = "found"
BETWEEN = "/"
"""Stands between the keys of source and channel in one answer."""


def log_fields(definition: ProcessDefinition, settings: DeskSettings) -> list[Field]:
    """The fields of the log page."""
    fields = []
    for field in definition.stages[0].fields:
        if field.key == "source":
            fields.append(_found_by(field, settings))
        elif field.key != "channel":
            fields.append(field)
    return _rows_filled(fields)


def logged_values(values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The answers of the page as values of the incident."""
    given: dict[str, JsonValue] = {
        key: value for key, value in values.items() if key != FOUND and value is not None
    }
    found = values.get(FOUND)
    if isinstance(found, str):
        source, _between, channel = found.partition(BETWEEN)
        given |= {"source": source, "channel": channel or None}
    return given


def _rows_filled(fields: list[Field]) -> list[Field]:
    """The answer that takes a whole line comes after the next field where half a line would stay empty."""
    place = next((place for place, field in enumerate(fields) if field.key == FOUND), len(fields))
    before = 0
    while place > before and _is_half(fields[place - 1 - before]):
        before += 1
    if before % 2 and place + 1 < len(fields) and _is_half(fields[place + 1]):
        fields[place], fields[place + 1] = fields[place + 1], fields[place]
    return fields


def _is_half(field: Field) -> bool:
    return field.width == "half" and not field.reveal and field.show_when is None and not field.hidden


def _found_by(field: Field, settings: DeskSettings) -> Field:
    choices = tuple(_choices(settings))
    return Field(
        FOUND,
        "choice",
        field.label,
        required=field.required,
        choices=choices,
        default=choices[0].key if choices else None,
        width="full",
    )


def _choices(settings: DeskSettings) -> Iterator[Choice]:
    """Each source of the desk with each of its channels; those that name no source are the first one's."""
    sources = [item for item in settings.lists.get("sources", ()) if not item.retired]
    channels = [item for item in settings.lists.get("channels", ()) if not item.retired]
    for source in sources:
        own = [item for item in channels if item.extra.get("source", sources[0].key) == source.key]
        if not own:
            yield Choice(source.key, _(source.label))
        for channel in own:
            label = _(source.label)
            if len(own) > 1:
                label = _("{source}, {channel}").format(source=label, channel=_(channel.label).lower())
            yield Choice(f"{source.key}{BETWEEN}{channel.key}", label)
