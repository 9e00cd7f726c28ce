"""What each role may do. Checked in the services, so that window, command line and bulk actions are alike.

It keeps honest people from mistakes. Whoever can read the desk's file can read and change all of it.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.whose_word import WAIVED, WORD


class Right(StrEnum):
    """Something that not everybody may do."""

    WORK = "work"
    """Log incidents and work on them."""
    OVERRIDE_PRIORITY = "override_priority"
    """Set a priority by hand."""
    WAIVE_WORD = "waive_word"
    """Close without the word of the person who reported it."""
    REOPEN = "reopen"
    """Take up again what was resolved, closed or cancelled."""
    REGISTERS = "registers"
    """Retire entries of the registers or bring them back, and fill a register from a file."""
    SETTINGS = "settings"
    """Change the desk's settings, staff and processes; bring in and take back imports."""
    NAME_PEOPLE = "name_people"
    """Print a review in which people are named, in place of their roles."""
    APPROVE_COMMANDS = "approve_commands"
    """Let a runbook's command run."""


ROLES = ("agent", "lead", "administrator", "read_only")
"""The roles, the most usual first."""

_OF_ADMINISTRATORS = frozenset(Right)
_OF_LEADS = _OF_ADMINISTRATORS - {Right.SETTINGS, Right.APPROVE_COMMANDS}

RIGHTS = MappingProxyType(
    {
        "agent": frozenset({Right.WORK}),
        "lead": _OF_LEADS,
        "administrator": _OF_ADMINISTRATORS,
        "read_only": frozenset[Right](),
    }
)
"""What each role may do."""


def may(role: str, right: Right) -> bool:
    """Whether someone with ``role`` has ``right``; an unknown role has none."""
    return right in RIGHTS.get(role, frozenset())


def roles_with(right: Right) -> tuple[str, ...]:
    """The roles that have ``right``, in the order of ``ROLES``."""
    return tuple(role for role in ROLES if may(role, right))


def right_to_write(field: str, value: JsonValue) -> Right | None:
    """The right that giving ``field`` this ``value`` takes beside ``WORK``; None where it takes no other.

    Attempts that nobody answered are no waiver: the gate asks for them one by one.
    """
    if field in {"priority_override", "priority_reason"}:
        return Right.OVERRIDE_PRIORITY
    if field == WORD and value == WAIVED:
        return Right.WAIVE_WORD
    return None
