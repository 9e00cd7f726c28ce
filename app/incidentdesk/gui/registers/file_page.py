"""Filling a register from a CSV file, in place of its list: read, judged row by row, filled, and undone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.registers import REGISTERS
from incidentdesk.domain.rights import Right
from incidentdesk.gui.allowed import OnlyFor
from incidentdesk.gui.background import Asked, BackgroundWork
from incidentdesk.gui.registers.file_card import FileCard, FileColumnsCard
from incidentdesk.gui.registers.file_choice import FileChoice
from incidentdesk.gui.registers.file_footer import FileFooter, counts_told
from incidentdesk.gui.registers.file_history import FileHistory, undone_words
from incidentdesk.gui.registers.file_verdicts import FileVerdicts
from incidentdesk.gui.registers.written_files import WrittenFiles
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import PageBody, PageHeader
from incidentdesk.gui.widgets.guidance import Banner, BannerTone
from incidentdesk.gui.widgets.progress_panel import ProgressPanel
from incidentdesk.services.jobs.register_jobs import (
    FillJob,
    LookAtFileJob,
    ReadVerdictsJob,
    UndoFileJob,
    counted,
)
from incidentdesk.services.registers.register_file_types import FileLook, FileOrder, FileUndone, Filled


class FilePage(QWidget):
    """One file for one register. Esc stops what is under way, or leads back (``left``); Ctrl+Enter fills.

    All that takes time is done in a process of its own; of what is asked for the newest wins.
    """

    left = Signal()

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.register = ""
        self.path: Path | None = None
        self.look: FileLook | None = None
        self.preview: Filled | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="incident-desk-"))
        self.work = BackgroundWork(session.cases.new_worker, self, lambda: session.me)
        self.reading_verdicts = BackgroundWork(session.cases.new_worker, self, lambda: session.me)
        self.header = PageHeader("")
        self.export_button = ActionButton("", icon_name="save")
        self.back_button = ActionButton(_("Back to the list"), key_hint="Esc", icon_name="arrow-left")
        self.banner = Banner()
        self.banner.hide()
        self.choice = FileChoice()
        self.file = FileCard()
        self.columns = FileColumnsCard()
        self.progress = ProgressPanel()
        self.verdicts = FileVerdicts()
        self.footer = FileFooter()
        self.written = WrittenFiles(session, self)
        self.history = FileHistory(session)
        self._lay_out()
        self._connect()

    @property
    def verdict_file(self) -> Path:
        """Where the verdicts of the last look are."""
        return self._folder / "verdicts.csv"

    # ---- what the room asks

    def show_register(self, register: str) -> None:
        """Fill this register; a file that was chosen for another is put away."""
        if register == self.register:
            return
        self.register = register
        plural = _(REGISTERS[register].plural)
        self.header.set_title(_("{register} from a CSV file").format(register=plural))
        self.export_button.setText(_("Save {register} as CSV…").format(register=plural.lower()))
        self.choice.show_register(plural)
        self._put_file_away()
        self.banner.set_message("", "accent")
        self.history.show_register(register)

    def focus_first(self) -> None:
        """Start with the file, or with filling."""
        (self.footer.button if self.preview is not None else self.choice).setFocus()

    def close_down(self) -> None:
        """The window closes: work stops between two steps, and what was only for the page goes."""
        self.work.close()
        self.reading_verdicts.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def stop_or_leave(self) -> None:
        """Stop what is under way; else lead back to the list."""
        if self.work.busy:
            self.work.cancel()
        else:
            self.left.emit()

    # ---- the file, and how it is read

    def take(self, paths: list[Path]) -> None:
        """Look at a file."""
        if paths:
            self.path, self.look = paths[0], None
            self._look()

    def _look(self, reading: Reading | None = None) -> None:
        if self.path is None:
            return
        self.banner.set_message("", "accent")
        self.preview = None
        self._busy_with(_("Looking at the file"))
        job = LookAtFileJob(self.path, self.register, reading)
        self.work.ask(Asked(job, self._looked, self._refused, topic="file"))

    def _looked(self, look: FileLook) -> None:
        self.look = look
        self.choice.empty.hide()
        self.file.show_look(look, self.path.name if self.path else "")
        self.columns.show_look(look)
        self.file.show()
        self.columns.show()
        self._judge()

    def _corrected(self, columns: Mapping[str, str]) -> None:
        if self.look is not None:
            self._look(replace(self.look.reading, columns=dict(columns)))

    def _order(self) -> FileOrder | None:
        if self.path is None or self.look is None:
            return None
        return FileOrder(self.path, self.register, self.look.reading, self.file.choices())

    # ---- judging and filling

    def _judge(self) -> None:
        """See what would become of every row; nothing is written."""
        order = self._order()
        self.preview = None
        if order is None or self.look is None or self.look.missing:
            self._rest()
            self.verdicts.hide()
            self._show_footer()
            return
        self._busy_with(_("Looking at the rows"))
        job = FillJob(order, self._session.me, self.verdict_file)
        self.work.ask(Asked(job, self._judged, self._refused, self.progress.tell, topic="file"))

    def _judged(self, seen: Filled) -> None:
        self._rest()
        if seen.state != "preview":
            self.banner.set_message(_("Stopped: not all rows were looked at."), "warning",
                                    [(_("Look again"), self._judge)])  # fmt: skip
            self._show_footer()
            return
        self.preview = seen
        words = ngettext(
            "Nothing is written yet. This would become of {n} row:",
            "Nothing is written yet. This would become of {n} rows:",
            seen.total,
        )
        self._show_verdicts(seen, words, _("Comes along: {names}."))
        self._show_footer()

    def fill(self) -> None:
        """Write what was looked at."""
        order = self._order()
        if self._session.refuses(Right.REGISTERS):
            return
        if order is None or self.preview is None or not counted(self.preview.counts) or self.work.busy:
            return
        self._busy_with(_("Filling the register"), stops=True)
        job = FillJob(order, self._session.me, self.verdict_file, write=True)
        self.work.ask(Asked(job, self._filled, self._refused, self.progress.tell, topic="file"))

    def _filled(self, done: Filled) -> None:
        self._rest()
        self._session.tasks.changed.emit(done.changes)
        self.history.show_register(self.register)
        words = ngettext("This became of {n} row:", "This became of {n} rows:", done.total)
        self._show_verdicts(done, words, _("Came along: {names}."))
        state = _("Filled:") if done.state == "done" else _("Stopped before the end:")
        actions: list[tuple[str, Callable[[], object]]] = []
        if done.state != "done":
            actions.append((_("Go on"), self._judge))
        if done.batch:
            actions.append((_("Undo"), partial(self._undo, done.batch)))
        actions.append((_("Show the list"), self.left.emit))
        tone: BannerTone = "good" if done.state == "done" else "warning"
        self.banner.set_message(f"{state} {counts_told(done.counts)}", tone, actions)
        if done.state == "done":
            self._put_file_away(keep_verdicts=True)
        self.preview = None
        self._show_footer()
        self.body.verticalScrollBar().setValue(0)
        self.choice.setFocus()

    def _undo(self, batch: str) -> None:
        self._busy_with(_("Undoing"), stops=True)
        job = UndoFileJob(batch, self._session.me)
        self.work.ask(Asked(job, self._undone, self._refused, self.progress.tell, topic="undo"))

    def _undone(self, done: FileUndone) -> None:
        self._rest()
        self._session.tasks.changed.emit(done.changes)
        self.history.show_register(self.register)
        self.banner.set_message(undone_words(done), "warning" if done.left else "good")
        self.verdicts.hide()
        self.choice.empty.setVisible(self.path is None)
        self._show_footer()

    # ---- showing

    def _busy_with(self, words: str, *, stops: bool = False) -> None:
        """Show that something is under way; where it ``stops`` what the person did, the focus goes along."""
        self.verdicts.hide()
        self.progress.begin(words)
        if stops:
            self.progress.button.setFocus()
        self._show_footer()

    def _rest(self) -> None:
        """Nothing is under way any more; the focus does not go with the button that is hidden."""
        self._show_footer()
        if self.progress.button.hasFocus():
            self.focus_first()
        self.progress.end()

    def _show_verdicts(self, seen: Filled, words: str, along: str) -> None:
        self.verdicts.show_filled(seen, words, along)
        self._list_verdicts()

    def _list_verdicts(self) -> None:
        job = ReadVerdictsJob(self.verdict_file, self.verdicts.kind())
        self.reading_verdicts.ask(Asked(job, self.verdicts.show_lines, self._refused, topic="verdicts"))

    def _show_footer(self) -> None:
        ready = not self.work.busy and self._session.may(Right.REGISTERS)
        self.footer.show_step(self.preview, ready=ready)
        self.footer.setVisible(self.look is not None)

    def _refused(self, error: UserFacingError) -> None:
        self._rest()
        self.banner.set_message(str(error), "danger")
        self.body.show_widget(self.banner)

    def _put_file_away(self, *, keep_verdicts: bool = False) -> None:
        self.choice.empty.setVisible(not keep_verdicts)
        self.path = self.look = self.preview = None
        self.file.hide()
        self.columns.hide()
        if not keep_verdicts:
            self.verdicts.hide()
        self._show_footer()

    # ---- making

    def _lay_out(self) -> None:
        self.header.right.addWidget(self.export_button)
        self.header.right.addWidget(self.back_button)
        self.body = PageBody(max_width=1080, centred=False)
        self.body.body.addWidget(OnlyFor(self._session, Right.REGISTERS, self).banner(self))
        for widget in (
            self.banner, self.choice, self.file, self.columns, self.progress, self.verdicts,
            self.history,
        ):  # fmt: skip
            self.body.body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.body, 1)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        self.choice.chosen.connect(self.take)
        self.file.rewritten.connect(self._look)
        self.file.decided.connect(self._judge)
        self.columns.corrected.connect(self._corrected)
        self.verdicts.kind_wanted.connect(self._list_verdicts)
        self.verdicts.save_wanted.connect(lambda: self.written.save_verdicts(self.verdict_file))
        self.progress.cancelled.connect(self.work.cancel)
        self.footer.button.clicked.connect(lambda _checked=False: self.fill())
        self.back_button.clicked.connect(lambda _checked=False: self.stop_or_leave())
        self.export_button.clicked.connect(lambda _checked=False: self.written.export(self.register))
        self.history.undo_wanted.connect(self._undo)
