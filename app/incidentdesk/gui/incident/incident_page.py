"""The incident room: head, stages, the form of one stage, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.caller_line import CallerLine
from incidentdesk.gui.handing.next_hands import NextHandsPanel
from incidentdesk.gui.incident.action_panels import hold_form, reopen_form
from incidentdesk.gui.incident.after_closing import AfterClosing
from incidentdesk.gui.incident.copying import copy_number, copy_resolution
from incidentdesk.gui.incident.head import IncidentHead
from incidentdesk.gui.incident.logging_again import log_again
from incidentdesk.gui.incident.outage_part import OutagePart
from incidentdesk.gui.incident.quick_panel import QuickPanel
from incidentdesk.gui.incident.room_actions import (
    EVERY_STATUS,
    FIXABLE_STATUSES,
    REOPENABLE_STATUSES,
    WORKING_STATUSES,
    add_room_actions,
    show_menu,
)
from incidentdesk.gui.incident.room_frame import RoomFrame, RoomPart
from incidentdesk.gui.incident.room_layout import above, has_focus, restore_sizes, side_by_side
from incidentdesk.gui.incident.runbook_part import RunbookPart
from incidentdesk.gui.incident.stand_in import telling_part
from incidentdesk.gui.incident.steps import steps_of
from incidentdesk.gui.incident.turns import has_changed_process, has_ended, names_others, was_taken_up
from incidentdesk.gui.response.phase_words import is_raised
from incidentdesk.gui.response.response_forms import DECLARING, MOVING, declare_form
from incidentdesk.gui.response.room_door import STAGE
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.one_frame import one_frame
from incidentdesk.gui.widgets.stepper import StageStepper
from incidentdesk.services.desk import Changes
from incidentdesk.services.pages import IncidentPage
from incidentdesk.services.stage_work import Completed

PLACES = frozenset({"quick", "logged", "callers", "paste"})
"""Where else than at a stage the room may be entered."""


class IncidentRoom(RoomFrame):
    """One incident at a time; drafts belong to their incident."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self._wanted_stage = ""
        self._report_offered = ""
        self._place_wanted = ""
        self.caller = CallerLine(self.copy_number)
        self.head = IncidentHead(session.cases.desk.time.now)
        self.head.menu_asked.connect(partial(show_menu, self))
        self.stepper = StageStepper()
        self.stepper.activated.connect(self.show_stage)
        self.action.closed.connect(self.focus_first)
        self.action.answered.connect(self._answered)
        self.hands = NextHandsPanel(session)
        self.hands.closed.connect(self.focus_first)
        self.stages.stage_wanted.connect(self.show_stage)
        self.stages.declare_wanted.connect(lambda: self.ask(declare_form, WORKING_STATUSES))
        self.stages.hold_wanted.connect(self.hold)
        self.stages.reopen_wanted.connect(lambda: self.ask(reopen_form, REOPENABLE_STATUSES))
        self.stages.again_wanted.connect(lambda: log_again(session, self, self.page))
        self.stages.door.opened.connect(lambda: session.go.emit(STAGE, self.uid))
        self.stages.completed.connect(self._completed)
        self.quick = QuickPanel(session)
        self.quick.fixed.connect(self._fixed)
        self.quick.closed.connect(self.show_work)
        self.side.similar.copy_wanted.connect(self.copy_resolution)
        self.after_closing = AfterClosing(session, self.side, self._close_taken_back, self)
        self.middle.addWidget(self.quick)
        self.outage = OutagePart(self)
        self.telling = telling_part(self)
        self.runbooks = RunbookPart(self)
        self.parts: tuple[RoomPart, ...] = (self.telling, self.pasting, self.outage, self.runbooks)
        self._reload = QTimer(self, singleShot=True, interval=30)
        self._reload.timeout.connect(self._load)
        session.tasks.changed.connect(self._on_changed)
        session.surroundings_changed.connect(self._reload.start)  # the person's role may be another one
        head = (
            self.head, self.stepper, self.outage.merged, self.caller, self.outage.unreached,
            self.runbooks.line, self.action, self.hands,
        )  # fmt: skip
        self._splitter = side_by_side(above(head, self.middle), self.side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.faces.addWidget(self._splitter)
        self.faces.addWidget(self.kept)
        outer.addWidget(self.faces)
        self.side.restricted.asked.connect(lambda form: self.ask(form, EVERY_STATUS))
        add_room_actions(self)

    def show_target(self, target: str) -> None:
        """Show the incident with this uid where the work is.

        ``uid/quick`` shows its quick page, ``uid/callers`` who called about it, ``uid/logged`` also the line
        to read to the caller, ``uid/paste`` where a timeline is pasted.
        """
        uid, _slash, place = target.partition("/")
        if not uid:
            return
        if uid != self.uid:
            self.hands.put_away()
            self.stages.leave()
            self.side.leave()
            if not self.action.isHidden():
                self.action.put_away()
        self.uid, self._wanted_stage = uid, "" if place in PLACES else place
        self._place_wanted = place
        self.caller.expect(wanted=place == "logged")
        self.middle.setCurrentWidget(self.quick if place == "quick" else self.stages)
        self._focus_wanted = True
        if self.page is not None and self.page.incident.uid != uid:
            self.setUpdatesEnabled(False)  # the page of the last one is not painted once more meanwhile
        self._load()

    def target_in(self, room: str) -> str:
        """The response room shows the incident at hand, where it is a major one."""
        is_there = room == STAGE and self.page is not None and is_raised(self.page)
        return self.uid if is_there else ""

    def get_ready(self) -> Iterator[None]:
        """Build the forms of the process that new incidents follow."""
        process = self.session.settings.default_process
        yield from self.stages.forms.get_ready(self.session.cases.desk.library.newest(process))

    def focus_first(self) -> None:
        """Where the work begins: the first gap of the stage, as soon as it is there."""
        if self.page is not None and self.page.incident.uid == self.uid:
            shown = self.middle.currentWidget()
            if any(part.focus_first() for part in self.parts):
                return
            if not self.hands.isHidden():
                self.hands.table.setFocus()
            elif self.page.incident.status in ENDED_STATUSES or not self.session.may(Right.WORK):
                self.stepper.setFocus()
            else:
                (self.quick if shown is self.quick else self.stages).focus_first()
        elif self.faces.currentWidget() is self.kept:
            self.kept.focus_first()
        else:
            self._focus_wanted = True

    def leave(self) -> None:
        """Save what was edited, and keep the note as a draft."""
        self.stages.leave()
        self.side.leave()
        self.quick.leave()
        self.action.leave()
        for part in self.parts:
            part.leave()

    def holds_more(self) -> bool:
        """Whether a file beside a note is too big for a draft."""
        return not self.side.composer.files.are_kept()

    def state(self) -> dict[str, object]:
        """How wide the parts are."""
        return {"sizes": self._splitter.sizes()}

    def restore(self, state: Mapping[str, object]) -> None:
        """The parts are as wide as they were."""
        restore_sizes(self._splitter, state.get("sizes"))

    def show_stage(self, key: str) -> None:
        """Show the stage ``key``; edits of the one that is left are saved."""
        page = self.page
        if page is None or key not in {stage.key for stage in page.definition.stages}:
            return
        if self.stages.stage is not None and self.stages.stage.key != key:
            self.stages.leave()
        self.middle.setCurrentWidget(self.stages)
        self._wanted_stage = key
        with one_frame(self):
            self._show(page)
        self.stages.focus_first()

    def hold(self) -> None:
        """Ask why it waits; or end the hold."""
        page = self.page
        if page is None:
            return
        if page.incident.status == "on_hold":
            self._do(lambda: self.session.cases.lifecycle.resume(self.uid, self.session.me), _("Resumed."))
        elif page.incident.status in {"new", "in_progress"}:
            self.action.open_form(hold_form(self.session, page), page)

    def fix_now(self) -> None:
        """Show the few questions of a fix on the phone, with what was answered before."""
        page = self.page
        if page is None or page.definition.quick is None or page.incident.status not in FIXABLE_STATUSES:
            return
        self.stages.leave()
        self.middle.setCurrentWidget(self.quick)
        self._show(page)
        self.focus_first()

    def complete(self) -> None:
        """Complete the stage (the last one is printed too), or the note or small form that has the focus."""
        note, form, follow_ups = self.side.composer, self.action, self.stages.follow_ups
        for part, act in ((note, note.write), (form, form.answer), (follow_ups, follow_ups.answer)):
            if has_focus(part):
                act()
                return
        stage = self.stages.stage
        if self.middle.currentWidget() is self.quick:
            self.quick.fix()
        elif not (self.telling.go_on() or self.pasting.go_on() or self.outage.go_on()):
            self.stages.complete(stage is not None and stage.sets_status == "closed")

    def save(self) -> None:
        """Save the panel of a follow-up or caller that is at hand, else what was edited on the stage."""
        panel = self.stages.follow_ups
        if has_focus(panel):
            panel.answer()
        elif not self.outage.save():
            self.stages.save()

    def back(self) -> None:
        """Put away what is open; go back from a note to the stage, and from the stage to the queue."""
        if not self.action.isHidden():
            self.action.put_away()
        elif any(part.back() for part in self.parts):
            pass
        elif not self.hands.isHidden():
            self.hands.put_away()
        elif has_focus(self.stages.follow_ups):
            if not self.stages.follow_ups.put_away():
                self.focus_first()
        elif has_focus(self.side):
            self.focus_first()
        elif self.middle.currentWidget() is self.quick:
            self.quick.give_up()
        else:
            self.session.go.emit("queue", self.uid)

    def copy_number(self) -> None:
        """Put the number on the clipboard, or all of the line for the caller while it is shown."""
        copy_number(self.session, self.caller, self.page)

    def copy_resolution(self, text: str) -> None:
        """Write what was done about a similar incident into the resolution of this one, as if typed."""
        if self.session.refuses(Right.WORK):
            return
        copy_resolution(self.session, self.page, self.stages, self.show_stage, text)

    def undo_close(self) -> None:
        """Take back an accidental close."""
        self._wanted_stage = ""
        self._do(
            lambda: self.session.cases.lifecycle.undo_close(self.uid, self.session.me),
            _("Close taken back."),
        )

    # Inside

    def _show(self, page: IncidentPage) -> None:
        if page.incident.uid != self.uid:
            return
        self.faces.setCurrentWidget(self._splitter)
        before, self.page = self.page, page
        another = before is None or before.incident.uid != page.incident.uid
        with one_frame(self) if another else nullcontext():
            self._show_parts(before, page)

    def _show_parts(self, before: IncidentPage | None, page: IncidentPage) -> None:
        if was_taken_up(before, page) or has_changed_process(before, page):
            self._wanted_stage, self._focus_wanted = "", True
        elif has_ended(before, page):
            self._focus_wanted = True  # what had the focus can no longer be changed
        key = self._wanted_stage or page.incident.stage
        stage = page.definition.stage(key)
        self._wanted_stage = key
        self.head.show_page(page)
        self.stepper.set_steps(steps_of(page))
        self.stepper.set_shown(key)
        self.side.show_page(page)
        if stage.sets_status == "closed" and self._report_offered != page.incident.uid:
            self._report_offered = page.incident.uid
            self.side.offer_report()
        if self.middle.currentWidget() is self.quick:
            self.quick.show_page(page)
        else:
            self.stages.show_stage(page, stage)
        self.outage.show_page(page, another=before is None or before.incident.uid != page.incident.uid)
        self.telling.show_page(page)
        self.pasting.show_page(page)
        self.runbooks.show_page(page)
        place, self._place_wanted = self._place_wanted, ""
        if place in {"callers", "paste"}:
            (self.outage.show_callers if place == "callers" else self.pasting.open)()
        self.caller.show_page(page)
        wanted, self._focus_wanted = self._focus_wanted, False
        if wanted and self.isVisible():  # what changed while another page is in sight takes no focus from it
            self.focus_first()
        self.after_closing.page_shown(page)

    def _answered(self, uid: str, kind: str) -> None:
        """A small form was answered: after some the work goes on at another stage."""
        if uid == self.uid and kind in DECLARING:
            self.session.go.emit("response", uid)
        elif uid == self.uid and kind in MOVING:
            self._wanted_stage, self._focus_wanted = "", True
            self._load()

    def _completed(self, done: Completed, print_too: bool) -> None:
        if done.status == "closed":
            self.after_closing.closed(done.uid, done.number, print_too=print_too)
        if done.uid != self.uid:
            return
        self.caller.hide()
        self._wanted_stage = done.next_stage
        self.hands.offer(done, self.page)
        self._focus_wanted = True
        if done.status != "closed":
            self.session.told.emit(_("Stage completed."), "good")
        self.outage.offer_together(done.uid, done.number, done.status)

    def _fixed(self, uid: str, number: str, status: str) -> None:
        if status == "closed":
            self.after_closing.closed(uid, number)
        else:
            self.session.told.emit(_("{number} is {status}.").format(number=number, status=status), "good")
        if uid == self.uid:
            self.middle.setCurrentWidget(self.stages)
            self._wanted_stage, self._focus_wanted = "", True
            self._load()
            self.outage.offer_together(uid, number, status)

    def _close_taken_back(self, uid: str) -> None:
        if uid == self.uid:
            self._wanted_stage = ""

    def _on_changed(self, changes: Changes) -> None:
        if self.uid in changes.incidents or names_others(self.page, changes):
            self._reload.start()
