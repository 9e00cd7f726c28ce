"""The keys of the response room."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from incidentdesk.base.texts import _
from incidentdesk.gui.response.phase_bar import HAND_OVER_KEYS, NEXT_KEYS
from incidentdesk.gui.response.room_cards import CARDS
from incidentdesk.gui.response.room_head import PHASE_KEYS, SEV_KEYS
from incidentdesk.gui.response.timeline_card import TimelineCard
from incidentdesk.gui.response.times_line import BRIDGE_KEYS
from incidentdesk.gui.shell.actions import add_action

if TYPE_CHECKING:
    from incidentdesk.gui.response.room_page import ResponsePage

CARD_OF_TABLE = {
    "impact_lines": "impact", "hypotheses": "hypotheses", "actions": "actions", "decisions": "decisions",
    "needs": "needs",
}  # fmt: skip
"""Which card has which table of the response."""


def add_room_actions(page: ResponsePage) -> None:
    """Give the room its keys: its own, one for each card that begins something, and the cards by number."""
    doings = page.doings
    own: tuple[tuple[str, str, Callable[[], object]], ...] = (
        (_("Answer the form, or send"), "Ctrl+Return", page.confirm),
        (_("Put away, or back to all major incidents"), "Esc", page.back),
        (_("All major incidents"), "Alt+L", page.show_all),
        (_("Next phase"), NEXT_KEYS, page.bar.go_on),
        (_("Phase…"), PHASE_KEYS, doings.change_phase),
        (_("SEV level…"), SEV_KEYS, doings.change_sev),
        (_("Declare…"), "Alt+D", doings.declare),
        (_("Hand over command, or answer an offer"), HAND_OVER_KEYS, partial(_hand_over, page)),
        (_("Bridge…"), BRIDGE_KEYS, partial(doings.change_time, "bridge")),
        (_("Copy the bridge"), "Alt+Shift+B", page.copy_bridge),
        (_("Type a command into the timeline"), "/", partial(_begin_command, page)),
        (_("Times"), "Alt+T", page.head.times.focus_first),
        (_("Paste a timeline…"), "Ctrl+Shift+V", partial(_paste, page)),
        (_("Stage before"), "Alt+Left", partial(page.go_to_stage, "detection")),
        (_("Stage after"), "Alt+Right", partial(page.go_to_stage, "analysis")),
    )
    cards: list[tuple[str, str, Callable[[], object]]] = [
        (_(one.text), one.keys, partial(page.begin, one.key)) for one in CARDS if one.keys
    ]
    numbered: list[tuple[str, str, Callable[[], object]]] = [
        (_("Card: {title}").format(title=page.cards[one.key].accessibleName()), f"Alt+{number}",
         page.cards[one.key].focus_first)
        for number, one in enumerate(CARDS[:9], 1)
    ]  # fmt: skip
    for text, keys, act in (*own, *cards, *numbered):
        add_action(page, text, keys, partial(_act, page, act), whole_window=False)


def _act(page: ResponsePage, act: Callable[[], object]) -> None:
    """Do it where a room is shown; the list of all answers to Esc alone."""
    if page.uid or act == page.back:
        act()


def _paste(page: ResponsePage) -> None:
    """Go to where a timeline that was written elsewhere becomes entries."""
    page.session.go.emit("incident", f"{page.uid}/paste")


def _begin_command(page: ResponsePage) -> None:
    timeline = page.cards["timeline"]
    if isinstance(timeline, TimelineCard):
        timeline.begin_command()


def _hand_over(page: ResponsePage) -> None:
    if not page.offer.focus_first():
        page.doings.hand_over()
