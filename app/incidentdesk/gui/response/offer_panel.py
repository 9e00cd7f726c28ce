"""An offer of command, which nobody overlooks: who offers it, what goes along, and the answers to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.responses import RoleHeld
from incidentdesk.gui.response.handover_words import known_facts, typed_facts
from incidentdesk.gui.response.room_read import RoomRead
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.announcing import announce
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PAGE_MARGIN
from incidentdesk.gui.widgets.facts import Facts
from incidentdesk.gui.widgets.fitted_scroll import FittedScroll
from incidentdesk.gui.widgets.flow import Flow
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.text import LineEdit

PIN_WIDTH = 140
RING = 8
"""So much further out than the texts stands the ring around what has the focus."""
TOLD_HEIGHT = 168
"""So high is what goes along, in pixels; more of it is scrolled to, and the room stays in sight."""


class OfferPanel(QFrame):
    """``spoken_wanted`` and ``decline_wanted`` ask for their forms. Accepting is one press, or a PIN.

    ``left`` where the focus was here when the offer went.
    """

    spoken_wanted = Signal()
    decline_wanted = Signal()
    left = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "accent")
        self._session = session
        self._offer: RoleHeld | None = None
        self._busy = False
        self.words = text_label("", "strong", wrap=True)
        self.written, self.known = Facts(), Facts()
        self.pin = LineEdit(placeholder=_("PIN"))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setFixedWidth(PIN_WIDTH)
        self.pin.returnPressed.connect(self.accept)
        self.accepting = ActionButton("", kind="primary")
        self.accepting.clicked.connect(self.accept)
        self.spoken = ActionButton(_("They accepted in words…"))
        self.spoken.clicked.connect(self.spoken_wanted)
        self.declining = ActionButton("")
        self.declining.clicked.connect(self.decline_wanted)
        self.refused = text_label("", "danger", wrap=True)
        answers = Flow(gap=8, line_gap=8)
        answers.set_widgets([self.pin, self.accepting, self.spoken, self.declining])
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN - RING, 12, PAGE_MARGIN - RING, 12)
        column.setSpacing(8)
        told = QWidget()
        facts = QHBoxLayout(told)
        facts.setContentsMargins(RING, 4, RING, 4)
        facts.setSpacing(24)
        for side in (self.written, self.known):
            facts.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        for label in (self.words, self.refused):
            label.setContentsMargins(RING, 0, RING, 0)
        column.addWidget(self.words)
        self.told = FittedScroll(told, most=TOLD_HEIGHT)
        self.told.setAccessibleName(_("What goes along with command"))
        column.addWidget(self.told)
        line = QHBoxLayout()
        line.setContentsMargins(RING, 0, RING, 0)
        line.addWidget(answers)
        column.addLayout(line)
        column.addWidget(self.refused)
        self.refused.hide()
        self.hide()

    def show_room(self, read: RoomRead, *, may_change: bool) -> None:
        """Show the offer that stands in the room, if there is one."""
        view, offer = read.view, read.view.offered
        before, self._offer = self._offer, offer
        focused = QApplication.focusWidget()
        was_here = focused is not None and self.isAncestorOf(focused)
        self.setVisible(offer is not None)
        if offer is None:
            if was_here:
                self.left.emit()
            return
        since = instant_text(offer.offered, today=view.now.local().date()) if offer.offered else ""
        mine = offer.person == self._session.me
        words = (
            _("{by} offers you command, since {time}.")
            if mine
            else _("{by} offers command to {name}, since {time}. It is not accepted yet.")
        )
        by = view.name(offer.offered_by)
        self.words.setText(words.format(by=by, name=offer.name, time=since))
        self.written.show_facts(tuple(typed_facts(offer.form)))
        self.known.show_facts(tuple(known_facts(offer.form, view)))
        self.told.fit(anew=True)
        self.accepting.setText(_("Accept command") if mine else _("Accept as {name}").format(name=offer.name))
        self.pin.setVisible(may_change and not mine and offer.person in read.with_pin)
        self.pin.setAccessibleName(_("PIN of {name}").format(name=offer.name))
        self.accepting.setVisible(may_change)
        self.spoken.setVisible(may_change and not mine)
        self.declining.setVisible(may_change)
        self.declining.setText(_("Decline…") if mine else _("Take the offer back…"))
        if before is None or before.uid != offer.uid:
            self.pin.clear()
            self.refused.hide()
            self.setAccessibleName(self.words.text())
            announce(self)

    def focus_first(self) -> bool:
        """Go to the answer that is wanted here; whether an offer stands."""
        if self.isHidden() or not self.accepting.isVisibleTo(self):
            return False
        (self.accepting if self.pin.isHidden() else self.pin).setFocus()
        return True

    def accept(self) -> None:
        """Let whom it is offered to have command, by their PIN where another works here."""
        offer, session = self._offer, self._session
        if offer is None or self._busy:
            return
        self._busy = True
        response, me, pin = session.cases.response, session.me, self.pin.text()
        self.pin.clear()

        def act() -> object:
            return response.accept_command(offer.incident, me, receiver=offer.person, pin=pin)

        words = _("{name} is in command.").format(name=offer.name)
        session.tasks.change(
            self, act, lambda _changes: session.told.emit(words, "good"), refused=self._was_refused,
            ended=self._ended,
        )  # fmt: skip

    def _was_refused(self, error: UserFacingError) -> bool:
        self.refused.setText(str(error))
        self.refused.show()
        self.focus_first()
        return True

    def _ended(self) -> None:
        self._busy = False
