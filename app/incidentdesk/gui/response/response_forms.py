"""The small forms of a major incident: declare, promote, phase, SEV level, back to the desk's process."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.texts import _
from incidentdesk.domain.conditions import parse_condition
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Choice, Field
from incidentdesk.gui.action_panel import ActionForm
from incidentdesk.gui.forms.sev_field import SEV, sev_field
from incidentdesk.gui.response.phase_words import next_phases, phase_text
from incidentdesk.gui.response.taking_back import undo_of, undo_of_phase
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes

DECLARING = frozenset({"declare", "promote"})
"""Forms after which the work goes on in the response room."""
MOVING = frozenset({"phase", "return"})
"""Forms after which the work may go on at another stage."""


def declare_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """The level at which it is declared."""
    raising, uid, me = session.cases.raising, page.incident.uid, session.me
    return ActionForm(
        "declare", _("Declare the major incident"), (sev_field(required=True),), _("Declare"),
        lambda values: raising.declare(uid, [str(values[SEV])], me), _("Declared."),
        " ".join((_command_hint(), _("A false alarm or a duplicate is closed by its phase (Alt+H).")))
    )  # fmt: skip


def promote_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """The level at which it becomes a major incident."""
    promotion, uid, me = session.cases.promotion, page.incident.uid, session.me
    kept = _("Nothing is typed again: what was written goes along.")
    return ActionForm(
        "promote", _("Make it a major incident"), (sev_field(required=True),), _("Make it a major incident"),
        lambda values: promotion.promote(uid, [str(values[SEV])], me), _("It is a major incident."),
        f"{_command_hint()} {kept}",
    )  # fmt: skip


def sev_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Another level while it lasts, or how big it was in the end."""
    response, incident, me = session.cases.response, page.incident, session.me
    final = incident.status == "resolved"
    why = Field("reason", "text", _("Why?"), width="full")
    hint = _("It is resolved: this puts right how big it was.") if final else ""

    def act(values: Mapping[str, JsonValue]) -> Changes:
        reason = str(values.get("reason") or "")
        return response.set_sev(incident.uid, [str(values[SEV])], me, reason=reason, final=final)

    return ActionForm(
        "sev_final" if final else "sev", _("SEV level"), (sev_field(required=True), why), _("Set the level"),
        act, _("The SEV level is changed."), hint,
        undo=lambda _values, changes: undo_of(session, incident.uid, changes),
    )  # fmt: skip


def phase_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Which phase it comes to; a reason where it leaves the straight way."""
    response, uid, me = session.cases.response, page.incident.uid, session.me
    phases = next_phases(page)
    with_reason: list[JsonValue] = [phase for phase, needs in phases.items() if needs]
    asked = parse_condition({"field": "to_phase", "op": "one_of", "value": with_reason}, where="phase")
    choices = tuple(Choice(phase, phase_text(phase)) for phase in phases)
    fields = (
        Field("to_phase", "choice", _("What comes now?"), required=True, width="full", choices=choices),
        Field(
            "reason", "text", _("Why?"), width="full", show_when=asked, required_when=asked,
            help=_("It passes over a phase, goes back, or ends it."),
        ),
    )  # fmt: skip

    def act(values: Mapping[str, JsonValue]) -> Changes:
        phase, reason = str(values["to_phase"]), str(values.get("reason") or "")
        return response.go_to(uid, phase, me, reason=reason if phases[phase] else "")

    return ActionForm(
        "phase", _("Phase: {phase}").format(phase=phase_text(page.incident.phase)), fields,
        _("Go on"), act, _("The phase is changed."),
        undo=lambda values, changes: undo_of_phase(
            session, uid, page.incident.phase, str(values["to_phase"]), changes
        ),
    )  # fmt: skip


def return_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Why it is no major incident any more; nothing need be said of one that is resolved."""
    promotion, uid, me = session.cases.promotion, page.incident.uid, session.me
    resolved = page.incident.status == "resolved"
    why = Field("reason", "text", _("Why?"), required=not resolved, width="full")
    hint = _("It goes on at the first stage that lacks something. All that was written goes along.")
    return ActionForm(
        "return", _("Return to the desk's process"), (why,), _("Return it"),
        lambda values: promotion.return_(uid, me, str(values.get("reason") or "")), _("Returned."), hint,
    )  # fmt: skip


def _command_hint() -> str:
    return _("You take command, and can hand it over.")
