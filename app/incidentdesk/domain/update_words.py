"""The templates and checks of updates, read from the file of a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from incidentdesk.domain.word_patterns import AdvisoryRule, any_of, choice_of, read_rule

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
class UpdateWords:
    """The templates and rules of one language. ``promise_at`` counts only after a word of ``ahead``."""

    templates: Mapping[str, UpdateTemplate]
    concerns: Mapping[str, AdvisoryRule]
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
    ready = rf"(?<![\w-])(?:{choice_of(promise['ready'])})(?:\s+(?:{choice_of(promise['again'])}))*\s+"
    span = rf"(?:\d+|{choice_of(promise['numbers'])})\s?(?:{choice_of(promise['units'])})"
    time = rf"(?:{_CLOCK}|{span}|{choice_of(promise['times'])})(?!\w)"
    return UpdateWords(
        templates={one.key: one for one in templates},
        concerns={one["key"]: read_rule(one) for one in raw["concern"]},
        gaps=raw["gaps"],
        words=words,
        next_update=any_of(next_update),
        promise_by=_compiled(rf"{ready}(?:{choice_of(promise['limits'])})\s+{time}"),
        promise_at=_compiled(rf"{ready}(?:(?:{choice_of(promise['at'])})\s+)?{time}"),
        promise_always=any_of(promise["always"]),
        ahead=any_of(promise["ahead"]),
        past=_compiled(rf"(?:{choice_of(promise['past'])})\s*$"),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
