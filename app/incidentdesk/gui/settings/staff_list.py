"""Adding several people at once: names one a line, or a table pasted from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.form_section import FormSection
from incidentdesk.gui.settings.staff import role_title
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.gui.widgets.text import GrowingTextEdit
from incidentdesk.services.registers.staff_list import StaffLine, read_staff

INTRO = N_(
    "Write a name on each line, or paste a table: name, role, e-mail, account. Roles are agent, lead, "
    "administrator and read-only; without one somebody is an agent."
)
EXAMPLE = N_("M. Oyelaran, lead\nK. Lindqvist\nT. Brandt, agent, t.brandt@example.org")
PEOPLE = "people"
TONES = {"new": "good", "known": "neutral", "refused": "danger"}


class StaffListSection(FormSection):
    """A field for the names, and below it what becomes of each line."""

    def __init__(self, session: WindowSession) -> None:
        title, save = _("Add several people"), _("Add them")
        super().__init__(session, title, _(INTRO), place="settings/staff list", save=save)
        form = Form()
        form.add(PEOPLE, _("People, one a line"), GrowingTextEdit(placeholder=_(EXAMPLE), least=4))
        self.forms.append(form)
        card = Card()
        card.body.addWidget(form)
        self.body.addWidget(card)
        columns = (
            Column(_("Name"), lambda line: line.person.name),
            Column(_("Role"), lambda line: role_title(line.person.role), 112),
            Column(_("E-mail"), lambda line: line.person.email, 160),
            Column(_("What becomes of it"), _verdict, 240, tone=lambda line: TONES[line.verdict]),
        )
        self.model = RecordsModel(columns, spoken=_spoken)
        self.table = Card(padded=False)
        self.table.body.addWidget(RecordsTable(_("What becomes of each line"), self.model))
        self.table.hide()
        self.body.addWidget(self.table)
        self.begin()

    def kept(self) -> Mapping[str, str]:
        """An empty field: whoever was added is on the list of staff."""
        return {PEOPLE: ""}

    def write(self, values: Mapping[str, str]) -> object:
        """Add them."""
        return self.session.cases.people.add_staff(values[PEOPLE], self.session.me)

    def done(self, answer: Any) -> str:  # noqa: ANN401 - what write gave
        """Say how many are new."""
        added = sum(line.verdict == "new" for line in answer[0])
        return ngettext("{n} person is added.", "{n} people are added.", added).format(n=added)

    def after(self, _values: Mapping[str, str]) -> Mapping[str, str]:
        """Begin anew."""
        return self.kept()

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show what becomes of each line."""
        lines = read_staff(values[PEOPLE], self.session.surroundings.staff)
        self.model.set_records(lines)
        self.table.setVisible(bool(lines))


def _verdict(line: StaffLine) -> str:
    if line.verdict == "refused":
        return line.why
    return _("is added") if line.verdict == "new" else _("is here already")


def _spoken(line: StaffLine) -> str:
    return f"{line.person.name}, {role_title(line.person.role)}, {_verdict(line)}"
