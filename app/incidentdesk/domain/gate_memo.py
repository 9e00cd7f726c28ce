"""The same question put to gates for many incidents: those that are alike get one answer.

What a gate misses depends on which fields are answered, and on the values of those that its conditions test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from incidentdesk.domain.condition_tree import Condition, tests_in
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.facts import ATTEMPTS, HYPOTHESES
from incidentdesk.domain.field_kinds import is_missing
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import ProcessDefinition, Stage

Answer: TypeAlias = tuple[dict[str, list[str]], frozenset[str]]
"""The fields that are missing by stage, and the stages that are passed over."""

GIVEN = frozenset({"status", "priority", "provisional", "process"})
"""Derived facts that are given with each question."""

MOST = 20_000
"""How many answers are kept."""

_EMPTINESS = frozenset({"is_empty", "is_not_empty"})
_WORDS = frozenset({"text", "long_text"})


class GateMemo:
    """Keeps answers for incidents of one process, asked by one person at one time."""

    def __init__(self, definition: ProcessDefinition) -> None:
        tests: dict[str, set[str]] = {}
        for condition in _conditions(definition):
            for test in tests_in(condition):
                tests.setdefault(test.field.partition(".")[0], set()).add(test.op)
        placed = definition.fields_by_key
        kinds = {key: field.kind for key, (_stage, field) in placed.items()}
        by_presence = [
            key for key in placed
            if not placed[key][1].choices and (key not in tests or _only_presence(kinds[key], tests[key]))
        ]  # fmt: skip
        self._by_presence = tuple(by_presence)
        self._by_value = tuple(sorted((placed.keys() | tests.keys()) - set(by_presence)))
        self._tables = tuple(
            key for key in placed.keys() | {ATTEMPTS, HYPOTHESES}
            if kinds.get(key, "table") in {"table", "checklist"}
        )  # fmt: skip
        derived = {key for key, field in CORE_FIELDS.items() if field.derived} - GIVEN
        self._alike = not derived & tests.keys()
        self._answers: dict[tuple[object, ...], Answer] = {}

    def ask(self, facts: Mapping[str, JsonValue], question: Callable[[], Answer]) -> Answer:
        """The answer to ``question`` for an incident with the values ``facts``, which include ``GIVEN``."""
        key = self._key(facts)
        if key is None:
            return question()
        answer = self._answers.get(key)
        if answer is None:
            if len(self._answers) >= MOST:
                self._answers.clear()
            answer = self._answers[key] = question()
        return answer

    def _key(self, facts: Mapping[str, JsonValue]) -> tuple[object, ...] | None:
        """What the answer depends on; ``None`` where that is more than can be told."""
        if not self._alike or any(facts.get(key) for key in self._tables):
            return None
        values = [facts.get(key) for key in self._by_value]
        if any(isinstance(value, list | dict) for value in values):
            return None
        presence = [is_missing(facts.get(key)) for key in self._by_presence]
        return (facts.get("status"), *values, *presence)


def _only_presence(kind: str, ops: set[str]) -> bool:
    return kind in _WORDS and ops <= _EMPTINESS


def _conditions(definition: ProcessDefinition) -> Iterator[Condition]:
    for stage in definition.stages:
        yield from _conditions_of(stage)


def _conditions_of(stage: Stage) -> Iterator[Condition]:
    found: list[Condition | None] = [stage.skip_when]
    for field in stage.fields:
        found += [field.required_when, field.show_when, *(choice.show_when for choice in field.choices)]
    for need in stage.gate:
        found += [need.needs, need.when]
    yield from (condition for condition in found if condition is not None)
