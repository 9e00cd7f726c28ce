"""Importing: files, how each is read, what its rows become, a look at all of them, and the import."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.importing_settings import Reading
from incidentdesk.domain.json_values import JsonValue
from incidentdesk.gui.drafts import DraftKeeper
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.transfer.background import Asked, BackgroundWork
from incidentdesk.gui.transfer.files_card import FilesCard
from incidentdesk.gui.transfer.import_order import PageOrder
from incidentdesk.gui.transfer.mapping_card import ColumnsCard, ValuesCard
from incidentdesk.gui.transfer.progress_panel import ProgressPanel
from incidentdesk.gui.transfer.reading_card import ReadingCard
from incidentdesk.gui.transfer.sample_card import SampleCard
from incidentdesk.gui.transfer.settings_files import SettingsFiles
from incidentdesk.gui.transfer.verdict_card import VerdictCard
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, FooterBar
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import LineEdit
from incidentdesk.services.desk_file import RestoredDesk
from incidentdesk.services.drafting import Draft
from incidentdesk.services.import_looks import Looked, LookJob, SampleJob, Verdicts, VerdictsJob
from incidentdesk.services.import_tasks import ImportTask
from incidentdesk.services.import_types import VERDICTS, ImportResult, Progress
from incidentdesk.services.transfer_jobs import ImportJob, RestoreJob, Step

PLACE = "transfer/import"
QUIET_MS = 200
"""How long corrections rest before the first rows are read again."""


class ImportSection(Section):
    """``work`` does what takes long, ``looking`` looks at files meanwhile. Ctrl+Enter goes on.

    ``show_import`` asks for the list of what an import (by its uid) brought, ``undo_import`` for its undoing.
    """

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
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._ask_sample)
        self._make_cards()
        self._make_footer()
        self.settings_files = SettingsFiles(self, session.tasks)
        self.settings_files.loaded.connect(self._take_settings)
        self._connect()
        session.tasks.ask(self, self._read_choices, self._offer_choices)
        self.keeper.load(self._restore)
        self._show_all()

    def _make_cards(self) -> None:
        self.files = FilesCard()
        self.reading = ReadingCard()
        self.columns = ColumnsCard()
        self.values = ValuesCard(self.session.settings)
        self.sample = SampleCard()
        self.verdicts = VerdictCard()
        self.progress = ProgressPanel()
        self.origin = Card()
        self.system = LineEdit()
        self.process = SearchSelect()
        self.system_frame = FieldFrame(
            _("Name of the other &system"), self.system,
            help=_("With it and the number there an incident is known again, also next time."),
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.addWidget(self.system_frame, 0, 0)
        grid.addWidget(FieldFrame(_("Import as incidents of the p&rocess"), self.process), 0, 1)
        self.origin.body.addLayout(grid)
        for card in (self.files, self.reading, self.columns, self.values, self.sample, self.origin,
                     self.progress, self.verdicts):  # fmt: skip
            self.body.addWidget(card)

    def _make_footer(self) -> None:
        self.footer = FooterBar()
        self.said = text_label("", "muted")
        self.again = ActionButton(_("Look again"))
        self.again.clicked.connect(lambda _checked=False: self.look())
        self.button = ActionButton(_("Look first"), kind="primary", key_hint="Ctrl+Enter")
        self.button.clicked.connect(lambda _checked=False: self.go_on())
        self.footer.left.addWidget(self.said)
        self.footer.right.addWidget(self.again)
        self.footer.right.addWidget(self.button)
        self.layout_below.addWidget(self.footer)

    def _connect(self) -> None:
        self.files.added.connect(self.add_files)
        self.files.chosen.connect(self._show_file)
        self.files.removed.connect(self._take_out)
        self.reading.format_wanted.connect(lambda key: self._look_at([self._current().path], key))
        self.reading.writing_wanted.connect(self._look_as_written)
        self.reading.corrected.connect(self._corrected)
        self.reading.save_wanted.connect(lambda: self.settings_files.save(self._current().reading))
        self.reading.load_wanted.connect(self.settings_files.load)
        self.columns.corrected.connect(self._columns_corrected)
        self.values.corrected.connect(lambda values: self._corrected(replace(self._reading(), values=values)))
        self.system.textEdited.connect(self._origin_edited)
        self.process.changed.connect(self._origin_edited)
        self.progress.cancelled.connect(self.work.cancel)
        self.verdicts.kind_wanted.connect(lambda _kind: self._ask_verdicts())
        self.verdicts.save_wanted.connect(lambda: self.settings_files.save_verdicts(self._verdict_file()))
        self.work.changed.connect(self._show_buttons)

    # ---- files

    def focus_first(self) -> None:
        """Start with the files, or with the next step."""
        (self.button if self.order.files else self.files.drop).setFocus()

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
        fresh = [path for path in paths if path not in self.order.files]
        if fresh:
            self._look_at(fresh)

    def _look_at(self, paths: list[Path], format_: str = "auto", written: Reading | None = None) -> None:
        self.banner.set_message("", "good")
        self.said.setText(_("Looking at the file…"))
        job = LookJob(tuple(paths), format_, written)
        self.looking.ask(Asked(job, self._looked, self._look_refused))

    def _look_as_written(self, reading: Reading) -> None:
        current = self._current()
        self._look_at([current.path], current.format, reading)

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

    def _current(self) -> Looked:
        files = self.order.files
        return files[self._shown] if self._shown in files else next(iter(files.values()))  # type: ignore[index]

    def _reading(self) -> Reading:
        return self._current().reading

    # ---- corrections

    def _corrected(self, reading: Reading) -> None:
        self.order = self.order.with_reading(self._current().path, reading)
        self._changed()
        self._quiet.start()

    def _columns_corrected(self, columns: Mapping[str, str]) -> None:
        self._corrected(replace(self._reading(), columns=columns))
        self.reading.show_file(self._current())

    def _take_settings(self, reading: Reading) -> None:
        current = self._current()
        kept = replace(
            reading, heads=current.reading.heads, sample=current.reading.sample, rows=current.reading.rows,
            damaged=current.reading.damaged, doubts=current.reading.doubts,
        )  # fmt: skip
        self.order = self.order.with_reading(current.path, kept)
        self._changed()
        self._show_reading()
        self.session.told.emit(_("The settings are loaded."), "good")

    def _origin_edited(self, _value: object = None) -> None:
        self.order = replace(
            self.order, system=self.system.text().strip(), process=self.process.value() or ""
        )
        self._changed()

    def _changed(self) -> None:
        """What was looked at before does not hold any more."""
        self._result = None
        self.verdicts.hide()
        self.keeper.touch()
        self._show_buttons()

    def _ask_sample(self) -> None:
        if not self.order.files or self.order.desk is not None:
            return
        self.sample.wait()
        current = self._current()
        job = SampleJob(current.path, current.reading)
        self.looking.ask(Asked(job, self.sample.show_rows, lambda error: self.sample.say(str(error))))

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
            self._import(self._result.total)

    def look(self) -> None:
        """Look at all records; nothing is written."""
        if self.order.files and not self.work.busy:
            self._start("preview", _("Looking at the records"), 0)

    def _import(self, expected: int) -> None:
        self._start("run", _("Importing"), expected)

    def _start(self, what: str, words: str, expected: int) -> None:
        self.banner.set_message("", "good")
        self.verdicts.hide()
        order = self.order.as_asked(expected or sum(one.reading.rows for one in self.order.files.values()))
        task = ImportTask(what, self.session.me, order, "", self._verdict_file())
        self.progress.begin(words)
        self.page.show_widget(self.progress)
        self.work.ask(Asked(ImportJob(task), self._done, self._refused, self._told))

    def _told(self, progress: Progress | Step) -> None:
        if isinstance(progress, Step):
            self.progress.show_step(_("Bringing the desk in"), progress.done, progress.whole)
            return
        words = _("{what}: {done} of {whole}") if progress.total else _("{what}: {done}")
        self.progress.show_step(
            words.format(what=progress.what, done=f"{progress.done:,}", whole=f"{progress.total:,}"),
            progress.done,
            progress.total,
        )

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
            self.button.setFocus()
            QTimer.singleShot(0, self, self._show_verdict_card)
        else:
            self.files.drop.setFocus()
            self.page.show_widget(self.banner)

    def _show_verdict_card(self) -> None:
        self.page.verticalScrollBar().setValue(self.verdicts.y())

    def _imported(self, result: ImportResult) -> None:
        new, changed = result.counts.get("new", 0), result.counts.get("changed", 0)
        state = _("Imported") if result.state == "done" else _("Stopped")
        words = _("{state}: {new} new, {changed} changed, {unchanged} unchanged, {refused} refused.").format(
            state=state, **{key: f"{result.counts.get(key, 0):,}" for key in VERDICTS}
        )
        batch = result.batch
        actions = [(_("Show them"), lambda: self.show_import.emit(batch))] if new + changed else []
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
        self.work.ask(Asked(RestoreJob(path), self._restored, self._refused, self._told))

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
        close = self.window().close
        self.banner.set_message(words, "good", [(_("Close the window"), close)])

    def _refused(self, error: UserFacingError) -> None:
        self.progress.end()
        self._show_buttons()
        self.refuse(error)

    def _verdict_file(self) -> Path:
        return self._folder / "verdicts.csv"

    def _ask_verdicts(self) -> None:
        job = VerdictsJob(self._verdict_file(), self.verdicts.kind())
        self.looking.ask(Asked(job, self._show_verdicts, self._refused))

    def _show_verdicts(self, verdicts: Verdicts) -> None:
        self.verdicts.show_verdicts(verdicts)

    # ---- showing

    def _show_all(self, *, keep_verdicts: bool = False) -> None:
        self.files.show_files(list(self.order.files.values()), self._shown)
        desk, some = self.order.desk, bool(self.order.files)
        for card in (self.reading, self.columns, self.values, self.sample, self.origin):
            card.setVisible(some and desk is None)
        if not keep_verdicts and self._result is None:
            self.verdicts.hide()
        if some and desk is None:
            self.system.setText(self.order.system)
            self.process.set_value(self.order.process or None)
            self._show_reading()
        self._show_buttons()

    def _show_reading(self) -> None:
        current = self._current()
        self.reading.show_file(current)
        self.columns.show_reading(current.reading)
        self.values.show_reading(current.reading, self.session.settings)
        self.system.setPlaceholderText(current.system)
        self._ask_sample()

    def _show_buttons(self) -> None:
        desk, some, looked = self.order.desk, bool(self.order.files), self._result
        count = sum(looked.counts.get(key, 0) for key in ("new", "changed")) if looked else 0
        if desk is not None:
            text = _("Bring the desk in")
            words = ngettext(
                "A whole desk with {n} incident, for a desk without any. Its staff and settings take the "
                "place of those that are here.",
                "A whole desk with {n} incidents, for a desk without any. Its staff and settings take the "
                "place of those that are here.",
                desk.incidents,
            ).format(n=f"{desk.incidents:,}")
        elif looked is not None:
            text = ngettext("Import {n} incident", "Import {n} incidents", count).format(n=f"{count:,}")
            words = _("Nothing is written yet.")
        else:
            text, words = _("Look first"), _("Nothing is written by a look.") if some else ""
        self.button.setText(text)
        self.button.updateGeometry()
        self.said.setText(words)
        self.again.setVisible(looked is not None)
        ready = some and not self.work.busy and (looked is None or count > 0)
        self.button.setEnabled(ready)
        self.again.setEnabled(not self.work.busy)
        self.footer.setVisible(some)

    # ---- what there is to choose, and what is kept

    def _read_choices(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        formats = [(one.key, one.title) for one in self.session.cases.importing.formats.all()]
        return formats, [(one.key, one.title) for one in self.session.cases.administration.processes()]

    def _offer_choices(self, found: tuple[list[tuple[str, str]], list[tuple[str, str]]]) -> None:
        formats, processes = found
        self.reading.offer_formats(formats)
        self.process.set_choices([Choice(key, title) for key, title in processes])
        default = dict(processes).get(self.session.settings.default_process, "")
        self.process.setPlaceholderText(default)

    def _typed(self) -> tuple[Mapping[str, JsonValue], Mapping[str, JsonValue]]:
        return self.order.to_json(), {}

    def _restore(self, drafts: dict[str, Draft]) -> None:
        if not self.order.files and drafts:
            self.order = PageOrder.from_json({key: draft.value for key, draft in drafts.items()})
            self._shown = next(iter(self.order.files), None)
            self._show_all()
