"""Updates of a major incident: a text for each audience from what is known, and what to look at in it.

A check advises; who sends decides. What an audience must not read comes from section 2.4 of the practice: no
host names, no promise of a time for the fix, no guesses, and always the time of the next update.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from incidentdesk.base.time_source import Instant, at_local, in_zone
from incidentdesk.domain.blameless import sentences
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.update_words import UpdateWords

_FIELD = re.compile(r"\{(\w+)(\??)\}")
_BRACES = re.compile(r"\{[^{}\n]*\}|[{}]")
_GAP = re.compile(r"\[…[^\]\n]*\]")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.h](\d\d)(?!\d)")
_LEAST_OF_A_NAME = 3
_AHEAD_MS = 12 * 3600_000
_FAR = 200
"""So many characters away from words those that belong to them are looked for."""


@dataclass(frozen=True)
class OpenAction:
    """An action under way: who does what (empty while nobody does), and until when."""

    who: str
    what: str
    until: Instant | None = None


@dataclass(frozen=True)
class UpdateFacts:
    """What is known for an update, as it is to be read. ``said`` are texts by the names of the gaps.

    Times are shown in ``zone``; ``today`` leaves out the date of those of that day.
    """

    zone: ZoneInfo
    said: Mapping[str, str] = field(default_factory=dict)
    actions: tuple[OpenAction, ...] = ()
    needs: tuple[str, ...] = ()
    since: Instant | None = None
    ended: Instant | None = None
    next_at: Instant | None = None
    today: date | None = None


@dataclass(frozen=True)
class Concern:
    """Something to look at before an update goes: ``text`` from ``start`` to ``end``, or all of it."""

    rule: str
    text: str
    start: int
    end: int
    say: str
    ask: str


def draft_update(key: str, facts: UpdateFacts, words: UpdateWords) -> str:
    """The text of the template ``key`` with what is known; gaps like ``[… what is the matter]`` for the rest.

    ``KeyError`` where there is no such template.
    """
    values = _values(facts, words)
    lines: list[str] = []
    for line in words.templates[key].text.split("\n"):
        if not line.strip() and lines and lines[-1]:
            lines.append("")  # between paragraphs, of which one may have been left out
        fields = _FIELD.findall(line)
        optional = bool(fields) and all(mark for _name, mark in fields)
        if optional and not any(values.get(name) for name, _mark in fields):
            continue
        parts = [_filled(part, values, words) for part in _sentences_of(line)]
        filled = "".join(part for part in parts if part is not None).rstrip()
        lines += [filled] if filled else []
    return "\n".join(lines).rstrip()


def _sentences_of(line: str) -> list[str]:
    return re.findall(r".+?(?:[.!?](?=\s|$)\s*|$)", line)


def _filled(sentence: str, values: Mapping[str, str], words: UpdateWords) -> str | None:
    """A sentence with its values; ``None`` where it has only optional ones, and none is known."""
    fields = _FIELD.findall(sentence)
    if fields and all(mark for _name, mark in fields) and not any(values.get(name) for name, _mark in fields):
        return None
    gaps = words.gaps
    return _FIELD.sub(lambda match: values.get(match[1]) or f"[… {gaps.get(match[1], match[1])}]", sentence)


def unknown_places(text: str, known: Collection[str]) -> tuple[str, ...]:
    """What of a template's ``text`` stands in braces and is none of the names ``known``; a lone brace too."""
    rest = _FIELD.sub(lambda match: " " if match[1] in known else match[0], text)
    return tuple(dict.fromkeys(_BRACES.findall(rest)))


def _values(facts: UpdateFacts, words: UpdateWords) -> dict[str, str]:
    between = words.words["between"]
    values = {name: text.strip().rstrip(".") for name, text in facts.said.items()}
    values["actions"] = between.join(_action(one, facts, words) for one in facts.actions)
    values["needs"] = between.join(one.strip() for one in facts.needs)
    for name, at in (("since", facts.since), ("ended", facts.ended), ("next", facts.next_at)):
        if at:
            values[name] = _shown(at, facts)
    return values


def _shown(at: Instant, facts: UpdateFacts) -> str:
    return instant_text(in_zone(at.ms, facts.zone), today=facts.today)


