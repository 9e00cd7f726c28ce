"""Who could help, the best reason first, and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.responses import EXPERT, RoleHeld
from incidentdesk.gui.response.card_rows import CardRows, card_row, row_link
from incidentdesk.gui.response.taking_back import offer_undo
from incidentdesk.gui.room_card import RoomCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.response.response_people import REASONS, Suggestion
from incidentdesk.services.response.response_view import RoomView

MOST = 6


class PeopleCard(RoomCard):
    """Those who could help and have no part in it yet; Enter on one calls them in."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Who could help"))
        self._view: RoomView | None = None
        self.found: tuple[Suggestion, ...] = ()
        self.rows = CardRows()
        self.body.addLayout(self.rows)
        self.hide()

    def show_room(self, view: RoomView) -> None:
        """Ask who could help now."""
        self._view = view
        if not self.may_change(view):
            self.hide()
            return
        ask = partial(self.session.cases.response.suggestions, view.incident.uid)
        self.session.tasks.ask(self, ask, self._take, topic="people")

    def focus_first(self) -> bool:
        """The one with the best reason."""
        return not self.isHidden() and self.rows.focus_first()

    # Inside

    def _take(self, people: tuple[Suggestion, ...]) -> None:
        view = self._view
        if view is None:
            return
        there = {key for one in view.roles if one.state in {"to_call", "active"} for key in _keys(one)}
        self.found = tuple(one for one in people if (one.person or one.name) not in there)[:MOST]
        self.rows.show_rows((view.incident.uid, self.found), self._make)
        self.setVisible(bool(self.found))

    def _make(self) -> Sequence[QWidget]:
        return [self._row(one) for one in self.found]

    def _row(self, one: Suggestion) -> QWidget:
        why = ", ".join(_(REASONS[reason.key]).format(what=reason.what) for reason in one.reasons)
        said = _("Call in {name}: {why}").format(name=one.name, why=why)
        link = row_link(one.person or one.name, _("Call in"), said, partial(self._call, one))
        return card_row(one.name, why, link, strong=True)

    def _call(self, one: Suggestion) -> None:
        view, me = self._view, self.session.me
        if view is None:
            return
        response, uid, who = self.session.cases.response, view.incident.uid, one.person or one.name

        words = _("{name} is called in.").format(name=one.name)
        give = partial(response.give_role, uid, EXPERT, who, me)
        self.session.tasks.change(self, give, partial(offer_undo, self.session, uid, words))


def _keys(held: RoleHeld) -> set[str]:
    return {key for key in (held.person, held.name) if key}
