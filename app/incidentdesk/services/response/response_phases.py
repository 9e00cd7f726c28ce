"""Phase, SEV level and updates of a response."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.phases import EXITS, PHASE_TEXTS, STATUS_OF, Move, move, public_word
from incidentdesk.domain.records import Entry
from incidentdesk.domain.rights import Right
from incidentdesk.domain.sev import MAJOR, changed, declared, higher, next_update
from incidentdesk.services.cases.completing import complete_stage, go_back
from incidentdesk.services.cases.lifecycle import cancel, must_be_recent, resume, supersede_reports
from incidentdesk.services.cases.phase_follows import promises
from incidentdesk.services.cases.saving import must_leave_rows, save_values
from incidentdesk.services.cases.stage_order import stage_of
from incidentdesk.services.response.response_milestones import set_milestone
from incidentdesk.services.response.response_roles import call_builders, take_command
from incidentdesk.services.response.room import Room

AUDIENCES = ("internal", "executive", "external")
"""Whom an update is for."""


def declare(room: Room, levels: Sequence[str], *, major: bool = False) -> None:
    """Declare it at the highest of ``levels``: who is unsure names several. The author takes command.

    A ``major`` one is major at any level, as where several teams are needed. Builders are to be called.
    """
    if room.response.declared is not None and room.incident.phase not in {"", "new", "triage"}:
        raise RefusedError(_("{number} is declared.").format(number=room.incident.number))
    sev = _highest(levels)
    case = room.case
    if case.incident.status == "on_hold":
        resume(case)
    case.change(sev=sev, phase="investigating", major=major or sev in MAJOR)
    room.change(
        declared=room.response.declared or room.work.now,
        sizes=declared(room.response.sizes, sev),
        last_update=None,
    )
    room.record("declared", {"sev": sev, "drill": case.incident.drill, "of": list(levels)})
    if not case.incident.assignee:
        save_values(case, {"assignee": room.work.author}, {})
    complete_stage(case, stage_of(case, "detection"))
    case.respond()
    case.set_status("in_progress")
    if room.commander is None:
        take_command(room, "declared")
    if case.incident.major:
        call_builders(room)


def set_sev(room: Room, levels: Sequence[str], reason: str) -> None:
    """Let the SEV level be the highest of ``levels`` from now on; where that is major, call the builders."""
    room.must_be_declared()
    sev, old = _highest(levels), room.incident.sev
    if sev == old:
        raise RefusedError(_("It is at that SEV level already."))
    major = room.incident.major or sev in MAJOR
    newly = major and not room.incident.major
    before: dict[str, JsonValue] = {"peak": room.response.sizes.peak, "major": room.incident.major}
    room.case.change(sev=sev, major=major)
    room.change(sizes=changed(room.response.sizes, sev))
    room.record("sev_change", {"from": old, "to": sev, **before}, {"reason": reason.strip()})
    if newly:
        call_builders(room)


def set_final_sev(room: Room, levels: Sequence[str], reason: str) -> None:
    """Put right at the close how big it was."""
    room.must_be_declared()
    old, sev = room.response.sizes.final, _highest(levels)
    before = room.incident.sev
    room.case.change(sev=sev)  # what every list shows; how big it was meanwhile is kept beside it
    room.change(sizes=room.response.sizes._replace(final=sev))
    said: dict[str, JsonValue] = {"from": before, "to": sev, "final": True, "was": old}
    room.record("sev_change", said, {"reason": reason.strip()})


def go_to(room: Room, phase: str, reason: str) -> None:
    """Go to another phase. ``resolved`` and ``closed`` ask the gates of their stages."""
    case, old = room.case, room.incident.phase or "new"
    step = _step(old, phase)
    if step.needs_reason and not reason.strip():
        words = _("From “{old}” to “{new}” needs a reason.")
        raise UsageError(
            words.format(old=_(PHASE_TEXTS[old]), new=_(PHASE_TEXTS[phase])), _("Say why in a few words.")
        )
    if phase not in {*EXITS, "triage"}:
        room.must_be_declared()
    if phase in EXITS:
        cancel(case, reason.strip())
    elif step.reopens:
        _take_up_again(room, reason)
    elif phase == "resolved" and case.incident.status != "resolved":
        _complete(room, "response")
    elif phase == "closed":
        complete_stage(case, stage_of(case, "analysis"))
    elif case.incident.status == "on_hold":
        resume(case)
    case.set_status(STATUS_OF[phase])
    case.change(phase=phase)
    said: dict[str, JsonValue] = {"from": old, "to": phase, "reopened": step.reopens}
    room.record("phase_change", said, {"reason": reason.strip()})


def answer(room: Room, answers: Mapping[str, JsonValue], ended: JsonValue) -> None:
    """Write what is answered before a phase is gone to, and when the impact ended, where that is new."""
    if answers:
        must_leave_rows(room.case, answers)
        save_values(room.case, answers, {})
    if ended is not None and ended != room.incident.core.get("restored"):
        set_milestone(room, "mitigated", ended)


def note_update(room: Room, audience: str, text: str, *, last: bool, done: Instant | None) -> None:
    """Note that people were told at ``done`` (or now); from then the next is due, none after the ``last``."""
    if audience not in AUDIENCES:
        raise UsageError(
            _("“{name}” is no audience.").format(name=audience),
            _("Use one of: {names}.").format(names=", ".join(AUDIENCES)),
        )
    room.must_be_declared()
    at = done or room.work.now
    if at.ms > room.work.now.ms:
        raise UsageError(_("An update cannot be noted ahead."), _("Give the time at which it went out."))
    told(room, audience, text, last=last, at=at)


def told(
    room: Room, audience: str, text: str, *, last: bool, at: Instant, promised: Instant | None = None
) -> Entry:
    """Record that people were told; what was ``promised`` to them, or to others before, is when it is due.

    The last word within the house leaves standing what the public was promised, that to the public nothing.
    It has happened, so nothing is refused.
    """
    cadence, public = room.work.settings.cadence, public_word(room.incident.phase)
    newest = max(at, room.response.last_update or at)
    over = last or room.incident.status in ENDED_STATUSES
    due = None if over else next_update(cadence, room.incident.sev, public, room.response.declared, newest)
    if promised is not None and promised.ms > at.ms and not over:
        due = promised
    said: dict[str, JsonValue] = {"last": last, "next": due.iso() if due else None}
    if promised is not None and due == promised:
        said["promised"] = True
    ended = room.incident.status in ENDED_STATUSES or (last and audience == "external")
    others = [] if ended else promises(room.case, but=audience)
    kept = min([*filter(None, [due]), *others], default=None)
    room.change(last_update=newest, update_due=kept)
    if last and kept is None and room.incident.status not in ENDED_STATUSES:
        save_values(room.case, {"last_update": "sent"}, {})
    return room.record(f"update_{audience}", said, {"text": text.strip()}, at)


def _complete(room: Room, stage: str) -> None:
    case, values = room.case, {}
    facts: Mapping[str, JsonValue] = case.asking().facts
    if room.response.update_due is None and not facts.get("last_update"):
        values["last_update"] = "none_due" if room.response.last_update is None else "sent"
    save_values(case, values, {})
    complete_stage(case, stage_of(case, stage))


def _take_up_again(room: Room, reason: str) -> None:
    case, incident = room.case, room.incident
    room.work.require(Right.REOPEN)
    must_be_recent(room.work, incident)
    case.change(reopen_count=incident.reopen_count + 1, closed=None, resolved=None, cancel_reason="")
    case.record("reopened", {"from": incident.status}, {"reason": reason.strip()})
    case.set_status("in_progress")
    go_back(case, stage_of(case, "response"), "")
    room.change(last_update=None, update_due=None)
    if room.commander is None:
        take_command(room, "taken")
    supersede_reports(case)
    room.touched.add("reports")


def _step(old: str, new: str) -> Move:
    try:
        return move(old, new)
    except ValueError as error:
        raise UsageError(f"{error}.", _("Look at the room: “response NUMBER show”.")) from None


def _highest(levels: Sequence[str]) -> str:
    try:
        return higher(levels)
    except ValueError as error:
        raise UsageError(f"{error}.", _("Unsure? Name both: the higher one is taken.")) from None
