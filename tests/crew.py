"""A desk with somebody of each role, for tests of what each may do."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.domain.records import Person
from incidentdesk.domain.rights import ROLES
from incidentdesk.services.use_cases import UseCases

NAMES = {"agent": "A. Gent", "lead": "L. Eads", "administrator": "Ad Ministers", "read_only": "R. Eads"}
"""Who has which role."""

ROLES_IN_WORDS = {
    "work": "agents, leads and administrators",
    "override_priority": "leads and administrators",
    "waive_word": "leads and administrators",
    "reopen": "leads and administrators",
    "registers": "leads and administrators",
    "settings": "administrators",
    "name_people": "leads and administrators",
    "approve_commands": "administrators",
}
"""Who may, as a refusal says it, by right."""


@dataclass(frozen=True)
class Crew:
    """The uids of those of each role."""

    uids: dict[str, str]

    def uid(self, role: str) -> str:
        """The uid of who has ``role``."""
        return self.uids[role]


def hire(cases: UseCases) -> Crew:
    """Add somebody of each role to the desk of ``cases``."""
    added = {role: cases.people.write_person(Person("", NAMES[role], role), "")[0] for role in ROLES}
    return Crew({role: person.uid for role, person in added.items()})
