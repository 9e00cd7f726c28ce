"""What can be said of a condition where only a few facts may be known."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.domain.condition_tree import All, Any, Condition, Not, Test
from incidentdesk.domain.conditions import Bindings, FieldFacts, holds
from incidentdesk.domain.json_values import Facts


def surely(condition: Condition, known: Facts, bindings: Bindings, fields: Mapping[str, FieldFacts]) -> bool:
    """Whether ``condition`` holds whatever stands in fields that are not in ``known``.

    A test on one of those never does, nor does its opposite: so what is hidden cannot be found by asking.
    """
    return _surely(condition, known, bindings, fields, wanted=True)


def _surely(
    condition: Condition, known: Facts, bindings: Bindings, fields: Mapping[str, FieldFacts], *, wanted: bool
) -> bool:
    match condition:
        case Not(part):
            return _surely(part, known, bindings, fields, wanted=not wanted)
        case All(parts) | Any(parts):
            each = (_surely(part, known, bindings, fields, wanted=wanted) for part in parts)
            return all(each) if isinstance(condition, All) is wanted else any(each)
        case Test():
            return condition.field in known and holds(condition, known, bindings, fields) is wanted
