"""The seeded tickets that programs are compared on; the generator lies outside this repository."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.imported import ImportedEvent, ImportedIncident
from samples_outside import outside


@cache
def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ticket_generator", outside("bench", "gen.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tickets(count: int) -> Iterator[dict[str, Any]]:
    """``count`` tickets, the same at each call."""
    found: Iterator[dict[str, Any]] = _generator().tickets(count)
    return found


def questions() -> list[str]:
    """Twenty questions of two words, each with exactly ``hits()`` answers in any number of tickets."""
    return list(_generator().queries())


def hits() -> int:
    """How many tickets have both words of a question."""
    return int(_generator().HITS)


PRIORITIES = {"critical": "P1", "high": "P2", "normal": "P3", "low": "P4"}
STATUSES = {"new": "new", "open": "in_progress", "pending": "on_hold", "closed": "closed"}


def records(count: int, zone: ZoneInfo) -> Iterator[ImportedIncident]:
    """The tickets as records of another system, to be imported."""
    for ticket in tickets(count):
        updated = in_zone(ticket["updated"] * 1000, zone)
        closed = updated if ticket["status"] == "closed" else None
        yield ImportedIncident(
            key=str(ticket["id"]),
            places=(ticket["id"],),
            values={
                "title": ticket["subject"], "description": ticket["body"], "reporter": ticket["requester"],
                "category": ticket["category"], "assignee": ticket["assignee"],
            },
            status=STATUSES[ticket["status"]],
            priority=PRIORITIES[ticket["priority"]],
            logged=in_zone(ticket["created"] * 1000, zone),
            resolved=closed,
            closed=closed,
            updated=updated,
            events=tuple(
                ImportedEvent("note", in_zone(one["at"] * 1000, zone), one["author"], one["text"])
                for one in ticket["comments"]
            ),
        )  # fmt: skip
