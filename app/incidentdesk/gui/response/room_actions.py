"""The keys of the response room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from incidentdesk.base.texts import _
from incidentdesk.gui.response.offer_panel import OfferPanel
from incidentdesk.gui.response.phase_bar import HAND_OVER_KEYS, NEXT_KEYS, PhaseBar
from incidentdesk.gui.response.room_cards import CARDS
from incidentdesk.gui.response.room_doings import RoomDoings
from incidentdesk.gui.response.room_head import PHASE_KEYS, SEV_KEYS, RoomHead
from incidentdesk.gui.response.timeline_card import TimelineCard
from incidentdesk.gui.response.times_line import BRIDGE_KEYS
from incidentdesk.gui.room_card import RoomCard
from incidentdesk.gui.session import WindowSession

CARD_OF_TABLE = {
    "impact_lines": "impact", "hypotheses": "hypotheses", "actions": "actions", "decisions": "decisions",
    "needs": "needs",
}  # fmt: skip
"""Which card has which table of the response."""


class KeyedRoom(Protocol):
    """What the keys reach of the room; ``uid`` is empty while the list of all is shown."""

    session: WindowSession
    uid: str
    head: RoomHead
    bar: PhaseBar
    offer: OfferPanel
    doings: RoomDoings
    cards: dict[str, RoomCard]

    def begin(self, key: str) -> None:
        """Begin what the card ``key`` is for."""

    def confirm(self) -> None:
        """Answer what is open."""

    def back(self) -> None:
        """Put away what is open, or leave the room."""

    def show_all(self) -> None:
        """Show all major incidents."""

    def go_to_stage(self, key: str) -> None:
        """Show a stage of the incident in its room."""

    def copy_bridge(self) -> None:
        """Put the bridge on the clipboard."""


def room_actions(page: KeyedRoom) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Text, keys and act: the room's own, one for each card that begins something, the cards by number."""
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
        yield text, keys, partial(_act, page, act)


def _act(page: KeyedRoom, act: Callable[[], object]) -> None:
    """Do it where a room is shown; the list of all answers to Esc alone."""
    if page.uid or act == page.back:
        act()


def _paste(page: KeyedRoom) -> None:
    """Go to where a timeline that was written elsewhere becomes entries."""
    page.session.go.emit("incident", f"{page.uid}/paste")


def _begin_command(page: KeyedRoom) -> None:
    timeline = page.cards["timeline"]
    if isinstance(timeline, TimelineCard):
        timeline.begin_command()


def _hand_over(page: KeyedRoom) -> None:
    if not page.offer.focus_first():
        page.doings.hand_over()
