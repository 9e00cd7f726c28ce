"""Conditions in the words of the command line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.cli.context import Context
from incidentdesk.domain.conditions import OPS, fold, parse_condition
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.services.lists.list_columns import FieldInfo
from incidentdesk.services.lists.views import View

_WORDS_ALLOWED = frozenset({"me", "now"})
_TYPED = frozenset({"number", "duration", "yes_no", "moment"})


def add_conditions(parser: argparse.ArgumentParser) -> None:
    """Give ``parser`` the options by which incidents are chosen."""
    parser.add_argument("--view", metavar="NAME", help=_("a view: its key or its name"))
    for option, about in (
        ("--where", _("every one of these must hold; the value may be several words after one_of")),
        ("--any", _("at least one of these must hold")),
        ("--not", _("none of these may hold")),
    ):
        parser.add_argument(
            option,
            nargs="+",
            action="append",
            default=[],
            dest=option[2:],
            metavar="FIELD OP VALUE",
            help=about,
        )
    parser.add_argument("--condition", metavar="JSON", help=_("a condition as JSON"))


def chosen(context: Context, fields: Mapping[str, FieldInfo]) -> tuple[JsonValue, View | None]:
    """The condition that the options say together, and the view among them.

    ``UsageError`` names what is wrong in them, and what there is.
    """
    given = context.arguments
    view = context.cases.views.named(given.view, context.person) if given.view else None
    tests = {name: [_test(context, words, fields, name) for words in getattr(given, name)] for name in
             ("where", "any", "not")}  # fmt: skip
    parts: list[JsonValue] = [*tests["where"]]
    if view is not None and view.condition is not None:
        parts.append(view.condition)
    if tests["any"]:
        parts.append({"any": tests["any"]})
    parts += [{"not": one} for one in tests["not"]]
    if given.condition:
        parts.append(_from_json(given.condition))
    return parts or None, view


def _from_json(text: str) -> JsonValue:
    try:
        raw: JsonValue = json.loads(text)
        parse_condition(raw, where="--condition")
    except json.JSONDecodeError as error:
        raise UsageError(
            _("--condition is no JSON: {problem}.").format(problem=error.msg),
            _("Write it like {example}.").format(example='{"field": "status", "op": "is", "value": "new"}'),
        ) from None
    except ValueError as error:
        raise UsageError(f"{error}.", _("Correct the condition.")) from None
    return raw


def _test(context: Context, words: list[str], fields: Mapping[str, FieldInfo], option: str) -> JsonValue:
    place = f"--{option}"
    if len(words) < 2:
        raise UsageError(
            _("{option} needs a field and an op.").format(option=place),
            _("Write {option} FIELD OP VALUE.").format(option=place),
        )
    field, op, *values = words
    about = fields.get(field)
    if about is None:
        raise UsageError(
            _("There is no field “{name}”.").format(name=field),
            _("Use one of: {keys}.").format(keys=", ".join(fields)),
        )
    if op not in OPS:
        raise UsageError(
            _("There is no op “{op}”.").format(op=op),
            _("For “{field}” use one of: {ops}.").format(field=field, ops=", ".join(about.ops)),
        )
    raw: dict[str, JsonValue] = {"field": field, "op": op}
    if len(values) > 1 and op != "one_of" and about.kind != "multi_choice":
        raise UsageError(
            _("“{field} {op}” takes one value.").format(field=field, op=op),
            _("Put quotes around several words."),
        )
    if values:
        parsed = [_value(context, word, about) for word in values]
        raw["value"] = parsed if op == "one_of" or len(parsed) > 1 else parsed[0]
    try:
        parse_condition(raw, where=place)
    except ValueError as error:
        raise UsageError(f"{error}.", _("Write {option} FIELD OP VALUE.").format(option=place)) from None
    return raw


def _value(context: Context, word: str, about: FieldInfo) -> JsonValue:
    """A word as a value: by its kind, names and labels by what they stand for.

    An error code of digits alone stays text, a time may be ``{"days": -7}``.
    """
    if about.kind in _TYPED and (about.kind != "moment" or word.startswith("{")):
        try:
            value: JsonValue = json.loads(word)
        except ValueError:
            return {"yes": True, "no": False}.get(word.casefold(), word) if about.kind == "yes_no" else word
        return value
    if word in _WORDS_ALLOWED:
        return word
    known = about.choices
    if about.kind == "reporter":
        known = tuple((one.uid, one.name) for one in context.cases.people.find_reporters(word))
    return _meant(word, known, about)


def _meant(word: str, known: Iterable[tuple[str, str]], about: FieldInfo) -> str:
    """The key that ``word`` stands for; the word itself where it is a key, or nothing known."""
    if any(fold(key) == fold(word) for key, _label in known):
        return word
    found = [key for key, label in known if fold(label) == fold(word)]
    if len(found) > 1:
        raise UsageError(
            _("“{name}” in “{field}” fits {n} records.").format(name=word, field=about.key, n=len(found)),
            _("Name one by its uid: {keys}.").format(keys=", ".join(found)),
        )
    return found[0] if found else word
