"""What a person does in the incident room: with the incident itself, and with what is open just now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES, OPEN_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.incident.action_forms import hold_form
from incidentdesk.gui.incident.copying import copy_resolution
from incidentdesk.gui.incident.room_frame import RoomFrame
from incidentdesk.gui.widgets.layout import has_focus
from incidentdesk.services.desk.desk import Changes

REOPENABLE_STATUSES = ("resolved", *ENDED_STATUSES)
WORKING_STATUSES = ("new", "in_progress", "on_hold")
EVERY_STATUS = (*OPEN_STATUSES, *ENDED_STATUSES)
FIXABLE_STATUSES = ("new", "in_progress")


class RoomDoings(QObject):
    """Acts on the incident that ``room`` shows; a key that fits several places goes to the one at hand."""

    def __init__(self, room: RoomFrame) -> None:
        super().__init__(room)
        self._room = room
        self._session = room.session

    def take(self) -> None:
        """Follow up oneself."""
        uid, me = self._room.uid, self._session.me
        self._do(lambda: self._session.cases.lifecycle.assign(uid, me, me), _("You follow up."))

    def hold(self) -> None:
        """Ask why it waits; or end the hold."""
        page, session = self._room.page, self._session
        if page is None:
            return
        uid, me = self._room.uid, session.me
        if page.incident.status == "on_hold":
            self._do(lambda: session.cases.lifecycle.resume(uid, me), _("Resumed."))
        elif page.incident.status in {"new", "in_progress"}:
            self._room.action.open_form(hold_form(session, page), page)

    def undo_close(self) -> None:
        """Take back an accidental close."""
        self._room.wanted_stage = ""
        uid, me = self._room.uid, self._session.me
        self._do(lambda: self._session.cases.lifecycle.undo_close(uid, me), _("Close taken back."))

    def fix_now(self) -> None:
        """Show the few questions of a fix on the phone, with what was answered before."""
        room, page = self._room, self._room.page
        if page is None or page.definition.quick is None or page.incident.status not in FIXABLE_STATUSES:
            return
        room.stages.leave()
        room.middle.setCurrentWidget(room.quick)
        room.show_page(page)
        room.focus_first()

    def copy_resolution(self, text: str) -> None:
        """Write what was done about a similar incident into the resolution of this one, as if typed."""
        room = self._room
        if not self._session.refuses(Right.WORK):
            copy_resolution(self._session, room.page, room.stages, room.show_stage, text)

    def complete(self) -> None:
        """Complete the stage (the last one is printed too), or the note or small form that has the focus."""
        room = self._room
        note, form, follow_ups = room.side.composer, room.action, room.stages.follow_ups
        for part, act in ((note, note.write), (form, form.answer), (follow_ups, follow_ups.answer)):
            if has_focus(part):
                act()
                return
        stage = room.stages.stage
        if room.middle.currentWidget() is room.quick:
            room.quick.fix()
        elif not (room.telling.go_on() or room.pasting.go_on() or room.outage.go_on()):
            room.stages.complete(stage is not None and stage.sets_status == "closed")

    def save(self) -> None:
        """Save the panel of a follow-up or caller that is at hand, else what was edited on the stage."""
        panel = self._room.stages.follow_ups
        if has_focus(panel):
            panel.answer()
        elif not self._room.outage.save():
            self._room.stages.save()

    def back(self) -> None:
        """Put away what is open; go back from a note to the stage, and from the stage to the queue."""
        room = self._room
        if not room.action.isHidden():
            room.action.put_away()
        elif any(part.back() for part in room.parts):
            pass
        elif not room.hands.isHidden():
            room.hands.put_away()
        elif has_focus(room.stages.follow_ups):
            if not room.stages.follow_ups.put_away():
                room.focus_first()
        elif has_focus(room.side):
            room.focus_first()
        elif room.middle.currentWidget() is room.quick:
            room.quick.give_up()
        else:
            self._session.go.emit("queue", room.uid)

    def _do(self, act: Callable[[], Changes], words: str) -> None:
        self._session.tasks.change(self._room, act, lambda _c: self._session.told.emit(words, "good"))
