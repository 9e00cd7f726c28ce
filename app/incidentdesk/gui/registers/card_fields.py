"""The form of an entry's card: its name, and the fields of its register."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Choice, Field
from incidentdesk.domain.registers import REGISTERS, Card
from incidentdesk.gui.forms.register_fields import form_field

NAME = "name"
HALF = frozenset({"building", "floor", "serial", "inventory", "contract", "hours"})
"""Fields that stand two in a line; the card is narrow."""


def card_fields(register: str, roles: Mapping[str, str]) -> list[Field]:
    """The fields of a register's card; ``roles`` are those of the processes, by key."""
    fields = [Field(NAME, "text", _("Name"), required=True, width="full", say=_("Type its name."))]
    for one in REGISTERS[register].fields:
        choices = tuple(Choice(key, title) for key, title in roles.items()) if one.kind == "roles" else ()
        fields.append(form_field(one, width="half" if one.key in HALF else "full", choices=choices))
    return fields


def card_facts(card: Card | None, name: str = "") -> dict[str, JsonValue]:
    """What the form of ``card`` starts from; of a new entry with ``name`` where there is none."""
    return {NAME: name} if card is None else {NAME: card.name, **card.values}
