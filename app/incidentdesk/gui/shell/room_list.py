"""The rooms of a window: what they are called, where the rail shows them, and the keys that lead there."""

from __future__ import annotations

from typing import NamedTuple

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.widgets.rail import RailItem


class RoomInfo(NamedTuple):
    """A room: ``text`` is its action's words, where those are not its title.

    Without ``icon`` it is not on the rail; without ``keys`` no action leads there.
    """

    key: str
    title: str
    keys: str = ""
    icon: str = ""
    text: str = ""
    short: str = ""
    primary: bool = False
    foot: bool = False


ROOMS = (
    RoomInfo("log", N_("Log"), "Ctrl+N", "plus", N_("Log an incident"), primary=True),
    RoomInfo("raise", N_("Raise a major incident"), "Ctrl+Shift+N"),
    RoomInfo("home", N_("Home"), "Alt+Home", "home"),
    RoomInfo("queue", N_("Queue"), "Ctrl+1", "queue"),
    RoomInfo("response", N_("Response room"), "Ctrl+2", "response", short=N_("Response")),
    RoomInfo("runbooks", N_("Runbooks"), "Ctrl+3", "runbooks"),
    RoomInfo("incident", N_("Incident")),
    RoomInfo("follow_ups", N_("Follow-ups"), "Ctrl+5", "check"),
    RoomInfo("handover", N_("Shift hand-over"), "Ctrl+6", "team", short=N_("Hand-over")),
    RoomInfo("registers", N_("Registers"), "Ctrl+7", "table"),
    RoomInfo("settings", N_("Settings"), "Ctrl+,", "settings", foot=True),
    RoomInfo("transfer", N_("Import and export"), "Ctrl+Shift+I"),
    RoomInfo("welcome", N_("Set up our desk"), "Ctrl+Shift+D"),
)
"""All rooms, in the order of rail and menu."""


def rail_items() -> list[RailItem]:
    """What the rail shows."""
    return [
        RailItem(
            one.key,
            _(one.short or one.title),
            one.icon,
            key_hint=one.keys,
            primary=one.primary,
            foot=one.foot,
        )
        for one in ROOMS
        if one.icon
    ]


def titles() -> dict[str, str]:
    """What each room is called, by key."""
    return {one.key: _(one.title) for one in ROOMS}
