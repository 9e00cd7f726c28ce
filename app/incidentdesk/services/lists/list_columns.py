"""What lists can be asked for, what they can show and by what they can be sorted: every field, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.condition_tree import OPS_ON_COLUMNS
from incidentdesk.domain.conditions import FieldFacts
from incidentdesk.domain.core_fields import CORE_FIELDS, DERIVED_FACTS, LIST_FIELDS
from incidentdesk.domain.facts import ROW, field_facts
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.phases import PHASE_TEXTS
from incidentdesk.domain.process_definition import Field, ProcessDefinition
from incidentdesk.services.cases.value_texts import STATUS_TEXTS
from incidentdesk.services.desk.process_library import ProcessLibrary
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.storage import registers
from incidentdesk.storage.condition_fields import INDEXED_CORE
from incidentdesk.storage.list_orders import Term, terms
from incidentdesk.storage.session import Session

if TYPE_CHECKING:
    from incidentdesk.domain.import_batch import Batch

_EMPTY = ("is_empty", "is_not_empty")
_WORDS = ("contains", "is", "is_not", "starts_with", "one_of", *_EMPTY)
_ONE_OF_SOME = ("is", "is_not", "one_of", *_EMPTY)
_AMOUNT = ("is", "is_not", "at_least", "at_most", *_EMPTY)
_OPS: dict[str, tuple[str, ...]] = {
    "text": _WORDS,
    "long_text": _WORDS,
    "code": ("is", "starts_with", "contains", "is_not", "one_of", *_EMPTY),
    "incident_link": _ONE_OF_SOME,
    "choice": ("is", "is_not", "one_of", "at_least", "at_most", *_EMPTY),
    "multi_choice": ("contains", "one_of", "is", "is_not", *_EMPTY),
    "yes_no": ("is", *_EMPTY),
    "moment": ("after", "before", "is", "at_least", "at_most", *_EMPTY),
    "number": _AMOUNT,
    "duration": _AMOUNT,
}
"""What makes sense for a kind, the most usual first."""

_ON_COLUMNS = tuple(op for op in ("any_is", "all_are", *_EMPTY) if op in OPS_ON_COLUMNS)
_NO_COLUMN = frozenset({"table", "checklist", "attachment_list"})
_NO_ORDER = frozenset({"long_text", "multi_choice", "incident_link"})
_TO_BE_SEARCHED = frozenset({"reporter", "device"})
"""Registers too long to be chosen from."""


@dataclass(frozen=True)
class FieldInfo:
    """A field for filter bar and column chooser.

    ``ops`` are those that make sense for it, the most usual first; ``choices`` its keys (or uids) with their
    words, in order. ``indexed`` fields may be asked at once, the others are looked up in all incidents.
    ``column`` says whether a list can show it, ``sortable`` whether it can be sorted by it.
    """

    key: str
    label: str
    kind: str
    group: str
    ops: tuple[str, ...]
    choices: tuple[tuple[str, str], ...] = ()
    indexed: bool = False
    column: bool = False
    sortable: bool = False


class ListFields:
    """The fields of all processes together, worked out once for as long as settings and processes stay."""

    def __init__(self, library: ProcessLibrary) -> None:
        self._library = library
        self._known: tuple[DeskSettings, list[ProcessDefinition], dict[str, FieldFacts]] | None = None
        self._shared: tuple[DeskSettings, dict[str, FieldFacts]] | None = None

    def facts(self, settings: DeskSettings) -> dict[str, FieldFacts]:
        """Every field that a list can be asked for, with its kind and choices."""
        known, definitions = self._known, self._library.all()
        if known is None or known[0] is not settings or known[1] != definitions:
            known = self._known = settings, definitions, _all_facts(definitions, settings)
        return known[2]

    def facts_of(self, names: Iterable[str], settings: DeskSettings) -> dict[str, FieldFacts]:
        """The facts of the fields ``names``; where processes share them all, no process need be read."""
        if not all(name in CORE_FIELDS or name in LIST_FIELDS for name in names):
            return self.facts(settings)
        if self._shared is None or self._shared[0] is not settings:
            self._shared = settings, _all_facts((), settings)
        return self._shared[1]

    def order(self, sort: str, settings: DeskSettings, now_ms: int) -> tuple[Term, ...]:
        """The order for a sort such as ``number`` or ``-updated``; ``UsageError`` where there is none."""
        key = sort.removeprefix("-")
        facts = self.facts_of((key,), settings)
        if not _is_sortable(key, facts.get(key)):
            raise UsageError(
                _("A list cannot be sorted by “{sort}”.").format(sort=sort),
                _("Use one of: {keys}.").format(keys=", ".join(self.sorts(settings))),
            )
        return terms(key, facts[key].kind, self._places(key, facts), now_ms, descending=sort.startswith("-"))

    def sorts(self, settings: DeskSettings) -> list[str]:
        """By what lists can be sorted."""
        return [key for key, facts in self.facts(settings).items() if _is_sortable(key, facts)]

    def check_columns(self, columns: Sequence[str], settings: DeskSettings) -> None:
        """Raise ``UsageError`` where a list cannot show one of ``columns``."""
        facts = self.facts_of(columns, settings)
        for key in columns:
            if not _is_column(key, facts.get(key)):
                known = ", ".join(name for name, about in facts.items() if _is_column(name, about))
                raise UsageError(
                    _("A list has no column “{key}”.").format(key=key),
                    _("Use one of: {keys}.").format(keys=known),
                )

    def catalogue(self, session: Session, settings: DeskSettings) -> tuple[FieldInfo, ...]:
        """Every field with its words: those that all processes share first, then those of each stage."""
        words = _Words(session, settings, self._library.all())
        facts = self.facts(settings)
        return tuple(
            _info(key, label, group, facts[key], words.choices(key, field, facts[key]))
            for key, label, group, field in _labelled(self._library.all())
        )

    def _places(self, key: str, facts: Mapping[str, FieldFacts]) -> tuple[str, ...]:
        if key == "stage":
            return tuple(_stage_titles(self._library.all()))
        return facts[key].choices


def _all_facts(definitions: Sequence[ProcessDefinition], settings: DeskSettings) -> dict[str, FieldFacts]:
    fields = field_facts(None, settings.lists)
    for definition in definitions:
        for key, facts in field_facts(definition, settings.lists).items():
            known = fields.get(key, facts)
            choices = tuple(dict.fromkeys((*known.choices, *facts.choices)))
            fields[key] = FieldFacts(facts.kind, choices, known.indexed and facts.indexed)
    return fields | {key: FieldFacts("multi_choice") for key in LIST_FIELDS}


def _is_column(key: str, facts: FieldFacts | None) -> bool:
    told = "." not in key and key not in DERIVED_FACTS and key not in LIST_FIELDS
    return facts is not None and told and facts.kind not in _NO_COLUMN


def _is_sortable(key: str, facts: FieldFacts | None) -> bool:
    return key in CORE_FIELDS and facts is not None and facts.kind not in _NO_ORDER


def _info(
    key: str, label: str, group: str, facts: FieldFacts, choices: tuple[tuple[str, str], ...]
) -> FieldInfo:
    ops = _EMPTY if facts.kind in _NO_COLUMN else _OPS.get(facts.kind, _ONE_OF_SOME)
    if facts.kind == "choice" and not facts.choices:
        ops = _ONE_OF_SOME
    return FieldInfo(
        key=key,
        label=label,
        kind=facts.kind,
        group=group,
        ops=_ON_COLUMNS if "." in key else ops,
        choices=choices,
        indexed=key in INDEXED_CORE if key in CORE_FIELDS else facts.indexed,
        column=_is_column(key, facts),
        sortable=_is_sortable(key, facts),
    )


def _labelled(
    definitions: Sequence[ProcessDefinition],
) -> Iterator[tuple[str, str, str, Field | None]]:
    """Key, label and group of every field, and what a process says of it; each key once."""
    for core in CORE_FIELDS.values():
        field = Field(core.key, core.kind, "", choices_from=core.choices_from)
        yield core.key, _(core.label), _(_GROUP), field
    for key, label in LIST_FIELDS.items():
        yield key, _(label), _(_GROUP), None
    seen = set(CORE_FIELDS)
    for definition in definitions:
        for stage, field in definition.all_fields():
            if field.core:
                continue
            if field.key not in seen:
                seen.add(field.key)
                yield field.key, field.label, stage.title, field
            for column in field.columns:
                name = f"{field.key}.{column.key}"
                if column.key == ROW or name in seen:
                    continue
                seen.add(name)
                label = _("{table}: {column}").format(table=field.label, column=column.label)
                yield name, label, stage.title, column


_GROUP = N_("Incident")


class _Words:
    """The words for what can be chosen in a field."""

    def __init__(
        self, session: Session, settings: DeskSettings, definitions: Sequence[ProcessDefinition]
    ) -> None:
        self._session = session
        self._settings = settings
        self._definitions = definitions
        self._registers: dict[str, tuple[tuple[str, str], ...]] = {}

    def choices(self, key: str, field: Field | None, facts: FieldFacts) -> tuple[tuple[str, str], ...]:
        if key == "stage":
            return tuple(_stage_titles(self._definitions).items())
        if key in LIST_FIELDS:
            from incidentdesk.storage import imports  # the first list does without

            return tuple((one.uid, _import_words(one)) for one in imports.batches(self._session))
        if key == "process":
            return tuple((one.key, one.title) for one in self._definitions)
        reference = FIELD_KINDS[facts.kind].reference
        if reference and reference not in _TO_BE_SEARCHED:
            return self._register(reference)
        return tuple((choice, self._word(choice, field)) for choice in facts.choices)

    def _word(self, choice: str, field: Field | None) -> str:
        own = next((one.label for one in field.choices if one.key == choice), "") if field else ""
        if own or field is None:
            return own or choice
        if field.choices_from == "statuses":
            return _(STATUS_TEXTS[choice])
        if field.choices_from == "phases":
            return _(PHASE_TEXTS[choice])
        label = self._settings.label(field.choices_from, choice)
        return f"{choice} {label}" if field.choices_from == "priorities" else label

    def _register(self, name: str) -> tuple[tuple[str, str], ...]:
        if name not in self._registers:
            if name == "person":
                found = [(one.uid, one.name) for one in registers.people(self._session) if one.active]
            else:
                found = [(one.uid, one.name) for one in registers.items(self._session, name) if one.active]
            self._registers[name] = tuple(found)
        return self._registers[name]


def _stage_titles(definitions: Sequence[ProcessDefinition]) -> dict[str, str]:
    """The stages of all processes by key, in the order in which the work passes them."""
    placed: dict[str, tuple[int, str]] = {}
    for definition in definitions:
        for position, stage in enumerate(definition.stages):
            placed.setdefault(stage.key, (position, stage.title))
    return {key: title for key, (_place, title) in sorted(placed.items(), key=lambda one: one[1][0])}


def _import_words(one: Batch) -> str:
    return f"{one.system}, {instant_text(one.started)}, {one.file_name}"
