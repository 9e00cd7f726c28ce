"""Conditions in words: short on a chip, as a whole sentence for screen readers and tool tips. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.core_fields import ENDED_STATUSES, OPEN_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.filters.times import last_words, time_words
from incidentdesk.gui.filters.tree import Group, Part, TestPart
from incidentdesk.services.lists.list_columns import FieldInfo

MOST_VALUES = 3

OP_WORDS = {
    "is": N_("is"),
    "is_not": N_("is not"),
    "one_of": N_("is one of"),
    "contains": N_("contains"),
    "starts_with": N_("begins with"),
    "at_least": N_("is at least"),
    "at_most": N_("is at most"),
    "before": N_("is before"),
    "after": N_("is after"),
    "is_empty": N_("is empty"),
    "is_not_empty": N_("is filled in"),
    "any_is": N_("in any line is"),
    "all_are": N_("in all lines is"),
}
_TIME_WORDS = {
    "is": N_("is on"),
    "at_least": N_("is since"),
    "at_most": N_("is until"),
}
_SENTENCES = {
    "is": N_("{field} is {value}"),
    "is_not": N_("{field} is not {value}"),
    "one_of": N_("{field} is one of {value}"),
    "contains": N_("{field} contains {value}"),
    "starts_with": N_("{field} begins with {value}"),
    "at_least": N_("{field} is at least {value}"),
    "at_most": N_("{field} is at most {value}"),
    "before": N_("{field} is before {value}"),
    "after": N_("{field} is after {value}"),
    "is_empty": N_("{field} is empty"),
    "is_not_empty": N_("{field} is filled in"),
    "any_is": N_("{field} in any line is {value}"),
    "all_are": N_("{field} in all lines is {value}"),
}
_SHORT = {
    "is": N_("{field}: {value}"),
    "one_of": N_("{field}: {value}"),
    "is_not": N_("{field} not {value}"),
    "at_least": N_("{field} ≥ {value}"),
    "at_most": N_("{field} ≤ {value}"),
    "before": N_("{field} before {value}"),
    "after": N_("{field} after {value}"),
    "is_empty": N_("{field}: none"),
}
_GROUPS = {"all": N_("All of"), "any": N_("Any of")}
_SETS = {
    frozenset(OPEN_STATUSES): N_("open"),
    frozenset(ENDED_STATUSES): N_("ended"),
}


class Said(NamedTuple):
    """A part in words: ``short`` for the chip, ``sentence`` in full."""

    short: str
    sentence: str


def op_words(op: str, kind: str) -> str:
    """An operator in words, for a field of ``kind``."""
    if kind == "moment" and op in _TIME_WORDS:
        return _(_TIME_WORDS[op])
    return _(OP_WORDS[op])


def group_words(kind: str, *, negated: bool) -> str:
    """``Any of``, ``All of``, and their opposites."""
    if negated:
        return _("None of") if kind == "any" else _("Not all of")
    return _(_GROUPS[kind])


def said(part: Part, fields: Mapping[str, FieldInfo], names: Mapping[str, str]) -> Said:
    """``part`` in words; ``names`` are those of people and registers by uid."""
    if isinstance(part, Group):
        inside = [said(one, fields, names) for one in part.parts]
        head = group_words(part.kind, negated=part.negated)
        return Said(head, f"{head}: {'; '.join(one.sentence for one in inside)}")
    words = _test(part, fields.get(part.field), names)
    if not part.negated:
        return words
    return Said(
        _("not ({test})").format(test=words.short), _("it is not so that {test}").format(test=words.sentence)
    )


def value_words(value: JsonValue, info: FieldInfo | None, names: Mapping[str, str]) -> str:
    """A value of a test in words."""
    if isinstance(value, list):
        shown = [value_words(one, info, names) for one in value]
        if len(shown) > MOST_VALUES:
            rest = len(shown) - MOST_VALUES + 1
            return _("{some} and {n} more").format(some=", ".join(shown[: MOST_VALUES - 1]), n=rest)
        return ", ".join(shown)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if info is not None and info.kind == "moment":
        return time_words(value)
    text = str(value)
    if text == "me" and info is not None and info.kind == "person":
        return _("me")
    chosen = dict(info.choices).get(text) if info is not None else None
    return chosen or names.get(text, text)


def _test(part: TestPart, info: FieldInfo | None, names: Mapping[str, str]) -> Said:
    field = info.label if info is not None else part.field
    value, op = part.value, part.op
    if op == "after" and info is not None and info.kind == "moment" and last_words(value):
        span = last_words(value)
        short = _("{field}: last {span}").format(field=field, span=span)
        return Said(short, _("{field} is within the last {span}").format(field=field, span=span))
    words = "" if value is None else value_words(value, info, names)
    if info is not None and not info.choices and info.kind in {"text", "long_text", "code"} and words:
        words = _("“{text}”").format(text=words)
    if part.field == "status" and op == "one_of" and isinstance(value, list):
        named = _SETS.get(frozenset(str(one) for one in value))
        words = _(named) if named else words
    if op == "is" and isinstance(value, bool):
        shorter = field if value else _("not {field}").format(field=field)
        return Said(shorter, _(_SENTENCES["is"]).format(field=field, value=words))
    sentence = _(_SENTENCES[op]).format(field=field, value=words)
    if info is not None and info.kind == "moment" and op in _TIME_WORDS:
        sentence = f"{field} {_(_TIME_WORDS[op])} {words}"
    short = _(_SHORT[op]).format(field=field, value=words) if op in _SHORT else sentence
    return Said(short, sentence)
