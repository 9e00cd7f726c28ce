"""How urgent an incident is, in a word: by its priority, or by the SEV level where nobody gave it one.

Both stay apart as values (``domain.sev``). A major incident is raised without impact, severity and risk: its
provisional priority says nothing, and nothing was promised by it. One that was classified keeps its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from incidentdesk.base.texts import _
from incidentdesk.domain.clock import Target
from incidentdesk.domain.sev import sev_text

NO_TARGETS: Mapping[str, Target] = {}


class Pressing(Protocol):
    """What has a priority, and perhaps a SEV level, which stands for it where it is ``by_level``."""

    @property
    def priority(self) -> str:
        """P1 to P5, or empty."""
        ...

    @property
    def sev(self) -> str:
        """The SEV level, or empty."""
        ...

    @property
    def by_level(self) -> bool:
        """Whether the level tells how urgent it is, and not the priority."""
        ...


def urgency_short(one: Pressing) -> str:
    """``P2``, or ``SEV 1``."""
    if not one.by_level:
        return one.priority
    return sev_text(one.sev) or _("Not declared")


def urgency_text(one: Pressing, label: Callable[[str, str], str]) -> str:
    """``P2 High``, or ``SEV 1 Critical``; ``label`` gives the word of an item of a list of the settings."""
    if not one.by_level:
        return f"{one.priority} {label('priorities', one.priority)}" if one.priority else ""
    return label("sev_levels", one.sev) if one.sev else _("Not declared")


def urgency_tone(one: Pressing) -> str:
    """The tone of the theme: ``p1`` to ``p5``, or ``neutral``."""
    key = one.sev.replace("sev", "p") if one.by_level else one.priority.lower()
    return key or "neutral"


def targets_of(one: Pressing, targets: Mapping[str, Target]) -> Mapping[str, Target]:
    """The targets that ``one`` has out of those of the desk, which go by the priority."""
    return NO_TARGETS if one.by_level else targets
