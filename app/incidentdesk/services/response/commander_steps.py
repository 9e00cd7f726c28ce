"""What the commander asks next, by what has happened: size up, stabilise, update, verify.

The order is that of PagerDuty's guide for incident commanders. What is done is read from the room, and never
ticked: a hypothesis and an impact are a size-up, somebody who does something stabilises.
"""

from __future__ import annotations

from typing import NamedTuple

from incidentdesk.domain.responses import COMMANDER
from incidentdesk.services.response.response_view import RoomView

STEPS = ("size_up", "stabilise", "update", "verify")

_KNOWN = frozenset({"identified", "mitigating", "monitoring"})
"""Phases in which it is known what is wrong."""
_ACTED = frozenset({"mitigating", "monitoring"})
_VOID = frozenset({"failed", "dropped"})
"""States of actions that did not help: where there are no others, nobody does anything."""


class StepsNow(NamedTuple):
    """Which step is to be taken ``now``, and which are ``done``; whether the impact is over (``mitigated``).

    ``alone`` where the commander is the only one who has a part in it.
    """

    now: str
    done: frozenset[str]
    mitigated: bool
    alone: bool


def steps_now(view: RoomView) -> StepsNow:
    """Where the response stands. An update that is late comes before all else."""
    found = {
        "size_up": _is_sized_up(view),
        "stabilise": _is_acted_on(view),
        "update": view.response.last_update is not None and not view.update_late,
    }
    first = next((step for step, done in found.items() if not done), "verify")
    roles = [one for one in view.roles if one.stands and one.role != COMMANDER]
    return StepsNow(
        "update" if view.update_late else first,
        frozenset(step for step, done in found.items() if done),
        view.incident.phase == "monitoring",
        not roles,
    )


def _is_sized_up(view: RoomView) -> bool:
    """Whether it is said what may be wrong, and how far it reaches; ruling all of it out begins anew."""
    if view.incident.phase in _KNOWN:
        return True
    guesses = any(row.get("result") != "ruled_out" for row in view.rows("hypotheses"))
    return guesses and bool(view.rows("impact_lines"))


def _is_acted_on(view: RoomView) -> bool:
    """Whether somebody has something to do, or has done it."""
    if view.incident.phase in _ACTED:
        return True
    return any(row.get("state") not in _VOID for row in view.rows("actions"))
