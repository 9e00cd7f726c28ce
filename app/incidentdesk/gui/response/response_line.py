"""In the head of a major incident: SEV level, phase, whether it is a drill, and when people are told next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.base.time_source import Instant
from incidentdesk.domain.sev import is_late, is_soon
from incidentdesk.gui.forms.sev_field import LISTED
from incidentdesk.gui.response.phase_words import is_raised, phase_text
from incidentdesk.gui.widgets.chips import Chip, Tone, priority_tone
from incidentdesk.gui.widgets.looking import Looking
from incidentdesk.services.cases.pages import IncidentPage

LOOK_MS = 1000


class ResponseLine(QWidget):
    """Chips in a line; nothing for what is no major incident.

    Whether an update is late is worked out at each look from the time that is stored; the timer only looks.
    """

    def __init__(self, now: Callable[[], Instant], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._due: Instant | None = None
        self.sev, self.phase = Chip("", "neutral", parent=self), Chip("", "neutral", parent=self)
        self.drill, self.update_due = Chip("", "accent", parent=self), Chip("", "neutral", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        for chip in (self.sev, self.phase, self.drill, self.update_due):
            row.addWidget(chip)
        row.addStretch(1)
        self._looking = Looking(self, self.look, LOOK_MS)
        self.hide()

    def show_page(self, page: IncidentPage) -> None:
        """Show what ``page`` tells."""
        incident = page.incident
        self._due = page.update_due
        self.setVisible(is_raised(page))
        if not is_raised(page):
            return
        word = page.settings.label(LISTED, incident.sev) if incident.sev else _("Not declared")
        self.sev.set_chip(word, sev_tone(incident.sev))
        self.phase.set_chip(phase_text(incident.phase), "accent")
        self.drill.set_chip(_("DRILL: counts in no figure") if incident.drill else "", "warning")
        self._looking.begin(wanted=self._due is not None)

    def look(self) -> None:
        """Say how long there is to the next update, or how late it is, by the time that it is now."""
        words, tone = update_words(self._due, self._now())
        if words != self.update_due.text:
            self.update_due.set_chip(words, tone)


def sev_tone(sev: str) -> Tone:
    """The tone of a SEV level."""
    return priority_tone(sev.replace("sev", "P"))


def update_words(due: Instant | None, now: Instant) -> tuple[str, Tone]:
    """When the next update is due, in words, and its tone; nothing where none is due."""
    if due is None:
        return "", "neutral"
    if is_late(due, now):
        return _("Update {time} late").format(time=_span(now.ms - due.ms)), "danger"
    words = _("Next update due in {time}").format(time=_span(due.ms - now.ms))
    return words, "warning" if is_soon(due, now) else "neutral"


def _span(ms: int) -> str:
    """Minutes and seconds such as ``06:12``; with the hours before them, where there are any."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
