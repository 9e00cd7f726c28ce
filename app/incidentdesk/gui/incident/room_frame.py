"""What the parts of the incident room know of it: the incident, and the places where they show something."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.incident.action_panels import ActionForm, ActionPanel
from incidentdesk.gui.incident.side_panel import SidePanel
from incidentdesk.gui.incident.stage_panel import StagePanel
from incidentdesk.gui.incident.stand_in import paste_part
from incidentdesk.gui.page import Page
from incidentdesk.gui.restricted.kept_page import KeptPage
from incidentdesk.gui.review.reviewing import Reviewing
from incidentdesk.gui.session import WindowSession
from incidentdesk.services.desk import Changes
from incidentdesk.services.pages import IncidentPage
from incidentdesk.services.seeing import RestrictedError

AskFor = Callable[[WindowSession, IncidentPage], ActionForm]
"""Makes a small form for an incident."""


class RoomPart(Protocol):
    """What now and then stands in the room in place of the stages, or above them."""

    def focus_first(self) -> bool:
        """Put the focus here where this is what is shown; whether it is."""

    def back(self) -> bool:
        """Put away what is open; whether anything was."""

    def leave(self) -> None:
        """Write what is typed as a draft now."""


class RoomFrame(Page):
    """The incident that is shown, its stage in the ``middle``, and what stands beside it."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self.page: IncidentPage | None = None
        self.uid = ""
        self._focus_wanted = False
        self.action = ActionPanel(session)
        self.stages = StagePanel(session)
        self.side = SidePanel(session)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.stages)
        self.pasting = paste_part(self)
        self.reviewing = Reviewing(session, self.stages, self.pasting.open)
        self.kept = KeptPage(session)
        self.kept.named.connect(self._load)
        self.faces = QStackedWidget()
        """The incident, or that it is kept from whoever opens it."""

    def ask(self, form: AskFor, statuses: Collection[str]) -> None:
        """Open one of the small forms, where the incident's status allows it."""
        if self.page is not None and self.page.incident.status in statuses:
            self.action.open_form(form(self.session, self.page), self.page)

    def take(self) -> None:
        """Follow up oneself."""
        me = self.session.me
        self._do(lambda: self.session.cases.lifecycle.assign(self.uid, me, me), _("You follow up."))

    def show_work(self) -> None:
        """Show the stage again, in place of another page."""
        self.middle.setCurrentWidget(self.stages)
        self._focus_wanted = True
        self._load()

    def _load(self) -> None:
        """Read the incident, and show it as it is now."""
        if self.uid:
            ask = partial(self.session.cases.pages.incident, self.uid, self.session.me)
            unveil = partial(self.setUpdatesEnabled, True)
            self.session.tasks.ask(
                self, ask, self._show, topic="page", refused=partial(self._refused, self.uid), ended=unveil
            )

    def _show(self, page: IncidentPage) -> None:
        raise NotImplementedError

    def _refused(self, uid: str, error: UserFacingError) -> bool:
        """Say in place of the incident that it is kept from whoever opens it; whether that is so."""
        if not isinstance(error, RestrictedError) or uid != self.uid:
            return False
        self.page = None
        self.kept.show_refusal(uid, error)
        self.faces.setCurrentWidget(self.kept)
        self.kept.focus_first()
        return True

    def _do(self, act: Callable[[], Changes], words: str) -> None:
        self.session.tasks.change(self, act, lambda _c: self.session.told.emit(words, "good"))
