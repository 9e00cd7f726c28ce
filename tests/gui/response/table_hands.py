"""A response room with its cards of tables, as tests look at it and work in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from end_to_end.office import Desk
from gui.response.rooms import hire, raise_one, room_of
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.response.room_page import ResponsePage
from incidentdesk.gui.response.row_line import RowLine
from incidentdesk.gui.response.table_card import TableCard
from incidentdesk.gui.response.timeline_card import TimelineCard
from incidentdesk.services.response.room import Row


@dataclass(frozen=True)
class Hands:
    """The window ``desk`` with the room of the incident ``uid``; ``people`` by name."""

    desk: Desk
    uid: str
    people: Mapping[str, str]

    @property
    def page(self) -> ResponsePage:
        """The room."""
        return room_of(self.desk)

    def card(self, key: str) -> TableCard:
        """A card by its key."""
        card = self.page.cards[key]
        assert isinstance(card, TableCard)
        return card

    @property
    def timeline(self) -> TimelineCard:
        """The card of the timeline."""
        card = self.page.cards["timeline"]
        assert isinstance(card, TimelineCard)
        return card

    def line(self, key: str, name: str) -> RowLine:
        """A row of a card by its name."""
        return self.card(key).rows.lines[name]

    def texts(self, key: str) -> list[str]:
        """What the rows in sight of a card say, from above to below."""
        lines = [one for one in self.card(key).rows.lines.values() if not one.isHidden()]
        return [one.text.text() for one in sorted(lines, key=lambda one: one.y())]

    def rows(self, table: str) -> list[Row]:
        """The rows of a table as the file has them."""
        with self.desk.office.reading() as cases:
            return list(cases.response.view(self.uid).rows(table))

    def add(self, table: str, **values: JsonValue) -> str:
        """Add a row as somebody at another window does, and see it here."""
        with self.desk.office.reading() as cases:
            row = cases.response.add_row(self.uid, table, values, self.desk.office.me.uid).row
        self.look()
        return row

    def change(self, table: str, row: str, **values: JsonValue) -> None:
        """Change a row as somebody at another window does, and see it here."""
        with self.desk.office.reading() as cases:
            cases.response.change_row(self.uid, table, row, values, self.desk.office.me.uid)
        self.look()

    def look(self) -> None:
        """Notice what another window did, as is done twice a second."""
        self.desk.opened.tasks._look_for_changes()  # noqa: SLF001 - as its timer does
        self.desk.driver.settle()

    def drafts(self, table: str) -> dict[str, JsonValue]:
        """What is kept of the rows of a table."""
        found = []
        session = self.desk.opened.session
        place = f"response/{self.uid}/{table}"
        session.tasks.draft(session, lambda: session.drafting.of(place), found.append)
        self.desk.driver.settle()
        return {key: draft.value for key, draft in found[0].items()}


def in_room(desk: Desk, *names: str) -> Hands:
    """Go to the room of a new major incident, at a desk where ``names`` work too."""
    people = hire(desk.office, *names)
    uid = raise_one(desk.office)
    hands = Hands(desk, uid, people)
    hands.look()
    desk.driver.command("Ctrl+2")
    assert hands.page.uid == uid
    return hands
