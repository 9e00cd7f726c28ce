"""What a condition is made of: tests on fields, joined by all, any and not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from incidentdesk.domain.json_values import JsonValue

OPS = (
    "is", "is_not", "one_of", "contains", "starts_with", "at_least", "at_most", "before", "after",
    "is_empty", "is_not_empty", "any_is", "all_are",
)  # fmt: skip
"""Every operator of a test."""

OPS_WITHOUT_VALUE = frozenset({"is_empty", "is_not_empty"})
OPS_ON_COLUMNS = frozenset({"any_is", "all_are", "is_empty", "is_not_empty"})
"""What may be asked of a column of a table, ``hypotheses.result``."""


@dataclass(frozen=True)
class Test:
    """One question about one field; ``field`` may be a column of a table, ``hypotheses.result``."""

    field: str
    op: str
    value: JsonValue = None


@dataclass(frozen=True)
class All:
    """Holds when every part does, also when there is none."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Any:
    """Holds when at least one part does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """Holds when its part does not."""

    part: Condition


Condition: TypeAlias = Test | All | Any | Not


def tests_in(condition: Condition) -> Iterator[Test]:
    """Every test that ``condition`` is made of."""
    match condition:
        case Test():
            yield condition
        case Not(part):
            yield from tests_in(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from tests_in(part)


def to_json(condition: Condition) -> JsonValue:
    """The JSON form, which ``parse_condition`` reads back to the same condition."""
    match condition:
        case Test(field, op, value):
            bare: dict[str, JsonValue] = {"field": field, "op": op}
            return bare if op in OPS_WITHOUT_VALUE else {**bare, "value": value}
        case All(parts):
            return {"all": [to_json(part) for part in parts]}
        case Any(parts):
            return {"any": [to_json(part) for part in parts]}
        case Not(part):
            return {"not": to_json(part)}


def fields_used(condition: Condition) -> frozenset[str]:
    """The fields a condition asks about, columns with their table: ``hypotheses.result``."""
    match condition:
        case Test(field):
            return frozenset({field})
        case Not(part):
            return fields_used(part)
        case All(parts) | Any(parts):
            return frozenset().union(*(fields_used(part) for part in parts))


def unknown_fields(condition: Condition, known: Collection[str]) -> frozenset[str]:
    """The fields a condition asks about that are not among ``known``."""
    return fields_used(condition) - frozenset(known)
