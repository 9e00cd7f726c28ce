"""The words of imports, for window and command line alike."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.core_fields import CORE_FIELDS

VERDICT_TEXTS = {
    "new": N_("New"),
    "changed": N_("Changed"),
    "unchanged": N_("Unchanged"),
    "refused": N_("Refused"),
}
STATE_TEXTS = {
    "running": N_("At work"),
    "stopped": N_("Stopped"),
    "done": N_("Done"),
    "undoing": N_("Being undone"),
    "undone": N_("Undone"),
}
REGISTER_TEXTS = {
    "person": N_("Staff, not active"),
    "reporter": N_("Reporters"),
    "team": N_("Teams"),
    "service": N_("Services"),
    "device": N_("Devices"),
}

SHOWN = 8
"""How many names of a kind are shown."""


def added_title(register: str) -> str:
    """What a register or list of things that came along is called."""
    if register in REGISTER_TEXTS:
        return _(REGISTER_TEXTS[register])
    name = register.removeprefix("list.")
    label = next((field.label for field in CORE_FIELDS.values() if field.choices_from == name), name)
    return _("Choices of “{field}”, kept for old incidents only").format(field=_(label))


def added_words(added: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What comes along beside incidents, a line a kind."""
    lines = []
    for register, names in added.items():
        more = " …" if len(names) > SHOWN else ""
        shown = ", ".join(names[:SHOWN]) + more
        line = _("{what}: {n} more ({names})")
        lines.append(line.format(what=added_title(register), n=len(names), names=shown))
    return lines
