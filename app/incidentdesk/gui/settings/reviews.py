"""Settings, Reviews: by when the review of a major incident is closed, and by when its lessons are done."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.review_days import MOST_DAYS, OTHER, ReviewDays
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import FieldError, Form
from incidentdesk.gui.settings.form_section import FormSection
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.guidance import GuidanceBox
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.desk.desk import Changes

INTRO = N_("Days from the resolution of a major incident, by its SEV level.")
RULES = N_(
    "Of two levels that an incident had, the one that it had in the end counts. Reviews that are not closed "
    "yet are due by what stands here; lessons that were learnt already keep their day."
)
WORKING, ALL = "working", "all"


class ReviewsSection(FormSection):
    """A line for each SEV level that has days of its own, and one for all others."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Reviews"), _(INTRO), place="settings/reviews")
        for sev in session.settings.review.named():
            form = Form(per_row=3)
            form.add(_key(sev, "days"), _("Days until it is closed"), LineEdit())
            counted = SegmentedControl([(WORKING, _("Weekdays")), (ALL, _("All days"))], clearable=False)
            form.add(_key(sev, "working"), _("Which days count"), counted)
            form.add(_key(sev, "lessons"), _("Days until lessons are due"), LineEdit())
            card = Card(_("Any other level") if sev == OTHER else session.settings.label("sev_levels", sev))
            card.body.addWidget(form)
            self.body.addWidget(card)
            self.forms.append(form)
        self.body.addWidget(GuidanceBox(_(RULES), parent=self))
        self.begin()

    def kept(self) -> Mapping[str, str]:
        """The days in force."""
        return _texts(self.session.settings.review)

    def write(self, values: Mapping[str, str]) -> Changes:
        """Set the days; what is no number of days is refused beside its field."""
        return self.session.cases.administration.set_review_days(_review(values), self.session.me)

    def done(self, _answer: object) -> str:
        """Say so."""
        return _("By when reviews are due is saved.")

    def after(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """The days as they are spelled from now on."""
        return _texts(_review(values))


def _key(sev: str, name: str) -> str:
    return f"{sev}/{name}"


def _texts(review: ReviewDays) -> dict[str, str]:
    found: dict[str, str] = {}
    for sev in review.named():
        found[_key(sev, "days")] = str(review.days[sev])
        found[_key(sev, "working")] = WORKING if review.working[sev] else ALL
        found[_key(sev, "lessons")] = str(review.lessons[sev])
    return found


def _review(values: Mapping[str, str]) -> ReviewDays:
    levels = dict.fromkeys(key.partition("/")[0] for key in values)
    return ReviewDays(
        days={sev: _days(values, _key(sev, "days")) for sev in levels},
        working={sev: values[_key(sev, "working")] == WORKING for sev in levels},
        lessons={sev: _days(values, _key(sev, "lessons")) for sev in levels},
    )


def _days(values: Mapping[str, str], key: str) -> int:
    text = values[key].strip()
    if not text.isdecimal() or not 1 <= int(text) <= MOST_DAYS:
        raise FieldError(
            key,
            _("“{text}” is no number of days.").format(text=text) if text else _("The days are missing."),
            _("Type a whole number from 1 to {n}.").format(n=MOST_DAYS),
        )
    return int(text)
