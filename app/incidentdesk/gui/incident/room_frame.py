"""How the incident room is built: the incident that is shown, and the places where it is told."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from incidentdesk.base.errors import UserFacingError
from incidentdesk.gui.action_panel import ActionPanel, AskFor
from incidentdesk.gui.caller_line import CallerLine
from incidentdesk.gui.handing.next_hands import NextHandsPanel
from incidentdesk.gui.incident.copying import copy_number
from incidentdesk.gui.incident.head import IncidentHead
from incidentdesk.gui.incident.outage_part import OutagePart
from incidentdesk.gui.incident.quick_panel import QuickPanel
from incidentdesk.gui.incident.room_parts import RoomPart
from incidentdesk.gui.incident.runbook_part import RunbookPart
from incidentdesk.gui.incident.side_panel import SidePanel
from incidentdesk.gui.incident.stage_panel import StagePanel
from incidentdesk.gui.incident.stand_ins import paste_part, telling_part
from incidentdesk.gui.page import Page
from incidentdesk.gui.review.reviewing import Reviewing
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.layout import above, side_by_side
from incidentdesk.gui.widgets.stepper import StageStepper
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.desk.seeing import RestrictedError

if TYPE_CHECKING:
    from incidentdesk.gui.restricted.kept_page import KeptPage


class RoomFrame(Page):
    """The incident that is shown, its stage in the ``middle``, and what stands above and beside it."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.page: IncidentPage | None = None
        self.uid = ""
        self.wanted_stage = ""
        """The stage to be shown; empty for the one where the work is."""
        self.focus_wanted = False
        self.head = IncidentHead(session.cases.desk.time.now)
        self.stepper = StageStepper()
        self.caller = CallerLine(self.copy_number)
        self.action = ActionPanel(session)
        self.hands = NextHandsPanel(session)
        self.stages = StagePanel(session)
        self.quick = QuickPanel(session)
        self.side = SidePanel(session)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.stages)
        self.middle.addWidget(self.quick)
        self.telling, self.pasting = telling_part(self), paste_part(self)
        self.outage, self.runbooks = OutagePart(self), RunbookPart(self)
        self.parts: tuple[RoomPart, ...] = (self.telling, self.pasting, self.outage, self.runbooks)
        self.reviewing = Reviewing(session, self.stages.body, lambda: self.stages.form, self.pasting.open)
        self.stages.shown.connect(self.reviewing.show_stage)
        self.stages.forms.edited.connect(self.reviewing.edited)
        head = (
            self.head, self.stepper, self.outage.merged, self.caller, self.outage.unreached,
            self.runbooks.line, self.action, self.hands,
        )  # fmt: skip
        self.splitter = side_by_side(above(head, self.middle), self.side)
        self.faces = QStackedWidget()
        """The incident, or that it is kept from whoever opens it."""
        self.faces.addWidget(self.splitter)
        self._kept: KeptPage | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.faces)

    @property
    def kept(self) -> KeptPage:
        """What stands in place of an incident that is kept from whoever opens it; made for the first one."""
        if self._kept is None:
            from incidentdesk.gui.restricted.kept_page import KeptPage

            self._kept = KeptPage(self.session, self.faces)
            self._kept.named.connect(self.load)
            self.faces.addWidget(self._kept)
        return self._kept

    def is_kept(self) -> bool:
        """Whether the incident that was opened is kept from whoever opens it."""
        return self._kept is not None and self.faces.currentWidget() is self._kept

    def ask(self, form: AskFor, statuses: Collection[str]) -> None:
        """Open one of the small forms, where the incident's status allows it."""
        if self.page is not None and self.page.incident.status in statuses:
            self.action.open_form(form(self.session, self.page), self.page)

    def show_stage(self, key: str) -> None:
        """Show the stage ``key`` of the incident at hand."""
        raise NotImplementedError

    def show_page(self, page: IncidentPage) -> None:
        """Show the incident as ``page`` has it."""
        raise NotImplementedError

    def show_work(self) -> None:
        """Show the stage again, in place of another page."""
        self.middle.setCurrentWidget(self.stages)
        self.focus_wanted = True
        self.load()

    def load(self) -> None:
        """Read the incident, and show it as it is now."""
        if self.uid:
            ask = partial(self.session.cases.pages.incident, self.uid, self.session.me)
            unveil = partial(self.setUpdatesEnabled, True)
            self.session.tasks.ask(
                self,
                ask,
                self.show_page,
                topic="page",
                refused=partial(self._refused, self.uid),
                ended=unveil,
            )

    def go_on(self, stage: str = "") -> None:
        """The work goes on at ``stage``, or where it is by now."""
        self.wanted_stage, self.focus_wanted = stage, True
        self.load()

    def copy_number(self) -> None:
        """Put the number on the clipboard, or all of the line for the caller while it is shown."""
        copy_number(self.session, self.caller, self.page)

    def _refused(self, uid: str, error: UserFacingError) -> bool:
        """Say in place of the incident that it is kept from whoever opens it; whether that is so."""
        if not isinstance(error, RestrictedError) or uid != self.uid:
            return False
        self.page = None
        self.kept.show_refusal(uid, error)
        self.faces.setCurrentWidget(self.kept)
        self.kept.focus_first()
        return True
