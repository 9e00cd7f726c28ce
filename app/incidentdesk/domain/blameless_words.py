"""The words that the language check of a review goes by, read from the file of a language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from incidentdesk.domain.word_patterns import AdvisoryRule, any_of, choice_of, read_rule, spaced


@dataclass(frozen=True)
class BlamelessWords:
    """The words of one language. Patterns match whole words without case; sets hold lower-case words."""

    rules: Mapping[str, AdvisoryRule]
    people: frozenset[str]
    affected: frozenset[str]
    open_pronouns: frozenset[str]
    own_pronouns: frozenset[str]
    prepositions: frozenset[str]
    relative: frozenset[str]
    people_only: frozenset[str]
    fillers: frozenset[str]
    names_too: frozenset[str]
    findings: frozenset[str]
    lapses: re.Pattern[str]
    negations: re.Pattern[str]
    deeds: re.Pattern[str]
    passive: re.Pattern[str]
    clauses: re.Pattern[str]
    questions: re.Pattern[str]
    just: re.Pattern[str]


def parse_blameless_words(text: str) -> BlamelessWords:
    """Read the file of a language; ``ValueError`` or ``KeyError`` where it is no such file."""
    raw = tomllib.loads(text)
    rules = {one["key"]: one for one in raw["rule"]}
    just = rules["hindsight"]
    fine = "|".join(spaced(word) for word in just["fine_after_just"])
    before = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in just["fine_before_just"])
    return BlamelessWords(
        rules={key: read_rule(one) for key, one in rules.items()},
        people=_set(raw["people"]),
        affected=_set(raw["affected"]),
        open_pronouns=_set(raw["open_pronouns"]),
        own_pronouns=_set(raw["own_pronouns"]),
        prepositions=_set(raw["prepositions"]),
        relative=_set(raw["relative"]),
        people_only=_set(raw["people_only"]),
        fillers=_set(raw["fillers"]),
        names_too=_set(raw["words_that_are_names"]),
        findings=_set(raw["findings"]),
        lapses=_lapses(raw["lapses"], raw["owned"]),
        negations=any_of(raw["negations"]),
        deeds=any_of(raw["deeds"]),
        passive=any_of(raw["passive"]),
        clauses=re.compile(rf"[,;:()\u2013\u2014]|\b(?:{choice_of(raw['clauses'])})\b", re.IGNORECASE),
        questions=any_of(rules["what_and_how"]["questions"]),
        just=re.compile(rf"{before}\b{just['just']}\b(?!\s+(?:(?:{fine})\b|\d))", re.IGNORECASE),
    )


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def _lapses(words: Iterable[str], owned: Iterable[str]) -> re.Pattern[str]:
    """The lapses, but for those of which something is had: "should have a spare"."""
    return re.compile(rf"{any_of(words).pattern}(?!(?<=have)\s+(?:{choice_of(owned)})\b)", re.IGNORECASE)
