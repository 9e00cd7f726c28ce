"""Command and its hand-over: offered with a form, accepted by the receiver or recorded as spoken.

The form is that of PagerDuty's transfer of command. Nothing changes hands before the receiver accepts. That
somebody senior has come is no reason to hand over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.responses import COMMANDER, OPEN_ACTIONS, RoleHeld
from incidentdesk.domain.rights import Right, may
from incidentdesk.services.desk.rights import must_be_active
from incidentdesk.services.response.response_roles import take_command
from incidentdesk.services.response.response_view import RoomView
from incidentdesk.services.response.room import Room
from incidentdesk.storage import registers

HANDOVER_REASONS = {
    "fatigue": N_("Fatigue"),
    "complexity": N_("It has become another kind of incident"),
    "effectiveness": N_("Somebody else can do it better"),
    "emergency": N_("An emergency"),
}
"""Why command is handed over."""

TYPED = ("state", "who_may_leave", "risks")
"""What the one who hands over writes; all else of the form is in the room already."""


def form_of(room: Room | RoomView) -> dict[str, JsonValue]:
    """The form of a hand-over as far as the room knows it."""
    incident, response = room.incident, room.response
    hypotheses, actions, decisions = (room.rows(table) for table in ("hypotheses", "actions", "decisions"))
    return {
        "phase": incident.phase,
        "sev": incident.sev,
        "impact": [one.get("what") for one in room.rows("impact_lines")],
        "ruled_out": [one.get("statement") for one in hypotheses if one.get("result") == "ruled_out"],
        "actions": [
            {key: one.get(key) for key in ("what", "owner", "due")}
            for one in actions
            if one.get("state") in OPEN_ACTIONS
        ],
        "decisions": [one.get("proposal") for one in decisions if one.get("outcome") == "pending"],
        "people": [{"name": one.name, "role": one.role} for one in room.roles if one.stands],
        "last_update": response.last_update.iso() if response.last_update else None,
        "update_due": response.update_due.iso() if response.update_due else None,
    }


def offer(room: Room, to: str, reason: str, typed: Mapping[str, str]) -> RoleHeld:
    """Offer command to the person ``to`` (a uid); an offer that was not answered is withdrawn.

    ``typed`` has the texts of ``TYPED``; what the state is must be said.
    """
    commander = room.commander
    if commander is None:
        raise RefusedError(_("Nobody is in command."), _("Take command."))
    if reason not in HANDOVER_REASONS:
        raise UsageError(
            _("“{reason}” is no reason to hand over command.").format(reason=reason),
            _("Use one of: {names}.").format(names=", ".join(HANDOVER_REASONS)),
        )
    if not typed.get("state", "").strip():
        raise UsageError(_("A hand-over says how things stand."), _("Say it in a sentence."))
    if to == commander.person:
        raise RefusedError(_("{name} is in command.").format(name=commander.name))
    person = registers.person(room.work.session, to)
    if person is None:
        raise UsageError(_("Nobody here is called “{name}”.").format(name=to), _("Choose one of the staff."))
    must_be_active(person)
    if not may(person.role, Right.WORK):
        raise RefusedError(
            _("{name} may only read here, and cannot command.").format(name=person.name),
            _("Choose somebody who may work."),
        )
    _withdraw(room)
    form: dict[str, JsonValue] = {
        **form_of(room), **{key: typed.get(key, "").strip() for key in TYPED}, "reason": reason,
    }  # fmt: skip
    held = RoleHeld(
        room.work.new_uid(), room.incident.uid, COMMANDER, person.uid, person.name, "offered",
        offered=room.work.now, offered_by=room.work.author, form=form,
    )  # fmt: skip
    room.hold(held)
    said: dict[str, JsonValue] = {"act": "offered", "from": commander.person, "to": to, "reason": reason}
    room.record("handover", said, form)
    return held


def accept(room: Room, how: str, note: str = "") -> RoleHeld:
    """Let whom command was offered to have it from now on; ``how`` is ``accepted`` or ``spoken``."""
    held, commander = _offered(room), room.commander
    if how == "accepted" and held.person != room.work.author:
        raise RefusedError(
            _("Command is offered to {name}.").format(name=held.name),
            _("Let them accept, or record that they did so in words."),
        )
    if commander is not None:
        room.hold(replace(commander, state="ended", until=room.work.now))
    held = replace(held, state="active", how=how, since=room.work.now)
    room.hold(held)
    said: dict[str, JsonValue] = {
        "act": how, "from": commander.person if commander else None, "to": held.person,
    }  # fmt: skip
    room.record("handover", said, {"note": note.strip()})
    return held


def decline(room: Room, note: str = "") -> None:
    """The offer comes to nothing: command stays where it is."""
    held = _offered(room)
    room.hold(replace(held, state="declined", until=room.work.now))
    room.record("handover", {"act": "declined", "to": held.person}, {"note": note.strip()})


def take(room: Room) -> RoleHeld:
    """Take command, where nobody has it."""
    commander = room.commander
    if commander is not None:
        raise RefusedError(
            _("{name} is in command.").format(name=commander.name), _("Let {name} offer it.").format(
                name=commander.name
            )
        )  # fmt: skip
    return take_command(room, "taken")


def _offered(room: Room) -> RoleHeld:
    for one in room.roles:
        if one.role == COMMANDER and one.state == "offered":
            return one
    raise RefusedError(_("Command is offered to nobody."), _("Offer it first."))


def _withdraw(room: Room) -> None:
    for one in room.roles:
        if one.role == COMMANDER and one.state == "offered":
            room.hold(replace(one, state="declined", until=room.work.now))
            room.record("handover", {"act": "withdrawn", "to": one.person})
