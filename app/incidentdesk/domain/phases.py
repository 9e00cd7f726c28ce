"""The phases of a major incident: how they follow each other, which status each is, the word for the public.

Pure. A phase is finer than the status; a reason is asked for where one is passed over or gone back to, and no
honest step is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from incidentdesk.base.texts import N_, _

PROCESS = "sre"
"""The process whose incidents have phases."""

PHASES = (
    "new", "triage", "investigating", "identified", "mitigating", "monitoring", "resolved", "in_review",
    "closed",
)  # fmt: skip
"""The way from the first word to the closed review."""

EXITS = ("duplicate", "false_alarm", "cancelled", "superseded", "third_party")
"""Ends that leave that way, each with a reason."""

ALL_PHASES = (*PHASES, *EXITS)

PHASE_TEXTS = {
    "new": N_("New"),
    "triage": N_("Triage"),
    "investigating": N_("Investigating"),
    "identified": N_("Identified"),
    "mitigating": N_("Mitigating"),
    "monitoring": N_("Monitoring"),
    "resolved": N_("Resolved"),
    "in_review": N_("In review"),
    "closed": N_("Review closed"),
    "duplicate": N_("Duplicate"),
    "false_alarm": N_("False alarm"),
    "cancelled": N_("Cancelled"),
    "superseded": N_("Superseded"),
    "third_party": N_("With a third party"),
}

DECLARED = "investigating"
"""Where a declared incident begins."""

LIVE = ("investigating", "identified", "mitigating", "monitoring")
"""Phases of the response."""

STATUS_OF: Mapping[str, str] = {
    "new": "new",
    "triage": "new",
    **dict.fromkeys(LIVE, "in_progress"),
    "resolved": "resolved",
    "in_review": "resolved",
    "closed": "closed",
    **dict.fromkeys(EXITS, "cancelled"),
}
"""The status that each phase is."""

_PUBLIC: Mapping[str, str] = {
    "new": "investigating",
    "triage": "investigating",
    "investigating": "investigating",
    "identified": "identified",
    "mitigating": "identified",
    "monitoring": "monitoring",
}

_FIRST_OF = {
    "new": "new",
    "in_progress": DECLARED,
    "on_hold": DECLARED,
    "resolved": "resolved",
    "closed": "closed",
    "cancelled": "cancelled",
}

MILESTONES = (
    "impact_started", "detected", "acknowledged", "declared", "mitigated", "resolved", "closed",
)  # fmt: skip
"""The times by which a response is measured. Mitigated: the impact is over; resolved: all works as before."""

_CHAINS = (
    ("impact_started", "mitigated", "resolved", "closed"),
    ("detected", "acknowledged", "resolved", "closed"),
    ("detected", "declared", "resolved", "closed"),
)
_NOT_BEFORE = tuple(dict.fromkeys(pair for chain in _CHAINS for pair in combinations(chain, 2)))
"""What cannot be before what, also where nothing between is known.

It can be detected before the impact starts, or declared when that is over.
"""


class Move(NamedTuple):
    """A step from one phase to another: whether it needs a reason, and whether it is a reopening."""

    needs_reason: bool
    reopens: bool


def public_word(phase: str) -> str:
    """What the public is told: investigating, identified, monitoring or resolved."""
    return _PUBLIC.get(phase, "resolved")


def move(old: str, new: str) -> Move:
    """The step from ``old`` to ``new``; ``ValueError`` where there is no such step.

    The next phase needs no reason; passing over one, going back and leaving the way do. What was resolved, is
    closed or left the way is reopened by going back to a phase of the response.
    """
    if new not in ALL_PHASES:
        raise ValueError(
            _("“{phase}” is no phase; use one of: {names}").format(phase=new, names=", ".join(ALL_PHASES))
        )
    if new == old:
        raise ValueError(_("it is in that phase already"))
    if new in EXITS:
        if STATUS_OF.get(old, "new") in {"closed", "cancelled"}:
            raise ValueError(_("it has ended already"))
        return Move(True, False)
    ended = STATUS_OF.get(old, "new") in {"resolved", "closed", "cancelled"}
    if ended and STATUS_OF[new] in {"new", "in_progress"}:
        if new not in LIVE:
            raise ValueError(_("what was over is taken up again in a phase of the response"))
        return Move(True, True)
    if old in EXITS or (old == "closed" and new != "closed"):
        raise ValueError(_("it has ended; take it up again first"))
    step = PHASES.index(new) - PHASES.index(old)
    straight = step == 1 or (old == "new" and new == DECLARED)
    return Move(not straight, False)


def can_be_taken_back(old: str, new: str) -> bool:
    """Whether a step from ``old`` to ``new`` is taken back as a slip: within the response, or its resolution.

    What has ended is taken up again, which others are told of and which counts.
    """
    within = (*LIVE, "resolved", "in_review")
    return old in within and new in within and not (old not in LIVE and new in LIVE)


def following(phase: str, status: str) -> str:
    """The phase of an incident that has come to ``status`` by another way than its phases."""
    fits = STATUS_OF.get(phase)
    if fits == status or (status == "on_hold" and fits in {"new", "in_progress"}):
        return phase
    return _FIRST_OF[status]


def out_of_order(times: Mapping[str, int]) -> tuple[str, str] | None:
    """Two milestones of which the first is later than the second, though it cannot be; ``None`` for none.

    ``times`` are milliseconds by name, as far as they are known.
    """
    for earlier, later in _NOT_BEFORE:
        if earlier in times and later in times and times[earlier] > times[later]:
            return earlier, later
    return None
