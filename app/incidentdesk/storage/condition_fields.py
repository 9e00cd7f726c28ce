"""How a condition reaches a field in SQL: a column of the incident, the narrow table, or a stage's document.

Fields that are not indexed are looked up in the documents, which reads them all.
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
from incidentdesk.domain.core_fields import DERIVED_FACTS
from incidentdesk.storage.incident_rows import INSTANTS, MOMENTS, REFERENCES

Sql = tuple[str, tuple[Any, ...]]

TEXT = frozenset({"text", "long_text", "code", "incident_link"})
_LISTS = frozenset({"multi_choice", "attachment_list"})
_STRUCTURED = frozenset({"table", "checklist"})
_SAME_NAME = frozenset({
    "number", "status", "stage", "process", "provisional", "major", "paused", "hold_reason", "next_due_kind",
    "next_due", "reopen_count", "title", "description", "error_code", "source", "channel", "place", "type",
    "category", "closing_category", "impact", "severity", "risk", "priority", "priority_override",
    "priority_reason", "outcome", "cause_category",
})  # fmt: skip
INDEXED_CORE = frozenset({
    "number", "status", "error_code", "reporter", "assignee", "team", "service", "device", "category",
    "logged", "logged_by", "next_due",
})  # fmt: skip
"""The shared fields that an index finds at once."""

_TABLES = {"person": "person", "reporter": "reporter"}
_REFERENCES = REFERENCES | {"logged_by": "person"}
_IN_RUN = "run.incident_id = i.id AND run.ended_at IS NULL"
_INDEXED = f"field_value v JOIN run ON run.id = v.run_id WHERE {_IN_RUN} AND v.field = ?"
_DOCUMENTS = f"run JOIN stage_values s ON s.run_id = run.id WHERE {_IN_RUN}"
_MEMBERS = f"run JOIN stage_values s ON s.run_id = run.id, json_each(s.document, ?) c WHERE {_IN_RUN}"


@dataclass(frozen=True)
class Source:
    """Where cells come from: ``text`` is FROM and WHERE of a subquery, empty for the incident's own row."""

    text: str = ""
    parameters: tuple[Any, ...] = ()

    def some(self, inner: Sql) -> Sql:
        """That ``inner`` holds of at least one cell."""
        if not self.text:
            return inner
        return f"EXISTS (SELECT 1 FROM {self.text} AND ({inner[0]}))", (*self.parameters, *inner[1])


@dataclass(frozen=True)
class Reach:
    """A field: the SQL of a cell, where its cells are, and its rows, those without that cell too."""

    kind: str
    choices: tuple[str, ...]
    cell: str
    cells: Source = Source()
    rows: Source = Source()
    many: bool = False

    @property
    def structured(self) -> bool:
        """Whether a cell is no plain value."""
        return self.kind in _STRUCTURED

    def some(self, inner: Sql) -> Sql:
        """That ``inner`` holds of at least one cell."""
        return self.cells.some(inner)


def reach(name: str, fields: Mapping[str, FieldFacts], now_ms: int) -> Reach:
    """How the field ``name`` is reached; ``UsageError`` where a list cannot be asked for it."""
    facts = fields.get(name)
    if facts is None:
        raise UsageError(_("There is no field “{name}”.").format(name=name), _("“process” lists the fields."))
    if name in DERIVED_FACTS:
        raise UsageError(
            _("“{name}” is counted for one incident at a time.").format(name=name), _("Ask another field.")
        )
    cell = column(name, now_ms)
    if cell:
        return Reach(facts.kind, facts.choices, cell)
    return _in_stages(name, facts)


def column(name: str, now_ms: int) -> str:
    """The column of the incident that has the shared field ``name``, as SQL; empty where none has."""
    if name in MOMENTS or name in INSTANTS:
        return f"i.{name}_at"
    if name in _REFERENCES:
        table = _TABLES.get(_REFERENCES[name], "register_item")
        return f"(SELECT r.uid FROM {table} r WHERE r.id = i.{name}_id)"
    if name == "wake":
        return "i.wake_at"
    if name == "breached":
        return (
            "(i.breached OR (i.status IN ('new', 'in_progress', 'on_hold') AND ("
            f"(i.responded_at IS NULL AND coalesce(i.response_due < {now_ms}, 0)) "
            f"OR (NOT i.paused AND coalesce(i.resolution_due < {now_ms}, 0)))))"
        )
    return f"i.{name}" if name in _SAME_NAME else ""


def _in_stages(name: str, facts: FieldFacts) -> Reach:
    table, dot, key = name.partition(".")
    indexed = Source(_INDEXED, (name,))
    value = "v.number_value" if facts.kind in {"number", "yes_no", "moment", "duration"} else "v.text_value"
    if dot:
        rows = Source(_MEMBERS, (json_path(table),))
        in_row = f"json_extract(c.value, {quoted(json_path(key))})"
        if facts.kind == "moment":
            # The document has it as words; the narrow table as a number, by the row.
            in_row = (
                "(SELECT v.number_value FROM field_value v WHERE v.run_id = run.id AND v.row = c.key "
                f"AND v.field = {quoted(name)})"
            )
        return Reach(facts.kind, facts.choices, in_row, rows, rows)
    many = facts.kind in _LISTS
    if facts.indexed:
        return Reach(facts.kind, facts.choices, value, indexed, indexed, many)
    if facts.kind == "moment":
        raise UsageError(
            _("“{name}” is kept out of lists by its definition.").format(name=name), _("Mark it “indexed”.")
        )
    if many:
        members = Source(_MEMBERS, (json_path(name),))
        return Reach(facts.kind, facts.choices, "c.value", members, members, many=True)
    documents = Source(f"{_DOCUMENTS} AND json_type(s.document, {quoted(json_path(name))}) IS NOT NULL")
    cell = f"json_extract(s.document, {quoted(json_path(name))})"
    return Reach(facts.kind, facts.choices, cell, documents, documents)


def json_path(key: str) -> str:
    """The path of a value in a stage's document."""
    return f"$.{json.dumps(key)}"


def quoted(text: str) -> str:
    """``text`` as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
