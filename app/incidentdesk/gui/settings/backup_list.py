"""The copies of the desk: writing one now, looking again whether one is whole, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.base.time_source import in_zone
from incidentdesk.domain.rights import Right
from incidentdesk.gui.backup_keeper import standing_words
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.guidance import Banner
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.progress_panel import ProgressPanel
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.services.backups.backups import BackupFile, Checked, DeskFacts
from incidentdesk.services.backups.desk_copies import fault_words
from incidentdesk.services.samples.departure import Departure

MB = 1_000_000
CERTAIN = N_(
    "Restore {file}? It has {incidents}. The desk as it is now is laid aside in its folder, so that nothing "
    "of it is lost; the window opens again on the backup."
)


class BackupList(QWidget):
    """What there is, and what can be done with it. It stands still while a backup is written or verified."""

    def __init__(self, session: WindowSession) -> None:
        super().__init__()
        self._session = session
        self._keeper = session.backups
        self._dialog: QFileDialog | None = None
        self._working = ""
        self.says = text_label("", "strong")
        self.now_button = ActionButton(_("Back up &now"), icon_name="save")
        self.verify_desk_button = ActionButton(_("&Verify the desk"), icon_name="check")
        self.progress = ProgressPanel()
        self.progress.cancelled.connect(self._keeper.cancel)
        self.answer = Banner(closable=True, parent=self)
        self.answer.hide()
        columns = (
            Column(_("Backup of"), _time),
            Column(_("Size"), lambda file: _("{n} MB").format(n=f"{file.size / MB:.1f}"), 88, number=True),
            Column(_("File"), lambda file: file.path.name, 400, muted=True),
        )
        self.model = RecordsModel(columns)
        self.table = RecordsTable(_("Backups"), self.model)
        self.verify_button = ActionButton(_("Verify this one"))
        self.restore_button = ActionButton(_("Restore this one…"))
        self.other_button = ActionButton(_("Restore &from another file…"))
        self._lay_out()
        self._connect()
        self._show()

    def open(self) -> None:
        """The person came here: read how it stands."""
        self._keeper.look()

    def restore(self, path: Path) -> None:
        """Look at a copy, and ask whether it is to take the place of the desk."""
        question = partial(self._session.cases.backups.look_at, path, self._session.me)
        self._session.tasks.ask(
            self, question, partial(self._ask, path), topic="restore", refused=self._refuse
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        now = Card()
        self._now = QHBoxLayout()
        self._now.setSpacing(8)
        for button in (self.verify_desk_button, self.now_button):
            self._now.addWidget(button)
        self._now.insertWidget(0, self.says, 1)
        now.body.addLayout(self._now)
        column.addWidget(now)
        column.addWidget(self.progress)
        column.addWidget(self.answer)
        self.list_card = Card(padded=False)
        self.list_card.body.addWidget(self.table)
        column.addWidget(self.list_card)
        self._below = QHBoxLayout()
        self._below.setSpacing(8)
        self._below.addWidget(self.verify_button)
        self._below.addWidget(self.restore_button)
        self._below.addStretch(1)
        self._below.addWidget(self.other_button)
        column.addLayout(self._below)

    def _place_other(self, *, below: bool) -> None:
        """Another file is restored from below the list, or, where there is none, from beside what is said."""
        if below:
            self._below.addWidget(self.other_button)
        else:
            self._now.insertWidget(1, self.other_button)

    def _connect(self) -> None:
        self.now_button.clicked.connect(lambda _checked=False: self._back_up())
        self.verify_desk_button.clicked.connect(lambda _checked=False: self._verify(None))
        self.verify_button.clicked.connect(lambda _checked=False: self._with_chosen(self._verify))
        self.restore_button.clicked.connect(lambda _checked=False: self._with_chosen(self.restore))
        self.table.opened.connect(lambda _row: self._with_chosen(self.restore))
        self.other_button.clicked.connect(lambda _checked=False: self._choose())
        self._keeper.told.connect(self._show)
        self._keeper.made.connect(self._tell)

    def _show(self) -> None:
        keeper = self._keeper
        standing, step = keeper.standing, keeper.step
        if step is not None:
            words = self._working or _("Writing a backup, and checking it")
            if self.progress.isHidden():
                self.progress.begin(words)
            self.progress.show_step(words, step.done, step.whole)
        else:
            self.progress.end()
        if standing is None:
            return
        now = self._session.cases.desk.time.now().local()
        self.says.setText(standing_words(standing, keeper.error, now))
        if self.model.records() != list(standing.found):
            self.model.set_records(standing.found)
            self.table.select_row(0)
        for button in (self.now_button, self.verify_desk_button, self.verify_button):
            button.setEnabled(step is None)
        may = self._session.may(Right.SETTINGS)
        for button in (self.restore_button, self.other_button):
            button.setEnabled(step is None and may)
            button.setToolTip("" if may else self._session.who_may(Right.SETTINGS))
        self._place_other(below=bool(standing.found))
        self.now_button.setVisible(bool(standing.plan.folder))
        for widget in (self.list_card, self.verify_button, self.restore_button):
            widget.setVisible(bool(standing.found))
        if keeper.error is not None and self.answer.isHidden():
            self._refuse(keeper.error)

    def _tell(self, _made: object) -> None:
        self._session.told.emit(_("The backup is written."), "good")

    def _back_up(self) -> None:
        self._working = ""
        self.answer.set_message("", "accent")
        self._keeper.back_up()

    def _verify(self, path: Path | None) -> None:
        self._working = _("Verifying {what}").format(what=path.name if path else _("the desk"))
        self.answer.set_message("", "accent")
        self._keeper.verify(path, self._verified, self._fail)

    def _verified(self, checked: Checked) -> None:
        if checked.faults:
            words = _("Not whole: {what}. Keep an older backup that is.").format(what=fault_words(checked))
            self.answer.set_message(words, "danger")
        else:
            words = _("Whole: {incidents}, {n} entries and {files} files were looked at.")
            counts = {"n": f"{checked.entries:,}", "files": f"{checked.files:,}"}
            self.answer.set_message(words.format(incidents=_count(checked.incidents), **counts), "good")

    def _ask(self, path: Path, facts: DeskFacts) -> None:
        incidents = _count(facts.incidents)
        if facts.incidents:
            newest = in_zone(facts.newest_ms, self._session.settings.zone).local()
            said = _("{incidents}, the newest of {time}")
            incidents = said.format(incidents=incidents, time=f"{newest:%d %b %Y %H:%M}")
        words = _(CERTAIN).format(file=path.name, incidents=incidents)
        actions = ((_("&Restore it"), partial(self._certain, path)), (_("&Keep the desk"), self._keep))
        self.answer.set_message(words, "warning", actions)
        self.answer.actions_shown()[-1].setFocus()

    def _keep(self) -> None:
        self.answer.set_message("", "accent")
        self.table.setFocus()

    def _certain(self, path: Path) -> None:
        """Verify it first: the window closes only for a copy that is whole."""
        self.answer.set_message("", "accent")
        self._working = _("Verifying {what}").format(what=path.name)

        def verified(checked: Checked) -> None:
            self._verified(checked)
            if not checked.faults:
                self._session.leave.emit(Departure("ours", backup=path))

        self._keeper.verify(path, verified, self._fail)

    def _choose(self) -> None:
        if self._dialog is None:
            self._dialog = QFileDialog(self, _("Choose a backup"))
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            self._dialog.setNameFilter(_("Backups") + " (*.sqlite3)")
            self._dialog.fileSelected.connect(lambda name: self.restore(Path(name)))
        self._dialog.open()

    def _with_chosen(self, act: Callable[[Path], None]) -> None:
        row = self.table.current_row()
        if 0 <= row < self.model.rowCount():
            act(self.model.record(row).path)

    def _refuse(self, error: UserFacingError) -> bool:
        self.answer.set_message(str(error), "danger")
        return True

    def _fail(self, error: UserFacingError) -> None:
        self._refuse(error)


def _time(file: BackupFile) -> str:
    return f"{file.at:%a %d %b %Y %H:%M}"


def _count(incidents: int) -> str:
    return ngettext("{n} incident", "{n} incidents", incidents).format(n=f"{incidents:,}")
