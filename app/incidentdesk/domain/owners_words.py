"""A process in the words for an incident that the owner of its service confirms.

Definitions speak of the reporter. Where there is none to ask, labels, gates and ways back name the owner;
fields, choices and what a gate needs are the same.
"""

from __future__ import annotations

from dataclasses import replace

from incidentdesk.base.texts import _
from incidentdesk.domain.condition_tree import Condition, Test, tests_in
from incidentdesk.domain.facts import ATTEMPTS
from incidentdesk.domain.process_definition import Field, ProcessDefinition, QuickPage, Stage
from incidentdesk.domain.whose_word import WORD, WORD_REASON

_FAILED = Test(WORD, "is", "not_restored")


def in_owners_words(definition: ProcessDefinition) -> ProcessDefinition:
    """``definition`` as it reads where the owner of the service gives the word."""
    if WORD not in definition.fields_by_key:
        return definition
    stages = tuple(_stage(one) if _has_word(one) else one for one in definition.stages)
    quick = _quick(definition.quick) if definition.quick else None
    return replace(definition, stages=stages, quick=quick)


def _has_word(stage: Stage) -> bool:
    return any(field.key == WORD for field in stage.fields)


def _stage(stage: Stage) -> Stage:
    refused = _("The owner says it is not restored: send it back")
    back = _("The owner says the service is not restored")
    return replace(
        stage,
        fields=tuple(_field(one) for one in stage.fields),
        gate=tuple(
            one._replace(say=refused) if one.field == WORD and _is_failed(one.when) else one
            for one in stage.gate
        ),
        on_fail=tuple(one._replace(say=back) if _is_failed(one.when) else one for one in stage.on_fail),
    )


def _field(field: Field) -> Field:
    if field.key == WORD:
        ask = _("Ask the owner of the service whether it works")
        return replace(field, label=_("The service owner's word"), say=ask)
    if field.key == WORD_REASON:
        say = _("Say why the service owner's word is not needed")
        return replace(field, label=_("Why the service owner's word is not needed"), say=say)
    return replace(field, label=_("Attempts to reach the service owner")) if field.key == ATTEMPTS else field


def _quick(quick: QuickPage) -> QuickPage:
    answers = tuple(
        replace(one, label=_("The owner of the service says it works")) if one.fields == (WORD,) else one
        for one in quick.answers
    )
    tried = _("The owner of the service tried it")
    fills = tuple(
        one._replace(value=tried) if one.field == "recovery_test" and _tests_word(one.when) else one
        for one in quick.fills
    )
    return quick._replace(answers=answers, fills=fills)


def _is_failed(condition: Condition | None) -> bool:
    return condition is not None and _FAILED in tests_in(condition)


def _tests_word(condition: Condition | None) -> bool:
    return condition is not None and any(one.field == WORD for one in tests_in(condition))
