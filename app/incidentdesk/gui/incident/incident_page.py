"""The incident room: head, stages, the form of one stage, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from functools import partial

from PySide6.QtCore import QTimer

from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.incident.action_forms import reopen_form
from incidentdesk.gui.incident.logging_again import log_again
from incidentdesk.gui.incident.room_actions import add_room_actions, show_menu
from incidentdesk.gui.incident.room_doings import (
    EVERY_STATUS,
    REOPENABLE_STATUSES,
    WORKING_STATUSES,
    RoomDoings,
)
from incidentdesk.gui.incident.room_frame import RoomFrame
from incidentdesk.gui.incident.turns import has_changed_process, has_ended, names_others, was_taken_up
from incidentdesk.gui.incident.what_follows import WhatFollows
from incidentdesk.gui.response.phase_words import is_raised
from incidentdesk.gui.response.response_forms import declare_form
from incidentdesk.gui.response.room_door import STAGE
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.steps import steps_of
from incidentdesk.gui.widgets.layout import restore_sizes
from incidentdesk.gui.widgets.one_frame import one_frame
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.desk import Changes

PLACES = frozenset({"quick", "logged", "callers", "paste"})
"""Where else than at a stage the room may be entered."""


class IncidentRoom(RoomFrame):
    """One incident at a time; drafts belong to their incident."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self._report_offered = ""
        self._place_wanted = ""
        self.doings = RoomDoings(self)
        self._follows = WhatFollows(self)
        self._reload = QTimer(self, singleShot=True, interval=30)
        self._reload.timeout.connect(self.load)
        self._connect()
        add_room_actions(self, self.doings)

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
        self.uid, self.wanted_stage = uid, "" if place in PLACES else place
        self._place_wanted = place
        self.caller.expect(wanted=place == "logged")
        self.middle.setCurrentWidget(self.quick if place == "quick" else self.stages)
        self.focus_wanted = True
        if self.page is not None and self.page.incident.uid != uid:
            self.setUpdatesEnabled(False)  # the page of the last one is not painted once more meanwhile
        self.load()

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
        elif self.is_kept():
            self.kept.focus_first()
        else:
            self.focus_wanted = True

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
        return {"sizes": self.splitter.sizes()}

    def restore(self, state: Mapping[str, object]) -> None:
        """The parts are as wide as they were."""
        restore_sizes(self.splitter, state.get("sizes"))

    def show_stage(self, key: str) -> None:
        """Show the stage ``key``; edits of the one that is left are saved."""
        page = self.page
        if page is None or key not in {stage.key for stage in page.definition.stages}:
            return
        if self.stages.stage is not None and self.stages.stage.key != key:
            self.stages.leave()
        self.middle.setCurrentWidget(self.stages)
        self.wanted_stage = key
        with one_frame(self):
            self.show_page(page)
        self.stages.focus_first()

    def show_page(self, page: IncidentPage) -> None:
        """Show ``page``, unless another incident is wanted by now."""
        if page.incident.uid != self.uid:
            return
        self.faces.setCurrentWidget(self.splitter)
        before, self.page = self.page, page
        another = before is None or before.incident.uid != page.incident.uid
        with one_frame(self) if another else nullcontext():
            self._show_parts(before, page)

    # Inside

    def _connect(self) -> None:
        session, doings, follows = self.session, self.doings, self._follows
        session.tasks.changed.connect(self._on_changed)
        session.surroundings_changed.connect(self._reload.start)  # the person's role may be another one
        self.head.menu_asked.connect(partial(show_menu, self))
        self.stepper.activated.connect(self.show_stage)
        self.action.closed.connect(self.focus_first)
        self.action.answered.connect(follows.answered)
        self.hands.closed.connect(self.focus_first)
        self.stages.stage_wanted.connect(self.show_stage)
        self.stages.declare_wanted.connect(lambda: self.ask(declare_form, WORKING_STATUSES))
        self.stages.hold_wanted.connect(doings.hold)
        self.stages.reopen_wanted.connect(lambda: self.ask(reopen_form, REOPENABLE_STATUSES))
        self.stages.again_wanted.connect(lambda: log_again(session, self, self.page))
        self.stages.door.opened.connect(lambda: session.go.emit(STAGE, self.uid))
        self.stages.completed.connect(follows.completed)
        self.quick.fixed.connect(follows.fixed)
        self.quick.closed.connect(self.show_work)
        self.side.similar.copy_wanted.connect(doings.copy_resolution)
        self.side.restricted_asked.connect(lambda form: self.ask(form, EVERY_STATUS))

    def _show_parts(self, before: IncidentPage | None, page: IncidentPage) -> None:
        if was_taken_up(before, page) or has_changed_process(before, page):
            self.wanted_stage, self.focus_wanted = "", True
        elif has_ended(before, page):
            self.focus_wanted = True  # what had the focus can no longer be changed
        key = self.wanted_stage or page.incident.stage
        stage = page.definition.stage(key)
        self.wanted_stage = key
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
        wanted, self.focus_wanted = self.focus_wanted, False
        if wanted and self.isVisible():  # what changed while another page is in sight takes no focus from it
            self.focus_first()
        self._follows.page_shown(page)

    def _on_changed(self, changes: Changes) -> None:
        if self.uid in changes.incidents or names_others(self.page, changes):
            self._reload.start()
