"""The response room: all that one major incident needs while it lasts, on one page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.incident.steps import steps_of
from incidentdesk.gui.page import Page
from incidentdesk.gui.response.majors_list import MajorsList
from incidentdesk.gui.response.room_card import RoomCard
from incidentdesk.gui.response.room_cards import CARDS
from incidentdesk.gui.response.room_columns import LEFT, MIDDLE, RIGHT, RoomColumns
from incidentdesk.gui.response.room_head import RoomHead
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.shell.actions import add_action
from incidentdesk.gui.widgets.one_frame import one_frame
from incidentdesk.gui.widgets.stepper import StageStepper
from incidentdesk.services.desk import Changes
from incidentdesk.services.pages import IncidentPage
from incidentdesk.services.queue_rows import QueueRow
from incidentdesk.services.response_view import RoomView
from incidentdesk.services.use_cases import UseCases

_COLUMNS = {"left": LEFT, "middle": MIDDLE, "right": RIGHT}


class RoomRead(NamedTuple):
    """The room, and its incident as every page shows it."""

    view: RoomView
    page: IncidentPage


def read_both(cases: UseCases, uid: str, me: str) -> RoomRead:
    """What the page shows of a major incident."""
    return RoomRead(cases.response.view(uid), cases.pages.incident(uid, me))


class ResponsePage(Page):
    """The target is the uid of a major incident; without one the only live one is shown, else all of them."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.uid = ""
        self.read: RoomRead | None = None
        self._focus_wanted = False
        self.cards: dict[str, RoomCard] = {}
        self.head = RoomHead(session)
        self.stepper = StageStepper()
        self.stepper.activated.connect(self._go_to_stage)
        self.columns = RoomColumns()
        self.majors = MajorsList(session)
        self.majors.opened.connect(self.show_incident)
        self.majors.found.connect(self._show_found)
        self._reload = QTimer(self, singleShot=True, interval=30)
        self._reload.timeout.connect(self._load)
        session.tasks.changed.connect(self._on_changed)
        session.surroundings_changed.connect(self._reload.start)
        self._make_cards()
        self._lay_out()

    def show_target(self, target: str) -> None:
        """Show the major incident ``target`` (a uid), the only live one, or all that there are."""
        self._focus_wanted = True
        if target:
            self.show_incident(target)
        else:
            self.majors.ask()

    def show_incident(self, uid: str) -> None:
        """Show the room of the incident ``uid``."""
        if uid != self.uid:
            self.leave()
        self.uid, self._focus_wanted = uid, True
        self._load()

    def show_majors(self) -> None:
        """Show all major incidents in place of the room."""
        self.leave()
        self.uid, self.read, self._focus_wanted = "", None, False
        self.stack.setCurrentWidget(self.majors)
        self.majors.focus_first()

    def focus_first(self) -> None:
        """Where the work begins: the first card that has something to do."""
        if self.stack.currentWidget() is self.majors:
            self.majors.focus_first()
        elif self.read is None or self.read.view.incident.uid != self.uid:
            self._focus_wanted = True
        elif not any(card.focus_first() for card in self.cards.values() if not card.isHidden()):
            self.stepper.setFocus()

    def leave(self) -> None:
        """Keep what is typed as drafts."""
        for card in self.cards.values():
            card.leave()

    # Inside

    def _make_cards(self) -> None:
        for place in CARDS:
            card = self.cards[place.key] = place.make(self.session)
            card.card_wanted.connect(self._begin_card)
            if place.keys:
                begin = partial(self._begin_card, place.key)
                add_action(self, _(place.text), place.keys, begin, whole_window=False)
        for name, column in _COLUMNS.items():
            self.columns.add(column, [self.cards[one.key] for one in CARDS if one.column == name])
        for number, place in enumerate(CARDS[:9], 1):
            words = _("Card: {title}").format(title=self.cards[place.key].accessibleName())
            look: Callable[[], object] = self.cards[place.key].focus_first
            add_action(self, words, f"Alt+{number}", look, whole_window=False)

    def _begin_card(self, key: str) -> None:
        if key in self.cards and not self.cards[key].isHidden():
            self.cards[key].begin()

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(_("Response room"))
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stepper)
        column.addWidget(self.columns, 1)
        self.room = room
        self.stack = QStackedWidget()
        self.stack.addWidget(self.majors)
        self.stack.addWidget(room)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _load(self) -> None:
        if self.uid:
            ask = partial(read_both, self.session.cases, self.uid, self.session.me)
            self.session.tasks.ask(self, ask, self._show, topic="room")

    def _show(self, read: RoomRead) -> None:
        if read.view.incident.uid != self.uid:
            return
        self.read = read
        with one_frame(self):
            self.head.show_room(read.view, read.page)
            self.stepper.set_steps(steps_of(read.page))
            self.stepper.set_shown("response")
            for card in self.cards.values():
                card.show_room(read.view)
            self.stack.setCurrentWidget(self.room)
        self.filled.emit()
        if self._focus_wanted:
            self._focus_wanted = False
            self.focus_first()

    def _show_found(self, rows: tuple[QueueRow, ...], live: int) -> None:
        """All major incidents are known: a live one that is at hand, else the only live one, else all."""
        if not self._focus_wanted:
            return
        uids = [row.uid for row in rows[:live]]
        if self.uid in uids:
            self._load()
        elif live == 1:
            self.show_incident(uids[0])
        else:
            self.show_majors()

    def _go_to_stage(self, key: str) -> None:
        if key != "response":
            self.session.go.emit("incident", f"{self.uid}/{key}")

    def _on_changed(self, changes: Changes) -> None:
        if self.uid in changes.incidents or changes.things & {"people", "settings"}:
            self._reload.start()
        elif not self.uid and self.isVisible() and changes.incidents:
            self.majors.ask()
