"""The room of the first start: the question, and the steps that set up our desk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from incidentdesk.base.texts import _
from incidentdesk.gui.page import Page
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.welcome.choice import ChoicePage
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.samples.departure import Departure

if TYPE_CHECKING:
    from incidentdesk.gui.welcome.guide import Guide

OURS = "ours"
"""The target that leads past the question."""


class WelcomePage(Page):
    """Asks how to begin. What is set here is set for good: the steps are sections of the settings."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session)
        self._guide: Guide | None = None
        self.choice = ChoicePage()
        self.choice.ours_chosen.connect(self._set_up)
        self.choice.look_chosen.connect(lambda: session.leave.emit(Departure("practice")))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    @property
    def guide(self) -> Guide:
        """The steps; imported and made when they are first wanted."""
        if self._guide is None:
            from incidentdesk.gui.welcome.guide import Guide

            self._guide = Guide(self.session)
            self._guide.left.connect(self._ask)
            self._guide.ended.connect(self._finish)
            self.stack.addWidget(self._guide)
        return self._guide

    def show_target(self, target: str) -> None:
        """Ask, or show the steps where somebody wants to set up our desk."""
        settings = self.session.settings
        self.choice.ask(new=not (settings.set_up or settings.organisation))
        if target == OURS:
            self._set_up()
        self.filled.emit()

    def focus_first(self) -> None:
        """Start with the way that most people take, or with the step that is shown."""
        if self._guide is not None and self.stack.currentWidget() is self._guide:
            self._guide.section().focus_first()
        else:
            self.choice.ours.setFocus()

    def leave(self) -> None:
        """Keep what is typed."""
        if self._guide is not None:
            self._guide.leave()

    def _ask(self) -> None:
        self.stack.setCurrentWidget(self.choice)
        self.focus_first()

    def _set_up(self) -> None:
        self.stack.setCurrentWidget(self.guide)
        self.guide.show_step(0)

    def _finish(self) -> None:
        act = partial(self.session.cases.first_start.finish, self.session.me)
        self.session.tasks.change(self, act, self._finished)

    def _finished(self, _changes: Changes) -> None:
        self.session.go.emit("queue", "")
        self.session.told.emit(_("Our desk is ready. All of this can be changed in the settings."), "good")
