"""What must hold across a whole process definition: keys that are unique, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import Condition, fields_used
from incidentdesk.domain.core_fields import CORE_FIELDS, DERIVED_FACTS, STATUSES
from incidentdesk.domain.field_kinds import FIELD_KINDS
from incidentdesk.domain.process_definition import Answer, Field, ProcessDefinition, Stage

WIDTHS = ("full", "half", "third")
SETTABLE_TIMES = ("restored", "resolved", "closed", "responded")

Mistake = tuple[tuple[str, ...], str, str]
"""Where (stage, field), what, and the remedy."""


def mistakes(definition: ProcessDefinition) -> Iterator[Mistake]:
    """The mistakes that are not to be seen in one field alone, in the order of the file."""
    seen_stages: set[str] = set()
    seen: set[str] = set()
    known = _known(definition)
    for stage in definition.stages:
        here = (_("stage “{key}”").format(key=stage.key),)
        if stage.key in seen_stages:
            yield here, _("this key is used twice"), _("Give each stage a key of its own.")
        seen_stages.add(stage.key)
        yield from _stage_mistakes(definition, stage, here, known)
        for field in stage.fields:
            at = (*here, _("field “{key}”").format(key=field.key))
            if field.key in seen:
                yield at, _("this key is used twice"), _("Keys are unique in a definition; rename one.")
            seen.add(field.key)
            yield from _field_mistakes(field, at, known)
    yield from _quick_mistakes(definition, seen, known)


def clashes(definition: ProcessDefinition, others: list[ProcessDefinition]) -> Iterator[Mistake]:
    """Fields that have another kind in another definition: a key has one kind across definitions."""
    mine = _kinds(definition)
    for other in others:
        if other.key == definition.key:
            continue
        theirs = _kinds(other)
        for key in mine:
            stage, kind = mine[key]
            _their_stage, their_kind = theirs.get(key, ("", kind))
            if kind != their_kind:
                yield (
                    (_("stage “{key}”").format(key=stage), _("field “{key}”").format(key=key)),
                    _("is of kind {kind} in the process “{other}”").format(kind=their_kind, other=other.key),
                    _("Use that kind, or another key."),
                )


def _kinds(definition: ProcessDefinition) -> dict[str, tuple[str, str]]:
    """Stage and kind of each field, and of each column as ``table.column``."""
    kinds = {}
    for stage, field in definition.all_fields():
        kinds[field.key] = (stage.key, field.kind)
        for column in field.columns:
            kinds[f"{field.key}.{column.key}"] = (stage.key, column.kind)
    return kinds


def _known(definition: ProcessDefinition) -> frozenset[str]:
    columns = {
        f"{field.key}.{column.key}" for _s, field in definition.all_fields() for column in field.columns
    }
    own = {field.key for _s, field in definition.all_fields()}
    return frozenset(CORE_FIELDS) | frozenset(DERIVED_FACTS) | own | columns


def _stage_mistakes(
    definition: ProcessDefinition, stage: Stage, here: tuple[str, ...], known: frozenset[str]
) -> Iterator[Mistake]:
    if stage.sets_status and stage.sets_status not in STATUSES:
        yield (
            here,
            _("sets an unknown status “{name}”").format(name=stage.sets_status),
            _("Use one of: {names}.").format(names=", ".join(STATUSES)),
        )
    for time in stage.sets_time:
        if time not in SETTABLE_TIMES:
            yield (
                here,
                _("sets an unknown time “{name}”").format(name=time),
                _("Use one of: {names}.").format(names=", ".join(SETTABLE_TIMES)),
            )
    if stage.role and definition.roles and stage.role not in definition.roles:
        yield here, _("names an unknown role “{name}”").format(name=stage.role), _("Add it under [roles].")
    earlier = {one.key for one in definition.stages[: definition.position(stage.key)]}
    for back in stage.on_fail:
        if back.back_to not in earlier:
            yield (
                here,
                _("goes back to “{name}”, which is no earlier stage").format(name=back.back_to),
                _("Name a stage above this one."),
            )
        yield from _condition_mistakes(back.when, here, known)
    keys = {field.key for field in stage.fields}
    for need in stage.gate:
        if need.field and need.field not in keys:
            yield (
                here,
                _("a gate points to “{name}”, which is not on this stage").format(name=need.field),
                _("Name a field of this stage."),
            )
        yield from _condition_mistakes(need.needs, here, known)
        yield from _condition_mistakes(need.when, here, known)
    yield from _condition_mistakes(stage.skip_when, here, known)


def _field_mistakes(field: Field, at: tuple[str, ...], known: frozenset[str]) -> Iterator[Mistake]:
    if field.width not in WIDTHS:
        yield (
            at,
            _("has an unknown width “{name}”").format(name=field.width),
            _("Use one of: {names}.").format(names=", ".join(WIDTHS)),
        )
    if field.reveal and field.required:
        yield at, _("is required and hidden behind a link"), _("Leave out “reveal” or “required”.")
    keys = [choice.key for choice in field.choices]
    if len(keys) != len(set(keys)):
        yield at, _("has a choice twice"), _("Give each choice a key of its own.")
    yield from _default_mistakes(field, at, known)
    yield from _condition_mistakes(field.required_when, at, known)
    yield from _condition_mistakes(field.show_when, at, known)
    for choice in field.choices:
        yield from _condition_mistakes(choice.show_when, at, known)


def _condition_mistakes(
    condition: Condition | None, at: tuple[str, ...], known: frozenset[str]
) -> Iterator[Mistake]:
    if condition is None:
        return
    for name in sorted(fields_used(condition) - known):
        yield (
            at,
            _("a condition names an unknown field “{name}”").format(name=name),
            _("Name a field of this definition or a shared one."),
        )


def _default_mistakes(field: Field, at: tuple[str, ...], known: frozenset[str]) -> Iterator[Mistake]:
    if field.default_from and field.default_from not in known:
        yield (
            at,
            _("starts from an unknown field “{name}”").format(name=field.default_from),
            _("Name a field of this definition or a shared one."),
        )
    if field.default is None or (field.default, field.kind) in {("now", "moment"), ("me", "person")}:
        return
    try:
        value = FIELD_KINDS[field.kind].check(field.default)
    except ValueError as error:
        yield at, _("its default {problem}").format(problem=error), _("Correct it, or leave it out.")
        return
    keys = {choice.key for choice in field.choices}
    if keys and not set(value if isinstance(value, list) else [value]) <= keys:
        yield at, _("its default is no choice of it"), _("Use one of: {names}.").format(names=", ".join(keys))


def _quick_mistakes(
    definition: ProcessDefinition, seen: set[str], known: frozenset[str]
) -> Iterator[Mistake]:
    if definition.quick is None:
        return
    here = ("quick",)
    answers, fills = definition.quick.answers, definition.quick.fills
    named = {name for answer in answers for name in (*answer.fields, *answer.also)}
    named |= {answer.row_of for answer in answers if answer.row_of}
    named |= {fill.field for fill in fills}
    for name in sorted(named - seen):
        yield here, _("names an unknown field “{name}”").format(name=name), _("Name a field of a stage.")
    for answer in answers:
        if answer.row_of in seen:
            yield from _row_mistakes(definition, answer, here)
    for fill in fills:
        yield from _condition_mistakes(fill.when, here, known)


def _row_mistakes(definition: ProcessDefinition, answer: Answer, here: tuple[str, ...]) -> Iterator[Mistake]:
    _stage, field = definition.fields_by_key[answer.row_of]
    if field.kind != "table":
        yield here, _("“{name}” is no table").format(name=field.key), _("Name a table of a stage.")
        return
    unknown = {*answer.columns, *answer.values} - {column.key for column in field.columns}
    for name in sorted(unknown):
        yield (
            here,
            _("“{field}” has no column “{name}”").format(field=field.key, name=name),
            _("Name a column of that table."),
        )
