"""Incidents that are logged again and again: what a template gives to the fields of a new one."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import ListItem
from incidentdesk.services.desk.settings import DeskSettings

TEMPLATES = "incident_templates"
"""The desk's list of incident templates."""

CHOSEN = {"category": "categories", "type": "types", "impact": "impacts", "severity": "severities"}
"""Fields whose values are items of a list."""

FIELDS = ("title", "description", *CHOSEN, "service")
"""What a template may fill, in the order in which it is told."""


def templates(settings: DeskSettings) -> list[ListItem]:
    """The templates in use."""
    return [item for item in settings.lists.get(TEMPLATES, ()) if not item.retired]


def template(settings: DeskSettings, key: str) -> ListItem:
    """The template in use under ``key``; ``UsageError`` names those there are."""
    found = templates(settings)
    for item in found:
        if item.key == key:
            return item
    raise UsageError(
        _("There is no incident template “{key}”.").format(key=key),
        _("Use one of: {names}.").format(names=", ".join(item.key for item in found)),
    )


def template_values(settings: DeskSettings, item: ListItem) -> dict[str, JsonValue]:
    """What ``item`` gives, by field; choices that the desk has retired since are left out."""
    given = {key: item.extra[key] for key in FIELDS if not is_missing(item.extra.get(key))}
    for key, name in CHOSEN.items():
        if key in given:
            in_use = {one.key for one in settings.lists.get(name, ()) if not one.retired}
            if given[key] not in in_use:
                del given[key]
    return given


def fresh_values(
    settings: DeskSettings, item: ListItem, present: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """What ``item`` gives to fields that are empty in ``present``; nothing that is there is touched."""
    return {
        key: value for key, value in template_values(settings, item).items() if is_missing(present.get(key))
    }
