"""Settings, Backup: where copies of the desk go."""

from __future__ import annotations

from collections.abc import Mapping

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.form_section import FormSection
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.folder_field import FolderChooser
from incidentdesk.gui.widgets.text import CodeEdit, LineEdit
from incidentdesk.services.desk import Changes
from incidentdesk.services.settings import BackupPlan

INTRO = N_(
    "Once a day, and when the window is closed, a copy of the desk is written to this folder and checked. "
    "Choose one on another disk: a copy beside the desk is lost with it."
)
FOLDER, KEEP = "folder", "keep"


class BackupSection(FormSection):
    """The folder, and how many copies are kept there."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Backup"), _(INTRO), place="settings/backup")
        form = Form()
        edit = CodeEdit(placeholder=_("no folder yet: no backups"))
        form.add(FOLDER, _("Folder for backups"), edit)
        form.add(KEEP, _("How many are kept"), LineEdit(), help=_("Older ones are removed."))
        self.forms.append(form)
        self.chooser = FolderChooser(edit, _("Choose a folder for backups"))
        card = Card()
        card.body.addWidget(form)
        card.body.addWidget(self.chooser)
        self.body.addWidget(card)
        self.begin()

    def kept(self) -> Mapping[str, str]:
        """The plan in force."""
        plan = self.session.settings.backup
        return {FOLDER: plan.folder, KEEP: str(plan.keep)}

    def write(self, values: Mapping[str, str]) -> Changes:
        """Set the plan."""
        if not values[KEEP].isdecimal():
            raise UsageError(
                _("“{text}” is no number.").format(text=values[KEEP]), _("Write 14, for example.")
            )
        plan = BackupPlan(values[FOLDER], int(values[KEEP]))
        return self.session.cases.administration.plan_backups(plan, self.session.me)

    def done(self, _answer: object) -> str:
        """Say so."""
        return _("The plan for backups is saved.")
