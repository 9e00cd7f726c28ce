"""Which runbooks say the same words as an incident: BM25, the usual weighing by how rare a word is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from incidentdesk.domain.comparisons import fold
from incidentdesk.domain.runbook import Runbook
from incidentdesk.domain.search_words import SPACELESS, asked_words

SHORTEST = 3
"""A word of fewer letters tells nothing of what is meant."""

NAMED = 4
"""So many times as much counts a word of the name, the keywords or the services."""

SATURATION, LENGTH = 1.2, 0.75
"""The constants k1 and b of BM25, as they are usually chosen (Robertson and Zaragoza 2009)."""

_RUN = re.compile(r"\w+")
_COMMON = """
the and for are was not but has have had its with from that this they them what when where which will can
cannot all any one two our your who how why does did done now out off into than then there here some more most
only also been being very user users since after before again works work working today
"""
_STOP = frozenset(_RUN.findall(_COMMON))
"""English words that are in every runbook."""


@dataclass(frozen=True)
class Alike:
    """A runbook with the words that it shares with an incident, the most telling first."""

    key: str
    words: tuple[str, ...]
    weight: float


def words_of(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded, each once; of scripts without spaces each two that stand together."""
    return tuple(dict.fromkeys(_all_words(text)))


def alike(text: str, runbooks: Sequence[Runbook]) -> list[Alike]:
    """Those of ``runbooks`` that ``text`` names by one of their words at least, the likeliest first.

    Words of steps alone are those of any work: they would bring a runbook to every second of 1,500 real
    tickets, and by the look of a sample hardly ever one that fits.
    """
    counted = {one.key: Counter(_telling(_said(one))) for one in runbooks}
    if not counted:
        return []
    usual = sum(sum(words.values()) for words in counted.values()) / len(counted)
    known = Counter(word for words in counted.values() for word in words)
    asked = dict.fromkeys(_telling(text))
    found = []
    for one in runbooks:
        words = counted[one.key]
        weights = {word: _weight(word, words, known, usual, len(counted)) for word in asked if word in words}
        named = set(_telling(_named(one)))
        if named & weights.keys():
            shared = sorted(weights, key=lambda word: (-weights[word], word))
            found.append(Alike(one.key, tuple(shared), sum(weights.values())))
    return sorted(found, key=lambda one: (-one.weight, one.key))


def _weight(word: str, words: Mapping[str, int], known: Mapping[str, int], usual: float, many: int) -> float:
    rare = log(1 + (many - known[word] + 0.5) / (known[word] + 0.5))
    often, long = words[word], sum(words.values()) / usual
    return rare * often * (SATURATION + 1) / (often + SATURATION * (1 - LENGTH + LENGTH * long))


def _telling(text: str) -> list[str]:
    return [
        word
        for word in _all_words(text)
        if (len(word) >= SHORTEST or SPACELESS.match(word)) and word not in _STOP and not word.isdigit()
    ]


def _all_words(text: str) -> list[str]:
    words: list[str] = []
    for run in _RUN.findall(fold(text)):
        if SPACELESS.match(run):
            words += [run[place : place + 2] for place in range(max(1, len(run) - 1))]
        else:
            words += asked_words(run).split()
    return words


def _named(one: Runbook) -> str:
    return " ".join((one.name, *one.keywords, *one.services))


def _said(one: Runbook) -> str:
    steps = (f"{step.text} {step.expected}" for step in one.steps)
    return " ".join((*(_named(one),) * NAMED, *one.sections.values(), *steps))
