"""A review's timeline, pasted as Markdown, as a table or as plain lines, becomes entries with their times.

A whole review can be pasted: its timeline is found by its heading. Nothing is guessed in silence and nothing
is dropped: what had to be decided is a doubt, what became no entry is left over, each with its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.moments import Moment
from incidentdesk.intake.dates import DateOrder
from incidentdesk.intake.pasted_lines import LineKind, PastedLine, pasted_lines
from incidentdesk.intake.pasted_moments import MomentsInOrder
from incidentdesk.intake.pasted_result import (
    DoubtKind,
    LeftOver,
    LeftWhy,
    PastedEntry,
    PastedTimeline,
    UnderstoodZone,
    ZoneSource,
)
from incidentdesk.intake.pasted_section import find_section, title_date
from incidentdesk.intake.pasted_table import PastedTable, read_table
from incidentdesk.intake.pasted_times import WrittenTime, take_time
from incidentdesk.intake.pasted_zones import Zone, read_zone

_ZONE_LINE = re.compile(
    r"\W*(?:(?:all )?(?:the )?times(?:tamps)?(?: shown| given| listed)?(?: are| is)?(?: all)? in (?:the )?"
    r"|(?:all times|time ?zone)(?: is|:) ?)(?P<zone>[^.]+?)[\s.*_]*",
    re.IGNORECASE,
)
_ZONE_IN_HEADING = re.compile(
    r"\((?:(?:all )?times?:? )?(?:are )?(?:in )?(?P<zone>[^()]+(?:\([^()]+\))?)\)", re.IGNORECASE
)
_BARE_ZONE_LINE = re.compile(r"\W*all times:? (?P<zone>[^.]+?)[\s.*_]*", re.IGNORECASE)
_NUMBER_DATES = re.compile(r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)(?!\d)")
_PROSE = re.compile(r"\W*(?:on|since|from|by|between)\b", re.IGNORECASE)


def read_timeline(
    text: str, desk_zone: ZoneInfo, *, start: date | None = None, zone_words: str = ""
) -> PastedTimeline:
    """Read a pasted timeline.

    Times without a date are of ``start``, or of the date in the title of the review, until a line has one.
    Times without a zone are in the zone that the text names, else in ``desk_zone``. ``zone_words`` ("PDT",
    "Europe/Berlin") overrule the zone that the text states for all; ``UsageError`` where nobody knows them.
    """
    given = read_zone(zone_words) if zone_words.strip() else None
    if zone_words.strip() and given is None:
        message = _("“{zone}” is no zone I know.").format(zone=zone_words.strip())
        raise UsageError(message, _("Write it like UTC+2, CEST or Europe/Berlin."))
    return _Reading(text, desk_zone, start, given).result()


class _Reading:
    """One pasted text while it is read."""

    def __init__(self, text: str, desk_zone: ZoneInfo, start: date | None, given: Zone | None) -> None:
        self._lines = pasted_lines(text)
        self._day_first, order_known = _day_first(text)
        self._section = find_section(self._lines, self._take)
        self._entries: list[PastedEntry] = []
        self._left: list[LeftOver] = []
        self._structure: list[int] = list(self._section.structure)
        self._open: PastedEntry | None = None
        self._body: list[str] = []
        self._under_heading = False
        self._bullet_level: int | None = None
        zone = given or Zone(desk_zone.key, None, desk_zone)
        source = ZoneSource.GIVEN if given else ZoneSource.DESK
        understood = UnderstoodZone(zone.words, source)
        self._moments = MomentsInOrder(zone, understood, start, order_known=order_known)
        self._start_given = start is not None

    def result(self) -> PastedTimeline:
        """Read it all."""
        self._before()
        lines = self._lines[self._section.first : self._section.end]
        index = 0
        while index < len(lines):
            index = self._next(lines, index)
        self._close()
        self._outside(self._lines[self._section.end :])
        doubts = sorted(self._moments.doubts, key=lambda doubt: doubt.line)
        return PastedTimeline(
            entries=tuple(self._entries),
            zone=self._moments.understood,
            doubts=tuple(doubts),
            left=tuple(sorted(self._left, key=lambda left: left.line)),
            missing=frozenset(self._moments.missing),
            structure=tuple(sorted(self._structure)),
        )

    def _take(self, text: str) -> WrittenTime | None:
        return take_time(text, day_first=self._day_first)

    def _before(self) -> None:
        """What stands before the timeline: perhaps its zone, and the date of the incident in the title."""
        dated = self._start_given
        for line in self._lines[: self._section.first]:
            if line.number in self._structure:
                self._zone_in_heading(line)
                continue
            if line.kind is not LineKind.CODE and self._zone_line(line):
                continue
            day = None if dated else title_date(line, self._take)
            if day:
                self._moments.start_from(day, line.number)
                dated = True
            self._outside([line])

    def _outside(self, lines: Sequence[PastedLine]) -> None:
        for line in lines:
            if line.kind is not LineKind.BLANK:
                self._leave(line, LeftWhy.OUTSIDE)

    def _leave(self, line: PastedLine, why: LeftWhy) -> None:
        for number, raw in enumerate(line.raw.split("\n"), line.number):
            if raw.strip():
                self._left.append(LeftOver(number, raw.strip(), why))

    def _next(self, lines: Sequence[PastedLine], index: int) -> int:
        """Read the line at ``index``, or the table that begins there; the index after it."""
        line = lines[index]
        if line.kind is LineKind.ROW:
            end = index
            while end < len(lines) and lines[end].kind in {LineKind.ROW, LineKind.RULE}:
                end += 1
            self._rows(lines[index:end])
            return end
        if line.kind is LineKind.HEADING:
            self._heading(line, lines[index + 1 :])
        elif line.kind in {LineKind.PLAIN, LineKind.BULLET}:
            self._plain(line, lines[index + 1 :])
        elif line.kind is not LineKind.BLANK:
            self._go_on(line)
        return index + 1

    def _rows(self, block: Sequence[PastedLine]) -> None:
        table = None if self._open and self._under_heading else read_table(block)
        if table is None:
            for line in block:
                self._go_on(line)
            return
        self._close()
        if table.zone:
            self._moments.state_zone(table.zone, table.zone_line)
        self._structure.extend(table.structure)
        self._table(table)

    def _table(self, table: PastedTable) -> None:
        for line, time, text in table.rows:
            rest, written = "", time
            try:
                found = self._take(time) if time else None
            except ValueError:
                found = None
            if found:
                moment, rest, written = self._moments.moment(found, line.number), found.rest, found.written
            elif time:
                moment = self._moments.unreadable(time, line.number)
            else:
                moment = Moment.unknown()
                self._moments.doubt(
                    line.number, DoubtKind.NO_TIME, _("Line {line} has no time").format(line=line.number)
                )
            whole = f"{rest} {text}".strip() if rest else text
            self._open = PastedEntry(moment, whole, line.number, line.last, written)
            self._close()

    def _heading(self, line: PastedLine, after: Sequence[PastedLine]) -> None:
        self._close()
        if self._zone_line(line):
            return
        try:
            found = self._take(line.text)
        except ValueError:
            self._begin(self._moments.unreadable(line.text, line.number), "", line, line.text, heading=True)
            return
        if found is None:
            self._leave(line, LeftWhy.NO_TIME)
        elif not self._only_date(found, line, after):
            moment = self._moments.moment(found, line.number)
            self._begin(moment, found.rest, line, found.written, heading=True)

    def _only_date(self, found: WrittenTime, line: PastedLine, after: Sequence[PastedLine]) -> bool:
        """Whether the line is nothing but the date of the times below it; then they are turned to it."""
        if found.day is None or found.clock or found.open_clock or found.ranged or found.rest.strip():
            return False
        if not self._times_follow(after):
            return False
        try:
            self._moments.turn_to(found.day, line.number)
        except ValueError:
            return False
        self._structure.append(line.number)
        return True

    def _times_follow(self, after: Sequence[PastedLine]) -> bool:
        for line in after:
            if line.kind in {LineKind.BLANK, LineKind.RULE}:
                continue
            if line.kind is LineKind.ROW:
                return True
            if line.kind is LineKind.CODE:
                return False
            try:
                found = self._take(line.text)
            except ValueError:
                return False
            return found is not None and found.clock is not None and found.day is None
        return False

    def _plain(self, line: PastedLine, after: Sequence[PastedLine]) -> None:
        if self._zone_line(line):
            return
        try:
            found = self._take(line.text)
        except ValueError:
            found = None
            if not (self._open and self._under_heading):
                self._begin(self._moments.unreadable(line.text, line.number), line.text, line, "")
                return
        if self._open and self._under_heading:
            if found and found.clock and line.kind is LineKind.BULLET:
                text = _(
                    "Line {line} begins with a time; it was kept in the text of the entry at line {entry}"
                )
                text = text.format(line=line.number, entry=self._open.line)
                self._moments.doubt(line.number, DoubtKind.TIMES_INSIDE, text)
            self._go_on(line)
        elif found and self._begins(found, line):
            self._close()
            if not self._only_date(found, line, after):
                self._begin(self._moments.moment(found, line.number), found.rest, line, found.written)
        elif line.kind is LineKind.BULLET and self._bullet_level == line.level:
            self._close()
            self._leave(line, LeftWhy.NO_TIME)
        else:
            self._go_on(line)

    def _begins(self, found: WrittenTime, line: PastedLine) -> bool:
        """Whether a line with this time in front is an entry; a day in front of prose need not be."""
        if found.clock or found.open_clock or found.ranged:
            return True
        if found.day is None or not found.day.dated:
            return False
        return not found.rest.strip() or not (line.kind is LineKind.PLAIN and _PROSE.match(line.text))

    def _begin(
        self, moment: Moment, rest: str, line: PastedLine, written: str, *, heading: bool = False
    ) -> None:
        self._close()
        self._open = PastedEntry(moment, rest.strip(), line.number, line.last, written)
        self._under_heading = heading
        self._bullet_level = line.level if line.kind is LineKind.BULLET else None

    def _go_on(self, line: PastedLine) -> None:
        """The line belongs to the open entry, with the blank lines before it; without one it is left over."""
        if self._open is None:
            self._leave(line, LeftWhy.NO_TIME)
            return
        between = line.number - self._open.last_line - 1
        self._body += [*[""] * between, line.raw.rstrip()]
        self._open = replace(self._open, last_line=line.last)

    def _close(self) -> None:
        if self._open is None:
            return
        text = "\n".join([self._open.text, *self._body]).strip("\n")
        if not text.strip():
            doubt = _("Line {line} has a time and no words").format(line=self._open.line)
            self._moments.doubt(self._open.line, DoubtKind.NO_TEXT, doubt)
        self._entries.append(replace(self._open, text=text))
        self._open, self._under_heading, self._body = None, False, []

    def _zone_in_heading(self, line: PastedLine) -> None:
        match = _ZONE_IN_HEADING.search(line.text)
        zone = read_zone(match["zone"]) if match else None
        if zone:
            self._moments.state_zone(zone, line.number)

    def _zone_line(self, line: PastedLine) -> bool:
        """Whether the line says in which zone all times are; it then holds from here on."""
        said = _ZONE_LINE.fullmatch(line.text)
        match = said or _BARE_ZONE_LINE.fullmatch(line.text)
        if match is None:
            return False
        zone = read_zone(match["zone"])
        if zone is None and said is None:
            return False
        if zone:
            self._moments.state_zone(zone, line.number)
        else:
            text = _("“{zone}” is no zone I know: {taken} was taken")
            text = text.format(zone=match["zone"], taken=self._moments.zone.words)
            self._moments.doubt(line.number, DoubtKind.ZONE, text)
        self._structure.append(line.number)
        return True


def _day_first(text: str) -> tuple[bool, bool]:
    """Whether the day comes first in dates of numbers, by all of them together; whether they tell it."""
    order = DateOrder()
    order.see(_NUMBER_DATES.findall(text))
    return (order.likely, False) if order.decided is None else (order.decided, True)
