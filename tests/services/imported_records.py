"""Records of another system for tests, and a format that reads them from a file."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.chain import check_chain
from incidentdesk.domain.imported import ImportedEvent, ImportedIncident
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.search_words import search_words
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage import incidents, timeline

HOUR = 3_600_000
START = Instant(1_740_000_000_000, 60)
"""19 February 2025, 22:20 in Berlin."""


@dataclass(frozen=True)
class PickledRecords:
    """A file that holds the records themselves."""

    key: str = "records"
    title: str = "Records"
    system: str = "Elsewhere"

    def inspect(self, path: Path) -> Reading:
        return Reading(self.key, likeness=1.0 if path.suffix == ".records" else 0.0)

    def read(self, path: Path, reading: Reading, zone: ZoneInfo) -> Iterator[ImportedIncident]:
        assert (reading.format, zone.key) == (self.key, "Europe/Berlin")
        yield from pickle.loads(path.read_bytes())  # noqa: S301 - written by the test itself


def written(folder: Path, records: Iterable[ImportedIncident], name: str = "old.records") -> Path:
    """A file with ``records``."""
    path = folder / name
    path.write_bytes(pickle.dumps(list(records)))
    return path


def at(hours: float) -> Instant:
    """So many hours after ``START``."""
    return Instant(START.ms + round(hours * HOUR), START.offset)


def record(key: str = "T-1", row: int = 2, **parts: Any) -> ImportedIncident:
    """A closed incident with a short history; ``parts`` replace or add."""
    values: dict[str, Any] = {
        "title": "Printer prints blank labels",
        "description": "Since the morning.\nOnly on ward 3.",
        "reporter": "Ada Adler",
        "assignee": "Bjorn",
        "category": "Printing · Labels",
        "service": "Label printing",
    }
    given: dict[str, Any] = {
        "key": key,
        "places": (row,),
        "values": values,
        "status": "closed",
        "priority": "P2",
        "logged": at(0),
        "resolved": at(5),
        "closed": at(48),
        "updated": at(48),
        "resolution": "Went back to the old driver.",
        "events": (
            ImportedEvent("status", at(1), "Bjorn", new="in_progress"),
            ImportedEvent("assigned", at(1), "Chen", new="Bjorn"),
            ImportedEvent("note", at(2), "Bjorn", text="Looking at the driver."),
            ImportedEvent("changed", at(3), "Bjorn", field="Urgency", old="2 - Medium", new="1 - High"),
            ImportedEvent("status", at(5), "Bjorn", new="resolved"),
            ImportedEvent("status", at(48), "System", new="closed"),
        ),
        "rest": {"Knowledge": "KB0001"},
    }
    return ImportedIncident(**(given | parts))


def rows_of(desk: Path, *beside: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a desk, by table, but for those ``beside`` and the index."""
    connection = sqlite3.connect(desk)
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = [name for (name,) in names if not name.startswith("incident_search") and name not in beside]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables}  # noqa: S608
    finally:
        connection.close()


def assert_sound(desk: Path) -> None:
    """Fail where the file, its references or its search index are not as they must be."""
    connection = sqlite3.connect(desk)
    connection.create_function("search_words", 1, search_words, deterministic=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO incident_search(incident_search, rank) VALUES('integrity-check', 1)")
    finally:
        connection.close()


def assert_chained(cases: UseCases) -> int:
    """Fail where the timeline of any incident is not whole; gives how many there are."""
    with cases.desk.reading() as (session, _settings):
        uids = [uid for (uid,) in session.sql("SELECT uid FROM incident")]
        for uid in uids:
            one = incidents.by_uid(session, uid)
            assert one is not None
            assert check_chain(timeline.entries(session, uid), one.head, one.entry_count) == []
    return len(uids)
