"""How a condition reaches a field in SQL: a column of the incident, the narrow table, or a stage's document.

What is indexed is asked so that its index is used. Fields that are not are looked up in the documents, which
reads them all.
"""

# ruff: noqa: S608 - our own names and numbers; what a person gave is bound
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import FieldFacts
from incidentdesk.domain.core_fields import DERIVED_FACTS, LIST_FIELDS
from incidentdesk.storage.incident_rows import INSTANTS, JOINED, MOMENTS
from incidentdesk.storage.list_indexes import OPEN

Sql = tuple[str, tuple[Any, ...]]

TEXT = frozenset({"text", "long_text", "code", "incident_link"})
NUMBERS = frozenset({"number", "duration"})
_LISTS = frozenset({"multi_choice", "attachment_list"})
_STRUCTURED = frozenset({"table", "checklist"})
_SAME_NAME = frozenset({
    "number", "status", "stage", "process", "provisional", "major", "sev", "phase", "drill", "paused",
    "hold_reason", "next_due_kind", "next_due", "reopen_count", "title", "description", "error_code",
    "source", "channel", "place", "type", "category", "closing_category", "impact", "severity", "risk",
    "priority", "priority_override", "priority_reason", "outcome", "cause_category",
})  # fmt: skip
INDEXED_CORE = frozenset({
    "number", "status", "priority", "error_code", "reporter", "assignee", "team", "service", "device",
    "category", "major", "sev", "drill", "logged", "updated", "closed", "wake", "next_due",
})  # fmt: skip
"""The shared fields that an index finds at once; the priority among the open incidents."""

_FOLDED = {"error_code": "i.error_code_folded"}
"""Where a text is kept as it is compared."""

_IN_RUN = "run.incident_id = i.id AND run.ended_at IS NULL"
_DOCUMENTS = f"run JOIN stage_values s ON s.run_id = run.id WHERE {_IN_RUN}"
_MEMBERS = f"run JOIN stage_values s ON s.run_id = run.id, json_each(s.document, ?) c WHERE {_IN_RUN}"


@dataclass(frozen=True)
class Source:
    """Where cells come from, and the SQL of one.

    ``text`` is FROM and WHERE of a subquery, empty for the incident's own row. With ``indexed`` the subquery
    is asked once, for the keys of all incidents that fit; else it is asked for each incident. ``folded`` is
    the cell as texts are compared; where that is ``kept``, an index can find it, also by how it begins.
    ``only`` holds of every incident that has a cell at all.
    """

    cell: str
    folded: str
    kept: bool = False
    text: str = ""
    parameters: tuple[Any, ...] = ()
    indexed: bool = False
    only: str = ""
    register: str = ""

    def some(self, inner: Sql) -> Sql:
        """That ``inner`` holds of at least one cell."""
        if not self.text:
            return (f"{self.only} AND ({inner[0]})", inner[1]) if self.only else inner
        within = f"FROM {self.text} AND ({inner[0]})"
        words = f"i.id IN (SELECT v.incident_id {within})" if self.indexed else f"EXISTS (SELECT 1 {within})"
        return words, (*self.parameters, *inner[1])


_IMPORTS = Source(
    "v.import_uid",
    "v.import_uid",
    text="(SELECT touched.id AS incident_id, b.uid AS import_uid FROM import_item t "
    "JOIN import_batch b ON b.id = t.batch_id JOIN incident touched ON touched.uid = t.incident_uid) v "
    "WHERE 1 = 1",
    indexed=True,
)
"""The imports that created or changed an incident."""


@dataclass(frozen=True)
class Reach:
    """A field: its cells, and for a column of a table its ``rows``, those without that cell too."""

    kind: str
    choices: tuple[str, ...]
    cells: Source
    rows: Source
    many: bool = False

    @property
    def structured(self) -> bool:
        """Whether a cell is no plain value."""
        return self.kind in _STRUCTURED


