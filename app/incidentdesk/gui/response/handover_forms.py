"""The forms of a hand-over of command: offering it, and what was said to an offer."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Choice, Field
from incidentdesk.gui.action_panel import ActionForm
from incidentdesk.gui.response.handover_words import TYPED_TEXTS, known_facts
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.response.response_command import HANDOVER_REASONS
from incidentdesk.services.response.response_view import RoomView


def offer_form(session: WindowSession, view: RoomView, known: Mapping[str, JsonValue]) -> ActionForm:
    """To whom, why, and what is not in the room yet; ``known`` is what the room tells by itself."""
    response, uid, me = session.cases.response, view.incident.uid, session.me
    reasons = tuple(Choice(key, _(text)) for key, text in HANDOVER_REASONS.items())
    state, leaving, risks = (_(TYPED_TEXTS[key]) for key in TYPED_TEXTS)
    fields = (
        Field("to", "person", _("To whom"), required=True),
        Field("reason", "choice", _("Why"), required=True, choices=reasons, width="full"),
        Field("state", "text", state, required=True, width="full", placeholder=_("In a sentence")),
        Field("risks", "text", risks),
        Field("who_may_leave", "text", leaving),
    )

    def act(values: Mapping[str, JsonValue]) -> Changes:
        typed = {key: str(values.get(key) or "") for key in TYPED_TEXTS}
        return response.offer_command(uid, str(values["to"]), str(values["reason"]), typed, me)

    return ActionForm(
        "offer_command", _("Hand over command"), fields, _("Offer command"), act,
        _("Command is offered. You keep it until it is accepted."),
        _("Talk to them first. Nothing changes hands until they accept; what stands here goes along."),
        told=tuple(known_facts(known, view)),
    )  # fmt: skip


def spoken_form(session: WindowSession, view: RoomView, name: str) -> ActionForm:
    """That the receiver said yes in words."""
    response, uid, me = session.cases.response, view.incident.uid, session.me
    note = Field("note", "text", _("Where and how"), width="full", placeholder=_("On the bridge"))
    return ActionForm(
        "command_spoken", _("{name} has accepted in words").format(name=name), (note,), _("Record it"),
        lambda values: response.command_spoken(uid, me, note=str(values.get("note") or "")),
        _("{name} is in command.").format(name=name),
        _("Only where they said so. It stands on the timeline as spoken, and recorded by you."),
    )  # fmt: skip


def decline_form(session: WindowSession, view: RoomView) -> ActionForm:
    """That the offer comes to nothing."""
    response, uid, me = session.cases.response, view.incident.uid, session.me
    note = Field("note", "text", _("Why?"), width="full")
    commander = view.commander
    stays = _("{name} stays in command.").format(name=commander.name) if commander else ""
    return ActionForm(
        "decline_command", _("No hand-over"), (note,), _("Leave command where it is"),
        lambda values: response.decline_command(uid, me, note=str(values.get("note") or "")), stays, stays,
    )  # fmt: skip
