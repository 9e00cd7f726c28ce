"""Records of another system for tests, and a format that reads them from a file."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.imported import ImportedEvent, ImportedIncident
from incidentdesk.domain.importing_settings import Reading

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
