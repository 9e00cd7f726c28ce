"""Settings, Backup: where copies of the desk go, and those that are there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from incidentdesk.base.errors import UsageError
from incidentdesk.base.texts import N_, _
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.backup_list import BackupList
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.form_section import WIDTH, FormSection
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.folder_chooser import FolderChooser
from incidentdesk.gui.widgets.text import CodeEdit, LineEdit
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.desk.settings import BackupPlan

INTRO = N_(
    "Once a day, and when the window is closed, a copy of the desk is written to this folder and checked. "
    "Choose one on another disk: a copy beside the desk is lost with it."
)
FOLDER, KEEP = "folder", "keep"
NARROW = 200


def backup_section(session: WindowSession) -> Section:
    """The section for this desk: the practice desk is not backed up."""
    if not session.settings.practice:
        return BackupSection(session)
    words = _("The practice desk is not backed up: it can be started afresh at any time.")
    return Section(session, _("Backup"), words, max_width=WIDTH)


class BackupSection(FormSection):
    """The folder, how many copies are kept there, and the copies."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__(session, _("Backup"), _(INTRO), place="settings/backup")
        edit = CodeEdit(placeholder=_("no folder yet: no backups"))
        where, count = Form(), Form()
        where.add(FOLDER, _("Folder for backups"), edit)
        count.add(KEEP, _("How many are kept"), LineEdit(), help=_("Older ones are removed."))
        count.setMaximumWidth(NARROW)
        self.forms += [where, count]
        self.chooser = FolderChooser(edit, _("Choose a folder for backups"))
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(where, 1)
        row.addWidget(self.chooser, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(row)
        card.body.addWidget(count)
        self.body.addWidget(card)
        self.list = BackupList(session)
        self.body.addWidget(self.list)
        self.guard(self.chooser)
        self.shortcut(_("Stop the copy"), "Esc", session.backups.cancel)
        self.begin()

    def as_step(self) -> None:
        """In a guide there is no backup yet to look at."""
        super().as_step()
        self.list.hide()

    def open(self, _target: str) -> None:
        """Read how it stands."""
        self.list.open()

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
