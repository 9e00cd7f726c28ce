"""What can be typed next in a line of the response room, for a list under the cursor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from incidentdesk.base.texts import _
from incidentdesk.domain.response_line import COMMANDS
from incidentdesk.domain.response_line_reader import LineReader, time_in_front
from incidentdesk.domain.response_words import ME, RoomWords, folded, keys_like, people_like, token_of

_BOXES = ("5m", "15m", "30m", "1h")
_ENDS = {"start": "start", "end": "end"}
_PEOPLE = {"action", "who"}


class Offer(NamedTuple):
    """``text`` takes the place of what stands from ``start`` to ``end``; ``label`` says what it is."""

    start: int
    end: int
    text: str
    label: str


def offers(line: str, cursor: int, words: RoomWords) -> tuple[Offer, ...]:
    """What the word before ``cursor`` can become, the likeliest first; empty where anything may follow."""
    before = line[: max(0, min(cursor, len(line)))]
    start = len(before) - len(re.split(r"\s", before)[-1])
    typed, end = before[start:], len(before)
    named = [word for word in _after_time(before[:start], words).split() if word]
    if not named:
        found: Iterable[tuple[str, str]] = _commands(typed)
    elif not named[0].startswith("/") or any(word.endswith(":") for word in named):
        return ()
    else:
        found = _arguments(_command_of(named[0]), named[1:], typed, words)
    return tuple(Offer(start, end, f"{text} ", label) for text, label in found)


def _after_time(text: str, words: RoomWords) -> str:
    """What stands behind ``at 10:31``, if the line begins so."""
    reader = LineReader(text)
    time_in_front(reader, words)
    return reader.rest()


def _command_of(word: str) -> str:
    typed = word[1:].casefold()
    found = [name for name in COMMANDS if name.startswith(typed)]
    return typed if typed in COMMANDS else found[0] if len(found) == 1 else ""


def _commands(typed: str) -> list[tuple[str, str]]:
    if typed and not typed.startswith("/"):
        return []
    wanted = typed[1:].casefold()
    return [(f"/{name}", _(usage)) for name, usage in COMMANDS.items() if name.startswith(wanted)]


def _arguments(command: str, named: list[str], typed: str, words: RoomWords) -> Iterable[tuple[str, str]]:
    person = any(word.startswith("@") for word in named)
    if typed.startswith("@") or (command in _PEOPLE and not person and (command != "who" or named)):
        return [] if person or command not in _PEOPLE else list(_people(typed, words))
    if command == "action" and len(named) == 1:
        return [(box, _("time box")) for box in _BOXES if box.startswith(typed)]
    if named:
        return []
    texts: Mapping[str, str] = {
        "phase": words.phases,
        "sev": words.levels,
        "impact": _ENDS,
        "who": words.roles,
    }.get(command, {})
    shown = keys_like(typed, texts) if typed else list(texts)
    return [(key, _(texts[key])) for key in shown]


def _people(typed: str, words: RoomWords) -> Iterator[tuple[str, str]]:
    """People whose name begins so; nobody while something else than a name is typed."""
    if typed and not typed.startswith("@"):
        return
    if words.me and ME.startswith(folded(typed[1:])):
        yield f"@{ME}", _("yourself")
    for one in people_like(typed[1:], words.people):
        token = token_of(one, words.people)
        if token:
            yield f"@{token}", one.name
