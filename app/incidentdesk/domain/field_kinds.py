"""The kinds of fields: what a value of each looks like as JSON, and how it is checked, typed and indexed.

A kind is one entry of ``FIELD_KINDS``; the window adds an editor to it and the report a way to print it.
"""

# ruff: noqa: ANN401 - any JSON value may come in
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import parse_moment
from incidentdesk.domain.moments import moment_from_json, moment_to_json, sort_ms

Check = Callable[[Any], JsonValue]
"""Takes a JSON value, gives its canonical form, or raises ``ValueError`` with a sentence."""

Index = Callable[[Any], list[str | float]]
"""What is written to the narrow table for a value: texts or numbers, one a row."""


class Typing(NamedTuple):
    """What is needed to read a typed value: this moment and the zone."""

    now: Instant
    zone: ZoneInfo


@dataclass(frozen=True)
class FieldKind:
    """One kind: its rule, its text form for the command line, and its index form.

    Without ``index`` it is never indexed.
    """

    key: str
    check: Check
    parse: Callable[[str, Typing], JsonValue]
    index: Index | None = None
    indexed: bool = False
    has_choices: bool = False
    reference: str = ""


def is_missing(value: JsonValue) -> bool:
    """Whether nothing was given: no value, blank text, or an empty list. An unknown moment *is* an answer."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == [] or value == {}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(_("needs text in quotes"))
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError(_("holds half a character, which cannot be stored; type it again")) from None
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(_("needs a number"))
    try:
        finite = isfinite(value)
    except OverflowError:  # a whole number past all that a number can be
        finite = False
    if not finite:
        raise ValueError(_("needs a number that is not without end"))
    return value


def _duration(value: Any) -> int:
    minutes = _number(value)
    if minutes < 0 or minutes != int(minutes):
        raise ValueError(_("needs whole minutes, 0 or more"))
    return int(minutes)


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("needs true or false"))
    return value


def _moment(value: Any) -> JsonValue:
    return moment_to_json(moment_from_json(value))


def _texts(value: Any) -> JsonValue:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(_("needs a list of texts"))
    return list(dict.fromkeys(value))


def _rows(value: Any) -> JsonValue:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise ValueError(_("needs a list of rows, each with its columns by name"))
    return value


def _items(value: Any) -> JsonValue:
    rows = _rows(value)
    assert isinstance(rows, list)  # noqa: S101 - said by _rows, for the type checker
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ValueError(_("needs a list of items, each with a text and done"))
    return rows


def _parse_duration(text: str, _typing: Typing) -> JsonValue:
    match = re.fullmatch(r"\s*(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*(?:m|min)?)?\s*", text)
    if not match or not text.strip():
        raise ValueError(_("is no duration; write “90”, “1 h 30” or “2 d”"))
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return days * 1440 + hours * 60 + minutes


def _parse_number(text: str, _typing: Typing) -> JsonValue:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise ValueError(_("is no number")) from None
    return int(value) if value.is_integer() else value


def _parse_yes_no(text: str, _typing: Typing) -> JsonValue:
    word = text.strip().casefold()
    if word in {"yes", "y", "true", "1"}:
        return True
    if word in {"no", "n", "false", "0"}:
        return False
    raise ValueError(_("needs yes or no"))


def _parse_moment(text: str, typing: Typing) -> JsonValue:
    return moment_to_json(parse_moment(text, typing.now, typing.zone))


def _as_is(text: str, _typing: Typing) -> JsonValue:
    return text


def _list_of(text: str, _typing: Typing) -> JsonValue:
    return [part.strip() for part in text.split(",") if part.strip()]


def _not_from_text(_text: str, _typing: Typing) -> JsonValue:
    raise ValueError(_("cannot be set in one line; give it in a JSON file with “fill”"))


def _one(value: Any) -> list[str | float]:
    return [value]


def _as_number(value: Any) -> list[str | float]:
    return [float(value)]


def _start_of(value: Any) -> list[str | float]:
    ms = sort_ms(moment_from_json(value))
    return [] if ms is None else [float(ms)]


def _each(value: Any) -> list[str | float]:
    return list(value)


def _plain(key: str) -> FieldKind:
    return FieldKind(key, _text, _as_is)


def _reference(key: str) -> FieldKind:
    return FieldKind(key, _text, _as_is, _one, indexed=True, reference=key)


FIELD_KINDS: dict[str, FieldKind] = {
    kind.key: kind
    for kind in (
        _plain("text"),
        _plain("long_text"),
        FieldKind("code", _text, _as_is, _one, indexed=True),
        FieldKind("choice", _text, _as_is, _one, indexed=True, has_choices=True),
        FieldKind("multi_choice", _texts, _list_of, _each, indexed=True, has_choices=True),
        FieldKind("yes_no", _yes_no, _parse_yes_no, _as_number, indexed=True),
        FieldKind("moment", _moment, _parse_moment, _start_of, indexed=True),
        FieldKind("duration", _duration, _parse_duration, _as_number),
        FieldKind("number", _number, _parse_number, _as_number, indexed=True),
        _reference("person"),
        _reference("reporter"),
        _reference("team"),
        _reference("service"),
        _reference("device"),
        FieldKind("incident_link", _text, _as_is, _one, indexed=True),
        FieldKind("attachment_list", _texts, _list_of),
        FieldKind("table", _rows, _not_from_text),
        FieldKind("checklist", _items, _not_from_text),
    )
}
"""Every kind by its key."""
