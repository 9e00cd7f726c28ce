"""What a choice offers: from the definition or from the desk's list, as things stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import Condition, holds
from incidentdesk.domain.core_fields import PRIORITIES, STATUSES
from incidentdesk.domain.gate import Asking
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.records import ListItem
from incidentdesk.gui.forms.context import FormContext
from incidentdesk.services.cases.value_texts import STATUS_TEXTS
from incidentdesk.services.desk.settings import DeskSettings

FEW = 7
"""Up to so many choices stand side by side."""

_ROOM = {"full": 900, "half": 450, "third": 290}
_LETTER, _AROUND = 7, 28
"""Pixels that a letter takes on average, and an option around its letters."""


@dataclass(frozen=True)
class Option:
    """One thing to choose; one that is not ``offered`` is only there to be read."""

    key: str
    label: str
    offered: bool = True
    tone: str = ""


def options_of(field: Field, settings: DeskSettings, asking: Asking | None = None) -> list[Option]:
    """Everything ``field`` can hold, in order: a parent before its children, which carry its name."""
    if field.choices:
        return [
            Option(
                choice.key, choice.label, asking is None or _holds_now(choice.show_when, asking), choice.tone
            )
            for choice in field.choices
        ]
    if field.choices_from == "statuses":
        return [Option(key, _(STATUS_TEXTS[key])) for key in STATUSES]
    items = settings.lists.get(field.choices_from, ())
    if field.choices_from == "priorities":
        known = [item.key for item in items] or list(PRIORITIES)
        return [Option(key, f"{key} {settings.label('priorities', key)}") for key in known]
    return [
        Option(item.key, settings.label(field.choices_from, item.key), not item.retired)
        for item in _by_parent(items)
    ]


def allowed(options: list[Option], field: Field, context: FormContext) -> list[Option]:
    """``options``, without offering what the person may not choose."""
    return [
        replace(one, offered=False) if one.offered and context.refusal(field.key, one.key) else one
        for one in options
    ]


def who_may_choose(field: Field, context: FormContext) -> str:
    """Which choices are not offered, and who may choose them; empty where all are."""
    refused = [one for one in field.choices if context.refusal(field.key, one.key)]
    if not refused:
        return ""
    names = ", ".join(one.label.rstrip("…") for one in refused)
    why = context.refusal(field.key, refused[0].key)
    return _("“{names}” is not offered. {why}").format(names=names, why=why)


def offered(options: list[Option], current: object) -> list[Option]:
    """What can be chosen now: what is offered, and what is chosen already."""
    shown = [option for option in options if option.offered or option.key == current]
    if isinstance(current, str) and current and all(option.key != current for option in options):
        shown.append(Option(current, current, offered=False))
    return shown


def side_by_side(field: Field, options: list[Option]) -> bool:
    """Whether the choices are few and short enough to be all in sight."""
    now_and_then = {choice.key for choice in field.choices if choice.show_when is not None}
    always = [_room(option) for option in options if option.key not in now_and_then]
    # Those that come and go take turns, as a rule.
    width = sum(always) + max((_room(option) for option in options if option.key in now_and_then), default=0)
    return 0 < len(options) <= FEW and width <= _ROOM.get(field.width, _ROOM["half"])


def answers_of(field: Field, value: JsonValue, settings: DeskSettings) -> dict[str, JsonValue]:
    """What the chosen item of a list knows of other fields, by key, as a category knows the type."""
    if field.kind != "choice" or not field.choices_from or not value:
        return {}
    return dict(settings.item(field.choices_from, value).extra)


def takes(field: Field, answer: JsonValue, settings: DeskSettings) -> bool:
    """Whether ``answer`` is a choice of ``field``."""
    return field.kind == "choice" and any(option.key == answer for option in options_of(field, settings))


def _room(option: Option) -> int:
    return len(option.label) * _LETTER + _AROUND


def _holds_now(show_when: Condition | None, asking: Asking) -> bool:
    return show_when is None or holds(show_when, asking.facts, asking.bindings, asking.fields)


def _by_parent(items: tuple[ListItem, ...]) -> list[ListItem]:
    keys = {item.key for item in items}
    ordered: list[ListItem] = []
    for item in items:
        if not item.parent or item.parent not in keys:
            ordered.append(item)
            ordered.extend(child for child in items if child.parent == item.key)
    return ordered
