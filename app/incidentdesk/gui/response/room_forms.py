"""The small forms of the response room: bridge, milestones, what ends the impact, what resolves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.responses import TABLES
from incidentdesk.gui.action_panel import ActionForm
from incidentdesk.gui.response.phase_words import next_phases, phase_text
from incidentdesk.gui.response.room_read import RoomRead
from incidentdesk.gui.response.taking_back import undo_of, undo_of_phase
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.response.response_milestones import MILESTONE_TEXTS, OF_CORE
from incidentdesk.services.response.response_view import RoomView

NOW_WORDS = N_("now, 10:40, about 10:40")
LAST_UPDATE = "last_update"


def bridge_form(session: WindowSession, view: RoomView) -> ActionForm:
    """Where people meet."""
    response, uid, me = session.cases.response, view.incident.uid, session.me
    asked = Field("bridge", "text", _("Number or address"), width="full")
    return ActionForm(
        "bridge", _("Bridge: where people meet"), (asked,), _("Keep it"),
        lambda values: response.set_bridge(uid, str(values.get("bridge") or ""), me),
        _("The bridge is kept."),
        values={"bridge": view.response.bridge},
    )  # fmt: skip


def milestone_form(session: WindowSession, view: RoomView, name: str) -> ActionForm:
    """When the impact began or ended, or when it was detected."""
    response, uid, me = session.cases.response, view.incident.uid, session.me
    known, key = view.milestones[name], OF_CORE[name]
    asked = Field(key, "moment", _("When?"), required=True, width="full", placeholder=_(NOW_WORDS))
    return ActionForm(
        f"milestone_{name}", _(MILESTONE_TEXTS[name]), (asked,), _("Keep it"),
        lambda values: response.set_milestone(uid, name, values[key], me), _("The time is kept."),
        values={key: None if isinstance(known, Instant) else known},
        undo=lambda _values, changes: undo_of(session, uid, changes),
    )  # fmt: skip


def move_form(session: WindowSession, page: IncidentPage, phase: str) -> ActionForm:
    """What is asked before a phase: when the impact ended, and why where a phase is passed over or left."""
    response, uid, me = session.cases.response, page.incident.uid, session.me
    needs_reason, mitigated = next_phases(page)[phase], phase == "monitoring"
    asked: list[Field] = []
    if mitigated:
        asked.append(
            Field(
                "restored", "moment", _("When did the impact end?"), width="full", placeholder=_(NOW_WORDS),
                help=_("Leave it empty where it is not known yet."),
            )
        )  # fmt: skip
    if needs_reason:
        asked.append(Field("reason", "text", _("Why?"), required=True, width="full"))

    def act(values: Mapping[str, JsonValue]) -> Changes:
        reason = str(values.get("reason") or "")
        return response.go_to(uid, phase, me, reason=reason, ended=values.get("restored"))

    title = _("Mark mitigated: the impact is over") if mitigated else phase_text(phase)
    hint = _("From here on it is watched whether it stays so.") if mitigated else ""
    confirm = _("Mark mitigated") if mitigated else _("Go on")
    return ActionForm(
        f"move_{phase}", title, tuple(asked), confirm, act, _("The phase is changed."), hint,
        {"restored": page.incident.core.get("restored")} if mitigated else {},
        undo=lambda _values, changes: undo_of_phase(session, uid, page.incident.phase, phase, changes),
    )  # fmt: skip


def resolve_form(session: WindowSession, read: RoomRead) -> ActionForm:
    """What the gate of the response asks for; what is done elsewhere stands above, with the way there."""
    response, page, me = session.cases.response, read.page, session.me
    uid, stage = page.incident.uid, page.definition.stage("response")
    fields = [
        replace(field, width="full") if field.kind == "yes_no" else field  # its question is a long one
        for field in stage.fields
        if field.key not in TABLES
    ]
    asked = list(fields)
    if next_phases(page)["resolved"]:
        asked.append(Field("reason", "text", _("Why so soon?"), required=True, width="full"))
    values = {field.key: page.facts.get(field.key) for field in fields}
    if values.get(LAST_UPDATE) is None and read.view.response.update_due is None:
        values[LAST_UPDATE] = "sent" if read.view.response.last_update else "none_due"

    def act(given: Mapping[str, JsonValue]) -> Changes:
        answers = {field.key: given.get(field.key) for field in fields}
        ended = answers.pop("restored", None)
        reason = str(given.get("reason") or "")
        return response.go_to(uid, "resolved", me, reason=reason, ended=ended, answers=answers)

    return ActionForm(
        "resolve", _("Resolve: all works as before"), tuple(asked), _("Resolve"), act, _("It is resolved."),
        values=values, ways=tuple(_ways(read, {field.key for field in fields})),
        undo=lambda _values, changes: undo_of_phase(session, uid, page.incident.phase, "resolved", changes),
    )  # fmt: skip


def _ways(read: RoomRead, here: set[str]) -> Iterator[tuple[str, str]]:
    """What keeps it from being resolved and is not answered in the form, and the place of each."""
    for gap in read.page.missing(read.page.definition.stage("response")):
        if gap.field not in here:
            yield gap.say, gap.field if gap.field in TABLES else gap.stage
    if read.view.response.update_due is not None:
        yield _("Write the last update"), "updates"
