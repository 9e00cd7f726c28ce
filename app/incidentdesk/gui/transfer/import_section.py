"""Importing: files, how each is read, what its rows become, a look at all of them, and the import."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.domain.rights import Right
from incidentdesk.gui.background import Asked, BackgroundWork
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.transfer.files_card import FilesCard
from incidentdesk.gui.transfer.import_footer import ImportFooter
from incidentdesk.gui.transfer.import_order import PageOrder
from incidentdesk.gui.transfer.origin_card import OriginCard
from incidentdesk.gui.transfer.reading_panel import ReadingPanel
from incidentdesk.gui.transfer.verdict_card import VerdictCard
from incidentdesk.gui.widgets.progress_panel import ProgressPanel
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.drafting import Draft
from incidentdesk.services.exports.desk_file import RestoredDesk
from incidentdesk.services.imports.import_texts import VERDICT_TEXTS
from incidentdesk.services.imports.import_types import VERDICTS, ImportResult, Progress
from incidentdesk.services.jobs.import_looks import Looked, LookJob, VerdictsJob
from incidentdesk.services.jobs.import_tasks import ImportTask
from incidentdesk.services.jobs.job_steps import Step
from incidentdesk.services.jobs.transfer_jobs import ImportJob, RestoreJob

PLACE = "transfer/import"


class ImportSection(Section):
    """``work`` does what takes long, ``looking`` looks at files meanwhile. Ctrl+Enter goes on.

    ``show_import`` asks for the list of what an import (by its uid) brought, ``undo_import`` for its undoing.
    """

    RIGHT = Right.SETTINGS
    show_import = Signal(str)
    undo_import = Signal(str)

    def __init__(self, session: WindowSession, work: BackgroundWork, looking: BackgroundWork) -> None:
        intro = _(
            "Bring incidents of another system along. First look at what would become of them; nothing is "
            "written before you say so, and an import can be undone."
        )
        super().__init__(session, _("Import"), intro, max_width=1240)
        self.work, self.looking = work, looking
        self.order = PageOrder()
        self._shown: Path | None = None
        self._result: ImportResult | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="incident-desk-"))
        self.keeper = DraftKeeper(session, PLACE, self._typed, self)
        self.files = FilesCard()
        self.reading = ReadingPanel(session, looking)
        self.origin = OriginCard()
        self.progress = ProgressPanel()
        self.verdicts = VerdictCard()
        self.footer = ImportFooter()
        for card in (self.files, self.reading, self.origin, self.progress, self.verdicts):
            self.body.addWidget(card)
        self.layout_below.addWidget(self.footer)
        self._connect()
        session.tasks.ask(self, self._read_choices, self._offer_choices)
        self.keeper.load(self._restore)
        self._show_all()

    def _connect(self) -> None:
        self.files.added.connect(self.add_files)
        self.files.chosen.connect(self._show_file)
        self.files.removed.connect(self._take_out)
        self.reading.look_wanted.connect(lambda key, reading: self._look_at([self._path()], key, reading))
        self.reading.corrected.connect(self._corrected)
        self.origin.edited.connect(self._origin_edited)
        self.progress.cancelled.connect(self.work.cancel)
        self.verdicts.kind_wanted.connect(self._ask_verdicts)
        self.verdicts.save_wanted.connect(lambda: self.reading.files.save_verdicts(self.verdict_file))
        self.footer.again.clicked.connect(lambda _checked=False: self.look())
        self.footer.button.clicked.connect(lambda _checked=False: self.go_on())
        self.work.changed.connect(self._show_buttons)
        self.session.surroundings_changed.connect(self._show_buttons)

    @property
    def verdict_file(self) -> Path:
        """Where the verdicts of the last look or import are."""
        return self._folder / "verdicts.csv"

    # ---- files

    def focus_first(self) -> None:
        """Start with the files, or with the next step."""
        (self.footer.button if self.order.files else self.files.drop).setFocus()

    def leave(self) -> None:
        """Keep what is chosen as a draft now."""
        self.keeper.flush()

    def close_down(self) -> None:
        """The window closes: what was only for the page goes."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def open(self, _target: str) -> None:
        """Tell of a desk that was only partly brought in."""
        self.session.tasks.ask(self, self.session.cases.desk_file.is_unfinished, self._tell_unfinished)

    def _tell_unfinished(self, unfinished: bool) -> None:
        if unfinished and not self.work.busy:
            words = _(
                "Another desk has only partly been brought in here. Import its file again to finish it."
            )
            self.banner.set_message(words, "warning")

    def add_files(self, paths: list[Path]) -> None:
        """Look at new files."""
        if fresh := [path for path in paths if path not in self.order.files]:
            self._look_at(fresh)

    def _look_at(self, paths: list[Path], format_: str = "auto", written: Reading | None = None) -> None:
        self.banner.set_message("", "good")
        self.footer.said.setText(_("Looking at the file…"))
        job = LookJob(tuple(paths), format_, written)
        self.looking.ask(Asked(job, self._looked, self._look_refused, topic="look"))

    def _looked(self, found: tuple[Looked, ...]) -> None:
        for one in found:
            self.order = self.order.with_file(one)
        self._shown = found[0].path
        if self.order.desk is not None and len(self.order.files) > 1:
            self.order = PageOrder({self.order.desk.path: self.order.desk})
            self._shown = self.order.desk.path if self.order.desk else None
            self.banner.set_message(
                _("A whole desk is imported by itself; the other files are left."), "warning"
            )
        self._changed()
        self._show_all()

    def _look_refused(self, error: UserFacingError) -> None:
        self._show_all()
        self.refuse(error)

    def _take_out(self, path: Path) -> None:
        before = self.order
        self.order = self.order.without(path)
        self._shown = next(iter(self.order.files), None)
        self._changed()
        self._show_all()
        self.session.undoable.emit(_("The file was taken out."), partial(self._put_back, before))
        (self.files.table if self.order.files else self.files.drop).setFocus()

    def _put_back(self, order: PageOrder) -> None:
        self.order = order
        self._shown = next(iter(order.files), None)
        self._changed()
        self._show_all()

    def _show_file(self, path: Path) -> None:
        self._shown = path
        self._show_reading()

    def _path(self) -> Path:
        """The file whose reading is shown."""
        files = self.order.files
        return self._shown if self._shown is not None and self._shown in files else next(iter(files))

    def _corrected(self, reading: Reading) -> None:
        self.order = self.order.with_reading(self._path(), reading)
        self._changed()

    def _origin_edited(self) -> None:
        system, process = self.origin.system.text().strip(), self.origin.process.value() or ""
        self.order = replace(self.order, system=system, process=process)
        self._changed()

    def _changed(self) -> None:
        """What was looked at before does not hold any more."""
        self._result = None
        self.verdicts.hide()
        self.keeper.touch()
        self._show_buttons()

    # ---- looking and importing

    def go_on(self) -> None:
        """Do the next step: look first, then import; a whole desk is brought in."""
        if self.work.busy or not self.order.files:
            return
        if self.order.desk is not None:
            self._restore_desk(self.order.desk.path)
        elif self._result is None:
            self.look()
        else:
            self._start("run", _("Importing"), self._result.total)

    def look(self) -> None:
        """Look at all records; nothing is written."""
        if self.order.files and not self.work.busy:
            self._start("preview", _("Looking at the records"), 0)

    def _resume(self, batch: str) -> None:
        task = ImportTask("resume", self.session.me, ref=batch, verdicts=self.verdict_file)
        self._begin(task, _("Importing"))

    def _start(self, what: str, words: str, expected: int) -> None:
        order = self.order.as_asked(expected or sum(one.reading.rows for one in self.order.files.values()))
        self._begin(ImportTask(what, self.session.me, order, "", self.verdict_file), words)

    def _begin(self, task: ImportTask, words: str) -> None:
        if self.work.busy:
            return
        self.banner.set_message("", "good")
        self.verdicts.hide()
        self.progress.begin(words)
        self.page.show_widget(self.progress)
        self.progress.button.setFocus()
        self.work.ask(Asked(ImportJob(task), self._done, self._refused, self._told))

    def _told(self, progress: Progress | Step) -> None:
        if isinstance(progress, Step):
            self.progress.show_step(_("Bringing the desk in"), progress.done, progress.whole)
        else:
            self.progress.tell(progress)

    def _done(self, result: ImportResult) -> None:
        self.progress.end()
        self.verdicts.show_result(result)
        self._ask_verdicts()
        if result.state == "preview":
            self._result = result
        else:
            self._imported(result)
        self._show_buttons()
        if result.state == "preview":
            self.footer.button.setFocus()
            QTimer.singleShot(0, self, lambda: self.page.verticalScrollBar().setValue(self.verdicts.y()))
        else:
            self.files.drop.setFocus()
            self.page.verticalScrollBar().setValue(0)

    def _imported(self, result: ImportResult) -> None:
        new, changed = result.counts.get("new", 0), result.counts.get("changed", 0)
        state = _("Imported") if result.state == "done" else _("Stopped")
        counts = ((result.counts.get(key, 0), _(VERDICT_TEXTS[key]).lower()) for key in VERDICTS)
        told = ", ".join(f"{count:,} {verdict}" for count, verdict in counts if count)
        words = _("{state}: {counts}.").format(state=state, counts=told or _("no records"))
        batch = result.batch
        actions = [(_("Show them"), lambda: self.show_import.emit(batch))] if new + changed else []
        if result.state != "done":
            self._result = None  # what was seen before is true no more
            actions.append((_("Go on"), lambda: self._resume(batch)))
        actions.append((_("Undo…"), lambda: self.undo_import.emit(batch)))
        self.banner.set_message(words, "good" if result.state == "done" else "warning", actions)
        if not self.isVisible():
            self.session.told.emit(words, "good")
        if result.state == "done":
            self.order = PageOrder()
            self.keeper.forget()
            self._show_all(keep_verdicts=True)

    def _restore_desk(self, path: Path) -> None:
        self.progress.begin(_("Bringing the desk in"))
        self.work.ask(Asked(RestoreJob(path, self.session.me), self._restored, self._refused, self._told))

    def _restored(self, done: RestoredDesk) -> None:
        self.progress.end()
        self.order = PageOrder()
        self.keeper.forget()
        self._show_all()
        words = ngettext(
            "The desk is here, with {n} incident.", "The desk is here, with {n} incidents.", done.incidents
        )
        words = words.format(n=f"{done.incidents:,}") + " " + _(
            "Its staff, settings and processes are in force once the window is closed and opened again."
        )  # fmt: skip
        self.banner.set_message(words, "good", [(_("Close the window"), self.window().close)])
        # Its incidents keep the numbers of their last changes, which those who look for new ones pass over.
        self.session.tasks.changed.emit(Changes(things=frozenset({"elsewhere"})))

    def _refused(self, error: UserFacingError) -> None:
        self.progress.end()
        self._show_buttons()
        self.refuse(error)

    def _ask_verdicts(self) -> None:
        job = VerdictsJob(self.verdict_file, self.verdicts.kind())
        self.looking.ask(Asked(job, self.verdicts.show_verdicts, self._refused, topic="verdicts"))

    # ---- showing

    def _show_all(self, *, keep_verdicts: bool = False) -> None:
        self.files.show_files(list(self.order.files.values()), self._shown, explain=not keep_verdicts)
        records = bool(self.order.files) and self.order.desk is None
        self.reading.setVisible(records)
        self.origin.setVisible(records)
        if not keep_verdicts and self._result is None:
            self.verdicts.hide()
        if records:
            self._show_reading()
        self._show_buttons()

    def _show_reading(self) -> None:
        looked = self.order.files[self._path()]
        self.reading.show_file(looked)
        self.origin.show_origin(self.order.system, self.order.process, looked.system)

    def _show_buttons(self) -> None:
        self.footer.show_step(self.order, self._result, busy=self.work.busy, writes=self.may_change)

    # ---- what there is to choose, and what is kept

    def _read_choices(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        formats = [(one.key, one.title) for one in self.session.cases.importing.formats.all()]
        return formats, [(one.key, one.title) for one in self.session.cases.administration.processes()]

    def _offer_choices(self, found: tuple[list[tuple[str, str]], list[tuple[str, str]]]) -> None:
        formats, processes = found
        self.reading.card.offer_formats(formats)
        self.origin.offer(processes, self.session.settings.default_process)

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        return self.order.to_json(), {}

    def _restore(self, drafts: dict[str, Draft]) -> None:
        if not self.order.files and drafts:
            self.order = PageOrder.from_json({key: draft.value for key, draft in drafts.items()})
            self._shown = next(iter(self.order.files), None)
            self._show_all()
