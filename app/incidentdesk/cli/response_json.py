"""A response room as words and as a document."""

from __future__ import annotations

from typing import Any

from incidentdesk.base.texts import N_, _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.phases import PHASE_TEXTS
from incidentdesk.domain.responses import ROLE_TEXTS, RoleHeld
from incidentdesk.domain.sev import sev_text
from incidentdesk.services.response.response_view import RoomView

WARNINGS = {
    "commander_fixes": N_("The commander also fixes: hand one of the two on."),
    "no_commander": N_("Nobody is in command."),
    "long_command": N_("Four hours in command: who takes over?"),
}
_NOW = frozenset({"active", "to_call", "offered"})
_MAIN = {"impact_lines": "what", "hypotheses": "statement", "actions": "what", "decisions": "proposal",
         "needs": "what"}  # fmt: skip
_NAMES = {"impact_lines": N_("Impact"), "hypotheses": N_("Hypothesis"), "actions": N_("Action"),
          "decisions": N_("Decision"), "needs": N_("Need")}  # fmt: skip
_HOW_FAR = {"hypotheses": "result", "actions": "state", "decisions": "outcome", "needs": "state"}


def room_json(view: RoomView) -> dict[str, Any]:
    """All of a room as a document."""
    incident, room = view.incident, view.response
    return {
        "number": incident.number, "uid": incident.uid, "title": incident.title, "drill": incident.drill,
        "phase": incident.phase, "public": view.public, "status": incident.status, "stage": incident.stage,
        "sev": {"now": incident.sev or None, "initial": room.sizes.initial or None,
                "peak": room.sizes.peak or None, "final": room.sizes.final or None},
        "major": incident.major,
        "bridge": room.bridge or None,
        "commander": view.commander.name if view.commander else None,
        "roles": [_role(one) for one in view.roles],
        "roles_shown": list(view.shown),
        "milestones": {
            name: value.iso() if isinstance(value, Instant) else value
            for name, value in view.milestones.items()
        },
        "update": {"last": _iso(room.last_update), "due": _iso(room.update_due), "late": view.update_late},
        "late_actions": list(view.late_actions),
        "warnings": list(view.warnings),
        **{name: [dict(row) for row in rows] for name, rows in view.tables.items()},
    }  # fmt: skip


def room_words(view: RoomView) -> str:
    """A room in a few lines."""
    incident, room, today = view.incident, view.response, view.now.local().date()
    parts = [incident.number, sev_text(incident.sev), _(PHASE_TEXTS.get(incident.phase, incident.phase))]
    if incident.drill:
        parts.append(_("DRILL"))
    lines = ["  ".join(part for part in parts if part) + f"  {incident.title}"]
    for one in view.roles:
        if one.state in _NOW:
            note = {"to_call": _("to be called"), "offered": _("offered")}.get(one.state, "")
            lines.append(f"  {_(ROLE_TEXTS[one.role])}: {one.name}" + (f" ({note})" if note else ""))
    if room.bridge:
        lines.append(_("  Bridge: {bridge}").format(bridge=room.bridge))
    if room.update_due is not None:
        words = _("  Next update: {when}, late") if view.update_late else _("  Next update: {when}")
        lines.append(words.format(when=instant_text(room.update_due, today=today)))
    for table, rows in view.tables.items():
        for row in rows:
            state = str(row.get(_HOW_FAR.get(table, "")) or "")
            late = table == "actions" and row["row"] in view.late_actions
            who = view.name(row.get("owner"))
            cells = [
                f"{_(_NAMES[table])} {row['row']}",
                state,
                _("late") if late else "",
                who,
                str(row.get(_MAIN[table])),
            ]
            lines.append("  " + "  ".join(cell for cell in cells if cell))
    lines += [_(WARNINGS[key]) for key in view.warnings]
    return "\n".join(lines)


def _role(one: RoleHeld) -> dict[str, Any]:
    return {
        "role": one.role, "name": one.name, "uid": one.person or None, "state": one.state,
        "how": one.how or None, "why": one.why or None, "offered_at": _iso(one.offered),
        "since": _iso(one.since), "until": _iso(one.until), "form": one.form or None,
    }  # fmt: skip


def _iso(at: Instant | None) -> str | None:
    return at.iso() if at else None
