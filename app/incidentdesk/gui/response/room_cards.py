"""The cards of the response room: where each stands, and the key that leads to it. A new one is one line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from incidentdesk.base.texts import N_
from incidentdesk.gui.response.impact_card import ImpactCard
from incidentdesk.gui.response.people_card import PeopleCard
from incidentdesk.gui.response.prompts_card import PromptsCard
from incidentdesk.gui.response.roles_card import RolesCard
from incidentdesk.gui.response.room_columns import Column
from incidentdesk.gui.response.room_tables import ACTIONS, DECISIONS, HYPOTHESES, NEEDS, RoomTable
from incidentdesk.gui.response.table_card import TableCard
from incidentdesk.gui.response.timeline_card import TimelineCard
from incidentdesk.gui.room_card import RoomCard
from incidentdesk.gui.runbooks.run_card import RunCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.updates.updates_card import UpdatesCard


class CardPlace(NamedTuple):
    """A card by its key: its column, how it is made, and the shortcut of its ``begin`` with its words."""

    key: str
    column: Column
    make: Callable[[WindowSession], RoomCard]
    keys: str = ""
    text: str = ""


def _table(key: str, table: RoomTable, keys: str, text: str) -> CardPlace:
    return CardPlace(key, "middle", partial(TableCard, table=table, keys=keys), keys, text)


CARDS = (
    CardPlace("roles", "left", RolesCard, "Alt+W", N_("Give a role")),
    CardPlace("updates", "left", UpdatesCard, "Alt+U", N_("Write an update")),
    CardPlace("impact", "left", partial(ImpactCard, keys="Alt+I"), "Alt+I", N_("Add an impact")),
    CardPlace("people", "left", PeopleCard),
    CardPlace("prompts", "middle", PromptsCard, "Alt+Q", N_("What comes next")),
    _table("actions", ACTIONS, "Alt+A", N_("Add an action")),
    _table("hypotheses", HYPOTHESES, "Alt+G", N_("Add a hypothesis")),
    _table("decisions", DECISIONS, "Alt+E", N_("Propose a decision")),
    _table("needs", NEEDS, "Alt+N", N_("Add a need")),
    CardPlace("runbook", "middle", RunCard, "Alt+K", N_("Runbook")),
    CardPlace("timeline", "right", TimelineCard, "Ctrl+M", N_("Write a line into the timeline")),
)
"""All cards, in the order of reading: down the left column, the middle one, the right one."""

FIRST = ("timeline", "prompts")
"""Cards that have the focus before all others when the room is opened."""
