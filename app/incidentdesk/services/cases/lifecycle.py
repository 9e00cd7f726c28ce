"""What happens to an incident beside its stages: assign, hold, cancel, reopen, undo a close."""

from __future__ import annotations

from dataclasses import dataclass, replace

from incidentdesk.base.errors import RefusedError, UsageError
from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant, in_zone
from incidentdesk.domain.closing_rules import working_days_between
from incidentdesk.domain.records import Hold, Incident
from incidentdesk.domain.rights import Right
from incidentdesk.services.cases.case import Case
from incidentdesk.services.cases.completing import go_back
from incidentdesk.services.cases.merged import must_not_be_merged
from incidentdesk.services.cases.outage_gate import open_children
from incidentdesk.services.cases.saving import save_values
from incidentdesk.services.cases.stage_order import must_not_be_ended, stage_of
from incidentdesk.services.desk.desk import Changes, Desk, Work
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.storage import files, links

UNDO_CLOSE_MINUTES = 15
"""How long an accidental close can be taken back without a reason."""


@dataclass(frozen=True)
class Wait:
    """A hold that is asked for: a listed ``reason``, until ``wake`` where that is known, and for whom."""

    reason: str
    wake: Instant | None = None
    waiting_for: str = ""
    note: str = ""


class Lifecycle:
    """The use cases that change status and assignee."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def assign(self, ref: str, person: str, author: str) -> Changes:
        """Let ``person`` (name or uid.

        Empty for nobody) follow up; taking it over oneself starts the work.
        """
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            assign(case, person)
            case.finish()
            return work.changes()

    def hold(
        self,
        ref: str,
        reason: str,
        author: str,
        *,
        wake: Instant | None = None,
        waiting_for: str = "",
        note: str = "",
    ) -> Changes:
        """Put on hold for a listed ``reason``, until ``wake``."""
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            put_on_hold(case, Wait(reason, wake, waiting_for, note))
            case.finish()
            return work.changes()

    def resume(self, ref: str, author: str) -> Changes:
        """End the hold."""
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            resume(case)
            case.finish()
            return work.changes()

    def cancel(self, ref: str, reason: str, author: str) -> Changes:
        """Cancel, with a reason in words or from the list."""
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            cancel(case, reason)
            case.finish()
            return work.changes()

    def reopen(self, ref: str, reason: str, author: str, *, stage: str = "") -> Changes:
        """Take up a resolved, closed or cancelled incident again, at ``stage`` or where the work was."""
        with self._desk.changing(author, Right.REOPEN) as work:
            case = Case.open(self._desk, work, ref)
            incident = case.incident
            must_not_be_merged(work.session, incident)
            if incident.status not in {"resolved", "closed", "cancelled"}:
                raise RefusedError(_("{number} is open.").format(number=incident.number))
            if not reason.strip():
                raise UsageError(_("Reopening needs a reason."), _("Say why it is taken up again."))
            must_be_recent(work, incident)
            case.change(reopen_count=incident.reopen_count + 1, closed=None, resolved=None, cancel_reason="")
            case.record("reopened", {"from": incident.status}, {"reason": reason})
            case.set_status("in_progress")
            target = stage or _stage_that_resolves(case)
            go_back(case, stage_of(case, target), "")
            supersede_reports(case)
            case.finish()
            return work.changes("reports")

    def undo_close(self, ref: str, author: str) -> Changes:
        """Take back an accidental close within ``UNDO_CLOSE_MINUTES``: it is again what it was before.

        Whoever closed it may do so; for anybody else it is a reopening.
        """
        with self._desk.changing(author) as work:
            case = Case.open(self._desk, work, ref)
            incident = case.incident
            if incident.status != "closed" or incident.closed is None:
                raise RefusedError(_("{number} is not closed.").format(number=incident.number))
            if work.now.ms - incident.closed.ms > UNDO_CLOSE_MINUTES * 60_000:
                raise RefusedError(
                    _("{number} was closed more than {n} minutes ago.").format(
                        number=incident.number, n=UNDO_CLOSE_MINUTES
                    ),
                    _("Reopen it with a reason."),
                )
            must_be_own_slip(case, "closed")
            last = case.definition.stages[-1]
            case.put(replace(case.state(last), completed=None, completed_by=""))
            status = _status_before_close(case)
            resolved = incident.resolved if status == "resolved" else None
            case.record("close_undone", {"to": status})
            case.change(closed=None, resolved=resolved, status=status, stage=last.key)
            supersede_reports(case)
            case.finish()
            return work.changes("reports")


def assign(case: Case, person: str) -> None:
    """Let ``person`` (name or uid; empty for nobody) follow up; taking it over oneself starts the work."""
    must_not_be_ended(case)
    save_values(case, {"assignee": person or None}, {})
    if case.incident.status == "new" and case.incident.assignee == case.work.author:
        case.set_status("in_progress")


def put_on_hold(case: Case, wait: Wait) -> None:
    """Put on hold, or on another hold."""
    must_not_be_ended(case)
    if case.incident.status == "resolved":
        raise RefusedError(
            _("{number} is resolved.").format(number=case.incident.number), _("Close it, or send it back.")
        )
    settings, wake = case.work.settings, wait.wake
    known = {item.key for item in settings.lists["hold_reasons"] if not item.retired}
    if wait.reason not in known:
        raise UsageError(
            _("“{reason}” is no reason to hold.").format(reason=wait.reason),
            _("Use one of: {names}.").format(names=", ".join(sorted(known))),
        )
    if wake is not None and wake.ms <= case.work.now.ms:
        raise UsageError(_("The wake time is not in the future."), _("Choose a later time."))
    zone = settings.zone
    local = in_zone(wake.ms, zone).local().strftime("%Y-%m-%dT%H:%M") if wake else ""
    hold = Hold(
        wait.reason, wait.waiting_for, local, zone.key if wake else "", wake.ms if wake else None, wait.note
    )
    if case.incident.status == "on_hold":
        case.record("resumed")
    case.change(hold=hold)
    pauses = bool(settings.item("hold_reasons", wait.reason).extra.get("pauses"))
    case.record(
        "held",
        {"reason": wait.reason, "pauses": pauses, "wake": hold.wake_local, "zone": hold.wake_zone},
        {"waiting_for": wait.waiting_for, "note": wait.note},
    )
    case.set_status("on_hold")


def resume(case: Case) -> None:
    """End the hold."""
    if case.incident.status != "on_hold":
        raise RefusedError(_("{number} is not on hold.").format(number=case.incident.number))
    case.change(hold=None)
    case.record("resumed")
    case.set_status("in_progress")


def cancel(case: Case, reason: str) -> None:
    """Cancel, with a reason in words or from the list."""
    must_not_be_ended(case)
    if not reason.strip():
        raise UsageError(_("Cancelling needs a reason."), _("Say why it is cancelled."))
    _must_have_no_open_children(case)
    case.change(cancel_reason=reason, hold=None)
    case.record("cancelled", {}, {"reason": reason})
    case.set_status("cancelled")


def _must_have_no_open_children(case: Case) -> None:
    relatives = links.relatives(case.work.session, case.incident.uid)
    if open_children(relatives):
        raise RefusedError(
            _("{number} has open children.").format(number=case.incident.number),
            _("Detach them, or cancel them first."),
        )


def supersede_reports(case: Case) -> None:
    """Mark the documents issued so far as superseded, and say so on the timeline."""
    count = files.supersede_reports(case.work.session, case.incident.uid, case.work.now)
    if count:
        case.record("reports_superseded", {"count": count})


def can_be_reopened(incident: Incident, settings: DeskSettings, now: Instant) -> bool:
    """Whether what was closed is still within the working days in which it is taken up again."""
    if incident.status != "closed" or incident.closed is None:
        return True
    closed, today = (in_zone(at.ms, settings.zone).local().date() for at in (incident.closed, now))
    return working_days_between(closed, today, settings.hours.is_working_day) <= settings.closing.reopen_days


def must_be_recent(work: Work, incident: Incident) -> None:
    """Raise ``RefusedError`` where ``incident`` was closed too long ago to be reopened."""
    if not can_be_reopened(incident, work.settings, work.now):
        said = _("{number} was closed more than {n} working days ago.")
        raise RefusedError(
            said.format(number=incident.number, n=work.settings.closing.reopen_days),
            _("Log it again, linked to the old one."),
        )


def must_be_own_slip(case: Case, status: str) -> None:
    """Raise ``RefusedError`` where taking back that it became ``status`` is a reopening of others.

    It is none within ``UNDO_CLOSE_MINUTES``, for whoever brought it there.
    """
    entries = reversed(case.entries_of_kinds({"status_changed"}))
    last = next((one for one in entries if one.parameters.get("to") == status), None)
    recent = last is not None and case.work.now.ms - last.entered.ms <= UNDO_CLOSE_MINUTES * 60_000
    if last is None or last.author != case.work.author or not recent:
        case.work.require(Right.REOPEN)


def _status_before_close(case: Case) -> str:
    entries = case.entries_of_kinds({"status_changed"})
    closes = [entry.parameters.get("from") for entry in entries if entry.parameters.get("to") == "closed"]
    before = str(closes[-1]) if closes else "resolved"
    return "in_progress" if before == "on_hold" else before  # closing ended the hold


def _stage_that_resolves(case: Case) -> str:
    for stage in case.definition.stages:
        if stage.sets_status == "resolved":
            return stage.key
    return case.definition.stages[-1].key
