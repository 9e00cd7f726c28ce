"""The small forms of an incident: hold, assign, escalate, cancel, reopen, and promise a callback."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moments import Moment, moment_from_json, moment_to_json
from incidentdesk.domain.process_definition import Choice, Field
from incidentdesk.gui.action_panel import ActionForm
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.handing.handing_texts import ESCALATION_TEXTS


def wake_in(now: Instant, hours: int) -> JsonValue:
    """A wake time some hours from now, on a full hour, and not on a Saturday or Sunday."""
    at = (now.local() + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)
    while at.weekday() >= 5:
        at += timedelta(days=1)
    return moment_to_json(Moment.exact(Instant.of(at)))


def promise_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """By when and whom to call back; the reporter, unless somebody else is named."""
    due = Field(
        "due", "moment", _("By when"), required=True, placeholder=_("14:30, tomorrow 9:00"), ahead=True
    )
    whom = Field("whom", "text", _("Whom"), placeholder=page.reporter.name if page.reporter else "")
    phone = Field("phone", "text", _("Phone"), placeholder=page.reporter.phone if page.reporter else "")
    note = Field("note", "text", _("What about"), width="full")
    promises, uid, me = session.cases.promises, page.incident.uid, session.me

    def act(values: Mapping[str, JsonValue]) -> Changes:
        at = moment_from_json(values["due"]).at
        assert at is not None  # noqa: S101 - a time to come has one
        said = {key: str(values.get(key) or "") for key in ("whom", "phone", "note")}
        return promises.make(uid, at, me, **said).changes

    return ActionForm(
        "promise", _("Promise a callback"), (due, whom, phone, note), _("Promise"), act, _("Promised."),
        _("It stands on Home until it is made, also after the incident is closed."),
    )  # fmt: skip


def hold_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Reason and wake time; the reason proposes the time."""
    reasons = Field(
        "reason", "choice", _("Why does it wait?"), required=True, width="full", choices_from="hold_reasons"
    )
    wake = Field("wake", "moment", _("Wakes"), required=True, placeholder=_("tomorrow 9:00"), ahead=True)
    whom = Field("waiting_for", "text", _("Waiting for"), placeholder=_("Name, ticket or order number"))
    note = Field("note", "text", _("Note"), width="full")
    lifecycle, uid, me = session.cases.lifecycle, page.incident.uid, session.me

    def propose(given: JsonValue) -> JsonValue:
        hours = session.settings.item("hold_reasons", given).extra.get("wake")
        if not isinstance(hours, int) or isinstance(hours, bool):
            return None
        return wake_in(session.cases.desk.time.now(), hours)

    def act(values: Mapping[str, JsonValue]) -> Changes:
        at = moment_from_json(values["wake"]).at
        return lifecycle.hold(
            uid, str(values["reason"]), me, wake=at, waiting_for=str(values.get("waiting_for") or ""),
            note=str(values.get("note") or ""),
        )  # fmt: skip

    return ActionForm(
        "hold", _("Put on hold"), (reasons, wake, whom, note), _("Put on hold"), act, _("On hold."),
        proposes={"reason": ("wake", propose)},
    )  # fmt: skip


def assign_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Who follows up."""
    person = Field("person", "person", _("Follow-up by"), required=True)
    lifecycle, uid, me = session.cases.lifecycle, page.incident.uid, session.me
    return ActionForm(
        "assign",
        _("Assign"),
        (person,),
        _("Assign"),
        lambda values: lifecycle.assign(uid, str(values["person"]), me),
        _("Assigned."),
    )


def escalate_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """To whom it is escalated, and why."""
    choices = tuple(Choice(key, _(text)) for key, text in ESCALATION_TEXTS.items())
    fields = (
        Field("kind", "choice", _("How"), required=True, width="full", choices=choices, default="functional"),
        Field("person", "person", _("To whom")),
        Field("team", "team", _("Or to which team")),
        Field("why", "text", _("Why?"), required=True, width="full"),
    )
    escalate, uid, me = session.cases.handing.escalate, page.incident.uid, session.me

    def act(values: Mapping[str, JsonValue]) -> Changes:
        person, team = str(values.get("person") or ""), str(values.get("team") or "")
        return escalate(uid, str(values["why"]), me, kind=str(values["kind"]), person=person, team=team)

    return ActionForm("escalate", _("Escalate"), fields, _("Escalate"), act, _("Escalated."))


def cancel_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Why it is cancelled."""
    reason = Field("reason", "choice", _("Why?"), required=True, width="full", choices_from="cancel_reasons")
    lifecycle, uid, me = session.cases.lifecycle, page.incident.uid, session.me
    return ActionForm(
        "cancel", _("Cancel the incident"), (reason,), _("Cancel the incident"),
        lambda values: lifecycle.cancel(uid, str(values["reason"]), me), _("Cancelled."),
    )  # fmt: skip


def reopen_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Why it is taken up again, and where."""
    reason = Field("reason", "text", _("Why is it taken up again?"), required=True, width="full")
    lifecycle, uid, me = session.cases.lifecycle, page.incident.uid, session.me
    hint = _("What was written stays. Reports issued so far are marked as superseded.")
    return ActionForm(
        "reopen", _("Reopen"), (reason,), _("Reopen"),
        lambda values: lifecycle.reopen(uid, str(values["reason"]), me), _("Reopened."), hint,
    )  # fmt: skip
