"""An incident's record as columns, and columns as a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.comparisons import fold
from incidentdesk.domain.core_fields import TYPED_CORE_FIELDS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, Precision, moment_from_json, moment_to_json
from incidentdesk.domain.records import Due, Hold, Incident
from incidentdesk.storage.incident_tables import Incident as IncidentTable

KeyOf = Callable[[str, str], int | None]
"""Gives the integer key of a record by register (``person``, ``reporter``, …) and uid."""

MOMENTS = tuple(key for key, field in TYPED_CORE_FIELDS.items() if field.kind == "moment")
REFERENCES = {
    key: field.kind
    for key, field in TYPED_CORE_FIELDS.items()
    if field.kind in {"person", "reporter", "team", "service", "device"}
}
PLAIN = tuple(key for key in (*TYPED_CORE_FIELDS, "priority") if key not in MOMENTS and key not in REFERENCES)
INSTANTS = ("logged", "responded", "resolved", "closed", "updated")
JOINED = {"reporter": "reporter", "assignee": "person", "team": "register_item", "service": "register_item",
          "device": "register_item", "logged_by": "person"}  # fmt: skip

_COLUMNS = tuple(
    field.column_name
    for field in IncidentTable._meta.sorted_fields  # noqa: SLF001 - peewee's documented door
)
SELECT_INCIDENT = (
    "SELECT "  # noqa: S608 - our own names
    + ", ".join(
        [f"i.{name}" for name in _COLUMNS]
        + [f"{alias}.uid AS {alias}_uid" for alias in JOINED]
        + ["run.uid AS run_uid", "run.version AS run_version"]
    )
    + " FROM incident i JOIN run ON run.incident_id = i.id AND run.ended_at IS NULL "
    + " ".join(f"LEFT JOIN {table} {alias} ON {alias}.id = i.{alias}_id" for alias, table in JOINED.items())
)
"""Everything of an incident in one query; add WHERE, ORDER BY and LIMIT on ``i``."""

_NAMES = (*_COLUMNS, *(f"{alias}_uid" for alias in JOINED), "run_uid", "run_version")


def incident_from_row(row: tuple[Any, ...]) -> Incident:
    """The record in a row of ``SELECT_INCIDENT``."""
    cells = dict(zip(_NAMES, row, strict=True))
    core: dict[str, JsonValue] = {key: cells[key] for key in PLAIN if cells[key] is not None}
    core |= {key: cells[f"{key}_uid"] for key in REFERENCES if cells[f"{key}_uid"] is not None}
    core |= {key: _moment(cells, key) for key in MOMENTS if cells[f"{key}_precision"] is not None}
    logged = _instant(cells, "logged")
    assert logged is not None  # noqa: S101 - NOT NULL in the table
    return Incident(
        uid=cells["uid"],
        number=cells["number"],
        process=cells["process"],
        process_version=cells["run_version"],
        run_uid=cells["run_uid"],
        status=cells["status"],
        stage=cells["stage"],
        core=core,
        logged=logged,
        logged_by=cells["logged_by_uid"],
        provisional=bool(cells["provisional"]),
        major=bool(cells["major"]),
        restricted=bool(cells["restricted"]),
        hold=_hold(cells),
        cancel_reason=cells["cancel_reason"] or "",
        responded=_instant(cells, "responded"),
        resolved=_instant(cells, "resolved"),
        closed=_instant(cells, "closed"),
        updated=_instant(cells, "updated"),
        due=_due(cells),
        external_key=cells["external_key"] or "",
        origin_system=cells["origin_system"] or "",
        origin_key=cells["origin_key"] or "",
        title_built=bool(cells["title_built"]),
        reopen_count=cells["reopen_count"],
        entry_count=cells["entry_count"],
        head=cells["head"],
        change_seq=cells["change_seq"],
        outage=None if cells["outage"] is None else bool(cells["outage"]),
        sev=cells["sev"] or "",
        phase=cells["phase"] or "",
        drill=bool(cells["drill"]),
    )


def columns_of(incident: Incident, key_of: KeyOf) -> dict[str, Any]:
    """The columns of ``incident``; uids become integer keys through ``key_of``."""
    cells = dict(_EMPTY)
    cells["uid"], cells["logged_by_id"] = incident.uid, key_of("person", incident.logged_by)
    for key, value in incident.core.items():
        if value is not None:
            cells.update(_core_cells(key, value, key_of))
    for part, write in _PARTS.items():
        cells.update(write(getattr(incident, part)))
    return cells


def changed_columns(before: Incident, after: Incident, key_of: KeyOf) -> dict[str, Any]:
    """The columns in which ``after`` differs from ``before``, an earlier state of the same incident."""
    cells: dict[str, Any] = {}
    if before.core is not after.core:
        for key in before.core.keys() | after.core.keys():
            new = after.core.get(key)
            if new != before.core.get(key):
                cells |= _core_cells(key, new, key_of)
    for part, write in _PARTS.items():
        new = getattr(after, part)
        if new != getattr(before, part):
            cells |= write(new)
    return cells


def _core_cells(key: str, value: JsonValue, key_of: KeyOf) -> dict[str, Any]:
    if key in REFERENCES:
        return {f"{key}_id": key_of(REFERENCES[key], str(value)) if value else None}
    if key in MOMENTS:
        return _moment_cells(key, value)
    if key == "title":
        return {"title": value or ""}  # it may be emptied, to be asked for by the gate
    if key == "error_code":
        return {"error_code": value, "error_code_folded": fold(str(value)) if value else None}
    return {key: value}


def _plain(column: str) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {column: value}


def _or_none(column: str) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {column: value or None}


def _instant_cells(key: str) -> Callable[[Instant | None], dict[str, Any]]:
    at, offset = f"{key}_at", f"{key}_offset"
    return lambda value: {at: value.ms, offset: value.offset} if value else {at: None, offset: None}


def _hold_cells(hold: Hold | None) -> dict[str, Any]:
    return {
        "hold_reason": hold.reason if hold else None,
        "hold_waiting_for": hold.waiting_for if hold else None,
        "hold_note": hold.note if hold else None,
        "wake_local": hold.wake_local if hold else None,
        "wake_zone": hold.wake_zone if hold else None,
        "wake_at": hold.wake_ms if hold else None,
    }


def _due_cells(due: Due) -> dict[str, Any]:
    return {
        "classify_due": due.classify,
        "response_due": due.response,
        "resolution_due": due.resolution,
        "confirm_due": due.confirm,
        "next_due": due.next,
        "next_due_kind": due.next_kind or None,
        "paused": due.paused,
        "breached": due.breached,
    }


_PARTS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{
        name: _plain(name)
        for name in (
            "number", "process", "status", "stage", "provisional", "major", "restricted", "title_built",
            "reopen_count", "entry_count", "head", "change_seq", "outage", "drill",
        )
    },
    **{name: _or_none(name) for name in (
        "cancel_reason", "external_key", "origin_system", "origin_key", "sev", "phase",
    )},
    **{name: _instant_cells(name) for name in INSTANTS},
    "hold": _hold_cells,
    "due": _due_cells,
}  # fmt: skip
"""The parts of an incident beside its shared fields, and the columns in which each is kept."""


def _instant(cells: Mapping[str, Any], key: str) -> Instant | None:
    ms = cells[f"{key}_at"]
    return None if ms is None else Instant(ms, cells[f"{key}_offset"] or 0)


def _moment(cells: Mapping[str, Any], key: str) -> JsonValue:
    offset, until_offset = cells[f"{key}_offset"] or 0, cells[f"{key}_until_offset"] or 0
    at, until = cells[f"{key}_at"], cells[f"{key}_until"]
    return moment_to_json(
        Moment(
            Precision(cells[f"{key}_precision"]),
            None if at is None else Instant(at, offset),
            None if until is None else Instant(until, until_offset),
        )
    )


def _moment_cells(key: str, value: JsonValue) -> dict[str, Any]:
    names = ("precision", "at", "until", "offset", "until_offset")
    if value is None:
        return {f"{key}_{name}": None for name in names}
    moment = moment_from_json(value)
    at, until = moment.at, moment.until
    parts = (
        moment.precision.value,
        at.ms if at else None,
        until.ms if until else None,
        at.offset if at else None,
        until.offset if until else None,
    )
    return {f"{key}_{name}": part for name, part in zip(names, parts, strict=True)}


def _hold(cells: Mapping[str, Any]) -> Hold | None:
    if cells["hold_reason"] is None:
        return None
    return Hold(
        reason=cells["hold_reason"],
        waiting_for=cells["hold_waiting_for"] or "",
        wake_local=cells["wake_local"] or "",
        wake_zone=cells["wake_zone"] or "",
        wake_ms=cells["wake_at"],
        note=cells["hold_note"] or "",
    )


def _due(cells: Mapping[str, Any]) -> Due:
    return Due(
        classify=cells["classify_due"],
        response=cells["response_due"],
        resolution=cells["resolution_due"],
        confirm=cells["confirm_due"],
        next=cells["next_due"],
        next_kind=cells["next_due_kind"] or "",
        paused=bool(cells["paused"]),
        breached=bool(cells["breached"]),
    )


_EMPTY: dict[str, Any] = {
    column: cell
    for key in (*TYPED_CORE_FIELDS, "priority")
    for column, cell in _core_cells(key, None, lambda _register, _uid: None).items()
}
"""The columns of the shared fields of an incident that has none of them."""
