"""The forms of roles: giving one, calling an expert in, and letting one go."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import _
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.responses import EXPERT, ROLE_TEXTS, RoleHeld
from incidentdesk.gui.action_panel import ActionForm
from incidentdesk.gui.response.taking_back import undo_of
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.response.response_people import OF_SERVICE
from incidentdesk.services.response.response_view import RoomView


def role_form(session: WindowSession, view: RoomView, role: str) -> ActionForm:
    """Who has a role from now on; nobody where it is emptied."""
    response, uid, me = session.cases.response, view.incident.uid, session.me
    held = next((one for one in view.roles if one.role == role and one.stands), None)
    person = Field("person", "person", _("Who"), required=held is None, width="full")

    def act(values: Mapping[str, JsonValue]) -> Changes:
        who = str(values.get("person") or "")
        if held is not None and not who:
            return response.end_role(uid, role, held.person or held.name, me)
        return response.give_role(uid, role, who, me)

    return ActionForm(
        f"role_{role}", _(ROLE_TEXTS[role]), (person,), _("Give the role"), act, _("The roles are changed."),
        "" if held is None else _("Emptied, nobody has it."),
        {"person": held.person if held else None},
        undo=lambda _values, changes: undo_of(session, uid, changes),
    )  # fmt: skip


def expert_form(session: WindowSession, view: RoomView) -> ActionForm:
    """Who is called in: one of the staff, or somebody from elsewhere by name."""
    response, uid, me = session.cases.response, view.incident.uid, session.me
    fields = (
        Field("person", "person", _("Who"), width="full"),
        Field("name", "text", _("Or somebody from elsewhere"), width="full", placeholder=_("Name, firm")),
    )

    def act(values: Mapping[str, JsonValue]) -> Changes:
        who = str(values.get("person") or values.get("name") or "")
        if not who:
            raise UsageError(_("Who is called in?"), _("Choose somebody, or type a name."))
        return response.give_role(uid, EXPERT, who, me)

    hint = _("Name the service under Detection (Alt+Left), and who built or owns it is proposed.")
    return ActionForm(
        "expert", _("Call somebody in"), fields, _("Call in"), act, _("Called in."),
        "" if view.incident.core.get("service") else hint,
        undo=lambda _values, changes: undo_of(session, uid, changes),
    )  # fmt: skip


def let_go_form(session: WindowSession, view: RoomView, held: RoleHeld) -> ActionForm:
    """That somebody is not needed any more; of who knows the service, why."""
    response, uid, me = session.cases.response, view.incident.uid, session.me
    knows = held.why in OF_SERVICE
    reason = Field("reason", "text", _("Why not?"), required=knows, width="full")
    hint = _("They know this service, so the timeline keeps why.") if knows else ""
    return ActionForm(
        f"let_go_{held.uid}", _("{name} is not needed").format(name=held.name), (reason,), _("Let them go"),
        lambda values: response.end_role(
            uid, held.role, held.person or held.name, me, reason=str(values.get("reason") or "")
        ),
        _("The roles are changed."), hint,
        undo=lambda _values, changes: undo_of(session, uid, changes),
    )  # fmt: skip
