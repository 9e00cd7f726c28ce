"""Which choices fit what was typed: accents, case and the order of words do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Choice:
    """One choice: its key, what is shown, a hint in grey, its group, and whether it is no longer offered."""

    key: str
    label: str
    hint: str = ""
    group: str = ""
    retired: bool = False


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """``text`` without case and accents, for comparing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def matching(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """The choices that hold every word of ``typed`` in label, hint or group; best first.

    Labels that begin with the text come first, then those with a word that does, then the rest; within each,
    the order of ``choices``. Retired ones are never offered.
    """
    offered = [choice for choice in choices if not choice.retired]
    wanted = plain(typed.strip())
    if not wanted:
        return offered
    words = wanted.split()
    ranked = [
        (_rank(label, wanted, words), place, choice)
        for place, choice in enumerate(offered)
        if _holds_all(label := plain(choice.label), plain(f"{choice.hint} {choice.group}"), words)
    ]
    ranked.sort(key=lambda entry: entry[:2])
    return [choice for _rank_value, _place, choice in ranked]


def exact(choices: Sequence[Choice], typed: str) -> Choice | None:
    """The one choice whose label is ``typed``, case and accents aside; None when there is none or several."""
    wanted = plain(typed.strip())
    found = [choice for choice in choices if not choice.retired and plain(choice.label) == wanted]
    return found[0] if len(found) == 1 else None


def _holds_all(label: str, rest: str, words: Sequence[str]) -> bool:
    return all(word in label or word in rest for word in words)


def _rank(label: str, wanted: str, words: Sequence[str]) -> int:
    if label == wanted:
        return 0
    if label.startswith(wanted):
        return 1
    starts = label.split()
    if all(any(start.startswith(word) for start in starts) for word in words):
        return 2
    return 3 if wanted in label else 4
