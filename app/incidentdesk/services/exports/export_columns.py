"""The columns of incidents written out as a table, and what is in their cells.

Every shared field, every field of every process the desk has used, and what else an incident's record holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.chain import canonical
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import Facts, JsonValue
from incidentdesk.domain.moments import Moment, Precision, moment_from_json, moment_to_json
from incidentdesk.domain.process_definition import Field, ProcessDefinition
from incidentdesk.domain.records import Incident, StageState
from incidentdesk.services.cases.pages import REFERENCE_KINDS
from incidentdesk.services.cases.value_texts import STATUS_TEXTS, ValueTexts
from incidentdesk.services.desk.settings import DeskSettings

Cell = str | int | float

MORE = (
    Field("uid", "text", N_("Identifier"), core=True),
    Field("process_version", "number", N_("Version of the process"), core=True),
    Field("waiting_for", "text", N_("Waits for"), core=True),
    Field("hold_note", "text", N_("Note on the hold"), core=True),
    Field("cancel_reason", "choice", N_("Cancelled because"), core=True, choices_from="cancel_reasons"),
    Field("restricted", "yes_no", N_("Restricted"), core=True),
    Field("response_due", "moment", N_("Response due"), core=True),
    Field("resolution_due", "moment", N_("Resolution due"), core=True),
    Field("external_key", "text", N_("Key of its source"), core=True),
    Field("origin_system", "text", N_("Imported from"), core=True),
    Field("origin_key", "text", N_("Number there"), core=True),
    Field("title_built", "yes_no", N_("Title made by the import"), core=True),
)
"""What an incident's record holds beside the shared fields."""

FIRST = ("number", "title", "status", "priority", "stage", "assignee", "reporter", "logged")
"""The columns that come first."""


@dataclass(frozen=True)
class ExportColumn:
    """One column: ``fact`` is what its value is kept under.

    ``group`` is where it is from, a process's title or empty for what all share.
    """

    key: str
    label: str
    field: Field
    fact: str
    group: str = ""


def export_columns(definitions: Iterable[ProcessDefinition]) -> tuple[ExportColumn, ...]:
    """Every column there is, those of the shared fields first.

    A field of a process that is called like something else in an incident's record has its process's key
    before its own.
    """
    shared = [
        Field(one.key, one.kind, _(one.label), core=True, choices_from=one.choices_from)
        for one in CORE_FIELDS.values()
    ]
    found = {one.key: ExportColumn(one.key, one.label, one, one.key) for one in shared}
    found |= {one.key: ExportColumn(one.key, _(one.label), one, _record(one.key)) for one in MORE}
    ordered = {key: found[key] for key in FIRST} | found
    placed = {column.fact for column in ordered.values()}
    for definition in definitions:
        for column in _columns_of(definition):
            if column.fact not in placed:
                key = f"{definition.key}.{column.key}" if column.key in ordered else column.key
                ordered[key] = replace(column, key=key)
                placed.add(column.fact)
    return tuple(ordered.values())


def _columns_of(definition: ProcessDefinition) -> Iterator[ExportColumn]:
    for _stage, one in definition.all_fields():
        yield ExportColumn(one.key, one.label, one, one.key, definition.title)
    for stage in definition.stages:
        key, label = f"{stage.key}_completed", _("Completed: {stage}").format(stage=stage.title)
        yield ExportColumn(key, label, Field(key, "moment", label), _completed(stage.key), definition.title)


def more_facts(incident: Incident, stages: Iterable[StageState]) -> dict[str, JsonValue]:
    """The values of ``MORE``, and when each stage was completed."""
    hold, due, offset = incident.hold, incident.due, incident.logged.offset
    more: dict[str, JsonValue] = {
        "uid": incident.uid,
        "process_version": incident.process_version,
        "waiting_for": hold.waiting_for if hold else None,
        "hold_note": hold.note if hold else None,
        "cancel_reason": incident.cancel_reason,
        "restricted": incident.restricted,
        "response_due": _exact(due.response, offset),
        "resolution_due": _exact(due.resolution, offset),
        "external_key": incident.external_key,
        "origin_system": incident.origin_system,
        "origin_key": incident.origin_key,
        "title_built": incident.title_built,
    }
    completed = {
        _completed(state.key): moment_to_json(Moment.exact(state.completed))
        for state in stages
        if state.completed
    }
    return {_record(key): value for key, value in more.items()} | completed


def _record(key: str) -> str:
    return f"record.{key}"


def _completed(stage: str) -> str:
    return f"completed.{stage}"


def uids_in(columns: Iterable[ExportColumn], facts: Facts) -> set[str]:
    """The uids in ``facts`` that stand for a name."""
    found: set[str] = set()
    for column in columns:
        value = facts.get(column.fact)
        if column.field.kind in REFERENCE_KINDS and isinstance(value, str):
            found.add(value)
        elif column.field.kind == "table" and isinstance(value, list):
            people = [one.key for one in column.field.columns if one.kind in REFERENCE_KINDS]
            rows = [row for row in value if isinstance(row, dict)]
            found |= {str(row[key]) for row in rows for key in people if row.get(key)}
    return found


class Cells:
    """Turns values into cells: numbers as numbers, all else as text.

    With ``words`` choices are told by their labels, else by their keys. ``names`` are those behind uids, and
    those of files behind their SHA-256.
    """

    def __init__(self, settings: DeskSettings, names: Mapping[str, str], *, words: bool) -> None:
        self._texts = ValueTexts(settings, names)
        self._names = names
        self._words = words

    def cell(self, field: Field, value: JsonValue) -> Cell:
        """``value`` of ``field``; empty text where there is none."""
        if is_missing(value):
            return ""
        if isinstance(value, bool):
            return _yes_or_no(value, words=self._words)
        if isinstance(value, int | float):
            return value
        if field.kind == "moment":
            return moment_cell(moment_from_json(value))
        if isinstance(value, str):
            return self._word(field, value)
        if field.kind in {"multi_choice", "attachment_list"} and isinstance(value, list):
            return "; ".join(self._word(field, str(one)) for one in value)
        return canonical(self._named(field, value)).decode()

    def _word(self, field: Field, value: str) -> str:
        if self._words and field.key == "status":
            return _(STATUS_TEXTS.get(value, value))
        if self._words and field.kind in {"choice", "multi_choice"}:
            return self._texts.text(field, value)
        names = field.kind in REFERENCE_KINDS or field.kind == "attachment_list"
        return self._names.get(value, value) if names else value

    def _named(self, field: Field, value: JsonValue) -> JsonValue:
        """Rows of a table with names in place of uids."""
        kinds = {column.key: column.kind for column in field.columns}
        return [
            {
                key: self._names.get(str(one), str(one)) if kinds.get(key) in REFERENCE_KINDS else one
                for key, one in row.items()
            }
            if isinstance(row, dict)
            else row
            for row in (value if isinstance(value, list) else [value])
        ]


def moment_cell(moment: Moment) -> str:
    """A moment by ISO 8601: a time, “about” it, an interval, or “unknown”."""
    if moment.at is None:
        return "unknown"
    if moment.until is not None:
        return f"{moment.at.iso()}/{moment.until.iso()}"
    return f"about {moment.at.iso()}" if moment.precision is Precision.ABOUT else moment.at.iso()


def _yes_or_no(value: bool, *, words: bool) -> str:
    if words:
        return _("Yes") if value else _("No")
    return "yes" if value else "no"


def _exact(ms: int | None, offset: int) -> JsonValue:
    return None if ms is None else moment_to_json(Moment.exact(Instant(ms, offset)))
