"""Settings, Closing: for how long what was closed can be reopened, and what closes by itself."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.closing_rules import MOST_REOPEN_DAYS, ClosingRules
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.form_section import FormSection
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.guidance import GuidanceBox
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.desk.desk import Changes

INTRO = N_("What happens once the fix is in place.")
DAYS, BY_ITSELF = "reopen_days", "close_unanswered"
YES, NO = "yes", "no"
RULES = N_(
    "It goes through the same gate as a closing by hand: three attempts to reach the reporter, on three "
    "days, by two means, and a retest. A P1, a P2 and a major incident always wait for somebody. Each such "
    "close is told on the timeline, and can be taken back for 15 minutes."
)


class ClosingSection(FormSection):
    """Two questions and what the second means."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Closing"), _(INTRO), place="settings/closing")
        form = Form()
        form.add(
            DAYS, _("Working days in which a closed incident can be reopened"), LineEdit(),
            help=_("Afterwards it is logged again, linked to the old one."),
        )  # fmt: skip
        choice = SegmentedControl()
        choice.set_options([(NO, _("No, somebody closes it")), (YES, _("Yes, after the attempts"))])
        form.add(BY_ITSELF, _("Close by itself what the reporter does not answer"), choice)
        self.forms.append(form)
        card = Card()
        card.body.addWidget(form)
        self.body.addWidget(card)
        self.body.addWidget(GuidanceBox(_(RULES), parent=self))
        self.begin()

    def kept(self) -> Mapping[str, str]:
        """The rules in force."""
        return _texts(self.session.settings.closing)

    def write(self, values: Mapping[str, str]) -> Changes:
        """Set the rules; what is no number of days is refused."""
        return self.session.cases.administration.set_closing(_rules(values), self.session.me)

    def done(self, _answer: object) -> str:
        """Say so."""
        return _("The rules of closing are saved.")

    def after(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """The rules as they are spelled from now on."""
        return _texts(_rules(values))


def _texts(rules: ClosingRules) -> dict[str, str]:
    return {DAYS: str(rules.reopen_days), BY_ITSELF: YES if rules.close_unanswered else NO}


def _rules(values: Mapping[str, str]) -> ClosingRules:
    text = values[DAYS].strip()
    if not text.isdecimal() or int(text) > MOST_REOPEN_DAYS:
        raise UsageError(
            _("“{text}” is no number of working days.").format(text=text),
            _("Type a whole number from 0 to {n}.").format(n=MOST_REOPEN_DAYS),
        )
    return ClosingRules(int(text), values[BY_ITSELF] == YES)
