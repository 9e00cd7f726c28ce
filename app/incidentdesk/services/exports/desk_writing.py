"""What goes into the document of a desk: records in order, read page by page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from incidentdesk.base.new_file import NewFile
from incidentdesk.services.exports.desk_layout import LayoutWriter
from incidentdesk.storage import desk_rows, desk_shapes
from incidentdesk.storage.desk_shapes import Record, Shape
from incidentdesk.storage.session import Session

PAGE = 200
PIECES_AT_ONCE = 8
"""A piece is 256 KiB."""

Step = Callable[[int], None]
"""Told of each incident and each piece of a file that was written: how many more."""

_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def write_whole(file: NewFile, session: Session, incidents: int, step: Step) -> None:
    """Write everything that the desk has."""
    writer = LayoutWriter(file, incidents, part=False)
    for shape in desk_shapes.SECTIONS:
        if shape is desk_shapes.INCIDENTS:
            writer.section(shape.name, _all_incidents(session, step))
        else:
            writer.section(shape.name, _all_rows(session, shape, step))
    writer.end()


def write_part(file: NewFile, session: Session, ids: Sequence[int], step: Step) -> None:
    """Write the incidents with the keys ``ids``, and of the rest what they refer to."""
    writer = LayoutWriter(file, len(ids), part=True)
    uids = desk_rows.known_uids(session, desk_shapes.STAFF, desk_shapes.REPORTERS, desk_shapes.REGISTERS)
    seen = _Seen(uids)
    chosen = (
        record
        for start in range(0, len(ids), PAGE)
        for record in _incidents(
            session,
            desk_rows.rows_with(session, desk_shapes.INCIDENTS, "id", ids[start : start + PAGE]),
            step,
        )
    )
    writer.section("incidents", (seen.look(record) for record in chosen))
    calls = [one for one in _all_rows(session, desk_shapes.CALLERS, step) if seen.has_caller(one)]
    attempts = [one for one in _all_rows(session, desk_shapes.CALLER_ATTEMPTS, step) if seen.has_attempt(one)]
    for shape, wanted in (
        (desk_shapes.PROCESSES, seen.has_process),
        (desk_shapes.STAFF, seen.has_uid),
        (desk_shapes.REPORTERS, seen.has_uid),
        (desk_shapes.REGISTERS, seen.has_uid),
        (desk_shapes.LINKS, seen.has_both_ends),
        (desk_shapes.FOLLOW_UPS, seen.has_incident),
    ):
        writer.section(shape.name, filter(wanted, _all_rows(session, shape, step)))
    writer.section(desk_shapes.CALLERS.name, iter(calls))
    writer.section(desk_shapes.CALLER_ATTEMPTS.name, iter(attempts))
    files = sorted(seen.files)
    writer.section("files", (one for sha256 in files for one in _file(session, sha256)))
    writer.section("pieces", (one for sha256 in files for one in _pieces(session, sha256, step)))
    writer.end()


class _Seen:
    """What the incidents written so far refer to."""

    def __init__(self, uids: frozenset[str]) -> None:
        self._uids = uids
        self._referred: set[str] = set()
        self._incidents: set[str] = set()
        self._processes: set[tuple[str, int]] = set()
        self._callers: set[str] = set()
        self.files: set[str] = set()

    def look(self, record: Record) -> Record:
        """Note what ``record`` refers to, wherever in it; gives it back."""
        self._incidents.add(record["uid"])
        self._processes |= {(run["process"], run["version"]) for run in record["runs"]}
        self.files |= {one["blob"] for name in ("attachments", "reports") for one in record[name]}
        self._refer(record)
        return record

    def has_caller(self, record: Record) -> bool:
        """Whether a caller is one of an incident that is written; whom it names is then written too."""
        if record["incident"] not in self._incidents:
            return False
        self._callers.add(record["uid"])
        self._refer(record)
        return True

    def has_attempt(self, record: Record) -> bool:
        if record["caller"] not in self._callers:
            return False
        self._refer(record)
        return True

    def _refer(self, record: Record) -> None:
        self._referred |= self._uids.intersection(_UID.findall(repr(record)))

    def has_uid(self, record: Record) -> bool:
        return record["uid"] in self._referred

    def has_process(self, record: Record) -> bool:
        return (record["key"], record["version"]) in self._processes

    def has_incident(self, record: Record) -> bool:
        return record["incident"] in self._incidents

    def has_both_ends(self, record: Record) -> bool:
        return {record["incident"], record["other"]} <= self._incidents


def _all_rows(session: Session, shape: Shape, step: Step) -> Iterator[Record]:
    limit = PIECES_AT_ONCE if shape is desk_shapes.PIECES else PAGE
    after = None
    while rows := desk_rows.page_after(session, shape, after, limit):
        for row in rows:
            yield desk_rows.to_record(shape, row)
        after = tuple(rows[-1][: len(shape.order)])
        if shape is desk_shapes.PIECES:
            step(len(rows))


def _file(session: Session, sha256: str) -> Iterator[Record]:
    rows = desk_rows.rows_with(session, desk_shapes.FILES, "sha256", [sha256])
    return (desk_rows.to_record(desk_shapes.FILES, row) for row in rows)


def _pieces(session: Session, sha256: str, step: Step) -> Iterator[Record]:
    after: tuple[object, ...] = (sha256, -1)
    while rows := desk_rows.page_after(session, desk_shapes.PIECES, after, PIECES_AT_ONCE):
        for row in rows:
            if row[0] != sha256:
                return
            yield desk_rows.to_record(desk_shapes.PIECES, row)
        after = tuple(rows[-1][:2])
        step(0)


def _all_incidents(session: Session, step: Step) -> Iterator[Record]:
    after = None
    while rows := desk_rows.page_after(session, desk_shapes.INCIDENTS, after, PAGE):
        yield from _incidents(session, rows, step)
        after = tuple(rows[-1][: len(desk_shapes.INCIDENTS.order)])


def _incidents(session: Session, rows: Sequence[tuple[object, ...]], step: Step) -> Iterator[Record]:
    """The records of incidents with all that belongs to them inside."""
    ids = [row[0] for row in rows]
    parts = {
        shape.name: _by_parent(session, shape, "incident", ids)
        for shape in desk_shapes.PARTS_OF_INCIDENT
        if shape is not desk_shapes.RUNS
    }
    runs = _runs(session, ids)
    for row in rows:
        record = desk_rows.to_record(desk_shapes.INCIDENTS, row)
        record["runs"] = runs.get(row[0], [])
        for name, found in parts.items():
            record[name] = found.get(row[0], [])
        yield record
    step(len(rows))


def _runs(session: Session, ids: Sequence[object]) -> dict[object, list[Record]]:
    rows = desk_rows.rows_with(session, desk_shapes.RUNS, "incident", ids)
    stages = _by_parent(session, desk_shapes.STAGES, "run", [row[1] for row in rows]) if rows else {}
    found: dict[object, list[Record]] = {}
    for row in rows:
        run = desk_rows.to_record(desk_shapes.RUNS, row) | {"stages": stages.get(row[1], [])}
        found.setdefault(row[0], []).append(run)
    return found


def _by_parent(
    session: Session, shape: Shape, column: str, keys: Sequence[object]
) -> dict[object, list[Record]]:
    rows = desk_rows.rows_with(session, shape, column, keys)
    return {
        key: [desk_rows.to_record(shape, row) for row in some]
        for key, some in groupby(rows, key=lambda row: row[0])
    }
