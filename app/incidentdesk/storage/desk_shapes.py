"""Which tables are written as records, in which order, and how a row of each becomes one.

A record has the columns of its row by name, without integer keys: references are uids, JSON columns are
values, bytes are base64. A column that is NULL is left out, which keeps an erased payload apart from an empty
one. What is derived from other columns is left out too, and made again.
"""

# ruff: noqa: S608 - names of our own tables and columns
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from peewee import Field, ForeignKeyField

from incidentdesk.domain.conditions import fold
from incidentdesk.storage import (
    desk_tables,
    file_tables,
    follow_up_tables,
    handover_tables,
    import_tables,
    incident_tables,
    outage_tables,
    pin_tables,
    promise_tables,
    register_tables,
    response_tables,
    restricted_tables,
    runbook_tables,
    update_tables,
)
from incidentdesk.storage.register_entries import record_of_columns, words_of
from incidentdesk.storage.table import Table

Record = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """How rows of one table become records.

    ``parent`` is the reference that is told by where the record stands: it is written inside its parent's.
    ``left_out`` are columns of this very file, ``made`` those that follow from the record. ``order`` is that
    of the records, ``key`` what makes a row the same row. ``later`` are columns that files of older programs
    do not have, with what they stand for.
    """

    name: str
    table: type[Table]
    parent: str = ""
    json: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    made: Mapping[str, Callable[[Record], Any]] = field(default_factory=dict)
    later: Mapping[str, Any] = field(default_factory=dict)
    key: tuple[str, ...] = ("uid",)
    order: tuple[str, ...] = ("id",)

    @cached_property
    def fields(self) -> tuple[Any, ...]:
        """The columns that a record has."""
        gone = {"id", self.parent, *self.left_out, *self.made}
        return tuple(one for one in _columns(self.table) if one.name not in gone)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that a record may have."""
        return frozenset(one.name for one in self.fields)

    @cached_property
    def needed(self) -> frozenset[str]:
        """The names that a record must have."""
        return frozenset(one.name for one in self.fields if not one.null and one.name not in self.later)

    @cached_property
    def references(self) -> dict[str, type[Table]]:
        """The tables that a record refers to by uid, by the name of the reference."""
        return {
            one.name: one.rel_model
            for one in self.fields
            if isinstance(one, ForeignKeyField) and one.rel_model is not file_tables.Blob
        }

    @cached_property
    def select(self) -> str:
        """A SELECT of the columns of ``order``, and of all that a record has."""
        columns, joins = [f"t.{column}" for column in self._order_columns], []
        for one in self.fields:
            table = self.references.get(one.name)
            if table is None:
                columns.append(f"t.{one.column_name}")
            else:
                columns.append(f"{one.name}_.uid")
                joins.append(
                    f"LEFT JOIN {name_of(table)} {one.name}_ ON {one.name}_.id = t.{one.column_name}"
                )
        return f"SELECT {', '.join(columns)} FROM {name_of(self.table)} t {' '.join(joins)}"

    @cached_property
    def order_by(self) -> str:
        """The columns of ``order``, as they stand in SQL."""
        return ", ".join(f"t.{column}" for column in self._order_columns)

    @cached_property
    def _order_columns(self) -> tuple[str, ...]:
        return tuple(column_of(self.table, name) for name in self.order)

    def insert(self, more: Iterable[str]) -> str:
        """An INSERT with the columns ``more`` after a record's own; it leaves a row that is there alone."""
        columns = [one.column_name for one in self.fields]
        columns += [column_of(self.table, name) for name in (*self.made, *more)]
        marks = ", ".join("?" * len(columns))
        return (
            f"INSERT INTO {name_of(self.table)} ({', '.join(columns)}) VALUES ({marks}) "
            f"ON CONFLICT ({', '.join(column_of(self.table, one) for one in self.key)}) DO NOTHING"
        )


def _columns(table: type[Table]) -> Sequence[Field]:
    found: Sequence[Field] = table._meta.sorted_fields  # noqa: SLF001 - peewee's documented door
    return found


def name_of(table: type[Table]) -> str:
    """The name of a table in SQL."""
    return str(table._meta.table_name)  # noqa: SLF001


def column_of(table: type[Table], name: str) -> str:
    """The name in SQL of the column that the model calls ``name``."""
    return next(str(one.column_name) for one in _columns(table) if one.name == name)


def _folded(record: Record) -> str:
    return fold(record["name"])


def _words(record: Record) -> str:
    return words_of(record_of_columns(record))


def _place(record: Record) -> str:
    return str(record["details"].get("place") or "")