def reach(name: str, fields: Mapping[str, FieldFacts], now_ms: int) -> Reach:
    """How the field ``name`` is reached; ``UsageError`` where a list cannot be asked for it."""
    facts = fields.get(name)
    if facts is None:
        raise UsageError(
            _("There is no field “{name}”.").format(name=name),
            _("Use one of: {keys}.").format(
                keys=", ".join(key for key in fields if key not in DERIVED_FACTS)
            ),
        )
    if name in DERIVED_FACTS:
        raise UsageError(
            _("“{name}” is counted for one incident at a time.").format(name=name), _("Ask another field.")
        )
    if name in LIST_FIELDS:
        return Reach(facts.kind, facts.choices, _IMPORTS, _IMPORTS, many=True)
    own = _own(name, now_ms)
    if own is not None:
        return Reach(facts.kind, facts.choices, own, own)
    cells, rows = _of_table(name, facts) if "." in name else _of_stage(name, facts)
    return Reach(facts.kind, facts.choices, cells, rows, "." not in name and facts.kind in _LISTS)


def column(name: str, now_ms: int) -> str:
    """The column of the incident that has the shared field ``name``, as SQL; empty where none has."""
    if name in MOMENTS or name in INSTANTS:
        return f"i.{name}_at"
    if name in JOINED:
        return f"i.{name}_id"
    if name == "wake":
        return "i.wake_at"
    if name == "breached":
        return (
            "(i.breached OR (i.status IN ('new', 'in_progress', 'on_hold') AND ("
            f"(i.responded_at IS NULL AND coalesce(i.response_due < {now_ms}, 0)) "
            f"OR (NOT i.paused AND coalesce(i.resolution_due < {now_ms}, 0)))))"
        )
    return f"i.{name}" if name in _SAME_NAME else ""


def _own(name: str, now_ms: int) -> Source | None:
    cell = column(name, now_ms)
    if not cell:
        return None
    if name in JOINED:
        uid = f"(SELECT r.uid FROM {JOINED[name]} r WHERE r.id = {cell})"
        return Source(cell, uid, register=JOINED[name])
    # Only what is open is due (domain.due_times.due_of): said aloud, it opens the index of the open lists.
    only = f"i.{OPEN}" if name == "next_due" else ""
    return Source(cell, _FOLDED.get(name, f"fold({cell})"), kept=name in _FOLDED, only=only)


def _kept(name: str, kind: str) -> Source:
    """The copies of a stage field in the narrow table, where texts are folded already."""
    cell = "v.number_value" if kind in {"number", "yes_no", "moment", "duration"} else "v.text_value"
    return Source(cell, cell, True, "field_value v WHERE v.field = ?", (name,), indexed=True)


def _of_table(name: str, facts: FieldFacts) -> tuple[Source, Source]:
    table, _dot, key = name.partition(".")
    cell = f"json_extract(c.value, {quoted(json_path(key))})"
    if facts.kind == "moment":
        _must_be_indexed(name, facts)
        # The document has it as words; the narrow table as a number, by the row.
        cell = (
            "(SELECT v.number_value FROM field_value v WHERE v.run_id = run.id AND v.row = c.key "
            f"AND v.field = {quoted(name)})"
        )
    rows = Source(cell, f"fold({cell})", text=_MEMBERS, parameters=(json_path(table),))
    return (_kept(name, facts.kind) if facts.indexed else rows), rows


def _of_stage(name: str, facts: FieldFacts) -> tuple[Source, Source]:
    if facts.indexed:
        kept = _kept(name, facts.kind)
        return kept, kept
    if facts.kind == "moment":
        _must_be_indexed(name, facts)
    if facts.kind in _LISTS:
        found = Source("c.value", "fold(c.value)", text=_MEMBERS, parameters=(json_path(name),))
    else:
        path = quoted(json_path(name))
        cell, here = f"json_extract(s.document, {path})", f"json_type(s.document, {path}) IS NOT NULL"
        found = Source(cell, f"fold({cell})", text=f"{_DOCUMENTS} AND {here}")
    return found, found


def _must_be_indexed(name: str, facts: FieldFacts) -> None:
    if not facts.indexed:
        raise UsageError(
            _("“{name}” is kept out of lists by its definition.").format(name=name), _("Mark it “indexed”.")
        )


def json_path(key: str) -> str:
    """The path of a value in a stage's document."""
    return f"$.{json.dumps(key)}"


def quoted(text: str) -> str:
    """``text`` as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
