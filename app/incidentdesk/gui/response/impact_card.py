"""The impact in one glance, and the lines that it consists of."""

from __future__ import annotations

from incidentdesk.gui.response.room_tables import IMPACT
from incidentdesk.gui.response.table_card import TableCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.response.impact_text import impact_sum
from incidentdesk.services.response.response_view import RoomView


class ImpactCard(TableCard):
    """Above the lines stands how far all of them reach together."""

    def __init__(self, session: WindowSession, keys: str = "") -> None:
        super().__init__(session, IMPACT, keys)
        self.glance = text_label("", "strong", wrap=True, parent=self)
        self.since = text_label("", "small", wrap=True, parent=self)
        for label in (self.glance, self.since):
            self.top.addWidget(label)

    def show_room(self, view: RoomView) -> None:
        """Show the sum, and the lines as they are now."""
        super().show_room(view)
        told = impact_sum(view.rows(IMPACT.key), view.now)
        for label, text in ((self.glance, told.glance), (self.since, told.since)):
            label.setText(text)
            label.setVisible(bool(text))
