"""A phase in words, and which phases can follow."""

from __future__ import annotations

from incidentdesk.base.texts import _
from incidentdesk.domain.phases import ALL_PHASES, EXITS, PHASE_TEXTS, PROCESS, move
from incidentdesk.services.cases.pages import IncidentPage

UNDECLARED = ("new", "triage")


def phase_text(phase: str) -> str:
    """A phase in words; nothing for none."""
    return _(PHASE_TEXTS[phase]) if phase in PHASE_TEXTS else ""


def is_raised(page: IncidentPage) -> bool:
    """Whether it is a major incident, with a response of its own."""
    return page.incident.process == PROCESS


def is_undeclared(page: IncidentPage) -> bool:
    """Whether it was raised, and nobody has declared it yet."""
    return is_raised(page) and page.incident.phase in UNDECLARED


def next_phases(page: IncidentPage) -> dict[str, bool]:
    """The phases that can follow, the straight ones first, and whether each needs a reason.

    What is not declared is declared by an act of its own, and can only be looked at or end. What is declared
    stays so.
    """
    here, found = page.incident.phase or "new", {}
    offered = {"triage", *EXITS} if is_undeclared(page) else set(ALL_PHASES) - set(UNDECLARED)
    for phase in ALL_PHASES:
        if phase not in offered:
            continue
        try:
            found[phase] = move(here, phase).needs_reason
        except ValueError:
            continue
    return dict(sorted(found.items(), key=lambda one: one[1]))
