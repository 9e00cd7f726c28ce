"""What an update starts from: the template that fits, filled with what the room knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import moment_text
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.phases import PHASE_TEXTS, public_word
from incidentdesk.domain.responses import OPEN_ACTIONS
from incidentdesk.domain.sev import CADENCE_PHASES, sev_text
from incidentdesk.domain.update_sending import EXECUTIVE, EXTERNAL, INTERNAL, UpdateText
from incidentdesk.domain.updates import OpenAction, UpdateFacts, draft_update
from incidentdesk.services.desk.languages import update_words
from incidentdesk.services.desk.seeing import restricted_title
from incidentdesk.services.desk.settings import DeskSettings
from incidentdesk.services.response.response_view import RoomView
from incidentdesk.services.response.room import Row
from incidentdesk.services.updates.update_templates import desk_words

LAST_WORDS = {INTERNAL: "internal_resolved", EXECUTIVE: "executive_resolved", EXTERNAL: "resolved"}
"""The template of the last word to each audience."""


class Draft(NamedTuple):
    """A text to start from: the ``turn``-th to its audience, by a template, and whether it is the last."""

    text: str
    template: str
    turn: int
    last: bool


def templates_of(audience: str) -> tuple[tuple[str, str], ...]:
    """The templates for an audience: key and title."""
    known = update_words().templates.values()
    return tuple((one.key, one.title) for one in known if one.audience == audience)


def fitting_template(audience: str, phase: str, told: Sequence[UpdateText]) -> str:
    """The template that fits now: for the public a first word, then how far it reaches, then what changes."""
    if public_word(phase) not in CADENCE_PHASES:
        return LAST_WORDS[audience]
    if audience != EXTERNAL:
        return {INTERNAL: "internal", EXECUTIVE: "executive"}[audience]
    return ("first", "scope")[len(told)] if len(told) < 2 else "update"


def is_last(template: str) -> bool:
    """Whether no update follows one by ``template``."""
    return update_words().templates[template].last


def draft(view: RoomView, settings: DeskSettings, service: str, template: str) -> str:
    """The text of ``template`` with what the room knows now; ``service`` is the name of what is concerned."""
    return draft_update(template, facts_of(view, settings, service), desk_words(settings))


def facts_of(view: RoomView, settings: DeskSettings, service: str) -> UpdateFacts:
    """What the room knows, as it is read; of a restricted incident only how far it is."""
    incident, now, zone = view.incident, view.now, settings.zone
    minutes = settings.cadence.minutes(incident.sev, view.public)
    next_at = now.plus(minutes) if minutes else None
    if incident.restricted:
        said = _standing(view) | {"title": restricted_title()}
        return UpdateFacts(zone=zone, said=said, next_at=next_at, today=now.local().date())
    impact = [str(row.get("what") or "") for row in view.rows("impact_lines") if not row.get("until")]
    open_actions = [row for row in view.rows("actions") if row.get("state") in OPEN_ACTIONS]
    said = _standing(view) | {
        "title": incident.title,
        "condition": "; ".join(filter(None, impact)),
        "service": service,
        "step": str(open_actions[0].get("what") or "") if open_actions else "",
        "since": _moment(view, "impact_started", settings),
        "ended": _moment(view, "mitigated", settings),
    }
    return UpdateFacts(
        zone=zone,
        said={name: text for name, text in said.items() if text},
        actions=tuple(_action(view, row) for row in open_actions),
        needs=tuple(str(row.get("what")) for row in view.rows("needs") if row.get("state") == "open"),
        next_at=next_at,
        today=now.local().date(),
    )


def _standing(view: RoomView) -> dict[str, str]:
    """How big it is, and how far."""
    incident = view.incident
    return {
        "sev": sev_text(incident.sev),
        "phase": _(PHASE_TEXTS.get(incident.phase, incident.phase)),
        "public": _(PHASE_TEXTS[view.public]),
    }


def _action(view: RoomView, row: Row) -> OpenAction:
    return OpenAction(view.name(row.get("owner")), str(row.get("what") or ""), _at(row.get("due")))


def _at(value: JsonValue) -> Instant | None:
    return moment_from_json(value).at if value else None


def _moment(view: RoomView, name: str, settings: DeskSettings) -> str:
    value = view.milestones.get(name)
    if not value or isinstance(value, Instant):
        return ""
    return moment_text(moment_from_json(value), today=view.now.local().date(), zone=settings.zone)
