"""What is done in the response room beside its cards: phases, size, times, bridge, command."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.gui.action_panel import ActionForm, ActionPanel
from incidentdesk.gui.response.handover_forms import decline_form, offer_form, spoken_form
from incidentdesk.gui.response.phase_bar import DECLARE, REVIEW
from incidentdesk.gui.response.phase_words import is_undeclared, next_phases, phase_text
from incidentdesk.gui.response.response_forms import declare_form, phase_form, sev_form
from incidentdesk.gui.response.room_columns import bring_into_sight
from incidentdesk.gui.response.room_forms import bridge_form, milestone_form, move_form, resolve_form
from incidentdesk.gui.response.room_read import RoomRead
from incidentdesk.gui.response.taking_back import offer_undo
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.one_frame import one_frame
from incidentdesk.services.desk.desk import Changes


class RoomDoings(QObject):
    """Acts on the room that ``read`` gives; what asks something opens its form in ``panel``.

    Who may not work is told who may, and nothing opens where the room has ended.
    """

    def __init__(
        self, session: WindowSession, panel: ActionPanel, read: Callable[[], RoomRead | None], page: QWidget
    ) -> None:
        super().__init__(page)
        self._page = page
        self._session = session
        self._panel = panel
        self._read = read

    def change_sev(self) -> None:
        """Another SEV level; of what is not declared, its first one."""
        read = self._open_room()
        if read is not None:
            form = declare_form if is_undeclared(read.page) else sev_form
            self._ask(form(self._session, read.page))

    def change_phase(self) -> None:
        """Any phase that can follow."""
        read = self._open_room()
        if read is not None and next_phases(read.page):
            self._ask(phase_form(self._session, read.page))

    def declare(self) -> None:
        """Declare it with a SEV level."""
        read = self._open_room()
        if read is not None and is_undeclared(read.page):
            self._ask(declare_form(self._session, read.page))

    def go_on(self, target: str) -> None:
        """Go to a phase, with what it asks before; ``declare`` and ``review`` lead to those."""
        if target == REVIEW:
            self._go_to_review()
            return
        read = self._open_room()
        if read is None:
            return
        needs = next_phases(read.page).get(target)
        if target == DECLARE:
            self.declare()
        elif target == "resolved":
            self._ask(resolve_form(self._session, read))
        elif needs is not None and (needs or target == "monitoring"):
            self._ask(move_form(self._session, read.page, target))
        elif needs is not None:
            uid, session = read.view.incident.uid, self._session
            go = partial(session.cases.response.go_to, uid, target, session.me)
            words = _("Phase: {phase}").format(phase=phase_text(target))

            def done(changes: Changes) -> None:
                offer_undo(session, uid, words, changes)
                if target == "in_review":
                    self._go_to_review()

            session.tasks.change(self, go, done)

    def it_worked(self) -> None:
        """The impact is over; where that was said before, all works as before."""
        read = self._read()
        if read is not None:
            self.go_on("resolved" if read.view.incident.phase == "monitoring" else "monitoring")

    def change_time(self, name: str) -> None:
        """Say when the impact began or ended or when it was detected, or where people meet (``bridge``)."""
        read = self._open_room()
        if read is not None:
            form = bridge_form(self._session, read.view) if name == "bridge" else None
            self._ask(form or milestone_form(self._session, read.view, name))

    def hand_over(self) -> None:
        """Offer command, with the form of a hand-over."""
        read, session = self._open_room(), self._session
        if read is None:
            return
        if read.view.commander is None:
            self.take_command()
            return

        def known(form: dict[str, JsonValue]) -> None:
            self._ask(offer_form(session, read.view, form))

        ask = partial(session.cases.response.handover_form, read.view.incident.uid)
        session.tasks.ask(self, ask, known, topic="handover form")

    def take_command(self) -> None:
        """Take command, where nobody has it."""
        read, session = self._open_room(), self._session
        if read is not None:
            take = partial(session.cases.response.take_command, read.view.incident.uid, session.me)
            self._do(take, _("You are in command."))

    def accepted_in_words(self) -> None:
        """Record that whom command is offered to said yes."""
        read = self._open_room()
        if read is not None and read.view.offered is not None:
            self._ask(spoken_form(self._session, read.view, read.view.offered.name))

    def decline(self) -> None:
        """Let the offer come to nothing."""
        read = self._open_room()
        if read is not None and read.view.offered is not None:
            self._ask(decline_form(self._session, read.view))

    # Inside

    def _open_room(self) -> RoomRead | None:
        """The room, where the person may do something in it."""
        read = self._read()
        if read is None or self._session.refuses(Right.WORK):
            return None
        if read.view.incident.status in ENDED_STATUSES:
            words = _("{number} has ended. It is taken up again at the incident.")
            self._session.told.emit(words.format(number=read.view.incident.number), "danger")
            return None
        return read

    def _ask(self, form: ActionForm) -> None:
        read = self._read()
        if read is not None:
            with one_frame(self._page):
                self._panel.open_form(form, read.page)
            QTimer.singleShot(
                0, self._panel, partial(bring_into_sight, self._panel)
            )  # by then it has its place

    def _do(self, act: Callable[[], Changes], words: str) -> None:
        session = self._session
        session.tasks.change(self, act, lambda _changes: session.told.emit(words, "good"))

    def _go_to_review(self) -> None:
        read = self._read()
        if read is not None:
            self._session.go.emit("incident", f"{read.view.incident.uid}/analysis")
