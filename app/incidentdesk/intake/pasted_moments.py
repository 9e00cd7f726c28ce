"""From times as they are written, one after the other, to moments: which day, in which zone."""

from __future__ import annotations

from datetime import date, timedelta

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import date_text
from incidentdesk.domain.moments import YEARS, Moment, sort_ms
from incidentdesk.intake.pasted_result import Doubt, DoubtKind, Missing, UnderstoodZone, ZoneSource
from incidentdesk.intake.pasted_times import DAY_SECONDS, WEEKDAYS, WrittenDay, WrittenTime, next_weekday
from incidentdesk.intake.pasted_zones import Zone, read_zone

SLIP_SECONDS = 2 * 3600
"""A time without a date lying less than this before the one above is out of order, else the next day's."""
_HALF_YEAR = timedelta(days=183)
_LAST_MINUTE = DAY_SECONDS - 60


class MomentsInOrder:
    """Turns written times into moments; each may lean on the day and the zone of those before it."""

    def __init__(
        self, zone: Zone, understood: UnderstoodZone, day: date | None, *, order_known: bool = False
    ) -> None:
        self._order_known = order_known
        self.zone = zone
        self.understood = understood
        self.doubts: list[Doubt] = []
        self.missing: set[Missing] = set()
        self._day = day
        self._clock: int | None = None
        self._latest: int | None = None
        self._taken_from = 0
        self._told: set[str] = set()

    def state_zone(self, zone: Zone, line: int) -> None:
        """From here on, times without a zone of their own are in ``zone``."""
        if self.understood.source is not ZoneSource.GIVEN:
            self.zone, self.understood = zone, UnderstoodZone(zone.words, ZoneSource.WRITTEN, line)
            self.doubt(line, DoubtKind.ZONE, zone.doubt)

    def doubt(self, line: int, kind: DoubtKind, text: str) -> None:
        """Tell a doubt once; an empty text is none."""
        if text and text not in self._told:
            self._told.add(text)
            self.doubts.append(Doubt(line, kind, text))

    def start_from(self, day: date, line: int) -> None:
        """Times without a date are of ``day``, that stands on ``line`` outside the timeline."""
        self._day, self._taken_from = day, line

    def turn_to(self, day: WrittenDay, line: int) -> None:
        """The times below are of ``day``; ``ValueError`` where no calendar has it."""
        first, last = self._days(day, line) or (None, None)
        if first is not None and first == last:
            self._day, self._clock, self._taken_from = first, None, 0

    def moment(self, written: WrittenTime, line: int) -> Moment:
        """The moment that was written; unknown, with what is missing or doubtful told, where it cannot be."""
        try:
            moment = self._moment(written, line)
        except (ValueError, OverflowError):
            return self.unreadable(written.written, line)
        self._look(moment, written, line)
        return moment

    def unreadable(self, written: str, line: int) -> Moment:
        """An unknown moment for a time that cannot be read, and the doubt."""
        text = _("“{text}” is no time I can read: the entry stands with an unknown time").format(text=written)
        self.doubts.append(Doubt(line, DoubtKind.UNREADABLE, text))
        return Moment.unknown()

    def _moment(self, written: WrittenTime, line: int) -> Moment:
        zone = self._zone(written.zone, line)
        days = self._days(written.day, line) if written.day else self._same_day(written, line)
        if days is None:
            self.missing.add(Missing.DATE)
            return Moment.unknown()
        first, last = days
        if first.year not in YEARS or last.year not in YEARS:
            raise ValueError
        if first == last:
            self._day = first
            self._taken_from = 0 if written.day else self._taken_from
            self._clock = written.clock[0] if written.clock else None
        from_, to = written.clock or (0, _LAST_MINUTE)
        start = zone.at(first, from_)
        start = Instant(start.ms + written.ms, start.offset)
        if written.clock:
            self.doubt(line, DoubtKind.ZONE, zone.doubt_at(first, from_))
        if written.ranged:
            return Moment.between(start, self._end(written, last, zone, line))
        if first != last or from_ != to:
            return Moment.between(start, zone.at(last, to))
        return Moment.about(start) if written.about else Moment.exact(start)

    def _end(self, written: WrittenTime, day: date, zone: Zone, line: int) -> Instant:
        start = zone.at(day, written.clock[0] if written.clock else 0)
        clock = written.end_clock[1] if written.end_clock else _LAST_MINUTE
        if written.end_zone and written.end_zone != written.zone:
            zone = self._zone(written.end_zone, line)
        if written.end_day:
            days = self._days(written.end_day, line)
            return zone.at(days[1] if days else day, clock)
        end = zone.at(day, clock)
        return end if end.ms >= start.ms else zone.at(day + timedelta(days=1), clock)  # over midnight

    def _zone(self, words: str, line: int) -> Zone:
        source = self.understood.source
        if not words:
            if source is ZoneSource.DESK:
                self.missing.add(Missing.ZONE)
            elif source is ZoneSource.ENTRIES:
                text = _("Times without a zone were read in “{zone}”, like those before them")
                self.doubt(line, DoubtKind.ZONE, text.format(zone=self.zone.words))
            return self.zone
        zone = read_zone(words)
        if zone is None:
            text = _("“{zone}” is no zone I know: {taken} was taken")
            self.doubt(line, DoubtKind.ZONE, text.format(zone=words, taken=self.zone.words))
            return self.zone
        self.doubt(line, DoubtKind.ZONE, zone.doubt)
        if source in {ZoneSource.DESK, ZoneSource.ENTRIES} and zone.words != self.understood.words:
            self.zone, self.understood = zone, UnderstoodZone(zone.words, ZoneSource.ENTRIES, line)
        return zone

    def _days(self, day: WrittenDay, line: int) -> tuple[date, date] | None:
        """The first and last day it can be; the year, or the date of a weekday, from the day before it."""
        if day.year:
            first, last = day.span()
            self._check(day, first, last, line)
            return first, last
        if self._day is None:
            return None
        if not day.dated:
            found = next_weekday(self._day, day.weekday or 0)
            return found, found
        found = _in_year(day, self._day.year)
        if found < self._day - _HALF_YEAR:
            found = _in_year(day, self._day.year + 1)
        self._check(day, found, found, line)
        return found, found

    def _check(self, day: WrittenDay, first: date, last: date, line: int) -> None:
        if day.either and not self._order_known:
            text = _("{day}: day and month could also be the other way round").format(day=date_text(first))
            self.doubt(line, DoubtKind.DATE, text)
        if day.weekday is not None and first == last and first.weekday() != day.weekday:
            text = _("{day} was no {weekday}: the date was followed")
            name = WEEKDAYS[day.weekday].capitalize()
            self.doubt(line, DoubtKind.DATE, text.format(day=date_text(first), weekday=name))

    def _same_day(self, written: WrittenTime, line: int) -> tuple[date, date] | None:
        """The day of the one before, or the next one where the clock has begun again."""
        if self._day is None:
            return None
        if self._taken_from:
            text = _("Times without a date were read as of {day}, from line {line}")
            text = text.format(day=date_text(self._day), line=self._taken_from)
            self.doubt(line, DoubtKind.DATE, text)
        if self._clock is not None and written.clock and written.clock[1] < self._clock - SLIP_SECONDS:
            self._day += timedelta(days=1)
            text = _("“{time}” is earlier than the time before it: read as the next day, {day}")
            self.doubt(line, DoubtKind.NEXT_DAY, text.format(time=written.written, day=date_text(self._day)))
        return self._day, self._day

    def _look(self, moment: Moment, written: WrittenTime, line: int) -> None:
        """Tell where a time is out of order, and where its zone was not what clocks showed."""
        at = sort_ms(moment)
        if at is None or moment.at is None:
            return
        used = read_zone(written.zone) if written.zone else self.zone
        if used and f"{used.words} {used.offset}" not in self._told:
            text = used.disagreement(moment.at)
            if text:
                self._told.add(f"{used.words} {used.offset}")
                self.doubt(line, DoubtKind.ZONE, text)
        end = moment.until.ms if moment.until else at
        if self._latest is not None and end < self._latest:
            text = _("“{time}” lies before the time above it: the order of the lines was kept")
            self.doubts.append(Doubt(line, DoubtKind.OUT_OF_ORDER, text.format(time=written.written)))
            self._latest = at
        self._latest = max(at, self._latest or at)


def _in_year(day: WrittenDay, year: int) -> date:
    return date(year, day.month, day.day)
