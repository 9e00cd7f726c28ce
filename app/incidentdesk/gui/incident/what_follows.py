"""What follows in the incident room when something was done: where the work goes on, and what is told."""

from __future__ import annotations

from PySide6.QtCore import QObject

from incidentdesk.base.texts import _
from incidentdesk.gui.incident.after_closing import AfterClosing
from incidentdesk.gui.incident.room_frame import RoomFrame
from incidentdesk.gui.response.response_forms import DECLARING, MOVING
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.stage_work import Completed


class WhatFollows(QObject):
    """Another incident than the one that it was done with may be shown by then."""

    def __init__(self, room: RoomFrame) -> None:
        super().__init__(room)
        self._room = room
        self._closing = AfterClosing(room.session, room.side, self._close_taken_back, self)

    def answered(self, uid: str, kind: str) -> None:
        """A small form was answered: after some the work goes on at another stage."""
        if uid == self._room.uid and kind in DECLARING:
            self._room.session.go.emit("response", uid)
        elif uid == self._room.uid and kind in MOVING:
            self._room.go_on()

    def completed(self, done: Completed, print_too: bool) -> None:
        """A stage was completed: the next one comes, and who may take it over is asked."""
        room = self._room
        if done.status == "closed":
            self._closing.closed(done.uid, done.number, print_too=print_too)
        if done.uid != room.uid:
            return
        room.caller.hide()
        room.wanted_stage = done.next_stage
        room.hands.offer(done, room.page)
        room.focus_wanted = True
        if done.status != "closed":
            room.session.told.emit(_("Stage completed."), "good")
        room.outage.offer_together(done.uid, done.number, done.status)

    def fixed(self, uid: str, number: str, status: str) -> None:
        """It was fixed on the phone: its stage comes back."""
        room = self._room
        if status == "closed":
            self._closing.closed(uid, number)
        else:
            room.session.told.emit(_("{number} is {status}.").format(number=number, status=status), "good")
        if uid == room.uid:
            room.middle.setCurrentWidget(room.stages)
            room.go_on()
            room.outage.offer_together(uid, number, status)

    def page_shown(self, page: IncidentPage) -> None:
        """Do what waited until the incident is shown as it is now."""
        self._closing.page_shown(page)

    def _close_taken_back(self, uid: str) -> None:
        if uid == self._room.uid:
            self._room.wanted_stage = ""