def _action(one: OpenAction, facts: UpdateFacts, words: UpdateWords) -> str:
    if not one.who:
        return one.what
    if one.until is None:
        return words.words["action"].format(who=one.who, what=one.what)
    until = _shown(one.until, facts)
    return words.words["action_until"].format(who=one.who, what=one.what, until=until)


def check_update(
    key: str,
    text: str,
    words: UpdateWords,
    *,
    devices: Iterable[str] = (),
    people: Iterable[str] = (),
    full_outage: bool = False,
) -> tuple[Concern, ...]:
    """What to look at in ``text``, written by the template ``key``, in order.

    ``devices`` and ``people`` are names that no text for others than the team may have. With ``full_outage``
    it may be called an outage.
    """
    template = words.templates[key]
    found = [("gap", match.start(), match.end()) for match in _GAP.finditer(text)]
    if not template.last and not _states_next(text, words):
        found.append(("next_time", 0, len(text)))
    if template.audience != "internal":
        found += _outward(text, words, devices, people, full_outage=full_outage)
    return tuple(
        Concern(rule, text[start:end], start, end, words.concerns[rule].say, words.concerns[rule].ask)
        for rule, start, end in sorted(set(found), key=lambda one: (one[1], one[2], one[0]))
    )


def first_gap(text: str) -> str:
    """The first gap that is still in ``text``; empty where none is."""
    found = _GAP.search(text)
    return found[0] if found else ""


def stated_next(text: str, words: UpdateWords, now: Instant, zone: ZoneInfo) -> Instant | None:
    """When ``text`` says that the next update comes, by the clocks in ``zone``.

    A time that has passed already, more than half a day ahead, is none: the text is older than it says.
    """
    clock = next(_clocks_of_next(text, words), None)
    if clock is None:
        return None
    today = in_zone(now.ms, zone).local().date()
    for day in (today, today + timedelta(days=1)):
        at = at_local(day, *clock, zone)
        if now.ms < at.ms <= now.ms + _AHEAD_MS:
            return at
    return None


def _states_next(text: str, words: UpdateWords) -> bool:
    """Whether a time stands in the sentence that speaks of the next update."""
    return next(_clocks_of_next(text, words), None) is not None


def _clocks_of_next(text: str, words: UpdateWords) -> Iterator[tuple[int, int]]:
    for match in words.next_update.finditer(text):
        rest = re.split(r"[.!?](?:\s|$)|\n", text[match.end() : match.end() + _FAR], maxsplit=1)[0]
        for clock in _CLOCK.finditer(rest):
            if int(clock[1]) < 24 and int(clock[2]) < 60:
                yield int(clock[1]), int(clock[2])


def _outward(
    text: str, words: UpdateWords, devices: Iterable[str], people: Iterable[str], *, full_outage: bool
) -> list[tuple[str, int, int]]:
    found = [("host", *span) for span in _named(text, devices)]
    found += [("name", *span) for span in _named(text, people)]
    for rule in words.concerns.values():
        if rule.always and not (rule.key == "outage" and full_outage):
            found += [(rule.key, *match.span()) for match in rule.always.finditer(text)]
    for start, end in _lines_sentences(text):
        found += [("promise", start + at, start + to) for at, to in _promises(text[start:end], words)]
    return found


def _lines_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences, none of them over the end of a line: each line of a template stands alone."""
    for line in re.finditer(r"[^\n]+", text):
        for start, end in sentences(line[0]):
            yield line.start() + start, line.start() + end


def _promises(sentence: str, words: UpdateWords) -> Iterator[tuple[int, int]]:
    for match in words.promise_by.finditer(sentence):
        if not words.past.search(sentence, max(0, match.start() - _FAR), match.start()):
            yield match.span()
    for match in words.promise_at.finditer(sentence):
        if words.ahead.search(
            sentence, max(0, match.start() - _FAR), match.start()
        ) and not words.promise_by.match(sentence, match.start()):
            yield match.span()
    for match in words.promise_always.finditer(sentence):
        yield match.span()


def _named(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where a name stands as a word of its own; a host name also with its domain behind it."""
    known = {name.strip() for name in names if len(name.strip()) >= _LEAST_OF_A_NAME}
    choices = [re.escape(name) for name in sorted(known, key=len, reverse=True)]
    if choices:
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(choices)})(?:\.[\w.-]*\w)?(?![\w-])", re.IGNORECASE)
        for match in pattern.finditer(text):
            yield match.span()
