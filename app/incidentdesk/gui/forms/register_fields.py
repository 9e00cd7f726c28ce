"""The fields of a register as fields of a form."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.domain.process_definition import Choice, Field
from incidentdesk.domain.registers import REGISTERS, RegisterField

KINDS = {"phone": "text", "mail": "text", "number": "text"}
"""The kind of editor where it is not called like the register's kind."""

SELDOM = frozenset({"key"})
"""Fields that stand behind a link until they are wanted."""

IN_LINE = {
    "reporter": ("phone", "place", "service", "device"),
    "service": ("critical", "owner"),
    "device": ("kind", "inventory", "place"),
    "place": ("building", "floor", "phone"),
    "supplier": ("phone", "contract"),
    "team": ("phone",),
}
"""What is asked of a new entry where it is added from a field of another form; the rest can wait."""


def form_field(
    field: RegisterField, *, width: str = "half", placeholder: str = "", choices: tuple[Choice, ...] = ()
) -> Field:
    """``field`` for a form; ``choices`` where the register does not bring its own along."""
    own = tuple(Choice(key, key) for key in field.choices)
    return Field(
        field.key,
        KINDS.get(field.kind, field.kind),
        _(field.label),
        width=width,
        placeholder=placeholder,
        choices=own or choices,
        reveal=_(field.label) if field.key in SELDOM else "",
    )


def in_line_fields(register: str) -> list[Field]:
    """The fields that are asked of a new entry in place, named by their placeholders."""
    spec = REGISTERS[register]
    known = [spec.by_key[key] for key in IN_LINE.get(register, ())]
    return [form_field(one, placeholder=_(one.label)) for one in known]
