"""SEV levels: how big a major incident is, and how often people are told of it. Pure.

They are apart from severity and priority: the priority is worked out, the SEV level is said. The rules are
those of PagerDuty's guide: who is unsure takes the higher level, nobody argues about it while it lasts, and
it is put right at the close.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant

LEVELS = ("sev1", "sev2", "sev3", "sev4", "sev5")
"""The levels, the highest first."""

MAJOR = frozenset({"sev1", "sev2"})
"""Levels that are major whatever else is known."""

CADENCE_PHASES = ("investigating", "identified", "monitoring")
"""The public words while which people are told at intervals."""

SOON_MS = 5 * 60_000
"""So long before it is due an update stands out."""


def sev_text(sev: str) -> str:
    """The level in short: “SEV 1”; an empty string for none."""
    return _("SEV {n}").format(n=sev.removeprefix("sev")) if sev else ""


class Sizes(NamedTuple):
    """The level at the declaration, the highest one so far, and what it was in the end (empty until then)."""

    initial: str = ""
    peak: str = ""
    final: str = ""


class Cadence(NamedTuple):
    """How often people are told, in minutes.

    ``every`` has, by level, the minutes between two updates while investigating, identified and monitoring;
    ``first`` the minutes from the declaration to the first word. 0, or a level that is not there: on change.
    """

    every: Mapping[str, tuple[int, int, int]]
    first: Mapping[str, int]

    def minutes(self, sev: str, public: str) -> int:
        """The minutes between two updates at ``sev`` under the public word; 0 where none is due."""
        if public not in CADENCE_PHASES:
            return 0
        return self.every.get(sev, (0, 0, 0))[CADENCE_PHASES.index(public)]


def cadence_from_json(value: Mapping[str, Mapping[str, object]]) -> Cadence:
    """A cadence as the settings keep it."""
    every = {sev: _three(minutes) for sev, minutes in value["every"].items()}
    return Cadence(every, {sev: int(str(minutes)) for sev, minutes in value["first"].items()})


def _three(minutes: object) -> tuple[int, int, int]:
    one, two, three = minutes if isinstance(minutes, list | tuple) else (0, 0, 0)
    return int(one), int(two), int(three)


def higher(levels: Iterable[str]) -> str:
    """The highest of ``levels``; ``ValueError`` where one is none, or there are none."""
    known = list(levels)
    for one in known:
        if one not in LEVELS:
            raise ValueError(
                _("“{sev}” is no SEV level; use one of: {names}").format(sev=one, names=", ".join(LEVELS))
            )
    if not known:
        raise ValueError(_("no SEV level is given; use one of: {names}").format(names=", ".join(LEVELS)))
    return min(known, key=LEVELS.index)


def declared(sizes: Sizes, sev: str) -> Sizes:
    """The sizes after a declaration at ``sev``, the first one or a later one of the same incident."""
    return Sizes(sizes.initial or sev, higher([sizes.peak or sev, sev]))


def changed(sizes: Sizes, sev: str) -> Sizes:
    """The sizes after the level became ``sev`` while it lasts."""
    return sizes._replace(peak=higher([sizes.peak or sev, sev]))


def next_update(
    cadence: Cadence, sev: str, public: str, declared_at: Instant | None, last: Instant | None
) -> Instant | None:
    """When the next update is due after ``last``, or the first word after the declaration; None for none."""
    minutes = cadence.minutes(sev, public)
    if declared_at is None or not minutes:
        return None
    if last is not None:
        return last.plus(minutes)
    return declared_at.plus(cadence.first.get(sev) or minutes)


def renewed(old: Instant | None, due: Instant | None, now: Instant) -> Instant | None:
    """When the next update is due, now that the rule for it has changed to give ``due``.

    What was late stays as late as it was; what the new rule would have wanted before now is due now.
    """
    if due is None or due.ms > now.ms:
        return due
    return old if old is not None and old.ms <= now.ms else now


def is_late(due: Instant | None, now: Instant) -> bool:
    """Whether an update is late; worked out when it is read, so that a computer that slept loses none."""
    return due is not None and due.ms < now.ms


def is_soon(due: Instant, now: Instant) -> bool:
    """Whether the time of an update is so near that it stands out, or over: within five minutes."""
    return due.ms - now.ms <= SOON_MS
