"""A pasted timeline as it would be written: read, looked at against what is there, and shown line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import moment_text
from incidentdesk.gui.widgets.records import Column
from incidentdesk.intake.pasted_result import PastedTimeline
from incidentdesk.intake.pasted_texts import Problem, problems, zone_text
from incidentdesk.intake.pasted_timeline import read_timeline
from incidentdesk.services.response.pasted_timelines import Pasted, PastedTimelines, PasteLook


class Line(NamedTuple):
    """One entry: the line it begins on, when it was, what happened, its state in words and in tone."""

    line: str
    when: str
    text: str
    state: str
    tone: str


COLUMNS = (
    Column(_("Line"), lambda one: one.line, 56, muted=True),
    Column(_("When"), lambda one: one.when, 232),
    Column(_("What happened"), lambda one: one.text),
    Column("", lambda one: one.state, 116, tone=lambda one: one.tone),
)


@dataclass(frozen=True)
class Looked:
    """What was read of a text, and what pasting it would do."""

    look: PasteLook
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    zone: str
    asks_date: bool

    @property
    def count(self) -> int:
        """How many entries would be added."""
        return len(self.look.new)

    @property
    def may_be_written(self) -> bool:
        """Whether there is something to add, and nothing forbids it."""
        return bool(self.look.new) and not any(one.stops for one in self.problems)


class Asked(NamedTuple):
    """What a person pasted: the text, the day on which it began and the zone, as they were typed."""

    text: str
    day: str
    zone: str


def look_at(pasting: PastedTimelines, ref: str, asked: Asked, desk_zone: ZoneInfo) -> Looked:
    """Read what was pasted into the incident ``ref``; ``UsageError`` for a day or a zone that is none."""
    read = read_timeline(asked.text, desk_zone, start=_day(asked.day), zone_words=asked.zone)
    entries = [Pasted(one.moment, one.text, one.line) for one in read.entries]
    look = pasting.look(ref, entries)
    found = tuple(problems(read, look))
    asks = bool(look.undated)
    return Looked(look, tuple(_lines(read, look)), found, zone_text(read) if entries else "", asks)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        words = _("“{text}” is no day.").format(text=text.strip())
        raise UsageError(words, _("Write it like 2026-03-01.")) from None


def _lines(read: PastedTimeline, look: PasteLook) -> list[Line]:
    states = (
        (look.there, _("there already"), "neutral"), (look.undated, _("no date"), "danger"),
        (look.ahead, _("still to come"), "danger"), (look.wordless, _("no words"), "danger"),
    )  # fmt: skip
    known = {one: (words, tone) for entries, words, tone in states for one in entries}
    found = []
    for one in read.entries:
        words, tone = known.get(Pasted(one.moment, one.text, one.line), (_("new"), "good"))
        first = " ".join(one.text.split())
        found.append(Line(str(one.line), moment_text(one.moment, with_zone=True), first, words, tone))
    return found
