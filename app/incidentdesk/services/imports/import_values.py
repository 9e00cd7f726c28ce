"""What a file says of an incident, checked and brought into the forms of this desk's fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.core_fields import PRIORITIES, STATUSES, TYPED_CORE_FIELDS
from incidentdesk.domain.field_kinds import FIELD_KINDS, is_missing
from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import YEARS
from incidentdesk.domain.priority import derive
from incidentdesk.domain.process_definition import Field, ProcessDefinition
from incidentdesk.services.cases.case import PROVISIONAL
from incidentdesk.services.imports.import_names import Names

RESOLUTION = "resolution"
"""The field of a process that takes what was done, where the process has it."""

TITLE_LENGTH = 120
"""Characters of a title that is built; what it is built from stands in full elsewhere."""


class RefusedRecordError(ValueError):
    """A record cannot be imported; the message says why."""


@dataclass(slots=True)
class Values:
    """The values of one record: shared ones, those of stages, and what is kept as a note."""

    core: dict[str, JsonValue]
    own: dict[str, dict[str, JsonValue]] = field(default_factory=dict)
    rest: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    provisional: bool = False
    title_built: bool = False

    def placed(self) -> dict[str, JsonValue]:
        """All values by field, without the priority in force."""
        flat = {key: value for key, value in self.core.items() if key != "priority"}
        for values in self.own.values():
            flat |= values
        return flat


Take = Callable[[JsonValue], JsonValue]


class ValueReader:
    """Reads the values of records for one process, with the names and lists of the desk."""

    def __init__(self, names: Names, definition: ProcessDefinition, system: str) -> None:
        self._names = names
        self._definition = definition
        self._reason = _("As imported from {system}").format(system=system)
        self._takes: dict[str, Take] = {}
        self._places: dict[str, str] = {}
        self._types: dict[str, JsonValue] = {}
        for key, one in TYPED_CORE_FIELDS.items():
            self._takes[key] = self._take(Field(key, one.kind, one.label, choices_from=one.choices_from))
        for stage, placed in definition.all_fields():
            if not placed.core:
                self._takes[placed.key] = self._take(placed)
                self._places[placed.key] = stage.key

    def read(self, record: ImportedIncident) -> Values:
        """The values of ``record``; ``RefusedRecordError`` where it cannot be imported at all."""
        _check_record(record)
        values = Values({})
        self._names.doubts.clear()
        for key, value in record.values.items():
            if not is_missing(value):
                self._put(values, key, value)
        if record.resolution.strip():
            self._put(values, RESOLUTION, record.resolution)
        for head, text in record.rest.items():
            if text.strip():
                values.rest[head] = _whole(text)
        values.doubts += [*record.doubts, *self._names.doubts]
        self._settle(values, record)
        return values

    def label(self, key: str) -> str:
        """What the field ``key`` is called."""
        placed = self._definition.fields_by_key.get(key)
        if placed is not None:
            return placed[1].label
        return _(TYPED_CORE_FIELDS[key].label) if key in TYPED_CORE_FIELDS else key

    def _put(self, values: Values, key: str, value: JsonValue) -> None:
        take = self._takes.get(key)
        if take is None:
            values.rest[self.label(key)] = str(value)
            return
        try:
            taken = take(value)
        except ValueError as error:
            values.doubts.append(f"“{self.label(key)}”: {error}.")
            values.rest[self.label(key)] = str(value)
            return
        stage = self._places.get(key)
        if stage is None:
            values.core[key] = taken
        else:
            values.own.setdefault(stage, {})[key] = taken

    def _take(self, one: Field) -> Take:
        """How values of a field are taken: choices by key or label, references by name."""
        kind = FIELD_KINDS[one.kind]
        names, list_name = self._names, one.choices_from
        if kind.reference:
            return lambda value: names.uid(kind.reference, _text(value))
        if one.kind == "choice" and list_name not in {"", "priorities", "statuses"}:
            return lambda value: names.choice(list_name, _text(value))
        if one.kind in {"text", "long_text", "code"}:
            return _text
        if one.kind in {"choice", "multi_choice"}:
            allowed = tuple(choice.key for choice in one.choices) or PRIORITIES
            return lambda value: _chosen(kind.check(value), allowed)
        return kind.check

    def _settle(self, values: Values, record: ImportedIncident) -> None:
        """Work out type, priority and title, where the file leaves them open."""
        core, settings = values.core, self._names.settings
        if "type" not in core and "category" in core:
            kind = self._type_of(str(core["category"]))
            if kind:
                core["type"] = kind
        derived = derive(settings.matrix, _key(core, "impact"), _key(core, "severity"), _key(core, "risk"))
        given = record.priority
        if given and (derived is None or derived.priority != given):
            core["priority_override"], core["priority_reason"] = given, self._reason
        values.provisional = not given and derived is None
        core["priority"] = given or (derived.priority if derived else PROVISIONAL)
        if is_missing(core.get("title")):
            core["title"] = self._title(values, record)
            values.title_built = True

    def _type_of(self, category: str) -> JsonValue:
        if category not in self._types:
            self._types[category] = self._names.settings.item("categories", category).extra.get("type")
        return self._types[category]

    def _title(self, values: Values, record: ImportedIncident) -> str:
        """A title from what there is: the first line of the description, else category, symptom, service."""
        description = str(values.core.get("description") or "").strip()
        if description:
            return _short(description.splitlines()[0])
        parts = [str(record.values.get("category") or "")]
        parts += [text for head, text in record.rest.items() if "symptom" in head.casefold()]
        parts += [str(record.values.get(key) or "") for key in ("error_code", "service", "device")]
        said = " · ".join(part.strip() for part in parts if part.strip())
        return _short(said) if said else _("Incident {key}").format(key=record.key)


def _check_record(record: ImportedIncident) -> None:
    if record.refusal:
        raise RefusedRecordError(record.refusal)
    if not record.key.strip():
        raise RefusedRecordError(_("It has no key, by which it would be known again."))
    if record.status not in STATUSES:
        raise RefusedRecordError(_("“{status}” is no status of this desk.").format(status=record.status))
    if record.priority and record.priority not in PRIORITIES:
        raise RefusedRecordError(
            _("“{priority}” is no priority of this desk.").format(priority=record.priority)
        )
    for at in (record.logged, record.responded, record.resolved, record.closed, record.updated):
        _check_time(at)
    for event in record.events:
        _check_time(event.at)


_FIRST_MS = (YEARS.start - 1970) * 365 * 86_400_000
_LAST_MS = (YEARS.stop - 1970) * 365 * 86_400_000


def _check_time(at: Instant | None) -> None:
    if at is not None and not _FIRST_MS <= at.ms <= _LAST_MS:
        raise RefusedRecordError(_("A time of it lies in no year that this desk can show."))


def _text(value: JsonValue) -> str:
    if not isinstance(value, str):
        raise ValueError(_("needs text"))
    return _whole(value)


def _whole(text: str) -> str:
    """``text``, with the halves of characters that cannot be stored shown as what they are."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="backslashreplace").decode()
    return text


def _chosen(value: JsonValue, allowed: tuple[str, ...]) -> JsonValue:
    for one in value if isinstance(value, list) else [value]:
        if one not in allowed:
            raise ValueError(_("has no choice “{key}”").format(key=one))
    return value


def _key(core: dict[str, JsonValue], key: str) -> str | None:
    value = core.get(key)
    return value if isinstance(value, str) else None


def _short(text: str) -> str:
    return text if len(text) <= TITLE_LENGTH else text[: TITLE_LENGTH - 1].rstrip() + "…"
