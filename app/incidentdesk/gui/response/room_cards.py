"""The cards of the response room: where each stands, and the key that leads to it. A new one is one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from incidentdesk.base.texts import N_
from incidentdesk.gui.response.people_card import PeopleCard
from incidentdesk.gui.response.roles_card import RolesCard
from incidentdesk.gui.response.room_card import RoomCard
from incidentdesk.gui.runbooks.run_card import RunCard
from incidentdesk.gui.session import WindowSession

Column = Literal["left", "middle", "right"]


class CardPlace(NamedTuple):
    """A card by its key: its column, how it is made, and the shortcut of its ``begin`` with its words."""

    key: str
    column: Column
    make: Callable[[WindowSession], RoomCard]
    keys: str = ""
    text: str = ""


CARDS = (
    CardPlace("roles", "left", RolesCard, "Alt+W", N_("Give a role")),
    CardPlace("people", "left", PeopleCard),
    CardPlace("runbook", "middle", RunCard, "Alt+K", N_("Runbook")),
)
"""All cards, in the order of reading: down the left column, the middle one, the right one."""
