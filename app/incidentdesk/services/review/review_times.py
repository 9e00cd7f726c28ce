"""What the timeline of a response adds up to: time at each level, its phases, how people were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.phases import PHASE_TEXTS
from incidentdesk.domain.records import Entry
from incidentdesk.services.response.response_texts import RESPONSE_WORDS
from incidentdesk.services.review.review_source import ReviewSource

MINUTE = 60_000
UPDATES = ("update_internal", "update_executive", "update_external")
SLACK_MINUTES = 2
"""An update that went out so little after it was due was in time."""

_TOLD = frozenset(RESPONSE_WORDS) | {
    "raised_again", "reopened", "cancelled", "held", "resumed", "note", "runbook_started", "runbook_step",
    "runbook_ended", "runbook_command_ran",
}  # fmt: skip
"""Kinds of entries that a review tells; the others are the program's own book-keeping."""


@dataclass(frozen=True)
class Section:
    """A part of the timeline: a phase, or what came before, with its entries by the time they were done."""

    title: str
    start: Instant | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Told:
    """An update: when it was told, to whom (``update_external`` …), and by how many minutes it was late."""

    entry: Entry
    late: float


def level_minutes(source: ReviewSource) -> list[tuple[str, float]]:
    """How many minutes it was at which SEV level, from the declaration until the impact ended, by level."""
    steps = [
        (entry.done.ms, str(entry.parameters.get("sev") or entry.parameters.get("to") or ""))
        for entry in source.of_kinds("declared", "sev_change")
        if not entry.parameters.get("final")
    ]
    end = impact_end(source)
    start = source.at("occurred")
    if not steps or end is None:
        return []
    if steps[0][0] >= end.ms:  # written down afterwards: the whole of it was at that level
        peak = source.response.sizes.peak or steps[-1][1]
        return [(peak, (end.ms - start.ms) / MINUTE)] if start is not None and start.ms < end.ms else []
    found: dict[str, float] = {}
    for (begin, sev), (until, _next) in pairwise([*steps, (end.ms, "")]):
        found[sev] = found.get(sev, 0.0) + max(0, min(until, end.ms) - begin) / MINUTE
    return sorted((one for one in found.items() if one[1] > 0), key=lambda one: one[0])


def impact_end(source: ReviewSource) -> Instant | None:
    """When the impact ended, or where nobody says that, when it was resolved."""
    return source.at("restored") or source.page.incident.resolved


def sections(source: ReviewSource) -> list[Section]:
    """The timeline by phase; by its milestones, where all of it was written down afterwards."""
    told_ones = (one for one in source.page.entries if one.kind in _TOLD and not _is_undone(source, one))
    entries = sorted(told_ones, key=lambda one: (one.done.ms, one.seq))
    starts = _phases(source) if _was_live(source) else _milestones(source)
    impact = source.at("occurred")
    lead = [one for one in entries if not starts or one.done.ms < starts[0][0].ms]
    before = [one for one in lead if impact is not None and one.done.ms < impact.ms]
    parts = [
        Section(_("Lead-up"), None, tuple(before)),
        Section(_("Before it was declared"), impact, tuple(one for one in lead if one not in before)),
    ]
    for place, (start, title) in enumerate(starts):
        end = starts[place + 1][0].ms if place + 1 < len(starts) else 2**63
        inside = tuple(one for one in entries if start.ms <= one.done.ms < end)
        parts.append(Section(title, start, inside))
    return [one for one in parts if one.entries]


def told(source: ReviewSource) -> list[Told]:
    """Every update with how late it was against the time that the one before it had promised."""
    first = source.response.declared
    cadence = source.page.settings.cadence
    sev = source.response.sizes.initial
    minutes = cadence.first.get(sev) or cadence.minutes(sev, "investigating")
    due = first.plus(minutes) if first is not None and minutes else None
    found = []
    for entry in source.of_kinds(*UPDATES):
        late = (entry.done.ms - due.ms) / MINUTE if due is not None else 0.0
        found.append(Told(entry, late if late > SLACK_MINUTES else 0.0))
        promised = entry.parameters.get("next")
        due = Instant.of(datetime.fromisoformat(promised)) if isinstance(promised, str) else None
    return found


AUDIENCE_TEXTS = {
    "update_internal": N_("staff"),
    "update_executive": N_("managers"),
    "update_external": N_("the public"),
}
"""Whom an update was for."""


def _is_undone(source: ReviewSource, entry: Entry) -> bool:
    """Whether it was pasted and taken back, or is the correction that says so."""
    return bool(entry.parameters.get("undoes")) or entry.uid in source.undone


def _was_live(source: ReviewSource) -> bool:
    """Whether it was declared while it lasted."""
    end, declared = impact_end(source), source.response.declared
    return declared is not None and (end is None or declared.ms < end.ms)


def _phases(source: ReviewSource) -> list[tuple[Instant, str]]:
    found: list[tuple[Instant, str]] = []
    for entry in source.of_kinds("declared", "phase_change"):
        phase = "investigating" if entry.kind == "declared" else str(entry.parameters.get("to"))
        found.append((entry.done, _(PHASE_TEXTS.get(phase, phase))))
    return found


def _milestones(source: ReviewSource) -> list[tuple[Instant, str]]:
    named = (
        (source.at("occurred"), _("From the beginning of the impact")),
        (source.at("detected"), _("From its detection")),
        (source.at("restored"), _("After the impact")),
    )
    return sorted((at, title) for at, title in named if at is not None)
