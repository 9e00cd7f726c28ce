"""ServiceNow: the log of changes, one row a change, folded into one incident with its timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.imported import ImportedEvent, ImportedIncident
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.intake.building import Builder
from incidentdesk.intake.formats.servicenow import HEADS, KNOWN, is_log, journal, weaker
from incidentdesk.intake.profile import Profile
from incidentdesk.intake.rows import Row
from incidentdesk.intake.scan import Scan
from incidentdesk.intake.table_format import TableFormat, open_table, zone_of
from incidentdesk.intake.words import plain

CHANGES = Profile(
    "servicenow-events",
    "ServiceNow event log",
    "ServiceNow",
    heads=HEADS,
    must=("number", "incident state, state", "sys updated at, sys updated on, updated"),
    known=KNOWN,
    html=True,
    notes=journal,
)

_UPDATED_BY = frozenset({"sys updated by", "updated by"})
_COUNTER = "sys mod count"
_FOLLOW_FROM_OTHERS = _UPDATED_BY | {
    _COUNTER,
    "active",
    "reassignment count",
    "reopen count",
    "sys updated at",
}
"""Columns whose changes only count or repeat the others."""

_FROM_THE_START = frozenset({"status", "assignee"})
"""What an incident can have from its first row on that a new one has not."""

_Timed = tuple[Instant | None, int, Row]
"""A row with its time and its counter of changes."""

_NO_CHANGES_OF = frozenset({"key", "updated", "logged", "note", "file"})


class EventLog(TableFormat):
    """Rows of one number, anywhere in the file, become one incident; they come in the order of their ends."""

    def _judge(self, reading: Reading, seen: Scan) -> Reading:
        return reading if is_log(seen) else weaker(reading)

    def read(self, path: Path, reading: Reading, zone: ZoneInfo) -> Iterator[ImportedIncident]:
        """Each incident once its last row was read.

        The file is walked through twice: first for the last row of each number, then for the rows themselves.
        Held are the numbers, and the rows of incidents that are begun and not ended: one incident where the
        log is grouped by number; those open at the same time where it is in the order of time.
        """
        table = open_table(path, reading)
        builder = Builder(self._profile, reading, table.heads, zone_of(reading, zone))
        fold = _Fold(builder, reading, table.heads)
        last: dict[str, int] = {}
        for row in table.rows():
            if not row.fault:
                last[builder.key_of(row.cells)] = row.places[0]
        begun: dict[str, list[Row]] = {}
        for row in table.rows():
            key = "" if row.fault else builder.key_of(row.cells)
            if not key:
                yield builder.build(row)
                continue
            begun.setdefault(key, []).append(row)
            if row.places[0] == last[key]:
                yield fold.incident(begun.pop(key))


class _Fold:
    """Makes one incident of the rows of a number."""

    def __init__(self, builder: Builder, reading: Reading, heads: Sequence[str]) -> None:
        self._builder = builder
        self._fields = [reading.columns.get(head, "") or head for head in heads]
        self._watched = [
            number for number, (head, field) in enumerate(zip(heads, self._fields, strict=True))
            if plain(head) not in _FOLLOW_FROM_OTHERS and field not in _NO_CHANGES_OF
        ]  # fmt: skip
        self._from_the_start = [number for number in self._watched if self._fields[number] in _FROM_THE_START]
        plains = [plain(head) for head in heads]
        self._updated = self._fields.index("updated") if "updated" in self._fields else -1
        self._counter = plains.index(_COUNTER) if _COUNTER in plains else -1
        self._author = next((number for number, head in enumerate(plains) if head in _UPDATED_BY), -1)
        self._none = [""] * len(heads)

    def incident(self, rows: list[Row]) -> ImportedIncident:
        """The incident as its last change left it, with what each change did."""
        timed = sorted(map(self._timed, rows), key=_order)
        newest = timed[-1][2]
        places = tuple(sorted(place for row in rows for place in row.places))
        doubts = tuple(row.doubt for row in rows if row.doubt and row is not newest)
        record = self._builder.build(Row(places, newest.cells, newest.doubt), once=False)
        events = [*record.events, *self._events(timed)]
        return replace(
            record,
            events=tuple(sorted(events, key=lambda event: event.at.ms)),
            resolved=record.resolved or _last(events, "resolved", record),
            closed=record.closed or _last(events, "closed", record),
            doubts=doubts + record.doubts,
        )

    def _timed(self, row: Row) -> _Timed:
        at = self._builder.dates.instant(row.cells[self._updated]) if self._updated >= 0 else None
        count = row.cells[self._counter] if self._counter >= 0 else ""
        return at, int(count) if count.isdecimal() else 0, row

    def _events(self, timed: list[_Timed]) -> Iterator[ImportedEvent]:
        """What each change did; of the first row only what is not as it is when an incident is new."""
        before, watched, status = self._none, self._from_the_start, "new"
        for at, _count, row in timed:
            if at is None:
                continue
            for number in watched:
                if row.cells[number] == before[number]:
                    continue
                event = self._change(number, before, row, at, status)
                if event is not None:
                    status = event.new if event.kind == "status" else status
                    yield event
            before, watched = row.cells, self._watched

    def _change(
        self, number: int, before: Sequence[str], row: Row, at: Instant, status: str
    ) -> ImportedEvent | None:
        clean = self._builder.clean
        field, old, new = self._fields[number], clean(before[number]), clean(row.cells[number])
        if old == new:
            return None
        author = clean(row.cells[self._author]) if self._author >= 0 else ""
        if field == "assignee":
            return ImportedEvent("assigned", at, author, field=field, old=old, new=new)
        if field != "status":
            return ImportedEvent("changed", at, author, field=field, old=old, new=new)
        meaning, reason = self._status(new)
        if not meaning or (meaning, reason) == (status, self._status(old)[1]):
            return ImportedEvent("changed", at, author, field=field, old=old, new=new) if old else None
        return ImportedEvent("status", at, author, text=reason, field=field, old=status, new=meaning)

    def _status(self, word: str) -> tuple[str, str]:
        """What a status means here, and why it waits if it does."""
        meaning = self._builder.meanings.of("status", word)
        return meaning, self._builder.meanings.of("hold_reason", word) if meaning == "on_hold" else ""


def _order(timed: _Timed) -> tuple[int, int, int]:
    """By time, then by the counter of changes, then by place."""
    at, count, row = timed
    return (at.ms if at else 0, count, row.places[0])


def _last(events: Sequence[ImportedEvent], status: str, record: ImportedIncident) -> Instant | None:
    """When the incident last got that status, if its own status is that or comes after it."""
    if record.status not in (("resolved", "closed") if status == "resolved" else ("closed",)):
        return None
    return max((event.at for event in events if event.kind == "status" and event.new == status), default=None)


SERVICENOW_EVENTS = EventLog(CHANGES)
