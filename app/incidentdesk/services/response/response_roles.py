"""Roles in a response: who has one, who is to be called, who leaves."""

from __future__ import annotations

from dataclasses import replace

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.responses import COMMANDER, EXPERT, ROLE_TEXTS, ROLES, RoleHeld
from incidentdesk.services.desk.rights import must_be_active
from incidentdesk.services.response.response_people import OF_SERVICE, of_service
from incidentdesk.services.response.room import Room
from incidentdesk.storage import registers


def call_builders(room: Room) -> None:
    """Let those who built the service, own it or stand in for its owner be experts who are to be called."""
    known = {(one.person or one.name) for one in room.roles if one.role == EXPERT and one.state != "ended"}
    for one in of_service(room.work.session, room.incident.core.get("service")):
        if (one.person or one.name) not in known:
            why = one.reasons[0].key
            held = _new(room, EXPERT, one.person, one.name, "to_call", why=why)
            room.hold(held)
            _tell(room, held, "to_call")


def give(room: Room, role: str, person: str, name: str = "", reason: str = "") -> RoleHeld:
    """Let ``person`` (a uid; empty for somebody of that ``name`` from elsewhere) have a role from now on.

    Whoever had it before has it no more, but for experts, of whom there can be several.
    """
    _must_be_role(role)
    if role == COMMANDER:
        raise RefusedError(
            _("Command is not given, it is accepted."), _("Offer it, or record that it was accepted.")
        )
    name = _name_of(room, person) if person else name.strip()
    if not name:
        raise UsageError(_("Who has this role?"), _("Name a person."))
    same = [one for one in room.roles if one.role == role and one.state in {"to_call", "active"}]
    for one in same:
        if (one.person or one.name) == (person or name):
            return _join(room, one, reason)
        if role != EXPERT:
            _end(room, one, "", replaced=True)
    held = _new(room, role, person, name, "active", how="given")
    room.hold(held)
    _tell(room, held, "has", reason)
    return held


def end(room: Room, role: str, who: str, reason: str) -> None:
    """Let ``who`` (uid or name) have a role no more.

    Raises ``RefusedError`` for the commander, and for an expert of the service without a reason.
    """
    _must_be_role(role)
    if role == COMMANDER:
        raise RefusedError(_("Command ends by a hand-over."), _("Offer it to somebody."))
    for one in room.roles:
        if one.role == role and one.state in {"to_call", "active"} and who in {one.person, one.name}:
            if one.why in OF_SERVICE and not reason.strip():
                said = _("{name} knows this service: removing them needs a reason.")
                raise RefusedError(said.format(name=one.name), _("Say why they are not needed."))
            _end(room, one, reason.strip())
            return
    raise UsageError(
        _("“{who}” has not the role {role}.").format(who=who, role=_(ROLE_TEXTS[role])),
        _("Look at the roles."),
    )


def take_command(room: Room, how: str) -> RoleHeld:
    """Let the author be in command, where nobody is."""
    held = _new(room, COMMANDER, room.work.author, _name_of(room, room.work.author), "active", how=how)
    room.hold(held)
    _tell(room, held, "has")
    return held


def _join(room: Room, held: RoleHeld, reason: str) -> RoleHeld:
    if held.state == "to_call":
        held = replace(held, state="active", how="given", since=_since(room))
        room.hold(held)
        _tell(room, held, "has", reason)
    return held


def _end(room: Room, held: RoleHeld, reason: str, *, replaced: bool = False) -> None:
    room.hold(replace(held, state="ended", until=_since(room)))
    if not replaced:
        _tell(room, held, "ended", reason)


def _tell(room: Room, held: RoleHeld, act: str, reason: str = "") -> None:
    said = {"act": act, "role": held.role, "person": held.person or None, "why": held.why or None}
    room.record("role_change", said, {"name": held.name, "reason": reason})


def _new(
    room: Room, role: str, person: str, name: str, state: str, *, how: str = "", why: str = ""
) -> RoleHeld:
    since = _since(room) if state == "active" else None
    return RoleHeld(room.work.new_uid(), room.incident.uid, role, person, name, state, how, why, since=since)


def _since(room: Room) -> Instant:
    return room.moment.at if room.moment and room.moment.at else room.work.now


def _name_of(room: Room, uid: str) -> str:
    person = registers.person(room.work.session, uid)
    if person is None:
        raise UsageError(_("Nobody here is called “{name}”.").format(name=uid), _("Choose one of the staff."))
    must_be_active(person)
    return person.name


def _must_be_role(role: str) -> None:
    if role not in ROLES:
        raise UsageError(
            _("“{role}” is no role in a response.").format(role=role),
            _("Use one of: {names}.").format(names=", ".join(ROLES)),
        )
