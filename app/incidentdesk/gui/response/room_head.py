"""The head of the response room: what it is, how big, how far, since when, and where people meet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.incident.response_line import sev_tone
from incidentdesk.gui.response.phase_words import phase_text
from incidentdesk.gui.response.sev_field import LISTED
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.cards import PageHeader
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.services.pages import IncidentPage
from incidentdesk.services.response_view import RoomView


class RoomHead(PageHeader):
    """Number, title, SEV level, phase."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._session = session
        self.sev, self.phase = Chip("", "neutral", parent=self), Chip("", "neutral", parent=self)
        self.drill = Chip("", "warning", parent=self)
        for chip in (self.drill, self.sev, self.phase):
            self.right.addWidget(chip)

    def show_room(self, view: RoomView, page: IncidentPage) -> None:
        """Show the head of the room."""
        incident = view.incident
        self.set_above(f"{incident.number} · {_('Major incident')}")
        self.set_title(incident.title)
        word = page.settings.label(LISTED, incident.sev) if incident.sev else _("Not declared")
        self.sev.set_chip(word, sev_tone(incident.sev))
        self.phase.set_chip(phase_text(incident.phase), "accent")
        self.drill.set_chip(_("DRILL: counts in no figure") if incident.drill else "", "warning")
