"""Words of a language as patterns, and the advisory rules that go by them: as its files have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AdvisoryRule:
    """Why something that was written is looked at (``say``), and what leads on (``ask``).

    ``always`` are the words that are looked at wherever they stand; ``None`` where it takes more than words.
    """

    key: str
    say: str
    ask: str
    always: re.Pattern[str] | None = None


def read_rule(raw: Mapping[str, Any]) -> AdvisoryRule:
    """The rule of a table in the file; ``KeyError`` where it lacks its key or its words."""
    always = any_of(raw["always"]) if raw.get("always") else None
    return AdvisoryRule(raw["key"], raw["say"], raw["ask"], always)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of ``words``, whole and without case."""
    return re.compile(rf"(?<![\w'-])(?:{choice_of(words)})(?![\w'-])", re.IGNORECASE)


def choice_of(words: Iterable[str]) -> str:
    """The source of a pattern for any of ``words``, the longest first."""
    return "|".join(spaced(word) for word in sorted(words, key=len, reverse=True))


def spaced(words: str) -> str:
    """The source of a pattern for ``words`` with any spaces between them."""
    return r"\s+".join(re.escape(word) for word in words.split())
