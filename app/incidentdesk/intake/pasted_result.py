"""What is read out of a pasted timeline: entries, doubts, what is left over and what must be answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from incidentdesk.domain.moments import Moment


class ZoneSource(StrEnum):
    """How the zone of a timeline is known."""

    WRITTEN = "written"
    """The text says it for all its times."""
    ENTRIES = "entries"
    """Single times have it; those without follow the one before."""
    GIVEN = "given"
    """The person who pasted it said so."""
    DESK = "desk"
    """Nothing says it: the desk's own zone was taken."""


class DoubtKind(StrEnum):
    """What is doubtful."""

    UNREADABLE = "unreadable"
    NO_TIME = "no_time"
    NO_TEXT = "no_text"
    OUT_OF_ORDER = "out_of_order"
    NEXT_DAY = "next_day"
    ZONE = "zone"
    DATE = "date"
    TIMES_INSIDE = "times_inside"


class LeftWhy(StrEnum):
    """Why a line became no part of an entry."""

    OUTSIDE = "outside"
    """It stands before or after the timeline."""
    NO_TIME = "no_time"
    """It stands in the timeline, and neither it nor what is before it has a time."""


class Missing(StrEnum):
    """What only the person can say."""

    DATE = "date"
    ZONE = "zone"


@dataclass(frozen=True)
class PastedEntry:
    """One entry with the time as it was ``written``; ``line`` to ``last_line`` of the text, from 1."""

    moment: Moment
    text: str
    line: int
    last_line: int
    written: str = ""


@dataclass(frozen=True)
class Doubt:
    """Something that was decided, or could not be, and that a person should look at: ``text`` says it."""

    line: int
    kind: DoubtKind
    text: str


@dataclass(frozen=True)
class LeftOver:
    """A line that became no part of an entry."""

    line: int
    text: str
    why: LeftWhy


@dataclass(frozen=True)
class UnderstoodZone:
    """The zone of the times that have none of their own: its words, their line, and how it is known."""

    words: str
    source: ZoneSource
    line: int = 0


@dataclass(frozen=True)
class PastedTimeline:
    """All that was read. ``structure`` are the lines that lay it out: heads of tables, dates, the zone."""

    entries: tuple[PastedEntry, ...]
    zone: UnderstoodZone
    doubts: tuple[Doubt, ...]
    left: tuple[LeftOver, ...]
    missing: frozenset[Missing]
    structure: tuple[int, ...]
