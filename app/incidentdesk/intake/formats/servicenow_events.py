"""ServiceNow: the log of an incident's changes, one row a change, folded into one incident with its timeline."""

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

_NO_CHANGES_OF = frozenset({"key", "updated", "logged", "note", "file"})
_SHARED = 200_000


class EventLog(TableFormat):
    """Rows of one number in any order and anywhere in the file become one incident, in the order of their ends."""

    def _judge(self, reading: Reading, seen: Scan) -> Reading:
        return reading if is_log(seen) else weaker(reading)

    def read(self, path: Path, reading: Reading, zone: ZoneInfo) -> Iterator[ImportedIncident]:
        """Each incident once its last row was read.

        The file is walked through twice: first for the last row of each number, then for the rows themselves.
        Held are the numbers, and the rows of incidents that are begun and not ended: one incident where the log
        is grouped by number; those open at the same time where it is in the order of time.
        """
        table = open_table(path, reading)
        builder = Builder(self._profile, reading, table.heads, zone_of(reading, zone))
        fold = _Fold(builder, reading, table.heads)
        last: dict[str, int] = {}
        for row in table.rows():
            if not row.fault:
                last[builder.key_of(row.cells)] = row.places[0]
        begun: dict[str, list[Row]] = {}
        shared: dict[str, str] = {}
        for row in table.rows():
            key = "" if row.fault else builder.key_of(row.cells)
            if not key:
                yield builder.build(row)
                continue
            rows = begun.setdefault(key, [])
            if len(shared) > _SHARED:
                shared.clear()
            rows.append(replace(row, cells=[shared.setdefault(cell, cell) for cell in row.cells]))
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
        plains = [plain(head) for head in heads]
        self._updated = self._fields.index("updated") if "updated" in self._fields else -1
        self._counter = plains.index(_COUNTER) if _COUNTER in plains else -1
        self._author = next((number for number, head in enumerate(plains) if head in _UPDATED_BY), -1)
        self._none = [""] * len(heads)

    def incident(self, rows: list[Row]) -> ImportedIncident:
        """The incident as its last change left it, with what each change did."""
        timed = sorted(((self._order(row), row) for row in rows), key=lambda one: one[0])
        places = tuple(sorted(place for row in rows for place in row.places))
        newest = timed[-1][1]
        doubts = tuple(row.doubt for row in rows if row.doubt and row is not newest)
        record = self._builder.build(replace(newest, places=places), once=False)
        events = [*record.events, *self._events(timed)]
        return replace(
            record,
            events=tuple(sorted(events, key=lambda event: event.at.ms)),
            resolved=record.resolved or _last(events, "resolved", record),
            closed=record.closed or _last(events, "closed", record),
            doubts=doubts + record.doubts,
        )

    def _order(self, row: Row) -> tuple[int, int, int]:
        """By time, then by the counter of changes, then by place."""
        at = self._at(row)
        count = row.cells[self._counter] if self._counter >= 0 else ""
        return (at.ms if at else 0, int(count) if count.isdecimal() else 0, row.places[0])

    def _at(self, row: Row) -> Instant | None:
        return self._builder.dates.instant(row.cells[self._updated]) if self._updated >= 0 else None

    def _events(self, timed: list[tuple[tuple[int, int, int], Row]]) -> Iterator[ImportedEvent]:
        before, status, first = self._none, "new", True
        for _order, row in timed:
            at = self._at(row)
            for number in self._watched:
                if row.cells[number] == before[number] or at is None:
                    continue
                event = self._change(self._fields[number], before[number], row.cells[number], at, status)
                if event is None or (first and event.kind == "changed"):
                    continue
                status = event.new if event.kind == "status" else status
                yield replace(event, author=self._author_of(row))
            if at is not None:
                before, first = row.cells, False

    def _author_of(self, row: Row) -> str:
        return self._builder.clean(row.cells[self._author]) if self._author >= 0 else ""

    def _change(self, field: str, old: str, new: str, at: Instant, status: str) -> ImportedEvent | None:
        old, new = self._builder.clean(old), self._builder.clean(new)
        if old == new:
            return None
        if field == "assignee":
            return ImportedEvent("assigned", at, field=field, old=old, new=new)
        if field != "status":
            return ImportedEvent("changed", at, field=field, old=old, new=new)
        meaning, reason = self._status(new)
        if not meaning or (meaning, reason) == (status, self._status(old)[1]):
            return ImportedEvent("changed", at, field=field, old=old, new=new) if old else None
        return ImportedEvent("status", at, field=field, old=status, new=meaning, text=reason)

    def _status(self, word: str) -> tuple[str, str]:
        """What a status means here, and why it waits if it does."""
        meaning = self._builder.meaning("status", word)
        return meaning, self._builder.meaning("hold_reason", word) if meaning == "on_hold" else ""


def _last(events: Sequence[ImportedEvent], status: str, record: ImportedIncident) -> Instant | None:
    """When the incident last got that status, if its own status is that or comes after it."""
    if record.status not in (("resolved", "closed") if status == "resolved" else ("closed",)):
        return None
    return max((event.at for event in events if event.kind == "status" and event.new == status), default=None)


SERVICENOW_EVENTS = EventLog(CHANGES)
