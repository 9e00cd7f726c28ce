"""Which incidents a command is asked for: ``[--view NAME] [--where FIELD OP VALUE …] [--sort FIELD]``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.cli.context import Context
from incidentdesk.domain.conditions import FieldFacts, parse_condition
from incidentdesk.domain.json_values import JsonValue


@dataclass(frozen=True)
class AskedList:
    """A condition as JSON, and a sort, empty where none was given; ``narrowed`` where not all are meant."""

    condition: JsonValue
    sort: str
    narrowed: bool


def add_list_words(parser: argparse.ArgumentParser) -> None:
    """Let ``parser`` take the words that choose incidents."""
    parser.add_argument("--view", metavar="NAME")
    parser.add_argument("--where", nargs="+", action="append", default=[], metavar="FIELD OP VALUE")
    parser.add_argument("--sort", metavar="FIELD", help=_("-FIELD: the other way round"))


def asked_list(context: Context) -> AskedList:
    """What the arguments at hand ask for; ``UsageError`` where they make no condition."""
    given, sort = context.arguments, context.arguments.sort or ""
    fields = context.cases.queue.fields()
    parts: list[JsonValue] = [_test(words, fields) for words in given.where]
    if given.view:
        view = context.cases.views.named(given.view, context.person)
        parts.append(view.condition)
        sort = sort or view.sort
    try:
        parse_condition(parts, where="--where")
    except ValueError as error:
        raise UsageError(str(error), _("Write --where FIELD OP VALUE.")) from None
    return AskedList(parts, sort, narrowed=bool(parts))


def _test(words: list[str], fields: Mapping[str, FieldFacts]) -> JsonValue:
    if len(words) < 2:
        raise UsageError(_("A condition needs a field and an op."), _("Write --where FIELD OP VALUE."))
    field, op, *values = words
    if not values:
        return {"field": field, "op": op}
    kind = fields[field].kind if field in fields else ""
    parsed = [_value(word, kind) for word in values]
    return {"field": field, "op": op, "value": parsed if op == "one_of" else parsed[0]}


def _value(word: str, kind: str) -> JsonValue:
    """A word as a value of ``kind``: an error code of digits alone stays text, a time may be {"days": -7}."""
    if kind not in {"number", "duration", "yes_no", "moment"} or (kind == "moment" and word[:1] != "{"):
        return word
    try:
        value: JsonValue = json.loads(word)
    except ValueError:
        return {"yes": True, "no": False}.get(word.casefold(), word) if kind == "yes_no" else word
    return value
