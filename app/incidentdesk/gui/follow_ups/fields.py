"""The fields of a follow-up: a day to come, and one of the staff."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.follow_ups import parse_day
from incidentdesk.domain.moment_text import date_text
from incidentdesk.gui.forms.parsed_editors import HintedLine
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.labels import set_role
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice

DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


class DayLine(HintedLine):
    """A line in which a day is written as people do; in grey stands how it is understood."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=_("Friday, in 2 weeks"), parent=parent)
        self._session = session
        self._day: date | None = None
        self.problem = ""
        self.textEdited.connect(self._read)
        self.left.connect(self._settle)

    def day(self) -> date | None:
        """The day; ``None`` while there is no text, or one that names none (``problem`` says why)."""
        return self._day

    def set_day(self, day: date) -> None:
        """Write out a day, also one that is past."""
        self.setText(date_text(day))
        self.problem = ""
        self._take(day)

    def setText(self, text: str | None) -> None:
        """Put a text there, and read it."""
        super().setText(text or "")
        self._read(text or "")

    def _read(self, text: str) -> None:
        self.problem = ""
        set_role(self, "gap", "false")
        try:
            time = self._session.cases.desk.time
            self._take(parse_day(text, time.now(), self._session.settings.zone) if text.strip() else None)
        except ValueError as error:
            self._take(None)
            self.problem = str(error)

    def _take(self, day: date | None) -> None:
        self._day = day
        said = f"{_(DAYS[day.weekday()])} {date_text(day)}" if day else ""
        self.set_hint(_(DAYS[day.weekday()]) if day and self.text() == date_text(day) else said)
        self.setToolTip(said)

    def _settle(self) -> None:
        if self._day is not None:
            self.set_day(self._day)
        elif self.problem:
            set_role(self, "gap", "true")
            self.setToolTip(self.problem)


def owner_field(session: WindowSession) -> SearchSelect:
    """A choice of the staff, oneself first."""
    select = SearchSelect(placeholder=_("Owner"))
    select.setAccessibleName(_("Owner"))
    offer_staff(select, session)
    return select


def offer_staff(select: SearchSelect, session: WindowSession) -> None:
    """Offer the staff as they are now; the value stays."""
    staff = session.surroundings.staff
    mine = [Choice(one.uid, _("Me ({name})").format(name=one.name)) for one in staff if one.uid == session.me]
    others = [Choice(one.uid, one.name, retired=not one.active) for one in staff if one.uid != session.me]
    select.set_choices(mine + others)
