"""The templates and checks of updates, read from the file of a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

AUDIENCES = ("internal", "executive", "external")
"""For whom updates are written; all but the first go out of the team."""

_CLOCK = r"\d{1,2}[:.h]\d\d(?: ?[ap]m)?|\d{1,2} ?[ap]m"


@dataclass(frozen=True)
class UpdateTemplate:
    """A text to fill in for an audience; ``last`` where no further update follows."""

    key: str
    audience: str
    title: str
    text: str
    last: bool = False


@dataclass(frozen=True)
class ConcernRule:
    """Why something in an update is looked at (``say``), and the way out (``ask``)."""

    key: str
    say: str
    ask: str
    always: re.Pattern[str] | None = None


@dataclass(frozen=True)
class UpdateWords:
    """The templates and rules of one language. ``promise_at`` counts only after a word of ``ahead``."""

    templates: Mapping[str, UpdateTemplate]
    concerns: Mapping[str, ConcernRule]
    gaps: Mapping[str, str]
    words: Mapping[str, str]
    next_update: re.Pattern[str]
    promise_by: re.Pattern[str]
    promise_at: re.Pattern[str]
    promise_always: re.Pattern[str]
    ahead: re.Pattern[str]
    past: re.Pattern[str]


def parse_update_words(text: str) -> UpdateWords:
    """Read the file of a language; ``ValueError`` or ``KeyError`` where it is no such file."""
    raw = tomllib.loads(text)
    promise, words = raw["promise"], dict(raw["words"])
    next_update = words.pop("next_update")
    templates = [
        UpdateTemplate(one["key"], one["audience"], one["title"], one["text"].strip(), one.get("last", False))
        for one in raw["template"]
    ]
    ready = rf"(?<![\w-])(?:{_choice(promise['ready'])})(?:\s+(?:{_choice(promise['again'])}))*\s+"
    span = rf"(?:\d+|{_choice(promise['numbers'])})\s?(?:{_choice(promise['units'])})"
    time = rf"(?:{_CLOCK}|{span}|{_choice(promise['times'])})(?!\w)"
    return UpdateWords(
        templates={one.key: one for one in templates},
        concerns={one["key"]: _concern(one) for one in raw["concern"]},
        gaps=raw["gaps"],
        words=words,
        next_update=_any(next_update),
        promise_by=_compiled(rf"{ready}(?:{_choice(promise['limits'])})\s+{time}"),
        promise_at=_compiled(rf"{ready}(?:(?:{_choice(promise['at'])})\s+)?{time}"),
        promise_always=_any(promise["always"]),
        ahead=_any(promise["ahead"]),
        past=_compiled(rf"(?:{_choice(promise['past'])})\s*$"),
    )


def _concern(raw: Mapping[str, Any]) -> ConcernRule:
    return ConcernRule(raw["key"], raw["say"], raw["ask"], _any(raw["always"]) if "always" in raw else None)


def _choice(words: Iterable[str]) -> str:
    spaced = (r"\s+".join(re.escape(part) for part in word.split()) for word in words)
    return "|".join(sorted(spaced, key=len, reverse=True))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return _compiled(rf"(?<![\w'-])(?:{_choice(words)})(?![\w'-])")
