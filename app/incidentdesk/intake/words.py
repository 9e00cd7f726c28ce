"""What other systems call the fields and the words in them, out of ``resources/imports/words.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from incidentdesk.base.resources import resource_path

_SIGNS = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "æ": "ae"})
_LEVELS = ("impact", "severity", "risk")


@lru_cache(10_000)
def plain(text: str) -> str:
    """``text`` without case, accents and signs, so that ``Sys_updated_on`` is ``sys updated on``."""
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char)
    )
    return _SIGNS.sub(" ", bare.translate(_LETTERS)).strip()


def table(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """By each plain word, the key it stands for; an earlier key wins."""
    found: dict[str, str] = {}
    for key, ones in words.items():
        for word in ones:
            found.setdefault(plain(word), key)
    return found


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    raw = tomllib.loads(resource_path("imports", "words.toml").read_text(encoding="utf-8"))
    return {part: {"" if key == "none" else key: words for key, words in lists.items()}
            for part, lists in raw.items()}  # fmt: skip


@cache
def heads() -> Mapping[str, tuple[str, int]]:
    """By plain head, its target and how unlikely it is among the heads of that target."""
    found: dict[str, tuple[str, int]] = {}
    for target, words in _words()["heads"].items():
        for rank, word in enumerate(words):
            found.setdefault(plain(word), (target, rank))
    return found


@cache
def meanings(target: str) -> Mapping[str, str]:
    """By plain word of a target, the key it means here; empty where it has no counterpart."""
    part = _words().get("level" if target in _LEVELS else target)
    return table(part) if part else {}
