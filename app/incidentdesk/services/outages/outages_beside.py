"""What is known, while somebody logs, that the incident may belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.comparisons import FieldFacts, fold
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.lists.queue_rows import QueueRow, RowReader
from incidentdesk.storage import callers, lists, outages
from incidentdesk.storage.outages import OutageRow
from incidentdesk.storage.session import Session

SHOWN = 5
"""How many outages, and how many of the caller's incidents, are told while one logs."""

LOOKED_THROUGH = 50
"""Among how many open outages those like the call are looked for."""

SHORTEST = 4
"""A word of fewer letters tells nothing of what is meant."""

DONE = "resolution"
"""The field for what was done."""


@dataclass(frozen=True)
class OutageLine:
    """An open outage: since when it is, how many called, how many children it has, and of which service."""

    row: QueueRow
    since: Instant
    callers: int
    children: int
    service: str
    same_service: bool


@dataclass(frozen=True)
class Beside:
    """What stands beside the log page: open outages, and the last incidents of whoever calls.

    The one cell of those is what was done about them.
    """

    outages: tuple[OutageLine, ...]
    callers_last: tuple[QueueRow, ...]
    now: Instant


def outages_beside(
    session: Session, reader: RowReader, values: Mapping[str, JsonValue], limit: int, now: Instant
) -> Beside:
    """What is known that the incident with ``values``, not logged yet, may belong to.

    Outages of its service come first, then those whose title has most words of its own.
    """
    known = outages.open_ones(session, str(values.get("service") or ""), LOOKED_THROUGH)
    typed = _words(str(values.get("title") or ""))
    found = sorted(known, key=lambda one: (not one.same_service, -len(typed & _words(one.title))))
    found = found[:limit]
    rows = _rows(session, reader, [one.key for one in found], now)
    lines = tuple(_line(session, one, row) for one, row in zip(found, rows, strict=True))
    reporter = str(values.get("reporter") or "")
    last = outages.last_of_reporter(session, reporter, limit) if reporter else []
    return Beside(lines, _rows(session, reader, last, now, (DONE,)), now)


def _rows(
    session: Session, reader: RowReader, keys: Sequence[int], now: Instant, columns: tuple[str, ...] = ()
) -> tuple[QueueRow, ...]:
    """The lines of incidents, with the texts of the stage fields ``columns`` as their cells."""
    found = lists.rows_of(session, keys, (), "i.id", now.ms) if keys else []
    texts = dict.fromkeys(columns, FieldFacts("long_text"))
    return reader.rows(session, [row[: lists.WIDTH] for row in found], columns, texts)


def _line(session: Session, one: OutageRow, row: QueueRow) -> OutageLine:
    count = len(callers.of(session, one.uid))
    return OutageLine(row, one.since, count, one.children, one.service, one.same_service)


def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", fold(title)) if len(word) >= SHORTEST)
