"""Who could help, and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from incidentdesk.base.texts import _
from incidentdesk.gui.response.room_card import RoomCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.response_people import REASONS, Suggestion
from incidentdesk.services.response_view import RoomView


class PeopleCard(RoomCard):
    """Those who could help, the best reason first."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Who could help"))
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)

    def show_room(self, view: RoomView) -> None:
        """Ask who could help now."""
        ask = partial(self.session.cases.response.suggestions, view.incident.uid)
        self.session.tasks.ask(self, ask, self._take, topic="people")

    def _take(self, people: tuple[Suggestion, ...]) -> None:
        clear_layout(self._rows)
        for one in people:
            why = ", ".join(_(REASONS[reason.key]).format(what=reason.what) for reason in one.reasons)
            self._rows.addWidget(text_label(f"{one.name}: {why}", wrap=True))
        self.setVisible(bool(people))
