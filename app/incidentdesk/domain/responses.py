"""The records of a response room: the response to one major incident, and who has which role in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from incidentdesk.base.texts import N_
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.sev import Sizes

COMMANDER = "commander"
COMMUNICATIONS = "communications"
EXPERT = "expert"
ROLES = (COMMANDER, "deputy", "operations", COMMUNICATIONS, "scribe", EXPERT)
"""Roles by skill, not by title; of experts there can be several."""

ROLE_TEXTS = {
    COMMANDER: N_("Commander"),
    "deputy": N_("Deputy"),
    "operations": N_("Operations lead"),
    COMMUNICATIONS: N_("Communications"),
    "scribe": N_("Scribe"),
    EXPERT: N_("Expert"),
}

FIXING_ROLES = frozenset({"operations", EXPERT})
"""Roles of those who change the system; a commander who has one of them is warned."""

FEW = 4
"""With fewer people than this a desk shows few roles."""

TABLES = ("impact_lines", "hypotheses", "actions", "decisions", "needs")
"""The tables of the room, changed row by row."""

OPEN_ACTIONS = frozenset({"open", "doing"})


@dataclass(frozen=True)
class Response:
    """The response to the incident ``incident`` (a uid), beside what the incident itself holds."""

    incident: str
    sizes: Sizes = field(default_factory=Sizes)
    bridge: str = ""
    declared: Instant | None = None
    update_due: Instant | None = None
    last_update: Instant | None = None


@dataclass(frozen=True)
class RoleHeld:
    """Someone's part in a response. Who is not on the staff has a name only.

    ``state`` is ``offered`` (command, until it is accepted), ``to_call``, ``active``, ``ended`` or
    ``declined``; ``how`` they came to it: ``declared``, ``taken``, ``given``, ``accepted`` or ``spoken``;
    ``why`` they were proposed (``built``…). ``form`` is what a hand-over told.
    """

    uid: str
    incident: str
    role: str
    person: str
    name: str
    state: str
    how: str = ""
    why: str = ""
    offered: Instant | None = None
    offered_by: str = ""
    since: Instant | None = None
    until: Instant | None = None
    form: dict[str, JsonValue] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether they have it now."""
        return self.state == "active"


def commander_of(held: Iterable[RoleHeld]) -> RoleHeld | None:
    """Who is in command now."""
    return next((one for one in held if one.role == COMMANDER and one.stands), None)


def roles_shown(staff: int) -> tuple[str, ...]:
    """The roles that a desk of ``staff`` people shows; few people: commander, communications, who else."""
    return ROLES if staff >= FEW else (COMMANDER, COMMUNICATIONS, EXPERT)
