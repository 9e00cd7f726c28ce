"""One line typed in the response room becomes an entry: plain text is an observation, ``/need …`` a need.

``at 10:31`` in front tells a time that has passed. What is named before the text (a person, minutes, a phase)
may end with a colon; what follows a colon is text, whatever it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.moments import Moment
from incidentdesk.domain.response_line_reader import LineReader, take_time, time_in_front
from incidentdesk.domain.response_words import LineError, RoomWords, Word, key_named, person_named

MOST_MINUTES = 7 * 24 * 60
"""The longest time box of an action."""
MOST_REPORTS = 1_000_000


class EntryKind(StrEnum):
    """What a line becomes, by the kinds of the timeline."""

    OBSERVATION = "observation"
    DECISION = "decision"
    ACTION = "action"
    HYPOTHESIS = "hypothesis"
    NEED = "needs_followup"
    PHASE = "phase_change"
    SEV = "sev_change"
    IMPACT_START = "impact_start"
    IMPACT_END = "impact_end"
    ROLE = "role_change"
    UPDATE = "update_internal"
    USER_REPORT = "user_report"
    CHANGE = "change"
    ALERT = "alert"


@dataclass(frozen=True)
class RoomLine:
    """A line as it was understood. ``moment`` is ``None`` where it happens now.

    ``value`` is the key of a phase, SEV level or role; ``person`` a uid; ``minutes`` the time box of an
    action; ``backup`` the backup plan of a decision; ``count`` how many reported. An observation can be
    ``pinned``: worth to be found again among many.
    """

    kind: EntryKind
    text: str = ""
    moment: Moment | None = None
    person: str = ""
    minutes: int | None = None
    value: str = ""
    backup: str = ""
    count: int = 0
    pinned: bool = False


COMMANDS: Mapping[str, str] = {
    "note": N_("/note text"),
    "decision": N_("/decision text | backup plan"),
    "action": N_("/action @name 15m text"),
    "hypothesis": N_("/hypothesis text"),
    "need": N_("/need text"),
    "phase": N_("/phase mitigating reason"),
    "sev": N_("/sev 2 reason"),
    "impact": N_("/impact start 10:31 text"),
    "who": N_("/who commander @name"),
    "update": N_("/update text"),
    "user": N_("/user 12 text"),
    "change": N_("/change text"),
    "alert": N_("/alert text"),
    "pin": N_("/pin text"),
}
"""Every command with how it is written; the beginning of one is enough where no other begins so."""

_PLAIN_KINDS = {
    "note": EntryKind.OBSERVATION,
    "hypothesis": EntryKind.HYPOTHESIS,
    "need": EntryKind.NEED,
    "change": EntryKind.CHANGE,
    "alert": EntryKind.ALERT,
}
_MINUTES = re.compile(
    r"(?:(?P<hours>\d{1,4}(?:[.,]\d)?)(?:h|hrs?|hours?))?(?:(?P<minutes>\d{1,5})(?:m|mins?|minutes?))?",
    re.IGNORECASE,
)
_BAR = re.compile(r"(?<!\\)\|")
_ENDS = {"start": EntryKind.IMPACT_START, "end": EntryKind.IMPACT_END}


def parse_line(line: str, words: RoomWords) -> RoomLine:
    """What ``line`` says. ``LineError`` names the place in it and the remedy; nothing else is raised."""
    reader = LineReader(line)
    if not reader.rest().strip():
        raise reader.missing(_("Nothing is typed."), _("Type what you see, or / for the commands."))
    moment = time_in_front(reader, words)
    reader.closed = False
    rest = reader.rest()
    if rest.startswith("//"):
        return RoomLine(EntryKind.OBSERVATION, rest[1:].strip(), moment)
    if not rest.startswith("/"):
        text = reader.text(_("what was seen"))
        return RoomLine(EntryKind.OBSERVATION, text, moment)
    name = _command(reader)
    if name == "pin":
        return RoomLine(EntryKind.OBSERVATION, reader.text(_("the text")), moment, pinned=True)
    if name in _PLAIN_KINDS:
        return RoomLine(_PLAIN_KINDS[name], reader.text(_("the text")), moment)
    made = _READERS[name](reader, words)
    if moment and made.moment:
        message = _("The time is given twice.")
        raise LineError(message, _("Leave one of the two out."), 0, len(line))
    return replace(made, moment=moment) if moment else made


def _command(reader: LineReader) -> str:
    word = reader.look()
    assert word is not None  # noqa: S101 - the line goes on with a slash
    typed = word.text[1:].casefold()
    level = re.fullmatch(r"sev(\d)", typed)
    if level:
        reader.go_to(word.start + len("/sev"))
        return "sev"
    found = [typed] if typed in COMMANDS else [name for name in COMMANDS if typed and name.startswith(typed)]
    if len(found) != 1:
        choices = tuple(f"/{name}" for name in found or COMMANDS)
        message = _("“{word}” can be more than one command.") if found else _("“{word}” is no command.")
        step = _("Use one of: {choices}. For text that begins with a slash, type two.")
        raise LineError(
            message.format(word=word.text),
            step.format(choices=", ".join(choices)),
            word.start,
            word.end,
            choices,
        )
    reader.take(word)
    reader.closed = False
    return found[0]


def _decision(reader: LineReader, _words: RoomWords) -> RoomLine:
    parts = [part.replace("\\|", "|").strip() for part in _BAR.split(reader.rest(), maxsplit=1)]
    if not parts[0]:
        raise reader.missing(_("The decision is missing."), _("Type it before the bar."))
    if len(parts) == 2 and not parts[1]:
        message = _("The backup plan after the bar is missing.")
        raise reader.missing(message, _("Type it, or leave the bar out."))
    return RoomLine(EntryKind.DECISION, parts[0], backup=parts[1] if len(parts) == 2 else "")


def _action(reader: LineReader, words: RoomWords) -> RoomLine:
    person, minutes = "", None
    while word := reader.look():
        if word.text.startswith("@") and not person:
            person = person_named(word, words)
        elif minutes is None and (found := _minutes(word)):
            minutes = found
        else:
            break
        reader.take(word)
    if not person:
        message = _("Nobody is named for the action.")
        raise reader.missing(message, _("Type @ and a name after /action; @me is yourself."))
    return RoomLine(EntryKind.ACTION, reader.text(_("what to do")), person=person, minutes=minutes)


def _minutes(word: Word) -> int | None:
    """How long ``15m``, ``1h30m``, ``1.5h`` is; ``None`` for another word."""
    match = _MINUTES.fullmatch(word.text)
    if match is None or not word.text:
        return None
    hours = float((match["hours"] or "0").replace(",", "."))
    minutes = round(hours * 60) + int(match["minutes"] or 0)
    if not 0 < minutes <= MOST_MINUTES:
        message = _("“{word}” is no time box.").format(word=word.text)
        raise LineError(message, _("Use 1m up to 168h, like 15m or 1h30m."), word.start, word.end)
    return minutes


def _keyed(
    reader: LineReader, texts: Mapping[str, str], what: str, example: str, *, spaced: bool = False
) -> str:
    """The key named next; with ``spaced`` also one of two words, such as "false alarm"."""
    word = reader.look()
    if word is None:
        step = _("Type it, like {example}.").format(example=example)
        raise reader.missing(_("The {what} is missing.").format(what=what), step)
    two = re.match(r"\S+\s+[^\s:]+", reader.rest()) if spaced else None
    if two and any(two[0].casefold().split() == text.casefold().split() for text in texts.values()):
        word = Word(" ".join(two[0].split()), word.start, word.start + two.end())
    key = key_named(word, texts, what)
    reader.take(word)
    return key


def _phase(reader: LineReader, words: RoomWords) -> RoomLine:
    texts = {key: _(text) for key, text in words.phases.items()}
    key = _keyed(reader, texts, _("phase"), "/phase mitigating", spaced=True)
    return RoomLine(EntryKind.PHASE, reader.rest().strip(), value=key)


def _sev(reader: LineReader, words: RoomWords) -> RoomLine:
    word = reader.look()
    if word and word.text.isdecimal() and f"sev{word.text}" in words.levels:
        reader.take(word)
        return RoomLine(EntryKind.SEV, reader.rest().strip(), value=f"sev{word.text}")
    key = _keyed(reader, words.levels, _("SEV level"), "/sev 2")
    return RoomLine(EntryKind.SEV, reader.rest().strip(), value=key)


def _impact(reader: LineReader, words: RoomWords) -> RoomLine:
    end = _keyed(reader, {key: key for key in _ENDS}, _("start or end of the impact"), "/impact start 10:31")
    moment = None
    if not reader.closed:
        match = re.match(r"at\s+", reader.rest(), re.IGNORECASE)
        moment = take_time(reader, reader.at + (match.end() if match else 0), words)
    return RoomLine(_ENDS[end], reader.rest().strip(), moment)


def _who(reader: LineReader, words: RoomWords) -> RoomLine:
    role = person = ""
    texts = {key: _(text) for key, text in words.roles.items()}
    while (word := reader.look()) and not (role and person):
        if word.text.startswith("@") and not person:
            person = person_named(word, words)
            reader.take(word)
        elif not role:
            role = _keyed(reader, texts, _("role"), "/who commander @name", spaced=True)
        else:
            break
    if not role or not person:
        message = _("A role and a person are needed.")
        raise reader.missing(message, _("Type them like /who commander @name."))
    return RoomLine(EntryKind.ROLE, reader.rest().strip(), value=role, person=person)


def _update(reader: LineReader, _words: RoomWords) -> RoomLine:
    return RoomLine(EntryKind.UPDATE, reader.rest().strip())


def _user(reader: LineReader, _words: RoomWords) -> RoomLine:
    word = reader.look()
    if word is None or not (word.text.isascii() and word.text.isdecimal()):
        return RoomLine(EntryKind.USER_REPORT, reader.rest().strip(), count=1)
    if len(word.text) > 7 or not 0 < int(word.text) <= MOST_REPORTS:
        message = _("“{word}” is no number of reports.").format(word=word.text)
        raise LineError(message, _("Type how many reported it, like /user 12."), word.start, word.end)
    reader.take(word)
    return RoomLine(EntryKind.USER_REPORT, reader.rest().strip(), count=int(word.text))


_READERS: Mapping[str, Callable[[LineReader, RoomWords], RoomLine]] = {
    "decision": _decision,
    "action": _action,
    "phase": _phase,
    "sev": _sev,
    "impact": _impact,
    "who": _who,
    "update": _update,
    "user": _user,
}
