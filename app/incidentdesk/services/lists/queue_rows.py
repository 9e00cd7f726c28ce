"""The lines of lists, from the narrow rows of storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.comparisons import moment_ms
from incidentdesk.domain.conditions import FieldFacts
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.records import Due
from incidentdesk.domain.whose_word import is_owners_word
from incidentdesk.services.desk.process_library import ProcessLibrary
from incidentdesk.services.desk.seeing import Bare, restricted_title
from incidentdesk.storage import links, lists, registers
from incidentdesk.storage.session import Row, Session


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A line of a list: what lists show, and no more. Times in milliseconds since 1970.

    ``assignee`` is a uid, or empty. ``cells`` are the values of the columns asked for beside the usual ones,
    in their order: moments as milliseconds, names in place of uids, choices by key. ``callers`` is how many
    called about it; ``parent`` the number of the outage it is a part of, or empty;
    ``source`` is how it was found; ``merged_into`` the number under which the work goes on, or empty.
    ``sev`` and ``phase`` are those of a major incident, else empty. Of one that is ``kept`` from the viewer
    only number, status, priority and SEV level are told. ``notice_ms`` is when a legal notice is due.
    """

    uid: str
    number: str
    title: str
    process: str
    status: str
    stage: str
    stage_title: str
    stage_position: int
    stage_count: int
    priority: str
    provisional: bool
    major: bool
    title_built: bool
    assignee: str
    assignee_name: str
    reporter_name: str
    due: Due
    logged_ms: int
    updated_ms: int
    resolved_ms: int | None
    closed_ms: int | None
    cells: tuple[JsonValue, ...] = ()
    callers: int = 0
    parent: str = ""
    source: str = ""
    merged_into: str = ""
    sev: str = ""
    phase: str = ""
    drill: bool = False
    restricted: bool = False
    kept: bool = False
    notice_ms: int | None = None

    @property
    def by_level(self) -> bool:
        """Whether its SEV level says how urgent it is; of what is ``kept`` no more is known than that."""
        return bool(self.sev) if self.kept else self.provisional and bool(self.phase)

    @property
    def is_owners_word(self) -> bool:
        """Whether the owner of its service is asked whether it works, and not its reporter."""
        return is_owners_word(self.source, self.reporter_name)


class QueuePage(NamedTuple):
    """A part of a list, as it was ``now``."""

    rows: tuple[QueueRow, ...]
    now: Instant


class RowReader:
    """Makes lines of what ``storage.lists.page`` gives."""

    def __init__(self, library: ProcessLibrary) -> None:
        self._library = library
        self._stages: dict[tuple[str, int, str], tuple[str, int, int]] = {}

    def rows(
        self,
        session: Session,
        found: Sequence[Row],
        columns: Sequence[str] = (),
        facts: Mapping[str, FieldFacts] | None = None,
    ) -> tuple[QueueRow, ...]:
        """The lines of ``found``, which was asked with ``shared(columns)``."""
        cells: Sequence[tuple[JsonValue, ...]] = [()] * len(found)
        if columns and found:
            cells = _cells(session, found, columns, facts or {})
        rows = tuple([self._row(session, row, own) for row, own in zip(found, cells, strict=True)])
        cancelled = [row.uid for row in rows if row.status == "cancelled"]
        merged = links.merged_into(session, cancelled) if cancelled else {}
        if not merged:
            return rows
        return tuple([replace(row, merged_into=merged.get(row.uid, "")) for row in rows])

    def _row(self, session: Session, row: Row, cells: tuple[JsonValue, ...]) -> QueueRow:
        stage = self._stages.get((row[3], row[4], row[6])) or self._stage(session, row[3], row[4], row[6])
        return QueueRow(
            row[0], row[1], row[2], row[3], row[5], row[6], stage[0], stage[1], stage[2],
            row[7], bool(row[8]), bool(row[9]), bool(row[10]), row[11] or "", row[12] or "", row[13] or "",
            Due(row[18], row[19], row[20], row[21], row[22], row[23] or "", bool(row[24]), bool(row[25])),
            row[14], row[15], row[16], row[17], cells, row[27], row[28] or "", row[29] or "",
            sev=row[30] or "", phase=row[31] or "", drill=bool(row[32]), restricted=bool(row[33]),
            notice_ms=row[34],
        )  # fmt: skip

    def _stage(self, session: Session, process: str, version: int, key: str) -> tuple[str, int, int]:
        """What a stage is called in a list, its place, and of how many."""
        definition = self._library.at_version(session, process, version)
        position = definition.position(key)
        found = definition.stages[position].short, position, len(definition.stages)
        self._stages[process, version, key] = found
        return found


def kept_row(bare: Bare, columns: Sequence[str] = ()) -> QueueRow:
    """The line of an incident that is kept from the viewer."""
    title = restricted_title()
    told = {**known_of(bare), "title": title}
    return QueueRow(
        bare.uid, bare.number, title, "", bare.status, "", "", 0, 0, bare.priority, False, False, False, "",
        "", "", Due(), 0, 0, None, None, tuple(told.get(key) for key in columns), sev=bare.sev,
        restricted=True, kept=True,
    )  # fmt: skip


def known_of(bare: Bare) -> dict[str, JsonValue]:
    """The fields by which an incident can be found that is kept from the viewer."""
    return {
        "number": bare.number,
        "status": bare.status,
        "priority": bare.priority,
        "sev": bare.sev or None,
    }


def shared(columns: Sequence[str]) -> tuple[str, ...]:
    """Those of ``columns`` that are shared fields, to be asked together with the row."""
    return tuple(key for key in columns if key in CORE_FIELDS)


def _cells(
    session: Session, found: Sequence[Row], columns: Sequence[str], facts: Mapping[str, FieldFacts]
) -> list[tuple[JsonValue, ...]]:
    own = [key for key in columns if key not in CORE_FIELDS]
    written = lists.written(session, [row[lists.RUN] for row in found], own) if own else {}
    raw: list[dict[str, Any]] = []
    for row in found:
        values = dict(zip(shared(columns), row[lists.WIDTH :], strict=True))
        raw.append({**written.get(row[lists.RUN], {}), **values})
    people = [key for key in own if FIELD_KINDS[facts[key].kind].reference]
    names = registers.names_of(session, [str(values.get(key) or "") for values in raw for key in people])
    return [tuple(_plain(values.get(key), facts[key].kind, names) for key in columns) for values in raw]


def _plain(value: Any, kind: str, names: Mapping[str, str]) -> JsonValue:  # noqa: ANN401 - a cell, or JSON
    if value is None:
        return None
    if kind == "yes_no":
        return bool(value)
    if kind == "moment" and isinstance(value, dict):
        return moment_ms(value)
    return names.get(value, value) if isinstance(value, str) else value
