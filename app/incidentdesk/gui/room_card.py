"""A card of the response room: one part of the work on a major incident."""

from __future__ import annotations

from PySide6.QtCore import Signal

from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.response.response_view import RoomView


class RoomCard(Card):
    """A titled panel; ``room_cards`` says where it stands and which key leads to it.

    It acts by ``session.tasks.change`` on the use cases, and the page shows it the room as it is then.
    """

    card_wanted = Signal(str)
    """Leads to another card by its key in ``room_cards``, as that card's own shortcut does."""

    def __init__(self, session: WindowSession, title: str) -> None:
        super().__init__(title)
        self.session = session
        self.setAccessibleName(title)

    def show_room(self, view: RoomView) -> None:
        """Show the room as it is now: the only way in, at first and at each change.

        What is being typed stays, and so does the focus. Another incident has another uid.
        """
        raise NotImplementedError

    def show_page(self, page: IncidentPage) -> None:
        """Show what the card wants of the incident beside the room; called right after ``show_room``."""

    def leave(self) -> None:
        """The person goes elsewhere: what is typed is written as a draft now."""

    def focus_first(self) -> bool:
        """Put the focus on what is most likely wanted here; whether there was anything."""
        return False

    def begin(self) -> bool:
        """Begin what the card's shortcut says, as a new row; by itself it only takes the focus."""
        return self.focus_first()

    def confirm(self) -> bool:
        """Ctrl+Return was pressed with the focus in this card; whether it was for something here."""
        return False

    def back(self) -> bool:
        """Esc was pressed with the focus in this card; whether something was put away."""
        return False

    def set_title(self, title: str) -> None:
        """Call the card otherwise."""
        self.title.setText(title.upper())
        self.setAccessibleName(title)

    @staticmethod
    def is_record(view: RoomView) -> bool:
        """Whether it has ended, and the card shows what was recorded, with nothing to do."""
        return view.incident.status in ENDED_STATUSES

    def may_change(self, view: RoomView) -> bool:
        """Whether the person may do anything in this room; else nothing that is refused is offered."""
        return not self.is_record(view) and self.session.may(Right.WORK)
