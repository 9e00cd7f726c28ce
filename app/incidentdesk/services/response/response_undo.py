"""Taking back a slip in a response room: the phase, the SEV level, a role, a time, a line of the impact.

The timeline keeps both: what was done, and that it was taken back. What somebody else has built on stays, and
so does what others took part in: command goes back by a hand-over, and what has ended is taken up again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from incidentdesk.base.errors import RefusedError
from incidentdesk.base.texts import _
from incidentdesk.domain.entry_payload import payload_text
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import STATUS_OF, can_be_taken_back
from incidentdesk.domain.records import Entry
from incidentdesk.domain.responses import COMMANDER, RoleHeld
from incidentdesk.services.cases.lifecycle import UNDO_CLOSE_MINUTES, supersede_reports
from incidentdesk.services.cases.stage_order import stage_of
from incidentdesk.services.response import response_rows
from incidentdesk.services.response.response_milestones import OF_CORE
from incidentdesk.services.response.room import Room
from incidentdesk.storage import timeline

UNDO_MINUTES = UNDO_CLOSE_MINUTES
"""So long after it was done an act is a slip, and can be taken back."""


def take_back(room: Room, cause: str) -> None:
    """Take back all that the author did in the act ``cause``.

    ``RefusedError``, and nothing is changed, where it was changed since, is of somebody else, is too long ago
    or is nothing to be taken back.
    """
    entries = timeline.entries(room.work.session, room.incident.uid)
    act = [entry for entry in entries if entry.cause == cause]
    if not any(entry.kind in _BACK for entry in act) or any(_is_final(entry) for entry in act):
        raise RefusedError(_("This is not taken back."), _("Change it again."))
    if any(entry.author != room.work.author for entry in act):
        raise RefusedError(_("Somebody else did this."), _("Change it again."))
    if room.work.now.ms - act[0].entered.ms > UNDO_MINUTES * 60_000:
        said = _("This was done more than {n} minutes ago.")
        raise RefusedError(said.format(n=UNDO_MINUTES), _("Change it again."))
    if any(entry.parameters.get("undoes") == cause for entry in entries):
        raise RefusedError(_("It is taken back already."))
    for entry in reversed(act):
        if entry.kind in _BACK:
            _BACK[entry.kind](room, entry)


def _is_final(entry: Entry) -> bool:
    """Whether it is of an act that is not undone: others took part in it, or it ended the work."""
    return (
        entry.kind in _FINAL
        or bool(entry.parameters.get("undoes"))
        or entry.parameters.get("from") == "on_hold"
    )


_FINAL = frozenset(
    {"declared", "promoted", "returned", "handover", "cancelled", "reopened", "held", "resumed"}
)


def _must_stand(stands: bool) -> None:
    if not stands:
        raise RefusedError(_("It was changed since, and is not taken back."), _("Change it again."))


def _undoes(entry: Entry) -> dict[str, JsonValue]:
    return {"undoes": entry.cause, "corrects": [entry.uid]}


def _phase(room: Room, entry: Entry) -> None:
    case, said = room.case, entry.parameters
    old, new = str(said.get("from")), str(said.get("to"))
    _must_stand(room.incident.phase == new)
    if not can_be_taken_back(old, new):
        raise RefusedError(_("This phase is not taken back."), _("Go to another phase."))
    if STATUS_OF[old] != STATUS_OF[new]:
        stage = stage_of(case, "response")
        case.put(replace(case.state(stage), completed=None, completed_by=""))
        supersede_reports(case)
        case.change(status=STATUS_OF[old], resolved=None, stage=stage.key)
    case.change(phase=old)
    room.record("phase_change", {"from": new, "to": old, **_undoes(entry)})


def _sev(room: Room, entry: Entry) -> None:
    said, sizes = entry.parameters, room.response.sizes
    old, new = str(said.get("from") or ""), str(said.get("to"))
    if said.get("final"):
        _must_stand(sizes.final == new)
        room.case.change(sev=old)
        room.change(sizes=sizes._replace(final=str(said.get("was") or "")))
    else:
        _must_stand(room.incident.sev == new)
        room.case.change(sev=old, major=bool(said.get("major", room.incident.major)))
        room.change(sizes=sizes._replace(peak=str(said.get("peak") or sizes.peak)))
    kept: dict[str, JsonValue] = {"final": True} if said.get("final") else {}
    room.record("sev_change", {"from": new, "to": old, **kept, **_undoes(entry)})


def _role(room: Room, entry: Entry) -> None:
    said, role = entry.parameters, str(entry.parameters.get("role"))
    if role == COMMANDER:
        raise RefusedError(_("Command is not taken back."), _("Hand it over."))
    held = _held_by(room, entry, role)
    if said.get("act") == "to_call":
        if held is not None and held.state == "to_call":  # else they are here by now
            _tell(room, entry, replace(held, state="ended", until=room.work.now), "ended")
    elif said.get("act") == "has":
        _must_stand(held is not None and held.stands)
        if held is not None:
            _give_back(room, entry, held)
    else:
        free = role == "expert" or not any(one.role == role and one.stands for one in room.roles)
        _must_stand(held is not None and held.until == entry.done and free)
        if held is not None:
            state = "active" if held.since else "to_call"
            _tell(room, entry, replace(held, state=state, until=None), "has" if held.since else "to_call")


def _held_by(room: Room, entry: Entry, role: str) -> RoleHeld | None:
    """The part that an entry is about: the newest one of that person in that role."""
    who = {str(entry.parameters.get("person") or "")} - {""}
    if not who and isinstance(entry.payload, Mapping):
        who = {str(entry.payload.get("name"))}
    mine = [one for one in room.roles if one.role == role and who & {one.person, one.name}]
    return max(mine, key=lambda one: one.uid, default=None)


def _give_back(room: Room, entry: Entry, held: RoleHeld) -> None:
    """Let a role be with whoever had it before, if anybody had."""
    before = [
        one
        for one in room.roles
        if one.role == held.role and one.state == "ended" and one.until == held.since and one.uid != held.uid
    ]
    if held.why:  # who knows the service was to be called before
        _tell(room, entry, replace(held, state="to_call", how="", since=None), "to_call")
    elif before and held.role != "expert":
        room.hold(replace(held, state="ended", until=room.work.now))
        _tell(room, entry, replace(before[-1], state="active", until=None), "has")
    else:
        _tell(room, entry, replace(held, state="ended", until=room.work.now), "ended")


def _tell(room: Room, entry: Entry, held: RoleHeld, act: str) -> None:
    room.hold(held)
    said: dict[str, JsonValue] = {"act": act, "role": held.role, "person": held.person or None}
    room.record("role_change", {**said, **_undoes(entry)}, {"name": held.name})


def _time(room: Room, entry: Entry) -> None:
    names = {"impact_start": "impact_started", "impact_end": "mitigated"}
    field = OF_CORE[names.get(entry.kind, entry.kind)]
    told = entry.payload if isinstance(entry.payload, Mapping) else {}
    _must_stand("new" in told and room.incident.core.get(field) == told["new"])
    room.case.change_core({field: told.get("old")})
    room.record(entry.kind, {"about": False, **_undoes(entry)}, {"old": told["new"], "new": told.get("old")})


def _impact(room: Room, entry: Entry) -> None:
    response_rows.take_back(room, "impact_lines", str(entry.parameters.get("row")))


def _note(room: Room, entry: Entry) -> None:
    said = _("Does not hold: {text}").format(text=payload_text(entry, "text"))
    plain: dict[str, JsonValue] = {"source": "person", "about": False, "pinned": False}
    room.record("correction", {**plain, **_undoes(entry)}, {"text": said, "link": ""})


_BACK: Mapping[str, Callable[[Room, Entry], None]] = {
    "phase_change": _phase,
    "sev_change": _sev,
    "role_change": _role,
    "impact_start": _time,
    "impact_end": _time,
    "detected": _time,
    "impact": _impact,
    "observation": _note,
}
"""By kind of entry: how what it tells is taken back."""
