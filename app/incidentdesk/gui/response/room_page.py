"""The response room: all that one major incident needs while it lasts, on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from incidentdesk.base.errors import RefusedError, UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.action_panel import ActionPanel
from incidentdesk.gui.page import Page
from incidentdesk.gui.response.majors_list import MajorsList
from incidentdesk.gui.response.offer_panel import OfferPanel
from incidentdesk.gui.response.phase_bar import PhaseBar
from incidentdesk.gui.response.room_actions import CARD_OF_TABLE, room_actions
from incidentdesk.gui.response.room_cards import CARDS, FIRST
from incidentdesk.gui.response.room_columns import RoomColumns
from incidentdesk.gui.response.room_doings import RoomDoings
from incidentdesk.gui.response.room_head import RoomHead
from incidentdesk.gui.response.room_read import RoomRead, read_room
from incidentdesk.gui.response.room_warnings import RoomWarnings
from incidentdesk.gui.restricted.kept_page import KeptPage
from incidentdesk.gui.room_card import RoomCard
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.actions import add_action
from incidentdesk.gui.widgets.bit_by_bit import BitByBit
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.layout import has_focus
from incidentdesk.gui.widgets.one_frame import one_frame, place_all
from incidentdesk.services.desk import Changes
from incidentdesk.services.queue_rows import QueueRow
from incidentdesk.services.seeing import RestrictedError

LOOK_MS = 60_000
"""How often a room in sight is read again though nothing was changed."""


class ResponsePage(Page):
    """The target is the uid of a major incident; without one the only live one is shown, else all of them.

    With the key of a card after it (``uid/updates``) the work begins on that card.
    """

    tells_offers = True

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.uid = ""
        self.read: RoomRead | None = None
        self._focus_wanted, self._card_wanted = False, ""
        self.stack = QStackedWidget(self)
        self.majors = MajorsList(session, self.stack)
        self.room = QWidget(self.stack)
        self.head, self.bar = RoomHead(session, self.room), PhaseBar(self.room)
        self.action, self.offer = ActionPanel(session, look="card"), OfferPanel(session)
        self.doings = RoomDoings(session, self.action, lambda: self.read, self)
        self.warnings = RoomWarnings(self.doings.take_command)
        self.standing = Banner(closable=False)
        self.standing.hide()
        self.columns = RoomColumns(self.room)
        self.kept = KeptPage(session, self.stack)
        self.cards: dict[str, RoomCard] = {}
        self._reload = QTimer(self, singleShot=True, interval=30)
        self._reload.timeout.connect(self._load)
        self._minute = QTimer(self, interval=LOOK_MS)
        self._minute.timeout.connect(self.look)
        self._connect()
        self._lay_out()
        self._making = self._make_cards()
        self._work = BitByBit(self)
        self._work.begin(self._making)

    def show_target(self, target: str) -> None:
        """Show the major incident ``target`` (a uid), the only live one, or all that there are."""
        self._focus_wanted = True
        uid, _slash, self._card_wanted = target.partition("/")
        if uid:
            self.show_incident(uid)
        else:
            self.majors.ask()

    def show_incident(self, uid: str) -> None:
        """Show the room of the incident ``uid``."""
        if uid != self.uid:
            self.leave()
            if self.action.kind:
                self.action.put_away()
            self._work.begin(self._making)
        self.uid, self._focus_wanted = uid, True
        self._load()

    def show_majors(self) -> None:
        """Show all major incidents in place of the room."""
        self.leave()
        self._work.begin(self._making)
        self.uid, self.read, self._focus_wanted = "", None, False
        self.tells_update_of = ""
        self.stack.setCurrentWidget(self.majors)
        if self.isVisible():
            self.majors.focus_first()

    def complete(self) -> None:
        """Make the cards that are not there yet."""
        for _made in self._making:
            pass

    def focus_first(self) -> None:
        """Where the work begins: an offer of command, the form that is open, else the likeliest card."""
        if self.stack.currentWidget() is self.majors:
            self.majors.focus_first()
        elif self.read is None or self.read.view.incident.uid != self.uid:
            self._focus_wanted = True
        elif self.action.form is not None:
            self.action.form.focus_first()
        elif not self.offer.focus_first():
            wanted = [self.cards[key] for key in (*FIRST, *self.cards) if key in self.cards]
            if not any(card.focus_first() for card in wanted if not card.isHidden()):
                self.bar.stepper.setFocus()

    def leave(self) -> None:
        """Keep what is typed as drafts."""
        self.action.leave()
        for card in self.cards.values():
            card.leave()

    def look(self) -> None:
        """Read it again while it is in sight: by now something may be late, or command may last for long."""
        if self.isVisible():
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        """Look from now on."""
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the computer rest."""
        super().hideEvent(event)
        self._minute.stop()

    def begin(self, key: str) -> None:
        """Begin what the card ``key`` is for; ``hand_over`` and ``mitigated`` are done beside the cards."""
        if key == "hand_over":
            self.doings.hand_over()
        elif key == "mitigated":
            self.doings.it_worked()
        elif key in self.cards and not self.cards[key].isHidden():
            with one_frame(self):  # a card that grows moves those below it
                self.cards[key].begin()

    def confirm(self) -> None:
        """Answer the form or card that has the focus, else the form that is open."""
        card = next((one for one in self.cards.values() if has_focus(one)), None)
        if not (card is not None and card.confirm()) and self.action.kind:
            self.action.answer()

    def back(self) -> None:
        """Put away what is open; else go to all major incidents, and from there to the queue."""
        card = next((one for one in self.cards.values() if has_focus(one)), None)
        if card is not None and card.back():
            return
        if self.action.kind:
            self.action.put_away()
        elif self.uid:
            self.show_all()
        else:
            self.session.go.emit("queue", "")

    def show_all(self) -> None:
        """Read all major incidents anew, and show them."""
        self.show_majors()
        self.majors.ask()

    def go_to_stage(self, key: str) -> None:
        """Show a stage of the incident in its room."""
        if self.uid and key != "response":
            self.session.go.emit("incident", f"{self.uid}/{key}")

    def copy_bridge(self) -> None:
        """Put the bridge on the clipboard."""
        bridge = self.read.view.response.bridge if self.read is not None else ""
        if bridge:
            QGuiApplication.clipboard().setText(bridge)
            self.session.told.emit(_("The bridge is copied."), "good")

    # Inside

    def _connect(self) -> None:
        session, doings = self.session, self.doings
        session.tasks.changed.connect(self._on_changed)
        session.surroundings_changed.connect(self._reload.start)
        self.head.sev_wanted.connect(doings.change_sev)
        self.head.phase_wanted.connect(doings.change_phase)
        self.head.all_wanted.connect(self.show_all)
        self.head.times.wanted.connect(doings.change_time)
        self.head.times.copied.connect(self.copy_bridge)
        self.bar.stage_wanted.connect(self.go_to_stage)
        self.bar.next_wanted.connect(doings.go_on)
        self.bar.hand_over_wanted.connect(doings.hand_over)
        self.offer.spoken_wanted.connect(doings.accepted_in_words)
        self.offer.decline_wanted.connect(doings.decline)
        self.offer.left.connect(self.focus_first)
        self.action.closed.connect(self.focus_first)
        self.action.way_wanted.connect(self._go_the_way)
        self.majors.opened.connect(self.show_incident)
        self.majors.found.connect(self._show_found)

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(_("Response room"))
        column = QVBoxLayout(self.room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.bar, self.standing, self.offer):
            column.addWidget(part)
        column.addWidget(self.columns, 1)
        self.columns.add("middle", [self.warnings, self.action])
        self.kept.named.connect(self._load)
        for page in (self.majors, self.room, self.kept):
            self.stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _make_cards(self) -> Iterator[None]:
        """All of them at once would hold up the window; none is needed before the desk has answered."""
        for place in CARDS:
            card = self.cards[place.key] = place.make(self.session)
            card.card_wanted.connect(self.begin)
            self.columns.add(place.column, [card])
            yield
        for text, keys, act in room_actions(self):
            add_action(self, text, keys, act, whole_window=False)

    def _load(self) -> None:
        if self.uid:
            ask, refused = partial(read_room, self.session, self.uid), partial(self._refused, self.uid)
            self.session.tasks.ask(self, ask, self._show, topic="room", refused=refused)

    def _refused(self, uid: str, error: UserFacingError) -> bool:
        """Say in place of the room that it is kept from whoever opens it, or show all where it is no more."""
        if not isinstance(error, RefusedError) or uid != self.uid:
            return False
        if not isinstance(error, RestrictedError):
            if self.isVisible():
                self.session.told.emit(str(error), "danger")
            self.show_all()
            return True
        self._work.begin(self._making)
        self.read, self.tells_update_of = None, ""
        self.kept.show_refusal(uid, error)
        self.stack.setCurrentWidget(self.kept)
        self.kept.focus_first()
        return True

    def _show(self, read: RoomRead) -> None:
        if read.view.incident.uid != self.uid:
            return
        if self.stack.currentWidget() is not self.room:
            self._work.begin(self._come_into_sight(read))
            return
        another = self.read is None or self.read.view.incident.uid != self.uid
        with one_frame(self) if another else nullcontext():
            for show in self._parts(read):
                show()
        self._shown(read)

    def _come_into_sight(self, read: RoomRead) -> Iterator[None]:
        """Fill the room while it is out of sight, part by part, and show it in one frame."""
        yield from self._making
        for show in self._parts(read):
            show()
            yield
        with one_frame(self):
            self.stack.setCurrentWidget(self.room)
            yield
            place_all()
            yield  # what is painted is a turn of its own
        self._shown(read)

    def _parts(self, read: RoomRead) -> Iterator[Callable[[], None]]:
        """What shows the room as it was read, each with one part of it."""
        view, page = read.view, read.page
        may = view.incident.status not in ENDED_STATUSES and self.session.may(Right.WORK)
        yield partial(self.head.show_room, view, page, may_change=may)
        yield partial(self.bar.show_room, view, page, may_change=may)
        yield partial(self.offer.show_room, read, may_change=may)
        yield partial(self.warnings.show_room, view, may_change=may)
        yield partial(self._show_standing, read)
        for card in self.cards.values():
            yield partial(card.show_room, view)
            yield partial(card.show_page, page)

    def _shown(self, read: RoomRead) -> None:
        self.read, self.tells_update_of = read, self.uid
        self.filled.emit()
        if self._focus_wanted:
            self._focus_wanted = False
            self.focus_first()
            card, self._card_wanted = self._card_wanted, ""
            self.begin(card)

    def _show_standing(self, read: RoomRead) -> None:
        """Say why nothing can be done here, where that is so."""
        ended = read.view.incident.status in ENDED_STATUSES
        words = _standing(self.session, ended=ended)
        if words != self.standing.text:
            way = (_("Open the incident"), partial(self.session.go.emit, "incident", self.uid))
            self.standing.set_message(words, "neutral", [way] if ended else [])

    def _show_found(self, rows: tuple[QueueRow, ...], live: int) -> None:
        """All major incidents are known: a live one that is at hand, else the only live one, else all."""
        uids = [row.uid for row in rows[:live]]
        if self._focus_wanted and self.uid in uids:
            self._load()
        elif self._focus_wanted and live == 1:
            self.show_incident(uids[0])
        elif self._focus_wanted:
            self.show_majors()

    def _go_the_way(self, place: str) -> None:
        """Go to what a form says must be done first."""
        if place in CARD_OF_TABLE:
            self.cards[CARD_OF_TABLE[place]].focus_first()  # the rows that are there
        elif place in self.cards:
            self.begin(place)
        else:
            self.session.go.emit("incident", f"{self.uid}/{place}")

    def _on_changed(self, changes: Changes) -> None:
        if self.uid in changes.incidents or changes.things & {"people", "settings"}:
            self._reload.start()
        elif not self.uid and self.isVisible() and changes.incidents:
            self.majors.ask()


def _standing(session: WindowSession, *, ended: bool) -> str:
    """Why nothing can be done in a room; empty where something can."""
    if ended:
        return _("It has ended: the room can be read. It is taken up again at the incident.")
    return "" if session.may(Right.WORK) else session.who_may(Right.WORK)
