"""A timeline that was written elsewhere becomes entries of an incident: looked at first, added once.

The entries stay what they are, like all of a timeline. Taking them back adds a correction that names them;
after it they can be pasted again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.identifiers import new_uid
from incidentdesk.base.texts import _, ngettext
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, sort_ms
from incidentdesk.domain.records import Entry
from incidentdesk.services.cases.case import Case, find
from incidentdesk.services.cases.merged import must_not_be_merged
from incidentdesk.services.cases.values import SLACK_MS
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.imports.import_types import Control, Progress
from incidentdesk.services.response.response_notes import Note, add_note
from incidentdesk.services.response.room import Room, moment_of
from incidentdesk.storage import timeline
from incidentdesk.storage.session import Session

AIM_SECONDS = 0.04
"""How long a write transaction should take: others at the desk wait for 100 ms at most."""

FEWEST, FIRST, MOST = 16, 32, 500
SHOWN = 5
_SOURCE = "pasted"
_KINDS = ("observation", "correction")


class Pasted(NamedTuple):
    """One entry of a pasted timeline; ``line`` is where it begins in the text, from 1."""

    moment: Moment
    text: str
    line: int


@dataclass(frozen=True)
class PasteLook:
    """What pasting would do now: ``new`` entries, those that are ``there`` already, and what forbids it.

    ``undated`` have no time, ``ahead`` one that is still to come, ``wordless`` no text.
    """

    incident: str
    number: str
    new: tuple[Pasted, ...]
    there: tuple[Pasted, ...]
    undated: tuple[Pasted, ...]
    ahead: tuple[Pasted, ...]
    wordless: tuple[Pasted, ...]

    @property
    def entries(self) -> tuple[Pasted, ...]:
        """All entries that would be there afterwards, in the order of the text."""
        return tuple(sorted((*self.new, *self.there), key=lambda one: one.line))


@dataclass(frozen=True)
class PasteResult:
    """What was pasted: how many entries were ``added`` under ``cause``, how many were ``there`` already.

    ``stopped`` where it was cancelled: pasting the same again adds the rest.
    """

    cause: str
    added: int
    there: int
    stopped: bool
    changes: Changes


class PastedTimelines:
    """Pasting timelines, by whoever may work."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, ref: str, entries: Iterable[Pasted]) -> PasteLook:
        """What pasting ``entries`` would do; nothing is written."""
        with self._desk.reading() as (session, _settings):
            incident = find(session, ref)
            must_not_be_merged(session, incident)
            return _look(session, incident.uid, incident.number, list(entries), self._desk.time.now())

    def write(self, look: PasteLook, author: str, control: Control | None = None) -> PasteResult:
        """Add what ``look`` showed as new and is not there meanwhile, in short transactions under one cause.

        Raises ``UsageError``, and adds nothing, where an entry has no time, no words, or is still to come.
        """
        _must_be_sound(look)
        control, size, added, rest = control or Control(), FIRST, 0, _Rest()
        cause = new_uid(self._desk.time.now().ms)
        while True:
            start = time.perf_counter()
            with self._desk.changing(author) as work:
                work.cause = cause
                count = self._add(work, look, rest, size)
                changes = work.changes()
            added, left = added + count, len(rest.entries)
            control.progress(Progress(_("Adding entries"), added, added + left))
            if not left or control.cancelled():
                there = len(look.entries) - added - left
                touched = frozenset({look.incident} if added else ())
                changes = changes._replace(incidents=touched)
                return PasteResult(cause if added else "", added, there, bool(left), changes)
            wanted = int(count * AIM_SECONDS / max(time.perf_counter() - start, 1e-4))
            size = max(FEWEST, min(wanted, 2 * size, MOST))

    def undo(self, ref: str, cause: str, author: str) -> tuple[int, Changes]:
        """Take back what was pasted under ``cause``: a correction says that it does not hold; how many."""
        with self._desk.changing(author) as work:
            room = self._room(work, ref)
            entries = _pasted(work.session, room.incident.uid)
            own = [one for one in entries if _is_pasted(one) and one.cause == cause]
            if not own:
                raise UsageError(
                    _("Nothing was pasted into {number} as “{cause}”.").format(
                        number=room.incident.number, cause=cause
                    ),
                    _("Use the name that the pasting told."),
                )
            if cause in _undone(entries):
                raise RefusedError(_("That was taken back already."), _("Paste it again to have it back."))
            uids: list[JsonValue] = [one.uid for one in own]
            said: dict[str, JsonValue] = {"source": "person", "undoes": cause, "corrects": uids}
            room.record("correction", said, {"text": _correction(own), "link": ""})
            return len(own), room.finish()

    def _room(self, work: Work, ref: str) -> Room:
        case = Case.open(self._desk, work, ref)
        must_not_be_merged(work.session, case.incident)
        return Room(case)

    def _add(self, work: Work, look: PasteLook, rest: _Rest, size: int) -> int:
        """Add the first ``size`` entries that are not there yet; gives how many."""
        room = self._room(work, look.incident)
        if room.incident.entry_count != rest.read_at:
            rest.entries, _there = _apart(work.session, look.incident, look.entries)
        now, rest.entries = rest.entries[:size], rest.entries[size:]
        for one in now:
            room.moment = one.moment
            add_note(room, "observation", one.text, Note(source=_SOURCE))
        rest.read_at = room.incident.entry_count
        if now:
            room.finish()
        return len(now)


