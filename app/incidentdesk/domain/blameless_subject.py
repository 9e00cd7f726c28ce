"""Of whom a sentence speaks: a person who acts, somebody affected, ourselves, or a thing.

No grammar, only its order: the subject is the last noun before the verb, in front of the first preposition; a
clause without one takes over that of the clause before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from incidentdesk.domain.blameless_words import BlamelessWords

_WORD = re.compile(r"@?[\w'/-]+")
_NAME = "\x00"
"""Stands for a person's name among the words."""
_OPENING_WORDS = 3
_FAR = 300
"""So many characters before a verb its subject is not looked for any more."""


class Subject(Enum):
    """Who or what does it."""

    PERSON = 1
    AFFECTED = 2
    SELF = 3
    THING = 4


def subject_before(
    sentence: str, end: int, words: BlamelessWords, people: Sequence[tuple[int, int]]
) -> Subject:
    """The subject of the verb that begins at ``end``; ``people`` are where names stand."""
    start = max(0, end - _FAR)
    near = [(first - start, last - start) for first, last in people if start <= first and last <= end]
    named = _with_names(sentence[start:end], near)
    parts, splits = _clauses(named, words)
    own = _bare(parts[-1], words)
    if splits and splits[-1] in words.people_only:
        return Subject.PERSON
    if not own:
        return _taken_over(parts[:-1], splits, words)
    if own[-1] in words.open_pronouns:
        before = [word for part in parts[:-1] for word in _bare(part, words)]
        return Subject.THING if before and not any(_kind(word, words) for word in before) else Subject.PERSON
    return _of_clause(own, words)


def _with_names(text: str, people: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(people):
        text = f"{text[:start]} {_NAME} {text[end:]}"
    return text


def _clauses(text: str, words: BlamelessWords) -> tuple[list[str], list[str]]:
    """The parts between commas and conjunctions, and what stands between them."""
    parts, splits, start = [], [], 0
    for match in words.clauses.finditer(text):
        parts.append(text[start : match.start()])
        splits.append(match[0].casefold())
        start = match.end()
    return [*parts, text[start:]], splits


def _bare(part: str, words: BlamelessWords) -> list[str]:
    """The words of a part, without articles at its front and adverbs at its end."""
    found = [word.casefold() for word in re.findall(rf"{_NAME}|{_WORD.pattern}", part)]
    while found and _filler(found[-1], words):
        found.pop()
    return found


def _filler(word: str, words: BlamelessWords) -> bool:
    return word in words.fillers or (word.endswith("ly") and len(word) > 4)


def _kind(word: str, words: BlamelessWords) -> Subject | None:
    bare = word.lstrip("@")
    if word == _NAME or (word.startswith("@") and bare):
        return Subject.PERSON
    if bare in words.own_pronouns:
        return Subject.SELF
    for one in (bare, bare.removesuffix("s")):
        if one in words.people:
            return Subject.PERSON
        if one in words.affected:
            return Subject.AFFECTED
    return None


def _last(found: Sequence[str], words: BlamelessWords) -> Subject | None:
    """What the last word is, or the last two together ("service desk")."""
    if not found:
        return None
    return _kind(" ".join(found[-2:]), words) or _kind(found[-1], words)


def _of_clause(found: Sequence[str], words: BlamelessWords) -> Subject:
    inner = list(found)
    leading = inner[0] in words.prepositions
    if leading:
        inner = inner[1:]
    cut = next((at for at, word in enumerate(inner) if word in words.prepositions), len(inner))
    kind = _last(_without_fillers(inner[:cut], words), words)
    if kind is None and (leading or cut == len(inner)):
        kind = _last(found, words)
    return kind or Subject.THING


def _without_fillers(found: list[str], words: BlamelessWords) -> list[str]:
    while found and _filler(found[-1], words):
        found = found[:-1]
    return found


def _taken_over(parts: Sequence[str], splits: Sequence[str], words: BlamelessWords) -> Subject:
    """The subject of a verb with none of its own, from the clauses before."""
    if splits and splits[-1] in words.relative:
        return _of_clause(_bare(parts[-1], words) or [""], words)
    for index in range(len(parts) - 1, -1, -1):
        found = _bare(parts[index], words)
        inserted = index > 0 and splits[index - 1] in words.relative
        if found and not inserted:
            return _opening(found, words)
    return Subject.THING


def _opening(found: Sequence[str], words: BlamelessWords) -> Subject:
    """The subject that a clause opens with."""
    seen = 0
    for at, word in enumerate(found):
        if word in words.fillers:
            continue
        if word in words.prepositions and at > 0:
            break
        kind = _kind(" ".join(found[at : at + 2]), words) or _kind(word, words)
        if kind:
            return kind
        seen += 1
        if seen == _OPENING_WORDS:
            break
    return Subject.THING
