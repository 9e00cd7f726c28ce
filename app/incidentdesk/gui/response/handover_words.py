"""What the form of a hand-over of command tells, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.moment_text import instant_text, moment_text
from incidentdesk.domain.moments import moment_from_json
from incidentdesk.domain.responses import ROLE_TEXTS
from incidentdesk.domain.sev import sev_text
from incidentdesk.gui.response.phase_words import phase_text
from incidentdesk.services.response.response_command import HANDOVER_REASONS
from incidentdesk.services.response.response_view import RoomView

TYPED_TEXTS = {
    "state": N_("How things stand"),
    "who_may_leave": N_("Who may leave"),
    "risks": N_("Risks of the next hours"),
}


def typed_facts(form: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    """What the one who hands over wrote."""
    reason = str(form.get("reason") or "")
    if reason in HANDOVER_REASONS:
        yield _("Why"), _(HANDOVER_REASONS[reason])
    for key, label in TYPED_TEXTS.items():
        if form.get(key):
            yield _(label), str(form[key])


def known_facts(form: Mapping[str, JsonValue], view: RoomView) -> Iterator[tuple[str, str]]:
    """What the room knew by itself; nothing for what there was nothing of."""
    today = view.now.local().date()
    yield (
        _("Now"),
        " · ".join(
            part
            for part in (sev_text(str(form.get("sev") or "")), phase_text(str(form.get("phase"))))
            if part
        ),
    )
    found = (
        (_("Impact"), _listed(form.get("impact"))),
        (_("Ruled out"), _listed(form.get("ruled_out"))),
        (_("Open actions"), "; ".join(_action(one, view, today) for one in _rows(form.get("actions")))),
        (_("Decisions pending"), _listed(form.get("decisions"))),
        (_("People"), ", ".join(_person(one) for one in _rows(form.get("people")))),
        (_("Last update"), _at(form.get("last_update"), today)),
        (_("Next update due"), _at(form.get("update_due"), today)),
    )
    yield from ((label, words) for label, words in found if words)


def _rows(value: JsonValue) -> list[dict[str, JsonValue]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _listed(value: JsonValue) -> str:
    return "; ".join(str(one) for one in value if one) if isinstance(value, list) else ""


def _person(one: Mapping[str, JsonValue]) -> str:
    role = str(one.get("role"))
    return _("{name} ({role})").format(name=one.get("name"), role=_(ROLE_TEXTS.get(role, role)))


def _action(one: Mapping[str, JsonValue], view: RoomView, today: date) -> str:
    due = one.get("due")
    parts = [view.name(one.get("owner")), moment_text(moment_from_json(due), today=today) if due else ""]
    told = ", ".join(part for part in parts if part)
    return _("{what} ({told})").format(what=one.get("what"), told=told) if told else str(one.get("what"))


def _at(value: JsonValue, today: date) -> str:
    return instant_text(Instant.of(datetime.fromisoformat(str(value))), today=today) if value else ""
