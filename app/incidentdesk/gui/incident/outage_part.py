"""What the incident room does about an outage: its callers, what it is linked to, and what follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.core_fields import ENDED_STATUSES, OPEN_STATUSES
from incidentdesk.domain.process_definition import Field
from incidentdesk.domain.rights import Right
from incidentdesk.gui.action_panel import ActionForm
from incidentdesk.gui.incident.room_parts import RoomAround
from incidentdesk.gui.outages.caller_texts import reached_text
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.cases.pages import IncidentPage

if TYPE_CHECKING:
    from incidentdesk.gui.outages.callers_page import CallersPage
    from incidentdesk.gui.outages.together_page import TogetherPage


class OutagePart(QObject):
    """Two pages in place of the stage, each made at its first use, and two banners above it."""

    def __init__(self, room: RoomAround) -> None:
        super().__init__(room.middle)
        self._room = room
        self._callers: CallersPage | None = None
        self._together: TogetherPage | None = None
        self._prints = False
        self.merged = Banner(closable=False)
        self.unreached = Banner()
        for banner in (self.merged, self.unreached):
            banner.hide()
        self.linked = room.side.linked
        self.linked.callers_wanted.connect(self.show_callers)
        self.linked.mark_wanted.connect(self.mark)
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
            self._together.done.connect(self._followed)
            self._room.middle.addWidget(self._together)
        return self._together

    @property
    def shown(self) -> QWidget | None:
        """Its page that is shown in place of the stage, if one is."""
        shown = self._room.middle.currentWidget()
        return shown if shown is not None and shown in (self._callers, self._together) else None

    def show_page(self, page: IncidentPage, *, another: bool) -> None:
        """Another incident is shown, or this one anew."""
        if another or not page.callers.unsettled:
            self.unreached.hide()
        self._show_merged(page)
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

    def leave(self) -> None:
        """The person goes elsewhere."""
        if self._callers is not None:
            self._callers.leave()

    def mark(self) -> None:
        """Offer it on the log page to those who call, or leave that to the rule again."""
        page, session = self._room.page, self._room.session
        if page is None or page.incident.status not in OPEN_STATUSES or session.refuses(Right.WORK):
            return
        before = page.incident.outage
        after = None if before else True
        words = (
            _("{number} stands beside the log page for those who call.")
            if after
            else _("{number} stands beside the log page only while the rule says so.")
        )
        mark, uid, me = session.cases.outages.mark_outage, page.incident.uid, session.me

        def undo() -> None:
            session.tasks.change(self, lambda: mark(uid, before, me))

        said = words.format(number=page.incident.number)
        session.tasks.change(
            self, lambda: mark(uid, after, me), lambda _changes: session.undoable.emit(said, undo)
        )

    def link(self, kind: str) -> None:
        """Ask which other incident becomes a ``kind`` of this one."""
        if self._room.page is not None:
            self._room.side.show_linked()
            self.linked.ask(kind)

    def offer_together(self, uid: str, number: str, status: str) -> None:
        """The incident ``uid`` reached ``status``: offer its children to follow, where there are any."""
        page = self._room.page
        if status == "resolved" and page is not None and page.incident.uid == uid and open_children(page):
            self.together.offer(uid, number, closes=False)

    def go_on(self) -> bool:
        """Do what the page in place of the stage proposes; false where the stage is shown."""
        shown = self.shown
        if shown is None:
            return False
        if shown is self._together:
            self.together.go_on()
        elif not self.callers.save():
            self._room.show_work()
        return True

    def save(self) -> bool:
        """Save the caller that is being corrected; false where none is."""
        return self.shown is not None and self.shown is self._callers and self._callers.save()

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

    def _followed(self) -> None:
        closes = self.together.closes
        self._room.show_work()
        if closes:
            self._room.stages.complete(self._prints, asked=True)

    def _show_merged(self, page: IncidentPage) -> None:
        into = next((one for one in page.relatives if one.kind == "merged" and not one.is_first), None)
        if into is None:
            self.merged.hide()
            return
        words = _("Merged into {number}, {title}. Its callers, notes and files are told there.")
        said = words.format(number=into.number, title=into.title)
        if said == self.merged.text and not self.merged.isHidden():
            return
        go = self._room.session.go.emit
        self.merged.set_message(
            said,
            "neutral",
            [
                (_("Open {number}").format(number=into.number), lambda: go("incident", into.uid)),
                (_("Take apart again"), lambda: self.linked.part(into)),
            ],
        )

    def _may_close(self, print_too: bool) -> bool:
        """Whether nothing hangs on it any more; else ask what to do with callers, then with children."""
        page = self._room.page
        if page is None:
            return True
        self._prints = print_too
        if page.callers.unsettled:
            self._ask_about_callers(page)
            return False
        if open_children(page):
            self.together.offer(page.incident.uid, page.incident.number, closes=True)
            return False
        return True

    def _ask_about_callers(self, page: IncidentPage) -> None:
        words = _("{told}. What about the others?")
        if not page.callers.reached:
            words = _("{told}. How are they told?")
        self.unreached.set_message(
            words.format(told=reached_text(page.callers)),
            "warning",
            [
                (_("Go down the list"), self.show_callers),
                (_("All reached by announcement"), self._announce),
                (_("Leave them out…"), self._leave_out),
            ],
        )
        self.unreached.actions_shown()[0].setFocus()

    def _announce(self) -> None:
        """All are told at once; the stage stays in sight, so that the next step closes it."""
        page = self._room.page
        self.unreached.hide()
        if page is not None:
            self.callers.show_incident(page)
            self.callers.mark_all()
        self._room.focus_first()

    def _leave_out(self) -> None:
        if self._room.session.refuses(Right.WAIVE_WORD):
            return
        self.unreached.hide()
        self._room.ask(waive_form, OPEN_STATUSES)


def open_children(page: IncidentPage) -> bool:
    """Whether the incident has children that have not ended."""
    return any(
        one.kind == "child" and one.is_first and one.status not in ENDED_STATUSES for one in page.relatives
    )


def waive_form(session: WindowSession, page: IncidentPage) -> ActionForm:
    """Why the callers who were not reached need not be told."""
    reason = Field("reason", "text", _("Why need they not be told?"), required=True, width="full")
    uid, me, left = page.incident.uid, session.me, [one.uid for one in page.callers.unsettled]
    words = ngettext("Leave {n} caller out", "Leave {n} callers out", len(left)).format(n=len(left))
    reach = session.cases.outages.reach
    return ActionForm(
        "waive", words, (reason,), words,
        lambda values: reach(uid, left, "waived", me, note=str(values["reason"])), _("Left out."),
    )  # fmt: skip
