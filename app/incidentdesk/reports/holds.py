"""The times an incident was on hold, read from its timeline."""

from __future__ import annotations

from dataclasses import dataclass

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import duration_text
from incidentdesk.domain.records import Entry
from incidentdesk.reports.sheet import Sheet

ENDS = frozenset({"resumed", "cancelled"})


@dataclass(frozen=True)
class HoldSpan:
    """One hold: the entry that began it, and when it ended, in milliseconds; ``open`` while it has not."""

    entry: Entry
    end_ms: int
    open: bool

    @property
    def minutes(self) -> float:
        """How long it lasted."""
        return max(0.0, (self.end_ms - self.entry.done.ms) / 60_000)

    @property
    def pauses(self) -> bool:
        """Whether the resolution clock stood still."""
        return bool(self.entry.parameters.get("pauses"))


def holds(sheet: Sheet) -> list[HoldSpan]:
    """All holds, in order."""
    found: list[HoldSpan] = []
    begun: Entry | None = None
    for entry in sheet.page.entries:
        if begun is not None and (entry.kind in ENDS or entry.kind == "held"):
            found.append(HoldSpan(begun, entry.done.ms, open=False))
            begun = None
        if entry.kind == "held":
            begun = entry
    if begun is not None:
        found.append(HoldSpan(begun, sheet.page.now.ms, open=True))
    return found


def on_hold_words(sheet: Sheet) -> str:
    """How long it was on hold in all, and how long of it the clock stood."""
    spans = holds(sheet)
    if not spans:
        return _("never")
    stood = sum(one.minutes for one in spans if one.pauses)
    return _("{time}, the clock stood {paused}").format(
        time=duration_text(sum(one.minutes for one in spans)), paused=duration_text(stood)
    )
