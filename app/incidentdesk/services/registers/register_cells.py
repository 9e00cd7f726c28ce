"""Values of registers as cells of a table, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.registers import LIST_KINDS, RegisterField, RegisterSpec
from incidentdesk.services.registers.register_values import LONGEST, check_text, in_form

ACTIVE = RegisterField("active", N_("Active"), "yes_no")
"""Whether the entry is offered: ``no`` retires it."""

OWN_KEYS = {"uid": N_("uid"), "name": N_("Name")}
WHOLE_NAME = {"first_name": N_("First name"), "last_name": N_("Last name")}

NameOf = Callable[[str, str], str]
"""Of a register and a uid, the word that stands for it in a cell: its name, where that is its alone."""

UidOf = Callable[[str, str], str]
"""Of a register and a word, the uid that is meant; ``ValueError`` where none can be told."""

Meaning = Callable[[str, str], str]
"""Of a kind (``yes_no``, ``priority``) and a word, the key it stands for, or nothing."""

_PARTED = re.compile(r"[;|\n]+")
_ROUNDED = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
"""What a spreadsheet makes of a long number: its last digits are gone."""


def targets_of(spec: RegisterSpec) -> dict[str, str]:
    """What a column of a file can be read into, by key, with labels."""
    found = {**OWN_KEYS, **(WHOLE_NAME if spec.key == "reporter" else {})}
    found |= {field.key: field.label for field in (*spec.fields, ACTIVE)}
    return {key: _(label) for key, label in found.items()}


def cell_of(field: RegisterField, value: JsonValue, name_of: NameOf) -> str:
    """``value`` as it stands in a cell."""
    if field.kind == "yes_no":
        return "yes" if value else "no"
    if isinstance(value, list):
        texts = [str(one) for one in value]
        return "; ".join(name_of(field.refers_to, one) if field.refers_to else one for one in texts)
    if not isinstance(value, str):
        return ""
    return name_of(field.refers_to, value) if field.refers_to else value


def value_of(field: RegisterField, cell: str, uid_of: UidOf, meaning: Meaning) -> JsonValue:
    """What ``cell`` says, nothing as ``None``; ``ValueError`` says what is wrong with it."""
    if not cell:
        return None
    if field.kind == "yes_no":
        return _yes_no(cell, meaning)
    if field.kind == "choice":
        return _choice(field, cell, meaning)
    if field.kind in LIST_KINDS:
        return _list(field, cell, uid_of)
    if field.refers_to:
        return uid_of(field.refers_to, cell)
    if len(cell) > LONGEST:
        raise ValueError(_("longer than {n} characters").format(n=LONGEST))
    if field.kind in {"phone", "number"} and _ROUNDED.fullmatch(cell):
        said = _("“{cell}” is a number that a spreadsheet has rounded; format the column as text there")
        raise ValueError(said.format(cell=cell))
    check_text(cell)
    return in_form(field, cell)


def _yes_no(cell: str, meaning: Meaning) -> JsonValue:
    key = meaning("yes_no", cell)
    if not key:
        raise ValueError(_("“{cell}” is neither yes nor no").format(cell=cell))
    return True if key == "yes" else None


def _choice(field: RegisterField, cell: str, meaning: Meaning) -> JsonValue:
    key = cell.upper() if cell.upper() in field.choices else meaning("priority", cell)
    if key not in field.choices:
        words = _("has no choice “{key}”; use one of: {keys}")
        raise ValueError(words.format(key=cell, keys=", ".join(field.choices)))
    return key


def _list(field: RegisterField, cell: str, uid_of: UidOf) -> JsonValue:
    parts = [part.strip() for part in _PARTED.split(cell) if part.strip()]
    if field.refers_to:
        parts = [uid_of(field.refers_to, part) for part in parts]
    return list[JsonValue](dict.fromkeys(parts)) or None


def whole_name(cells: Mapping[str, str]) -> str:
    """The name in a row, put together of its parts where it has no column of its own."""
    name = cells.get("name") or f"{cells.get('first_name', '')} {cells.get('last_name', '')}"
    return " ".join(name.split())
