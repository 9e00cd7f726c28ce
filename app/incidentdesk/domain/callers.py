"""Callers of an outage: who was told that it is over, and who was tried often enough.

Only attempts since the resolution count: it is the fix that they are told of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidentdesk.base.time_source import Instant

ATTEMPTS_ENOUGH, DAYS_ENOUGH, MEANS_ENOUGH = 3, 3, 2
"""“No answer” counts after so many attempts, on so many working days, by so many means: the rule of the
shipped process for a reporter (service-desk practice: three contacts in three working days by different
means)."""

RESULTS = ("reached", "no_answer", "waived")


@dataclass(frozen=True)
class Attempt:
    """One attempt to tell a caller; ``author`` is a uid."""

    result: str
    means: str
    note: str
    at: Instant
    author: str


@dataclass(frozen=True)
class Caller:
    """Someone who called about an outage.

    ``incident`` and ``number`` say with which incident the call is kept: the outage, a child, or one merged
    into it. ``state`` is that of the last attempt that counts, or ``waiting``; ``settled`` tells that nobody
    has to be called any more. ``place`` is that of the reporter. ``own`` is who reported the incident itself.
    """

    uid: str
    reporter: str
    name: str
    phone: str
    callback: str
    note: str
    at: Instant
    added_by: str
    incident: str
    number: str
    state: str = "waiting"
    attempts: tuple[Attempt, ...] = ()
    settled: bool = False
    place: str = ""
    own: bool = False

    @property
    def told_at(self) -> Instant | None:
        """When the caller was reached."""
        return self.attempts[-1].at if self.state == "reached" else None


@dataclass(frozen=True)
class Callers:
    """The callers of an outage in the order in which they called, with the names behind uids of staff."""

    lines: tuple[Caller, ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    @property
    def reached(self) -> int:
        """How many were told."""
        return sum(one.state == "reached" for one in self.lines)

    @property
    def unsettled(self) -> tuple[Caller, ...]:
        """Those who still have to be told."""
        return tuple(one for one in self.lines if not one.settled)

    def name(self, uid: str) -> str:
        """Who is behind a uid of an attempt or of ``added_by``."""
        return dict(self.names).get(uid, uid)


def counting(attempts: Sequence[Attempt], resolved: Instant | None) -> tuple[Attempt, ...]:
    """Those of ``attempts`` that were made since the outage was resolved."""
    return () if resolved is None else tuple(one for one in attempts if one.at.ms >= resolved.ms)


def is_settled(attempts: Sequence[Attempt]) -> bool:
    """Whether a caller with these counting attempts has been told, let go, or tried often enough."""
    if not attempts:
        return False
    if attempts[-1].result != "no_answer":
        return True
    unanswered = [one for one in attempts if one.result == "no_answer"]
    days = {one.at.local().date() for one in unanswered}
    working = {day for day in days if day.weekday() < 5}
    means = {one.means for one in unanswered if one.means}
    return len(unanswered) >= ATTEMPTS_ENOUGH and len(working) >= DAYS_ENOUGH and len(means) >= MEANS_ENOUGH
