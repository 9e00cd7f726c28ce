"""What must hold across a whole process definition: keys that are unique, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import Condition, fields_used
from incidentdesk.domain.core_fields import CORE_FIELDS, DERIVED_FACTS, STATUSES
from incidentdesk.domain.process_definition import Field, ProcessDefinition, Stage

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
    yield from _quick_mistakes(definition, seen)


def clashes(definition: ProcessDefinition, others: list[ProcessDefinition]) -> Iterator[Mistake]:
    """Fields that have another kind in another definition: a key has one kind across definitions."""
    for other in others:
        if other.key == definition.key:
            continue
        for stage, field in definition.all_fields():
            theirs = other.fields_by_key.get(field.key)
            if theirs is not None and theirs[1].kind != field.kind:
                yield (
                    (
                        _("stage “{key}”").format(key=stage.key),
                        _("field “{key}”").format(key=field.key),
                    ),
                    _("is of kind {kind} in the process “{other}”").format(
                        kind=theirs[1].kind, other=other.key
                    ),
                    _("Use that kind, or another key."),
                )


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


def _quick_mistakes(definition: ProcessDefinition, seen: set[str]) -> Iterator[Mistake]:
    if definition.quick is None:
        return
    named = {name for answer in definition.quick.answers for name in (*answer.fields, *answer.also)}
    named |= {answer.row_of for answer in definition.quick.answers if answer.row_of}
    named |= {fill.field for fill in definition.quick.fills}
    for name in sorted(named - seen):
        yield (
            ("quick",),
            _("names an unknown field “{name}”").format(name=name),
            _("Name a field of a stage."),
        )
