"""What a hand-over tells of by itself, part by part. A further part is one function and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from incidentdesk.base.texts import N_
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.handovers import AHEAD_HOURS, HandoverLine
from incidentdesk.storage import handovers, promises
from incidentdesk.storage.session import Session

MOST = 60
"""So many incidents are listed in one part; of further ones it is told how many there are."""

PartLines = tuple[list[HandoverLine], int]
"""The lines of a part, and how many more there are."""


@dataclass(frozen=True)
class Part:
    """What a part is called, and how its lines are read for a shift that began at the first of two times."""

    title: str
    read: Callable[[Session, Instant, Instant], PartLines]


def _due(session: Session, _since: Instant, now: Instant) -> PartLines:
    return handovers.part(session, "due", now.plus(AHEAD_HOURS * 60).ms, MOST)


def _waiting(session: Session, _since: Instant, now: Instant) -> PartLines:
    return handovers.part(session, "waiting", now.ms, MOST)


def _open(session: Session, _since: Instant, now: Instant) -> PartLines:
    return handovers.part(session, "open", now.plus(AHEAD_HOURS * 60).ms, MOST)


def _closed(session: Session, since: Instant, _now: Instant) -> PartLines:
    return handovers.part(session, "closed", since.ms, MOST)


def _promised(session: Session, _since: Instant, _now: Instant) -> PartLines:
    found = promises.open_ones(session, MOST)
    lines = []
    for one in found:
        line = handovers.line_of(session, "promised", one.incident)
        if line is not None:
            said = " · ".join(part for part in (one.phone, one.note) if part)
            lines.append(replace(line, whom=one.whom, said=said, until_ms=one.due.ms))
    return lines, promises.count_open(session) - len(found)


PARTS: dict[str, Part] = {
    "due": Part(N_("Due next"), _due),
    "waiting": Part(N_("Waiting"), _waiting),
    "promised": Part(N_("Callbacks promised"), _promised),
    "open": Part(N_("Open"), _open),
    "closed": Part(N_("Closed in this shift"), _closed),
}
"""The parts in the order in which they are told."""
