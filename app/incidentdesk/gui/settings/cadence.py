"""Settings, Updates: how often people are told of a major incident, by its SEV level and how far it is."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.domain.phases import PHASE_TEXTS
from incidentdesk.domain.sev import CADENCE_PHASES, LEVELS, Cadence
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.form_section import FormSection
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.guidance import GuidanceBox
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.desk.desk import Changes

INTRO = N_("Minutes from one update to the next. An empty field: people are told when something changes.")
FIRST = "first"
RULES = N_(
    "A time that an update promises is kept to, whatever stands here. What is late already stays as late as "
    "it is. Every twenty to thirty minutes works well; every five keeps people from mending it."
)


class CadenceSection(FormSection):
    """A line for each SEV level: the first word, and then by how far it is."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("How often people are told"), _(INTRO), place="settings/updates")
        for sev in LEVELS:
            form = Form(per_row=1 + len(CADENCE_PHASES))
            for key, label in (
                (FIRST, _("First word")),
                *((one, _(PHASE_TEXTS[one])) for one in CADENCE_PHASES),
            ):
                form.add(_key(sev, key), label, LineEdit(placeholder=_("on change")))
            card = Card(session.settings.label("sev_levels", sev))
            card.body.addWidget(form)
            self.body.addWidget(card)
            self.forms.append(form)
        self.body.addWidget(GuidanceBox(_(RULES), parent=self))
        self.begin()

    def kept(self) -> Mapping[str, str]:
        """The cadence in force."""
        return _texts(self.session.settings.cadence)

    def write(self, values: Mapping[str, str]) -> Changes:
        """Set the cadence; what is no number of minutes is refused."""
        return self.session.cases.cadences.set(_cadence(values), self.session.me)

    def done(self, _answer: object) -> str:
        """Say so."""
        return _("How often people are told is saved.")

    def after(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """The cadence as it is spelled from now on."""
        return _texts(_cadence(values))


def _key(sev: str, phase: str) -> str:
    return f"{sev}/{phase}"


def _texts(cadence: Cadence) -> dict[str, str]:
    found: dict[str, str] = {}
    for sev in LEVELS:
        found[_key(sev, FIRST)] = _shown(cadence.first.get(sev, 0))
        for phase in CADENCE_PHASES:
            found[_key(sev, phase)] = _shown(cadence.minutes(sev, phase))
    return found


def _shown(minutes: int) -> str:
    return str(minutes) if minutes else ""


def _cadence(values: Mapping[str, str]) -> Cadence:
    every: dict[str, tuple[int, int, int]] = {}
    for sev in LEVELS:
        one, two, three = (_minutes(values[_key(sev, phase)]) for phase in CADENCE_PHASES)
        every[sev] = (one, two, three)
    return Cadence(every, {sev: _minutes(values[_key(sev, FIRST)]) for sev in LEVELS})


def _minutes(text: str) -> int:
    if not text.strip():
        return 0
    if not text.strip().isdecimal():
        raise UsageError(
            _("“{text}” is no number of minutes.").format(text=text),
            _("Write a whole number, or leave it empty."),
        )
    return int(text)
