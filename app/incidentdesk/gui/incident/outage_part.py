"""What the incident room does about an outage: its callers, what it is linked to, and what follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.outages.caller_texts import reached_text
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.pages import IncidentPage

if TYPE_CHECKING:
    from incidentdesk.gui.incident.incident_page import IncidentRoom
    from incidentdesk.gui.outages.callers_page import CallersPage
    from incidentdesk.gui.outages.together_page import TogetherPage


class OutagePart(QObject):
    """Two pages in place of the stage, each made at its first use, and two banners above it."""

    def __init__(self, room: IncidentRoom) -> None:
        super().__init__(room)
        self._room = room
        self._callers: CallersPage | None = None
        self._together: TogetherPage | None = None
        self._prints = False
        self.merged = Banner(closable=False)
        self.unreached = Banner()
        for banner in (self.merged, self.unreached):
            banner.hide()
        self.linked = room.side.linked
        self.linked.loaded.connect(self._show_merged)
        self.linked.callers_wanted.connect(self.show_callers)
        self.linked.left.connect(room.focus_first)
        room.stages.may_close = self._may_close

    @property
    def callers(self) -> CallersPage:
        """The page of all callers."""
        if self._callers is None:
            from incidentdesk.gui.outages.callers_page import CallersPage

            self._callers = CallersPage(self._room.session)
            self._callers.closed.connect(self._room.show_work)
            self._room.middle.addWidget(self._callers)
        return self._callers

    @property
    def together(self) -> TogetherPage:
        """The page of the children that follow the outage."""
        if self._together is None:
            from incidentdesk.gui.outages.together_page import TogetherPage

            self._together = TogetherPage(self._room.session)
            self._together.shown.connect(self._show_together)
            self._together.closed.connect(self._room.show_work)
            self._room.middle.addWidget(self._together)
        return self._together

    @property
    def shown(self) -> QWidget | None:
        """Its page that is shown in place of the stage, if one is."""
        shown = self._room.middle.currentWidget()
        return shown if shown is not None and shown in (self._callers, self._together) else None

    def show_page(self, page: IncidentPage, *, another: bool) -> None:
        """Another incident is shown, or this one anew."""
        if another:
            self.unreached.hide()
            self.merged.hide()
        if self._callers is not None and self.shown is self._callers:
            self._callers.show_incident(page)

    def show_callers(self) -> None:
        """Show all callers of the incident, in place of the stage."""
        room = self._room
        if room.page is None:
            return
        room.stages.leave()
        self.unreached.hide()
        self.callers.show_incident(room.page)
        room.middle.setCurrentWidget(self.callers)
        self.callers.focus_first()

    def link(self, kind: str) -> None:
        """Ask which other incident becomes a ``kind`` of this one."""
        if self._room.page is not None:
            self._room.side.show_linked()
            self.linked.ask(kind)

    def offer_together(self, uid: str, number: str, status: str) -> None:
        """The incident ``uid`` reached ``status``: offer its children to follow, where there are any."""
        if status in {"resolved", "closed"} and uid == self._room.uid:
            self.together.offer(uid, number, closes=status == "closed")

    def go_on(self) -> bool:
        """Do what the page in place of the stage proposes; false where the stage is shown."""
        shown = self.shown
        if shown is None:
            return False
        if shown is self._together:
            self.together.go_on()
        return True

    def focus_first(self) -> bool:
        """Put the focus on the page in place of the stage; false where the stage is shown."""
        shown = self.shown
        if shown is None:
            return False
        (self.together if shown is self._together else self.callers).focus_first()
        return True

    def back(self) -> bool:
        """Go back by one step; false where there is nothing of an outage to put away."""
        if not self.linked.field.isHidden():
            self.linked.end_asking()
        elif self.shown is not None:
            if not (self.shown is self._callers and self.callers.back()):
                self._room.show_work()
        else:
            return False
        return True

    def _show_together(self) -> None:
        self._room.middle.setCurrentWidget(self.together)
        self.together.focus_first()

    def _show_merged(self) -> None:
        into = self.linked.family.merged_into
        if into is None:
            self.merged.hide()
            return
        words = _("Merged into {number}, {title}. Its callers, notes and files are told there.")
        go = self._room.session.go.emit
        self.merged.set_message(
            words.format(number=into.number, title=into.title),
            "neutral",
            [
                (_("Open {number}").format(number=into.number), lambda: go("incident", into.uid)),
                (_("Take apart again"), lambda: self.linked.part(into)),
            ],
        )

    def _may_close(self, print_too: bool) -> bool:
        """Whether nobody is left to be told; else ask what to do with them."""
        callers = self.linked.callers
        if not callers.unsettled:
            return True
        self._prints = print_too
        self.unreached.set_message(
            _("{told}. What about the others?").format(told=reached_text(callers)),
            "warning",
            [
                (_("Go down the list"), self.show_callers),
                (_("All reached by announcement"), self._announce),
                (_("Close all the same"), self._close_all_the_same),
            ],
        )
        self.unreached.actions_shown()[0].setFocus()
        return False

    def _announce(self) -> None:
        """All are told at once; the stage stays in sight, so that the next step closes it."""
        page = self._room.page
        self.unreached.hide()
        if page is not None:
            self.callers.show_incident(page)
            self.callers.announce_when_there()
        self._room.focus_first()

    def _close_all_the_same(self) -> None:
        self.unreached.hide()
        self._room.stages.complete(self._prints, asked=True)
