"""A line typed in the room of a major incident becomes what it says, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import PHASE_TEXTS, STATUS_OF, can_be_taken_back
from incidentdesk.domain.response_line import EntryKind, RoomLine, parse_line
from incidentdesk.domain.response_offers import Offer, offers
from incidentdesk.domain.response_words import LineError, Named, RoomWords
from incidentdesk.domain.responses import COMMANDER, ROLE_TEXTS
from incidentdesk.domain.rights import Right, may
from incidentdesk.services.cases.case import find
from incidentdesk.services.cases.values import SLACK_MS
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.response import response_command, response_phases, response_roles, response_rows
from incidentdesk.services.response.response_milestones import set_milestone
from incidentdesk.services.response.response_notes import Note, add_note
from incidentdesk.services.response.room import Room, must_be_major
from incidentdesk.storage import registers
from incidentdesk.storage.session import Session


class WrittenLine(NamedTuple):
    """What a line became: its kind, the name of its row where it is one of a table, and the entry of it.

    ``undoable`` where the act as a whole can be taken back.
    """

    kind: EntryKind
    row: str
    changes: Changes
    entry: str = ""
    undoable: bool = False


class ResponseLines:
    """Typed lines of a room, by whoever may work."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(self, ref: str, line: str, author: str) -> WrittenLine:
        """Let ``line`` become what it says, or change nothing.

        ``LineError`` names the place in the line. What the room refuses is told as by its own use cases.
        """
        with self._desk.changing(author) as work:
            read = parse_line(line, self._words(work.session, work.settings, author))
            room = Room.open(self._desk, work, ref, ended=read.kind is EntryKind.PHASE)
            _must_be_past(room, read, line)
            room.moment = read.moment
            undoable = _is_undoable(room, read)
            row = _WRITERS[read.kind](room, read, line)
            entry = room.last.uid if room.last is not None else ""
            return WrittenLine(read.kind, row, room.finish(), entry, undoable)

    def offers(self, ref: str, line: str, cursor: int, author: str = "") -> tuple[Offer, ...]:
        """What the word before ``cursor`` can become; ``@me`` is offered to an ``author`` (a uid)."""
        with self._desk.reading() as (session, settings):
            must_be_major(find(session, ref))
            return offers(line, cursor, self._words(session, settings, author))

    def words(self, author: str) -> RoomWords:
        """What lines of ``author`` (a uid) are read against, for reading them while they are typed."""
        with self._desk.reading() as (session, settings):
            return self._words(session, settings, author)

    def _words(self, session: Session, settings: DeskSettings, author: str) -> RoomWords:
        people = tuple(
            Named(one.uid, one.name, one.account)
            for one in registers.people(session)
            if one.active and may(one.role, Right.WORK)
        )
        levels = {one.key: _(one.label) for one in settings.lists["sev_levels"] if not one.retired}
        return RoomWords(
            now=self._desk.time.now(),
            zone=settings.zone,
            people=people,
            me=author,
            phases=PHASE_TEXTS,
            levels=levels,
            roles=ROLE_TEXTS,
        )


def _is_undoable(room: Room, read: RoomLine) -> bool:
    """Whether ``response.take_back`` takes back what this line is about to do."""
    if read.kind is EntryKind.PHASE:
        return can_be_taken_back(room.incident.phase, read.value)
    if read.kind is EntryKind.ROLE:
        return read.value != COMMANDER
    return read.kind in {EntryKind.SEV, EntryKind.IMPACT_START, EntryKind.IMPACT_END}


def _must_be_past(room: Room, read: RoomLine, line: str) -> None:
    moment = read.moment
    if moment is None:
        return
    if moment.at is None:
        raise LineError(
            _("An unknown time cannot be noted."), _("Say about when it was, or leave it out."), 0, len(line)
        )
    if (moment.until or moment.at).ms > room.work.now.ms + SLACK_MS:
        raise LineError(_("That time is still to come."), _("Give the time at which it was."), 0, len(line))


def _note(room: Room, read: RoomLine, _line: str) -> str:
    add_note(room, read.kind.value, read.text, Note(count=read.count, pinned=read.pinned))
    return ""


def _row(table: str, column: str) -> Callable[[Room, RoomLine, str], str]:
    def write(room: Room, read: RoomLine, _line: str) -> str:
        given: dict[str, JsonValue] = {
            column: read.text,
            "owner": read.person or None,
            "minutes": read.minutes,
            "backup": read.backup or None,
        }
        values = {key: value for key, value in given.items() if value is not None}
        return str(response_rows.add(room, table, values)["row"])

    return write


def _phase(room: Room, read: RoomLine, line: str) -> str:
    old = STATUS_OF.get(room.incident.phase or "new")
    if read.moment is not None and old != STATUS_OF[read.value]:
        raise LineError(
            _("The incident changes its status with this phase, and that counts from now."),
            _("Leave the time out, and say it in the reason."),
            0,
            len(line),
        )
    response_phases.go_to(room, read.value, read.text)
    return ""


def _sev(room: Room, read: RoomLine, _line: str) -> str:
    response_phases.set_sev(room, [read.value], read.text)
    return ""


def _impact_start(room: Room, read: RoomLine, _line: str) -> str:
    """The milestone; what does not work for whom is a line of the impact."""
    set_milestone(room, "impact_started", room.when())
    if not read.text:
        return ""
    values: dict[str, JsonValue] = {"what": read.text, "since": room.when()}
    return str(response_rows.add(room, "impact_lines", values)["row"])


def _impact_end(room: Room, read: RoomLine, _line: str) -> str:
    """The milestone; what is said with it is an observation."""
    set_milestone(room, "mitigated", room.when())
    if read.text:
        add_note(room, "observation", read.text, Note())
    return ""


def _role(room: Room, read: RoomLine, line: str) -> str:
    if read.value != COMMANDER:
        response_roles.give(room, read.value, read.person, reason=read.text)
    elif read.person != room.work.author:
        start = line.find("@")
        raise LineError(
            _("Command is not given, it is accepted."),
            _("Offer it with a hand-over, or let them type /who commander @me."),
            start,
            len(line),
        )
    elif read.moment is not None or read.text:
        raise LineError(
            _("Command is taken as of now, and without a text."), _("Leave the rest out."), 0, len(line)
        )
    else:
        response_command.take(room)
    return ""


def _update(room: Room, read: RoomLine, line: str) -> str:
    if not read.text:
        raise LineError(
            _("The text of the update is missing."), _("Type what was told."), len(line), len(line)
        )
    done = read.moment.at if read.moment else None
    response_phases.note_update(room, "internal", read.text, last=False, done=done)
    return ""


_WRITERS: Mapping[EntryKind, Callable[[Room, RoomLine, str], str]] = {
    EntryKind.OBSERVATION: _note,
    EntryKind.CHANGE: _note,
    EntryKind.ALERT: _note,
    EntryKind.USER_REPORT: _note,
    EntryKind.DECISION: _row("decisions", "proposal"),
    EntryKind.ACTION: _row("actions", "what"),
    EntryKind.HYPOTHESIS: _row("hypotheses", "statement"),
    EntryKind.NEED: _row("needs", "what"),
    EntryKind.PHASE: _phase,
    EntryKind.SEV: _sev,
    EntryKind.IMPACT_START: _impact_start,
    EntryKind.IMPACT_END: _impact_end,
    EntryKind.ROLE: _role,
    EntryKind.UPDATE: _update,
}
"""Each gives the name of the row that was added, or nothing."""
