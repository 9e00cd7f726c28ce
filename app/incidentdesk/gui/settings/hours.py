"""Settings, Hours: when the desk is open, and its holidays."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.hours import DAYS, WorkingHours, read_day, read_holidays
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.form_section import FormSection
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.guidance import GuidanceBox
from incidentdesk.gui.widgets.text import GrowingTextEdit, LineEdit
from incidentdesk.services.desk.desk import Changes

INTRO = N_("When somebody works at the desk. A day that is left empty is closed.")
NOT_YET = N_(
    "Targets do not follow these hours yet: they run day and night. The hours are kept for when they do, and "
    "for your colleagues to look up."
)
DAYS_PER_ROW = 4
HOLIDAYS = "holidays"


class HoursSection(FormSection):
    """Seven days from–to, and the days on which the desk is closed."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Hours"), _(INTRO), place="settings/hours")
        week = Form(per_row=DAYS_PER_ROW)
        for day, name in enumerate(DAYS):
            week.add(_key(day), _(name), LineEdit(placeholder=_("closed")))
        closed = Form()
        editor = GrowingTextEdit(placeholder=_("2026-12-25 Christmas Day"), least=3)
        closed.add(HOLIDAYS, _("Holidays"), editor, help=_("One a line: a date, and a name if you like."))
        self.forms += [week, closed]
        for form in self.forms:
            card = Card()
            card.body.addWidget(form)
            self.body.addWidget(card)
        self.body.addWidget(GuidanceBox(_(NOT_YET), parent=self))
        self.begin()

    def kept(self) -> Mapping[str, str]:
        """The hours in force."""
        return _texts(self.session.settings.hours)

    def write(self, values: Mapping[str, str]) -> Changes:
        """Set the hours; a day or line that cannot be read is refused by its name."""
        return self.session.cases.administration.set_hours(_hours(values), self.session.me)

    def done(self, _answer: object) -> str:
        """Say so."""
        return _("The hours are saved.")

    def after(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """The hours as they are spelled from now on."""
        return _texts(_hours(values))


def _key(day: int) -> str:
    return f"day{day}"


def _hours(values: Mapping[str, str]) -> WorkingHours:
    days = tuple(read_day(values[_key(day)], day) for day in range(len(DAYS)))
    return WorkingHours(days, read_holidays(values[HOLIDAYS]))


def _texts(hours: WorkingHours) -> dict[str, str]:
    days = {_key(day): "" if span is None else span.text for day, span in enumerate(hours.days)}
    return {**days, HOLIDAYS: "\n".join(one.text for one in hours.holidays)}
