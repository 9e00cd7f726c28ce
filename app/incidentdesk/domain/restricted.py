"""Restricted incidents: who may open them, who did, their evidence, and the notice that the law asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from incidentdesk.base.texts import N_
from incidentdesk.base.time_source import Instant

GROUNDS = {
    "security": N_("Security"),
    "personnel": N_("Personnel"),
    "other": N_("Another ground"),
}
"""Why an incident is restricted. The first one may have to be told to an authority."""

NOTICE_STATES = {
    "": N_("No legal notice"),
    "due": N_("Legal notice due"),
    "notified": N_("Legal notice given"),
    "not_needed": N_("No legal notice needed"),
}

HOWS = {
    "restricted": N_("restricted it"),
    "named": N_("named"),
    "break_glass": N_("named themselves"),
    "assignee": N_("follows up"),
    "commander": N_("in command"),
}
"""How somebody came to see a restricted incident; the last two as long as it is so."""

ACTS = {
    "taken": N_("Taken"),
    "moved": N_("Kept elsewhere"),
    "handed": N_("Handed over"),
    "returned": N_("Returned"),
    "destroyed": N_("Destroyed"),
}
"""What happens to a piece of evidence."""

WAYS = {"window": N_("window"), "command_line": N_("command line")}

MOST_NOTICE_HOURS = 24 * 90
"""The longest time for a legal notice that a desk can set, in hours."""

VISIT_MINUTES = 30
"""Whoever looks again within this time is still at the same visit."""


@dataclass(frozen=True)
class Notice:
    """The notice that the law asks for: its ``state``, by when, and who said what came of it."""

    state: str = ""
    due: Instant | None = None
    reason: str = ""
    at: Instant | None = None
    by: str = ""

    def minutes_left(self, now: Instant) -> int | None:
        """How long there is until it is due, in minutes; below 0 it is late, ``None``: nothing is due."""
        if self.state != "due" or self.due is None:
            return None
        return (self.due.ms - now.ms) // 60_000


@dataclass(frozen=True)
class Restriction:
    """That the incident ``incident`` (a uid) is restricted, or was; ``channels`` are not to be used."""

    uid: str
    incident: str
    ground: str
    since: Instant
    since_by: str
    channels: tuple[str, ...] = ()
    ended: Instant | None = None
    ended_by: str = ""
    notice: Notice = Notice()


@dataclass(frozen=True)
class Named:
    """Somebody who may open a restricted incident, and how it came to them; times are unknown of rules."""

    person: str
    name: str
    how: str
    reason: str = ""
    by: str = ""
    since: Instant | None = None
    ended: Instant | None = None
    uid: str = ""


@dataclass(frozen=True)
class Opening:
    """A visit: who opened a restricted incident, when, and by which of ``WAYS``."""

    person: str
    name: str
    way: str
    opened: Instant
    last_ms: int


@dataclass(frozen=True)
class CustodyEntry:
    """What was done with a piece of evidence: one of ``ACTS``, when, by whom.

    ``what`` describes the piece, in its first entry; ``kept`` is where, ``whom`` to whom it was handed.
    """

    uid: str
    item: int
    act: str
    done: Instant
    entered: Instant
    author: str
    name: str = ""
    what: str = ""
    sha256: str = ""
    kept: str = ""
    whom: str = ""
    note: str = ""


@dataclass(frozen=True)
class EvidenceItem:
    """A piece of evidence with all that happened to it, the first entry first."""

    number: int
    entries: tuple[CustodyEntry, ...]

    @property
    def what(self) -> str:
        """What it is."""
        return self.entries[0].what

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file that it is; empty for a thing."""
        return self.entries[0].sha256

    @property
    def kept(self) -> str:
        """Where it is kept now."""
        return next((one.kept for one in reversed(self.entries) if one.kept), "")

    @property
    def holder(self) -> str:
        """Who has it now: to whom it was handed last, else who took it."""
        return next((one.whom for one in reversed(self.entries) if one.whom), self.entries[0].name)

    @property
    def is_here(self) -> bool:
        """Whether it is still to be kept."""
        return self.entries[-1].act not in {"returned", "destroyed"}


def items_of(entries: Iterable[CustodyEntry]) -> tuple[EvidenceItem, ...]:
    """The pieces of evidence that ``entries`` tell of, by their numbers."""
    by_item: dict[int, list[CustodyEntry]] = {}
    for one in entries:
        by_item.setdefault(one.item, []).append(one)
    return tuple(EvidenceItem(number, tuple(those)) for number, those in sorted(by_item.items()))


def notice_due(detected_ms: int, offset: int, hours: int) -> Instant:
    """By when the notice is due: ``hours`` of plain time after the detection (GDPR, article 33: 72)."""
    return Instant(detected_ms + int(timedelta(hours=hours).total_seconds() * 1000), offset)


def channels_from(text: str) -> tuple[str, ...]:
    """The channels in ``text``, which parts them by commas or lines; each once."""
    parts = (part.strip() for line in text.splitlines() for part in line.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
