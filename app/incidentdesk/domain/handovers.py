"""Shift hand-overs: what one shift tells the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace

from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue

SHIFT_HOURS = 8
"""How long a shift is taken to last where no hand-over tells when it began."""
LONGEST_HOURS = 16
"""A hand-over older than this does not tell when the shift at hand began."""
AHEAD_HOURS = 12
"""What is due within so many hours is told as due: the next shift has to see to it."""
NOTED = "noted"
"""The part of incidents that something was said about, though they stand in no other part any more."""
CONFIRM_BY_OWNER = "confirm_owner"
"""What is due where the owner of the service is asked, in place of the reporter (``confirm``)."""


@dataclass(frozen=True)
class HandoverLine:
    """One incident as it stood, and what is said about it (``note``).

    ``part`` is ``due``, ``waiting``, ``open``, ``closed`` and so on; times in milliseconds since 1970.
    ``kind`` says what is due at ``due_ms``. ``whom`` it waits for, or to whom something was promised, until
    ``until_ms``; ``said`` is what was said about that. ``sev`` is told only where it
    stands for the priority.
    """

    part: str
    incident: str
    number: str
    title: str
    priority: str = ""
    status: str = ""
    assignee: str = ""
    kind: str = ""
    due_ms: int | None = None
    reason: str = ""
    whom: str = ""
    said: str = ""
    until_ms: int | None = None
    note: str = ""
    sev: str = ""

    @property
    def by_level(self) -> bool:
        """Whether its SEV level says how urgent it is."""
        return bool(self.sev)


@dataclass(frozen=True)
class Handover:
    """What the shift since ``since`` tells; without uid it is only drawn up and not written yet.

    ``more`` counts, by part, the incidents that are too many to be listed. ``names`` are those of the people
    by uid.
    """

    uid: str
    author: str
    since: Instant
    written: Instant
    text: str
    lines: tuple[HandoverLine, ...]
    more: Mapping[str, int] = field(default_factory=dict)
    accepted: Instant | None = None
    accepted_by: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, uid: str) -> str:
        """The name behind a uid; the uid itself where nobody has it."""
        return self.names.get(uid, uid)

    def part(self, key: str) -> tuple[HandoverLine, ...]:
        """The lines of one part, in order."""
        return tuple(line for line in self.lines if line.part == key)

    def noted(self) -> tuple[HandoverLine, ...]:
        """The lines about which something was said."""
        return tuple(line for line in self.lines if line.note)


def with_words(one: Handover, text: str, notes: Mapping[str, str]) -> Handover:
    """``one`` with ``text``, and each of ``notes`` at its incident (a uid); once, where that stands twice."""
    left = {uid: note.strip() for uid, note in notes.items() if note.strip()}
    lines = tuple(replace(line, note=left.pop(line.incident, "")) for line in one.lines)
    return replace(one, text=text.strip(), lines=lines)


_NEEDED = ("part", "incident", "number", "title")


def content_of(one: Handover) -> dict[str, JsonValue]:
    """What is kept for good of a hand-over."""
    lines: list[JsonValue] = [
        {key: value for key, value in asdict(line).items() if key in _NEEDED or value not in ("", None)}
        for line in one.lines
    ]
    return {"text": one.text, "lines": lines, "more": dict(one.more)}


def lines_in(content: Mapping[str, JsonValue]) -> tuple[HandoverLine, ...]:
    """The lines in what was kept; what a newer program added to them is passed over."""
    known = {one.name for one in fields(HandoverLine)}
    raw = content.get("lines")
    found = [line for line in raw if isinstance(line, dict)] if isinstance(raw, list) else []
    return tuple(
        HandoverLine(**{key: value for key, value in line.items() if key in known})  # type: ignore[arg-type]
        for line in found
    )