@dataclass
class _Rest:
    """The entries still to be added, as they were when the timeline had ``read_at`` entries."""

    entries: list[Pasted] = field(default_factory=list)
    read_at: int = -1


def _is_pasted(entry: Entry) -> bool:
    return entry.kind == "observation" and entry.parameters.get("source") == _SOURCE


def _look(session: Session, uid: str, number: str, entries: list[Pasted], now: Instant) -> PasteLook:
    undated = [one for one in entries if one.moment.at is None]
    ahead = [one for one in entries if (sort_ms(one.moment) or 0) > now.ms + SLACK_MS]
    wordless = [one for one in entries if not one.text.strip()]
    sound = [one for one in entries if one not in undated and one not in ahead and one not in wordless]
    new, there = _apart(session, uid, sound)
    return PasteLook(uid, number, *map(tuple, (new, there, undated, ahead, wordless)))


def _apart(session: Session, uid: str, entries: Sequence[Pasted]) -> tuple[list[Pasted], list[Pasted]]:
    """The entries that are new, and those that are there already, by time and text.

    What two lines of a text say alike is two entries, and stays two however often it is pasted.
    """
    stored = _pasted(session, uid)
    gone = _undone(stored)
    there = Counter(
        _key(moment_of(one), str(one.payload.get("text") or ""))
        for one in stored
        if one.kind == "observation" and one.cause not in gone and isinstance(one.payload, dict)
    )
    new: list[Pasted] = []
    old: list[Pasted] = []
    for one in entries:
        key = _key(one.moment, one.text)
        (old if there[key] > 0 else new).append(one)
        there[key] -= 1
    return new, old


def _key(moment: Moment, text: str) -> tuple[str, int, int, str]:
    at, until = moment.at, moment.until
    return moment.precision.value, at.ms if at else 0, until.ms if until else 0, text.strip()


def _pasted(session: Session, uid: str) -> list[Entry]:
    return timeline.entries_of_kinds(session, uid, _KINDS)


def _undone(entries: Iterable[Entry]) -> set[str]:
    return {str(one.parameters["undoes"]) for one in entries if one.parameters.get("undoes")}


def _correction(own: Sequence[Entry]) -> str:
    first, last = (end.iso() for end in (min(one.done for one in own), max(one.done for one in own)))
    return ngettext(
        "{n} pasted entry was taken back and does not hold: that of {first}",
        "{n} pasted entries were taken back and do not hold: those from {first} to {last}",
        len(own),
    ).format(n=len(own), first=first, last=last)


def _must_be_sound(look: PasteLook) -> None:
    for found, words, step in (
        (
            look.undated,
            _("These entries have no time that can be read: {lines}. Nothing was added."),
            _("Give the date on which it began, or correct those lines."),
        ),
        (
            look.ahead,
            _("These entries are still to come: {lines}. Nothing was added."),
            _("Correct their dates or the zone."),
        ),
        (
            look.wordless,
            _("These entries have no words: {lines}. Nothing was added."),
            _("Say what happened then, or leave those lines out."),
        ),
    ):
        if found:
            raise UsageError(words.format(lines=_places(found)), step)


def _places(found: Sequence[Pasted]) -> str:
    shown = [
        _("line {line} “{text}”").format(line=one.line, text=(one.text.strip().splitlines() or [""])[0][:40])
        for one in found[:SHOWN]
    ]
    more = len(found) - len(shown)
    return ", ".join([*shown, *([_("and {n} more").format(n=more)] if more else [])])
