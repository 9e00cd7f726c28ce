"""When a major incident needs a review, and why. Pure.

After the criteria of Google's and PagerDuty's guides (section 2.8 of the practice): the size decides first;
below it what shows that more can be learnt than the size tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from incidentdesk.base.texts import N_
from incidentdesk.domain.sev import MAJOR, higher
from incidentdesk.domain.word_patterns import any_of

_BY_HAND = any_of(
    ("rollback", "roll back", "rolled back", "went back to", "revert", "reverted", "rerouted", "reroute",
     "failover", "failed over", "fail over", "restored from backup")
)  # fmt: skip
_DATA_LOST = any_of(
    ("data loss", "lost data", "data was lost", "data were lost", "data exposed", "data was exposed",
     "data leak", "leaked", "data exposure")
)  # fmt: skip


class Need(StrEnum):
    """Whether a review is to be written."""

    REQUIRED = "required"
    OFFERED = "offered"
    NONE = "none"


REASON_TEXTS = {
    "size": N_("it was SEV 1 or SEV 2"),
    "data": N_("data was lost or exposed"),
    "by_hand": N_("somebody had to go back or reroute by hand"),
    "users": N_("users saw it before monitoring did"),
    "late": N_("it took longer than its target"),
    "repeat": N_("one like it happened before"),
    "asked": N_("somebody asked for it"),
}
"""Why a review is written, the most telling first."""


class Signs(NamedTuple):
    """What tells whether a review is needed. ``texts`` are what was written about impact and response."""

    levels: tuple[str, ...]
    drill: bool
    source: str
    late: bool
    repeat: bool
    asked: bool
    texts: tuple[str, ...] = ()


def need_of(signs: Signs) -> tuple[Need, tuple[str, ...]]:
    """Whether a review is needed, and the keys of the reasons for it.

    SEV 1 and 2 always; SEV 3 where there is another reason; what is smaller, or a drill, is offered one.
    """
    levels = [one for one in signs.levels if one]
    peak = higher(levels) if levels else ""
    found = {
        "size": peak in MAJOR,
        "data": _says(_DATA_LOST, signs.texts),
        "by_hand": _says(_BY_HAND, signs.texts),
        "users": signs.source == "user_report",
        "late": signs.late,
        "repeat": signs.repeat,
        "asked": signs.asked,
    }
    reasons = tuple(key for key in REASON_TEXTS if found[key])
    if not reasons:
        return Need.OFFERED if signs.drill else Need.NONE, ()
    required = not signs.drill and (peak in MAJOR or peak == "sev3" or signs.asked)
    return Need.REQUIRED if required else Need.OFFERED, reasons


def _says(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    return any(pattern.search(text) for text in texts)
