"""A line of the response room as it is typed: for a line that is put back to be corrected."""

from __future__ import annotations

from incidentdesk.domain.moment_text import moment_text
from incidentdesk.domain.moments import Moment
from incidentdesk.domain.response_line import EntryKind, RoomLine, parse_line
from incidentdesk.domain.response_words import ME, LineError, RoomWords, token_of

_COMMANDS = {
    EntryKind.HYPOTHESIS: "hypothesis",
    EntryKind.NEED: "need",
    EntryKind.CHANGE: "change",
    EntryKind.ALERT: "alert",
    EntryKind.UPDATE: "update",
}


def line_text(line: RoomLine, words: RoomWords) -> str:
    """What to type for ``line``: read again it is the same, with times to the minute."""
    front = f"at {_time(line.moment)}: " if line.moment else ""
    if line.pinned:
        return f"{front}/pin {line.text}"
    if line.kind is EntryKind.OBSERVATION:
        return front + _observation(line.text, words, after_time=bool(front))
    return (front + _command(line, words)).rstrip()


def _time(moment: Moment) -> str:
    return moment_text(moment, with_zone=True)


def _observation(text: str, words: RoomWords, *, after_time: bool) -> str:
    """The text alone where it is read as itself, else behind ``/note``."""
    if after_time:
        return f"/note {text}" if text.startswith("/") else text
    try:
        read = parse_line(text, words)
    except LineError:
        read = None
    return text if read == RoomLine(EntryKind.OBSERVATION, text) else f"/note {text}"


def _command(line: RoomLine, words: RoomWords) -> str:
    if line.kind in _COMMANDS:
        return f"/{_COMMANDS[line.kind]} {line.text}"
    if line.kind is EntryKind.DECISION:
        parts = [part.replace("|", "\\|") for part in (line.text, line.backup) if part]
        return f"/decision {' | '.join(parts)}"
    return f"{_named(line, words)}: {line.text}"


def _named(line: RoomLine, words: RoomWords) -> str:
    """The command with all that it names before its text."""
    match line.kind:
        case EntryKind.ACTION:
            box = f" {line.minutes}m" if line.minutes else ""
            return f"/action {_person(line.person, words)}{box}"
        case EntryKind.ROLE:
            return f"/who {line.value} {_person(line.person, words)}"
        case EntryKind.PHASE:
            return f"/phase {line.value}"
        case EntryKind.SEV:
            return f"/sev {line.value}"
        case EntryKind.USER_REPORT:
            return f"/user {line.count}"
        case _:
            return "/impact start" if line.kind is EntryKind.IMPACT_START else "/impact end"


def _person(uid: str, words: RoomWords) -> str:
    found = next((one for one in words.people if one.uid == uid), None)
    return f"@{token_of(found, words.people)}" if found else f"@{ME if uid == words.me else uid}"
