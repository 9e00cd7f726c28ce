"""Conditions of runbooks in words: “the answer to step 1 is one of: several, everybody”."""

from __future__ import annotations

import re

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.condition_tree import All, Any, Condition, Not, Test
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.runbook import MATCH_FIELDS

_OPS = {
    "is": N_("{field} is {value}"),
    "is_not": N_("{field} is not {value}"),
    "one_of": N_("{field} is one of: {value}"),
    "contains": N_("{field} contains {value}"),
    "starts_with": N_("{field} begins with {value}"),
    "at_least": N_("{field} is {value} or after it in its list"),
    "at_most": N_("{field} is {value} or before it in its list"),
    "before": N_("{field} is before {value}"),
    "after": N_("{field} is after {value}"),
    "is_empty": N_("{field} is not given"),
    "is_not_empty": N_("{field} is given"),
    "any_is": N_("one of {field} is {value}"),
    "all_are": N_("all of {field} are {value}"),
}
_OF_STEP = re.compile(r"(step|answer)_(\d+)")


def condition_text(condition: Condition) -> str:
    """A condition as a person reads it."""
    match condition:
        case Test(field, op, value):
            return _(_OPS[op]).format(field=_field_text(field), value=_value_text(value))
        case Not(part):
            return _("not so: {condition}").format(condition=_inside(part))
        case All(parts):
            return _(" and ").join(_inside(part) for part in parts)
        case Any(parts):
            return _(" or ").join(_inside(part) for part in parts)


def _inside(part: Condition) -> str:
    return condition_text(part) if isinstance(part, Test) else f"({condition_text(part)})"


def _field_text(field: str) -> str:
    of_step = _OF_STEP.fullmatch(field)
    if of_step:
        words = _("step {n}") if of_step[1] == "step" else _("the answer to step {n}")
        return words.format(n=of_step[2])
    if field in MATCH_FIELDS:
        return _(MATCH_FIELDS[field][0])
    return _(CORE_FIELDS[field].label) if field in CORE_FIELDS else field


def _value_text(value: JsonValue) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
