"""The language check of a review: which words look for somebody to blame, why, and what to ask instead.

It advises and never blocks. "The engineer failed to check" is remarked on, "the job failed to start" is not:
the subject decides. Rules after Dekker's *Field Guide* and the guides of section 2.9 of the practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from incidentdesk.domain.blameless_subject import Subject, subject_before
from incidentdesk.domain.blameless_words import BlamelessWords

_CODE = re.compile(r"```.*?```|`[^`\n]+`|\b[a-z]+://\S+", re.DOTALL)
_LINE_ENDS = r"\n(?=\s*(?:\n|$|[-*+#>|\u2022]|\d{1,3}[.)]\s))|(?<=\n)\n"
"""A line ends a sentence before a blank one, a bullet, a heading or a row; else it is only wrapped there."""
_SENTENCE_ENDS = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bca)(?<!\betc)[.!?]+(?=\s|$)|" + _LINE_ENDS)
_LEAD = re.compile(r"[\s>*#_\-\u2022\"\u201c\u2018'(]*(?:\d{1,3}[.)]\s+)?")
_LEAST_OF_A_NAME = 3
"""Shorter parts of a name, as in "Jo" or "Al", are too often other words."""


@dataclass(frozen=True)
class Remark:
    """Words to look at: ``text`` stands from ``start`` to ``end``, in the sentence between the other two.

    ``say`` is the reason and ``ask`` the question that leads on.
    """

    rule: str
    text: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    say: str
    ask: str


def check_language(text: str, words: BlamelessWords, staff: Iterable[str] = ()) -> tuple[Remark, ...]:
    """Every remark on ``text``, in order; code and addresses are left out. ``staff`` are names of people."""
    plain = _CODE.sub(lambda match: " " * len(match[0]), text).replace("\u2019", "'")
    names = _names_pattern(staff, words)
    found: dict[tuple[str, int, int], Remark] = {}
    for start, end in sentences(plain):
        for rule, first, last in _in_sentence(plain[start:end], words, names):
            span = start + first, start + last
            reason = words.rules[rule]
            remark = Remark(rule, text[slice(*span)], *span, start, end, reason.say, reason.ask)
            found.setdefault((rule, *span), remark)
    return tuple(sorted(_widest(found.values()), key=lambda one: (one.start, one.end, one.rule)))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence or line of ``text`` starts and ends, without the blanks and marks around it."""
    start = 0
    for match in [*_SENTENCE_ENDS.finditer(text), None]:
        end = len(text) if match is None else match.start() if "\n" in match[0] else match.end()
        lead = _LEAD.match(text, start, end)
        first = lead.end() if lead else start
        if text[first:end].strip():
            yield first, first + len(text[first:end].rstrip())
        start = end if match is None else match.end()


def _widest(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Of remarks by one rule on the same words the longest: "should have been", not "should have"."""
    ends: dict[str, int] = {}
    for one in sorted(remarks, key=lambda one: (one.start, -one.end)):
        if one.end > ends.get(one.rule, -1):
            ends[one.rule] = one.end
            yield one


def _names_pattern(staff: Iterable[str], words: BlamelessWords) -> re.Pattern[str] | None:
    """The names as they are written: in full, or a part of one that is no other word."""
    choices = set()
    for name in staff:
        parts = name.split()
        if not parts:
            continue
        choices.add(r"\s+".join(re.escape(part) for part in parts))
        choices |= {
            re.escape(part)
            for part in parts
            if len(part) >= _LEAST_OF_A_NAME and part[0].isupper() and part.casefold() not in words.names_too
        }
    if not choices:
        return None
    return re.compile(rf"(?<!\w)@?(?:{'|'.join(sorted(choices, key=len, reverse=True))})(?!\w)")


def _in_sentence(
    sentence: str, words: BlamelessWords, names: re.Pattern[str] | None
) -> Iterator[tuple[str, int, int]]:
    for rule in words.rules.values():
        if rule.always:
            for match in rule.always.finditer(sentence):
                yield rule.key, match.start(), match.end()
    for match in words.just.finditer(sentence):
        yield "hindsight", match.start(), match.end()
    question = words.questions.match(sentence)
    if question and sentence.rstrip("\"”'_*) ").endswith("?"):
        yield "what_and_how", question.start(), question.end()
    people = [match.span() for match in names.finditer(sentence)] if names else []
    for start, end in people:
        yield "name", start, end
    yield from _by_subject(sentence, words, people)


def _by_subject(
    sentence: str, words: BlamelessWords, people: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, int, int]]:
    """What counts only after certain subjects."""
    for match in words.passive.finditer(sentence):
        yield "counterfactual", match.start(), match.end()
    for rule, pattern in (("counterfactual", words.lapses), ("condition", words.deeds)):
        for match in pattern.finditer(sentence):
            if subject_before(sentence, match.start(), words, people) is not Subject.THING:
                yield rule, match.start(), match.end()
    for match in words.negations.finditer(sentence):
        subject = subject_before(sentence, match.start(), words, people)
        following = re.match(r"\W*(\w+)", sentence[match.end() :])
        finding = following is not None and following[1].casefold() in words.findings
        if subject is Subject.PERSON or (subject is Subject.SELF and not finding):
            yield "counterfactual", match.start(), match.end()
