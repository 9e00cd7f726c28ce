"""The composer of updates for tests: its card in the room, channels, and buttons by their words."""

from __future__ import annotations

from end_to_end.office import Desk, Office
from gui.response.rooms import open_room
from incidentdesk.domain.update_sending import Channel
from incidentdesk.gui.updates.updates_card import UpdatesCard
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.services.updates.update_view import UpdatesView
from incidentdesk.services.updates.updates import Update

TEXT = "Mail: nothing new. Next update at 09:40."


def card_of(desk: Desk, uid: str) -> UpdatesCard:
    """The composer of an incident, in its room."""
    card = open_room(desk, uid).cards["updates"]
    assert isinstance(card, UpdatesCard)
    return card


def hook_channel(office: Office, url: str, audience: str = "internal", name: str = "Hook") -> str:
    """A webhook as a channel; gives its uid."""
    with office.reading() as cases:
        made = cases.channels.write(Channel("", audience, "webhook", name), {"url": url}, "", office.me.uid)
        return made[0].uid


def told_already(office: Office, uid: str, audience: str = "internal") -> None:
    """Let an audience have been told by hand."""
    with office.reading() as cases:
        turn = cases.updates.view(uid, office.me.uid).audiences[audience].turn
        template = {"internal": "internal", "executive": "executive", "external": "update"}[audience]
        cases.updates.tell_by_hand(uid, Update(audience, turn, template, TEXT), "all", office.me.uid)


def view(office: Office, uid: str) -> UpdatesView:
    """The updates as the file has them."""
    with office.reading() as cases:
        return cases.updates.view(uid, office.me.uid)


def words_of(card: UpdatesCard) -> list[str]:
    """The words of the buttons."""
    return [one.text() for one in card.buttons.flow.widgets() if isinstance(one, ActionButton)]


def press(desk: Desk, card: UpdatesCard, words: str) -> None:
    """Press a button of the composer or of a notice by its words."""
    found = [one for one in card.findChildren(ActionButton) if one.text() == words and one.isVisible()]
    assert found, f"no “{words}” among {[one.text() for one in card.findChildren(ActionButton)]}"
    found[0].setFocus()
    found[0].click()
    desk.driver.settle()


def write(desk: Desk, card: UpdatesCard, text: str = TEXT) -> None:
    """Write a text in place of what is there."""
    card.edit.text.setPlainText(text)
    desk.driver.settle()


def notices(card: UpdatesCard) -> list[str]:
    """What stands in the way."""
    return [one.text for one in card.standing.boxes]
