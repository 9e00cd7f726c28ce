"""The use cases of a response room. Each is one transaction; a refused one changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment
from incidentdesk.services.cases.case import find
from incidentdesk.services.desk.desk import Changes, Desk
from incidentdesk.services.registers.signing_in import SigningIn
from incidentdesk.services.response import response_command as command
from incidentdesk.services.response import response_notes as notes
from incidentdesk.services.response import response_phases as phases
from incidentdesk.services.response import response_roles as roles
from incidentdesk.services.response import response_rows as rows
from incidentdesk.services.response import response_undo as undo
from incidentdesk.services.response.response_milestones import set_milestone
from incidentdesk.services.response.response_people import Suggestion, suggested
from incidentdesk.services.response.response_view import RoomView, read_room
from incidentdesk.services.response.room import Room, must_be_major
from incidentdesk.storage import registers

SUGGESTED = 8
"""How many people are suggested."""


class AddedRow(NamedTuple):
    """The name of a row that was added, and what that touched."""

    row: str
    changes: Changes


class ResponseRoom:
    """What is done in the room of a major incident, by whoever may work."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def view(self, ref: str) -> RoomView:
        """The room as it is now."""
        return read_room(self._desk, ref)

    def suggestions(self, ref: str, limit: int = SUGGESTED) -> tuple[Suggestion, ...]:
        """Who could help, each with the reasons; the best reason first."""
        with self._desk.reading() as (session, _settings):
            incident = find(session, ref)
            must_be_major(incident)
            return suggested(session, incident, self._desk.time.now(), limit)

    def go_to(
        self,
        ref: str,
        phase: str,
        author: str,
        *,
        reason: str = "",
        ended: JsonValue = None,
        answers: Mapping[str, JsonValue] | None = None,
    ) -> Changes:
        """Go to another phase; with ``resolved`` and ``closed`` through the gates of their stages.

        ``ended`` says when the impact ended (a moment), ``answers`` are fields of the stage that a gate asks
        for. They are written with it, or not at all.
        """
        with self._room(ref, author, ended=True) as room:
            phases.answer(room, answers or {}, ended)
            phases.go_to(room, phase, reason)
            return room.finish()

    def set_sev(
        self, ref: str, levels: Sequence[str], author: str, *, reason: str = "", final: bool = False
    ) -> Changes:
        """Change the SEV level to the highest of ``levels``; ``final`` puts right what it was in the end."""
        with self._room(ref, author, ended=final) as room:
            if final:
                phases.set_final_sev(room, levels, reason)
            else:
                phases.set_sev(room, levels, reason)
            return room.finish()

    def take_back(self, ref: str, cause: str, author: str) -> Changes:
        """Take back what ``author`` just did by mistake in the act ``cause`` (``Changes.cause``).

        Phase, SEV level, roles and times are what they were; refused where somebody changed them since.
        """
        with self._room(ref, author) as room:
            undo.take_back(room, cause)
            return room.finish()

    def set_bridge(self, ref: str, bridge: str, author: str) -> Changes:
        """Say where people meet: a number or an address."""
        with self._room(ref, author) as room:
            notes.set_bridge(room, bridge)
            return room.finish()

    def set_milestone(self, ref: str, name: str, at: JsonValue, author: str) -> Changes:
        """Say when the impact began or ended, or when it was detected; ``at`` is a moment."""
        with self._room(ref, author) as room:
            set_milestone(room, name, at)
            return room.finish()

    def note_update(
        self,
        ref: str,
        audience: str,
        text: str,
        author: str,
        *,
        last: bool = False,
        done: Instant | None = None,
    ) -> Changes:
        """Note that an audience was told; from then on the next update is due. After the ``last`` none is."""
        with self._room(ref, author) as room:
            phases.note_update(room, audience, text, last=last, done=done)
            return room.finish()

    def note(
        self,
        ref: str,
        kind: str,
        text: str,
        author: str,
        note: notes.Note | None = None,
        *,
        moment: Moment | None = None,
    ) -> Changes:
        """Add an entry of one of ``response_notes.NOTES`` to the timeline, done at ``moment`` or now."""
        with self._room(ref, author) as room:
            room.moment = moment
            notes.add_note(room, kind, text, note or notes.Note())
            return room.finish()

    def add_row(self, ref: str, table: str, values: Mapping[str, JsonValue], author: str) -> AddedRow:
        """Add an action, hypothesis, decision, impact or need; gives the name of its row."""
        _must_be_table(table)
        with self._room(ref, author) as room:
            row = rows.add(room, table, values)
            return AddedRow(str(row["row"]), room.finish())

    def change_row(
        self,
        ref: str,
        table: str,
        row: str,
        values: Mapping[str, JsonValue],
        author: str,
        *,
        base: Mapping[str, JsonValue] | None = None,
    ) -> Changes:
        """Change cells of one row; what others change in other rows meanwhile stays.

        With the row ``base`` that the values started from, a cell that somebody else changed too raises
        ``RowConflictError``.
        """
        _must_be_table(table)
        with self._room(ref, author) as room:
            rows.change(room, table, row, values, base)
            return room.finish()

    def take_back_row(self, ref: str, table: str, row: str, author: str) -> Changes:
        """Take a row away that ``author`` added by mistake, as long as nobody has changed it."""
        _must_be_table(table)
        with self._room(ref, author) as room:
            rows.take_back(room, table, row)
            return room.finish()

    def give_role(self, ref: str, role: str, who: str, author: str) -> Changes:
        """Let ``who`` (uid or name; an expert may be from elsewhere) have a role from now on."""
        with self._room(ref, author) as room:
            uid = _staff_uid(room, who)
            if not uid and role != "expert":
                raise UsageError(
                    _("Nobody here is called “{name}”.").format(name=who), _("Choose one of the staff.")
                )
            roles.give(room, role, uid, who)
            return room.finish()

    def end_role(self, ref: str, role: str, who: str, author: str, *, reason: str = "") -> Changes:
        """Let ``who`` have a role no more, or not be called; who knows the service only with a reason."""
        with self._room(ref, author) as room:
            roles.end(room, role, _staff_uid(room, who) or who, reason)
            return room.finish()

    def take_command(self, ref: str, author: str) -> Changes:
        """Take command where nobody has it."""
        with self._room(ref, author) as room:
            command.take(room)
            return room.finish()

    def handover_form(self, ref: str) -> dict[str, JsonValue]:
        """What the form of a hand-over says by itself, before anybody types."""
        return command.form_of(read_room(self._desk, ref))

    def offer_command(self, ref: str, to: str, reason: str, typed: Mapping[str, str], author: str) -> Changes:
        """Offer command to ``to`` (uid or name) with the form of a hand-over; nothing changes hands yet."""
        with self._room(ref, author) as room:
            command.offer(room, _staff_uid(room, to) or to, reason, typed)
            return room.finish()

    def accept_command(self, ref: str, author: str, *, receiver: str = "", pin: str = "") -> Changes:
        """Accept command as ``receiver`` (a uid): by PIN at another's window, or as who works at this one."""
        receiver = receiver or author
        if receiver != author:
            SigningIn(self._desk).sign_in(receiver, pin)
        with self._room(ref, receiver) as room:
            command.accept(room, "accepted")
            return room.finish()

    def command_spoken(self, ref: str, author: str, *, note: str = "") -> Changes:
        """Record that whom command is offered to has accepted it in words, as on the bridge."""
        with self._room(ref, author) as room:
            command.accept(room, "spoken", note)
            return room.finish()

    def decline_command(self, ref: str, author: str, *, note: str = "") -> Changes:
        """Let the offer come to nothing; command stays where it is."""
        with self._room(ref, author) as room:
            command.decline(room, note)
            return room.finish()

    @contextmanager
    def _room(self, ref: str, author: str, *, ended: bool = False) -> Iterator[Room]:
        with self._desk.changing(author) as work:
            yield Room.open(self._desk, work, ref, ended=ended)


def _must_be_table(table: str) -> None:
    if table not in rows.KINDS:
        raise UsageError(
            _("A room has no table “{table}”.").format(table=table),
            _("Use one of: {names}.").format(names=", ".join(rows.KINDS)),
        )


def _staff_uid(room: Room, who: str) -> str:
    """The uid of a member of staff by uid or name; empty where nobody is called that."""
    session = room.work.session
    if registers.is_known(session, "person", who):
        return who
    return next(iter(registers.uids_named(session, "person", who.strip())), "")