SETTINGS = Shape("settings", desk_tables.SettingRevision, json=frozenset({"value"}), key=("id",))
PROCESSES = Shape("processes", desk_tables.ProcessText, key=("key", "version"))
STAFF = Shape("staff", register_tables.Person, json=frozenset({"process_roles"}))
REPORTERS = Shape(
    "reporters",
    register_tables.Reporter,
    json=frozenset({"details"}),
    later={"details": {}},
    made={"folded": _folded, "words": _words},
)
REGISTERS = Shape(
    "registers",
    register_tables.RegisterItem,
    json=frozenset({"details"}),
    made={"folded": _folded, "place": _place, "words": _words},
)
REGISTER_BATCHES = Shape("register_batches", register_tables.RegisterBatch, json=frozenset({"counts"}))
REGISTER_CHANGES = Shape("register_changes", register_tables.RegisterChange, json=frozenset({"fields"}))
COUNTERS = Shape("counters", desk_tables.Counter, key=("prefix", "year"), order=("prefix", "year"))
WITHDRAWN = Shape("withdrawn", import_tables.WithdrawnIncident)
VIEWS = Shape("views", desk_tables.SavedView, json=frozenset({"definition"}))
IMPORTS = Shape("imports", import_tables.ImportBatch, json=frozenset({"settings", "counts"}))
FILES = Shape("files", file_tables.Blob, key=("sha256",), order=("sha256",))
PIECES = Shape("pieces", file_tables.BlobChunk, key=("blob", "position"), order=("blob", "position"))
INCIDENTS = Shape(
    "incidents", incident_tables.Incident, left_out=frozenset({"search_text"}), later={"drill": False}
)
IMPORT_ITEMS = Shape("import_items", import_tables.ImportItem, key=("batch", "incident_uid"))
IMPORT_ADDITIONS = Shape("import_additions", import_tables.ImportAddition, key=("batch", "thing", "ref"))
LINKS = Shape("links", incident_tables.IncidentLink, json=frozenset({"stood"}))
CALLERS = Shape("callers", outage_tables.Caller)
CALLER_ATTEMPTS = Shape("caller_attempts", outage_tables.CallerAttempt)
FOLLOW_UPS = Shape("follow_ups", follow_up_tables.FollowUp)
HANDOVERS = Shape("handovers", handover_tables.Handover, json=frozenset({"content"}))
PROMISES = Shape("promises", promise_tables.Promise)
RESPONSES = Shape("responses", response_tables.Response)
RESPONSE_ROLES = Shape("response_roles", response_tables.ResponseRole, json=frozenset({"form"}))
RUNBOOKS = Shape("runbooks", runbook_tables.Runbook)
RUNBOOK_VERSIONS = Shape("runbook_versions", runbook_tables.RunbookVersion)
RUNBOOK_DRAFTS = Shape("runbook_drafts", runbook_tables.RunbookDraft, json=frozenset({"remarks"}))
RUNBOOK_RUNS = Shape("runbook_runs", runbook_tables.RunbookRun)
RUNBOOK_CHECKS = Shape("runbook_checks", runbook_tables.RunbookCheck)
COMMAND_APPROVALS = Shape("command_approvals", runbook_tables.CommandApproval, json=frozenset({"command"}))
UPDATE_CHANNELS = Shape("update_channels", update_tables.UpdateChannel, json=frozenset({"details"}))
UPDATES = Shape("updates", update_tables.UpdateText)
UPDATE_SENDINGS = Shape("update_sendings", update_tables.UpdateSending)
RESTRICTIONS = Shape("restrictions", restricted_tables.Restriction)
RESTRICTED_PEOPLE = Shape("restricted_people", restricted_tables.RestrictedPerson)
RESTRICTED_OPENINGS = Shape("restricted_openings", restricted_tables.RestrictedOpening)
CUSTODY = Shape("custody", restricted_tables.CustodyEntry)

RUNS = Shape("runs", incident_tables.Run, parent="incident", order=("incident", "id"))
STAGES = Shape(
    "stages",
    incident_tables.StageValues,
    parent="run",
    json=frozenset({"document"}),
    key=("run", "stage"),
    order=("run", "id"),
)
TIMELINE = Shape(
    "timeline",
    incident_tables.TimelineEntry,
    parent="incident",
    json=frozenset({"parameters", "payload"}),
    order=("incident", "seq"),
)
ATTACHMENTS = Shape("attachments", file_tables.Attachment, parent="incident", order=("incident", "id"))
REPORTS = Shape("reports", file_tables.IssuedReport, parent="incident", order=("incident", "id"))

SECTIONS = (
    SETTINGS,
    PROCESSES,
    STAFF,
    REPORTERS,
    REGISTERS,
    REGISTER_BATCHES,
    REGISTER_CHANGES,
    COUNTERS,
    WITHDRAWN,
    VIEWS,
    IMPORTS,
    FILES,
    PIECES,
    INCIDENTS,
    IMPORT_ITEMS,
    IMPORT_ADDITIONS,
    LINKS,
    CALLERS,
    CALLER_ATTEMPTS,
    FOLLOW_UPS,
    HANDOVERS,
    PROMISES,
    RESPONSES,
    RESPONSE_ROLES,
    RUNBOOKS,
    RUNBOOK_VERSIONS,
    RUNBOOK_DRAFTS,
    RUNBOOK_RUNS,
    RUNBOOK_CHECKS,
    COMMAND_APPROVALS,
    UPDATE_CHANNELS,
    UPDATES,
    UPDATE_SENDINGS,
    RESTRICTIONS,
    RESTRICTED_PEOPLE,
    RESTRICTED_OPENINGS,
    CUSTODY,
)
"""The whole desk in parts, those that others refer to first."""

SECTION_OF: dict[type[Table], str] = {shape.table: shape.name for shape in SECTIONS}
"""The section in which a table is written."""

PARTS_OF_INCIDENT = (RUNS, TIMELINE, ATTACHMENTS, REPORTS)
"""What is written inside an incident's record; stages are inside their run."""

NOT_WRITTEN = (
    desk_tables.DeskState,
    incident_tables.FieldValue,
    desk_tables.SearchState,
    register_tables.RenamedEntry,
    pin_tables.PersonPin,
)
"""Tables of this very file: what it is called and has counted, copies for conditions, its index.

PINs too: a hash of four digits is soon guessed by whom an export is sent to. They are set anew elsewhere.
"""
