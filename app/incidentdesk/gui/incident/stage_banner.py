"""What is said above the form of a stage."""

from __future__ import annotations

from collections.abc import Callable

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import ENDED_STATUSES
from incidentdesk.domain.rights import Right
from incidentdesk.gui.incident.logging_again import ended_message
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.services.cases.merged import is_merged
from incidentdesk.services.cases.pages import IncidentPage


class StageBanner(Banner):
    """Why nothing can be written, what is back that was typed before, or which stage must be redone."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self._session = session
        self._locked = False
        self.hide()

    def show_lock(
        self, page: IncidentPage, *, locked: bool, reopen: Callable[[], None], again: Callable[[], None]
    ) -> None:
        """Say why nothing may be written, where that is so, and what leads on from there."""
        if is_merged(page.incident):
            self.set_message("", "neutral")  # another one says where it went
        elif page.incident.status in ENDED_STATUSES:
            self.set_message(*ended_message(self._session, page, reopen, again))
        elif locked:
            self.set_message(self._session.who_may(Right.WORK), "neutral")
        if locked:
            self.setVisible(bool(self.text))
        elif self._locked:
            self.hide()
        self._locked = locked

    def show_draft(self, save: Callable[[], None], throw_away: Callable[[], None]) -> None:
        """Say that what was typed before is on the form."""
        self.set_message(
            _("What you typed here before is back, and not saved yet."),
            "accent",
            [(_("Save"), save), (_("Throw away"), throw_away)],
        )
        self.show()

    def show_fall_back(self, say: str, stage: str, send: Callable[[], None]) -> None:
        """Say why the work must go back to ``stage``, by its short title."""
        self.set_message(say, "warning", [(_("Send back to {stage}").format(stage=stage), send)])
        self.show()
