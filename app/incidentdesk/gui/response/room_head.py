"""The head of the response room: what it is, how big, how far, since when, and where people meet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.forms.sev_field import LISTED
from incidentdesk.gui.response.phase_words import is_undeclared, next_phases, phase_text
from incidentdesk.gui.response.response_line import sev_tone
from incidentdesk.gui.response.times_line import TimesLine
from incidentdesk.gui.restricted.restricted_line import RestrictedLine
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PAGE_MARGIN
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.fact_buttons import PADDING, ChipButton
from incidentdesk.gui.widgets.labels import TwoLineLabel, elided_label
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.response.response_view import RoomView

SEV_KEYS, PHASE_KEYS = "Alt+V", "Alt+H"


class RoomHead(QFrame):
    """``sev_wanted`` and ``phase_wanted`` from the chips, ``all_wanted`` for the list of all."""

    sev_wanted = Signal()
    phase_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("surface", "header")
        self.above = elided_label("muted")
        self.title = TwoLineLabel("heading")
        self.sev, self.phase = ChipButton(self), ChipButton(self)
        self.sev.clicked.connect(self.sev_wanted)
        self.phase.clicked.connect(self.phase_wanted)
        self.drill = Chip("", "warning", parent=self)
        self.all = ActionButton(_("All major incidents"), kind="link")
        self.all.clicked.connect(self.all_wanted)
        self.times = TimesLine(session.cases.desk.time.now)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.above, 1)
        first.addWidget(self.all)
        second.setSpacing(8)
        second.addWidget(self.title, 1)
        for chip in (self.drill, self.sev, self.phase):
            second.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN - PADDING, 12, PAGE_MARGIN, 8)
        for line in (first, second):
            line.setContentsMargins(PADDING, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.times)
        self.restricted = RestrictedLine(session.cases.desk.time.now, self)
        below = QHBoxLayout()
        below.setContentsMargins(PADDING, 0, 0, 0)
        below.addWidget(self.restricted)
        column.addLayout(below)

    def show_room(self, view: RoomView, page: IncidentPage, *, may_change: bool) -> None:
        """Show the head of the room."""
        incident = view.incident
        service = page.name(incident.core.get("service"))
        parts = [incident.number, _("Major incident"), service]
        self.above.setText(" · ".join(part for part in parts if part))
        self.title.setText(incident.title)
        word = page.settings.label(LISTED, incident.sev) if incident.sev else _("Not declared")
        self.sev.set_offered(offered=may_change)
        self.sev.show_state(_("SEV level"), word, sev_tone(incident.sev), SEV_KEYS * may_change)
        moves = may_change and not is_undeclared(page) and bool(next_phases(page))
        self.phase.set_offered(offered=moves)
        self.phase.show_state(_("Phase"), phase_text(incident.phase), "accent", PHASE_KEYS * moves)
        self.drill.set_chip(_("DRILL: counts in no figure") if incident.drill else "", "warning")
        self.times.show_room(view, may_change=may_change)
        self.restricted.show_restriction(page.restriction)
