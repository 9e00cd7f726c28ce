"""What is said of a pasted timeline: its zone, and each line that needs a person's look, with the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.intake.pasted_result import DoubtKind, LeftWhy, PastedTimeline, ZoneSource
from incidentdesk.services.response.pasted_timelines import Pasted, PasteLook

_ZONES = {
    ZoneSource.WRITTEN: N_("Zone: {zone}, as the text says"),
    ZoneSource.ENTRIES: N_("Zone: {zone}, as single times say"),
    ZoneSource.GIVEN: N_("Zone: {zone}, as you said"),
    ZoneSource.DESK: N_("Zone: {zone}, that of the desk, for the text names none"),
}
_REMEDIES = {
    DoubtKind.UNREADABLE: N_("Write the time like 10:40, or 2026-03-01 10:40."),
    DoubtKind.NO_TIME: N_("Give the line a time, or leave it out."),
    DoubtKind.NO_TEXT: N_("Say what happened then, or leave the line out."),
    DoubtKind.OUT_OF_ORDER: N_("Look whether its day is right."),
    DoubtKind.NEXT_DAY: N_("Look whether that is the next day."),
    DoubtKind.ZONE: N_("Say which zone it is."),
    DoubtKind.DATE: N_("Say on which day it began."),
    DoubtKind.TIMES_INSIDE: N_("Give each time a line of its own, where they are several."),
}


@dataclass(frozen=True)
class Problem:
    """Something about a ``line`` that a person should look at, and what helps.

    Nothing can be added while one is there that ``stops`` it.
    """

    line: int
    text: str
    remedy: str
    stops: bool = False


def zone_text(read: PastedTimeline) -> str:
    """The zone of the times that have none of their own, and how it is known."""
    return _(_ZONES[read.zone.source]).format(zone=read.zone.words)


def problems(read: PastedTimeline, look: PasteLook) -> list[Problem]:
    """What is to be looked at, in the order of the text; what stops it comes first."""
    found = [*_stopping(look)]
    known = {one.line for one in found}
    found += [
        Problem(one.line, one.text, _(_REMEDIES[one.kind])) for one in read.doubts if one.line not in known
    ]
    found += [
        Problem(
            one.line, _("“{text}” has no time").format(text=_short(one.text)), _(_REMEDIES[DoubtKind.NO_TIME])
        )
        for one in read.left
        if one.why is LeftWhy.NO_TIME
    ]
    return sorted(found, key=lambda one: (not one.stops, one.line))


def _stopping(look: PasteLook) -> Iterator[Problem]:
    if look.undated:
        count = len(look.undated)
        words = ngettext("{n} time has no date", "{n} times have no date", count).format(n=count)
        yield Problem(look.undated[0].line, words, _("Say on which day it began."), stops=True)
    kinds: Sequence[tuple[Sequence[Pasted], str, str]] = (
        (look.ahead, N_("“{text}” is still to come"), N_("Correct its date, or the zone.")),
        (look.wordless, N_("There are no words"), N_("Say what happened then, or leave the line out.")),
    )
    for entries, words, remedy in kinds:
        for one in entries:
            yield Problem(one.line, _(words).format(text=_short(one.text)), _(remedy), stops=True)


def _short(text: str) -> str:
    first = (text.strip().splitlines() or [""])[0]
    return first if len(first) <= 60 else first[:59].rstrip() + "…"
