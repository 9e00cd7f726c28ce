"""Settings, Restricted: by when the law wants to be told of a security incident."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.restricted import MOST_NOTICE_HOURS
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.form_section import FormSection
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.guidance import GuidanceBox
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.desk.desk import Changes

INTRO = N_("Incidents that only named people open.")
HOURS = "notice_hours"
WHO = N_(
    "An incident is restricted in its own room with Alt+W. Those who are named open it, and each opening is "
    "logged; all others see its number, status and priority. Backups and the desk's file hold everything."
)


class RestrictedSection(FormSection):
    """One question, and what restricting means."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Restricted incidents"), _(INTRO), place="settings/restricted")
        form = Form()
        form.add(
            HOURS, _("Hours from the detection to the legal notice"), LineEdit(),
            help=_("72 by the GDPR, article 33; for what is restricted from now on."),
        )  # fmt: skip
        self.forms.append(form)
        card = Card()
        card.body.addWidget(form)
        self.body.addWidget(card)
        self.body.addWidget(GuidanceBox(_(WHO), parent=self))
        self.begin()

    def kept(self) -> Mapping[str, str]:
        """The hours in force."""
        return {HOURS: str(self.session.settings.notice_hours)}

    def write(self, values: Mapping[str, str]) -> Changes:
        """Set the hours; what is no number of hours is refused."""
        return self.session.cases.administration.set_notice_hours(_hours(values), self.session.me)

    def done(self, _answer: object) -> str:
        """Say so."""
        return _("The time of the legal notice is saved.")

    def after(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """The hours as they are spelled from now on."""
        return {HOURS: str(_hours(values))}


def _hours(values: Mapping[str, str]) -> int:
    text = values[HOURS].strip()
    if not text.isdecimal():
        raise UsageError(
            _("“{text}” is no number of hours.").format(text=text),
            _("Type a whole number from 1 to {n}.").format(n=MOST_NOTICE_HOURS),
        )
    return int(text)
