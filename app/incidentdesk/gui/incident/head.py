"""The head of an incident: who it is about, what it is, and what is due."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _, isolated
from incidentdesk.base.time_source import Instant
from incidentdesk.gui.incident.due_text import due_words
from incidentdesk.gui.response.response_line import ResponseLine
from incidentdesk.gui.restricted.restricted_line import RestrictedLine
from incidentdesk.gui.widgets.buttons import IconButton
from incidentdesk.gui.widgets.chips import Chip, priority_tone
from incidentdesk.gui.widgets.labels import TwoLineLabel, elided_label
from incidentdesk.services.cases.merged import merged_into
from incidentdesk.services.cases.pages import IncidentPage
from incidentdesk.services.cases.value_texts import ValueTexts, status_text
from incidentdesk.services.handing.handing_texts import escalated_to


class IncidentHead(QFrame):
    """Number, reporter with phone, assignee, status; title; priority and what is due."""

    menu_asked = Signal(QWidget)

    def __init__(self, now: Callable[[], Instant], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "header")
        self._above = elided_label("muted")
        self._title = TwoLineLabel("heading")
        self._priority = Chip("", "neutral")
        self._due = Chip("", "neutral")
        self.menu_button = IconButton("more", _("What can be done"), key_hint="Alt+A")
        self.menu_button.clicked.connect(lambda: self.menu_asked.emit(self.menu_button))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._title, 1)
        for widget in (self._priority, self._due, self.menu_button):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 10)
        column.setSpacing(2)
        column.addWidget(self._above)
        column.addLayout(line)
        self.response = ResponseLine(now, self)
        self.restricted = RestrictedLine(now, self)
        column.addWidget(self.response)
        column.addWidget(self.restricted)

    def show_page(self, page: IncidentPage) -> None:
        """Show the head of ``page``."""
        incident = page.incident
        self.response.show_page(page)
        self.restricted.show_restriction(page.restriction)
        reporter = page.reporter
        told = (
            ", ".join(part for part in (isolated(reporter.name), reporter.phone) if part)
            if reporter
            else _("nobody named")
        )
        place = str(incident.core.get("place") or (reporter.place if reporter else ""))
        assignee = page.name(incident.assignee)
        parts = [
            incident.number,
            told,
            place,
            _("assigned to {name}").format(name=assignee) if assignee else _("not assigned"),
            status_text(incident.status, merged_into(page.relatives)),
            _("escalated to {name}").format(name=up) if (up := escalated_to(page)) else "",
        ]
        if incident.hold is not None:
            parts.append(page.settings.label("hold_reasons", incident.hold.reason))
        self._above.setText(" · ".join(part for part in parts if part))
        self._title.setText(incident.title)
        self._priority.set_chip(_priority_words(page), priority_tone(incident.priority))
        words, tone = due_words(page)
        self._due.setVisible(bool(words))
        self._due.set_chip(words, tone)  # type: ignore[arg-type]


def _priority_words(page: IncidentPage) -> str:
    """The priority; of a major incident only one that it has, named as that beside its SEV level."""
    incident = page.incident
    if incident.by_level:
        return ""
    word = ValueTexts(page.settings, page.names, page.definition).priority(incident.priority)
    if incident.phase:
        return _("Priority {priority}").format(priority=word)
    return _("{priority} · provisional").format(priority=word) if incident.provisional else word
