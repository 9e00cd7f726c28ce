"""The imports so far: what each brought, and taking one back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.domain.import_batch import Batch
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.domain.rights import Right
from incidentdesk.gui.background import Asked, BackgroundWork
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.theme import ROW_HEIGHT
from incidentdesk.gui.transfer.undo_card import SHOWN, UndoCard
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.progress_panel import ProgressPanel
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.services.desk.desk import Changes
from incidentdesk.services.imports.import_texts import STATE_TEXTS
from incidentdesk.services.imports.import_types import ImportResult, UndoLook, UndoResult
from incidentdesk.services.jobs.import_looks import UndoLookJob
from incidentdesk.services.jobs.import_tasks import ImportTask
from incidentdesk.services.jobs.transfer_jobs import ImportJob

HEAD, MOST_ROWS = 34, 10
TONES = {"running": "accent", "stopped": "warning", "done": "good", "undoing": "warning", "undone": "neutral"}


class HistorySection(Section):
    """A table of imports, newest first, and what can be done with the chosen one.

    ``show_import`` asks for the list of what an import brought, ``import_wanted`` for the import page.
    """

    RIGHT = Right.SETTINGS
    show_import = Signal(str)
    import_wanted = Signal()

    def __init__(self, session: WindowSession, work: BackgroundWork) -> None:
        intro = _(
            "Every import keeps what it did. Undoing one withdraws what it created and nobody has worked on "
            "since (the numbers are not given again), and puts back what it changed."
        )
        super().__init__(session, _("Imports so far"), intro, max_width=1240)
        self.work = work
        self._wanted = ""
        self._unfinished: frozenset[str] = frozenset()
        self._make_table()
        self.undo_card = UndoCard()
        self.undo_card.confirm.clicked.connect(lambda _checked=False: self.undo())
        self.undo_card.keep.clicked.connect(lambda _checked=False: self.put_away())
        self.progress = ProgressPanel()
        self.progress.cancelled.connect(work.cancel)
        self.empty = EmptyState(
            "inbox", _("Nothing was imported yet"),
            _("What you bring along from another system is listed here, and can be undone."),
            action=_("Import"),
        )  # fmt: skip
        self.empty.acted.connect(self.import_wanted)
        for widget in (self.undo_card, self.progress, self.card, self.empty):
            self.body.addWidget(widget)
        session.tasks.changed.connect(self._desk_changed)
        work.changed.connect(self._show_buttons)
        session.surroundings_changed.connect(self._show_buttons)
        self._show([])

    def _make_table(self) -> None:
        columns = (
            Column(_("When"), lambda one: instant_text(one.started), 144),
            Column(_("From"), lambda one: one.system, 104),
            Column(_("Files"), lambda one: one.file_name),
            Column(_("New"), partial(_count, "new"), 64, number=True),
            Column(_("Changed"), partial(_count, "changed"), 84, number=True),
            Column(_("Unchanged"), partial(_count, "unchanged"), 104, number=True),
            Column(_("Refused"), partial(_count, "refused"), 80, number=True),
            Column(_("State"), self._state, 112, tone=self._tone),
        )
        self.model = RecordsModel(columns, retired=lambda one: one.state == "undone", spoken=_spoken)
        self.table = RecordsTable(_("Imports so far"), self.model)
        self.table.setMinimumHeight(0)
        self.table.opened.connect(lambda _row: self.show_chosen())
        self.table.selectionModel().currentRowChanged.connect(lambda: self._show_buttons())
        self.show_button = ActionButton(_("Sho&w them"), key_hint="Enter")
        self.show_button.clicked.connect(lambda _checked=False: self.show_chosen())
        self.undo_button = ActionButton(_("&Undo…"), icon_name="undo", key_hint="Del")
        self.undo_button.clicked.connect(lambda _checked=False: self.look_at_undo())
        self.resume_button = ActionButton(_("&Go on"), icon_name="play")
        self.resume_button.clicked.connect(lambda _checked=False: self.resume())
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.show_button, self.undo_button, self.resume_button):
            row.addWidget(button)
        row.addStretch()
        self.card = Card()
        self.card.body.addWidget(self.table)
        self.card.body.addLayout(row)
        self.shortcut(_("Undo the import"), "Del", self.look_at_undo)

    # ---- what is shown

    def open(self, target: str) -> None:
        """Show the imports; with a ``target`` ask whether that one is to be undone."""
        self._wanted = target
        self._load()

    def focus_first(self) -> None:
        """Start in the table, or with the question that is asked."""
        if not self.undo_card.isHidden():
            self.undo_card.confirm.setFocus()
        elif self.card.isHidden():
            self.empty.button.setFocus()
        else:
            self.table.setFocus()

    def chosen(self) -> Batch | None:
        """The import that is chosen."""
        row = self.table.current_row()
        return self.model.record(row) if 0 <= row < self.model.rowCount() else None

    def _load(self) -> None:
        importing = self.session.cases.importing

        def read() -> tuple[list[Batch], frozenset[str]]:
            return importing.batches(), frozenset(one.uid for one in importing.unfinished())

        self.session.tasks.ask(self, read, self._loaded, topic="imports")

    def _loaded(self, found: tuple[list[Batch], frozenset[str]]) -> None:
        batches, self._unfinished = found
        self._show(batches)
        wanted, self._wanted = self._wanted, ""
        for row, one in enumerate(batches):
            if one.uid == wanted:
                self.table.select_row(row)
                self.look_at_undo()

    def _show(self, batches: list[Batch]) -> None:
        before = self.chosen()
        self.model.set_records(batches)
        self.table.setFixedHeight(HEAD + ROW_HEIGHT * max(1, min(len(batches), MOST_ROWS)))
        uids = [one.uid for one in batches]
        if batches:
            self.table.select_row(uids.index(before.uid) if before and before.uid in uids else 0)
        shown, hidden = (self.card, self.empty) if batches else (self.empty, self.card)
        focused: QWidget | None = QApplication.focusWidget()
        led_away = focused is not None and hidden.isAncestorOf(focused)
        shown.show()
        if led_away:
            (self.table if batches else self.empty.button).setFocus()
        hidden.hide()
        self._show_buttons()

    def _desk_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.things & {"elsewhere", "imports"}:
            self._load()

    def _show_buttons(self) -> None:
        one, busy = self.chosen(), self.work.busy
        touched = one is not None and bool(one.counts.get("new", 0) + one.counts.get("changed", 0))
        self.show_button.setEnabled(touched and one is not None and one.state != "undone")
        can_undo = one is not None and (
            one.state in {"done", "stopped", "undoing"} or one.uid in self._unfinished
        )
        self.undo_button.setEnabled(can_undo and not busy and self.may_change)
        goes_on = one is not None and one.uid in self._unfinished and one.state in {"running", "stopped"}
        self.resume_button.setVisible(goes_on)
        self.resume_button.setEnabled(not busy and self.may_change)

    def _state(self, one: Batch) -> str:
        return _("Broken off") if one.uid in self._unfinished else _(STATE_TEXTS[one.state])

    def _tone(self, one: Batch) -> str:
        return "warning" if one.uid in self._unfinished else TONES[one.state]

    # ---- what can be done

    def show_chosen(self) -> None:
        """Show what the chosen import brought."""
        one = self.chosen()
        if one is not None and self.show_button.isEnabled():
            self.show_import.emit(one.uid)

    def look_at_undo(self) -> None:
        """See what undoing the chosen import would do."""
        one = self.chosen()
        if one is None or not self.undo_button.isEnabled():
            return
        self.progress.begin(_("Looking at what would be undone"))
        self.work.ask(Asked(UndoLookJob(one.uid), partial(self._ask_undo, one), self._refused))

    def undo(self) -> None:
        """Undo the import that was looked at."""
        one = self.chosen()
        if one is None or self.undo_card.isHidden() or self.work.busy:
            return
        self.undo_card.hide()
        self.progress.begin(_("Undoing the import"))
        task = ImportTask("undo", self.session.me, ref=one.uid)
        self.work.ask(Asked(ImportJob(task), self._undone, self._refused, self.progress.tell))

    def resume(self) -> None:
        """Go on with an import that was broken off."""
        one = self.chosen()
        if one is None or self.work.busy:
            return
        self.progress.begin(_("Importing"))
        self.progress.button.setFocus()
        task = ImportTask("resume", self.session.me, ref=one.uid)
        self.work.ask(Asked(ImportJob(task), self._resumed, self._refused, self.progress.tell))

    def go_on(self) -> None:
        """Ctrl+Enter: answer the question, where one is asked."""
        if not self.undo_card.isHidden():
            self.undo()

    def put_away(self) -> None:
        """Leave the import as it is."""
        if not self.undo_card.isHidden():
            self.undo_card.hide()
            self.table.setFocus()

    def _ask_undo(self, one: Batch, look: UndoLook) -> None:
        self.progress.end()
        self.undo_card.ask(one, look)
        self.page.show_widget(self.undo_card)
        self.undo_card.confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undone(self, result: UndoResult) -> None:
        self.progress.end()
        words = ngettext("{n} incident was withdrawn.", "{n} incidents were withdrawn.", result.withdrawn)
        words = words.format(n=f"{result.withdrawn:,}")
        if result.put_back:
            back = ngettext("{n} was put back as it was.", "{n} were put back as they were.", result.put_back)
            words += " " + back.format(n=f"{result.put_back:,}")
        if result.left:
            names = ", ".join(one.number for one in result.left[:SHOWN])
            words += " " + ngettext("{n} stays: {names}", "{n} stay: {names}", len(result.left)).format(
                n=f"{len(result.left):,}", names=names + (" …" if len(result.left) > SHOWN else "")
            )
        if result.kept:
            words += " " + _("In use, and kept: {names}").format(names=", ".join(result.kept[:SHOWN]))
        done = result.state == "undone"
        self.banner.set_message(words, "good" if done else "warning")
        if not self.isVisible():
            self.session.told.emit(words, "good")
        self._load()
        self.table.setFocus()

    def _resumed(self, result: ImportResult) -> None:
        self.progress.end()
        words = ngettext("{n} record was imported.", "{n} records were imported.", result.total)
        self.banner.set_message(words.format(n=f"{result.total:,}"), "good")
        self.table.setFocus()
        self._load()

    def _refused(self, error: UserFacingError) -> None:
        self.progress.end()
        self.refuse(error)
        self._load()


def _count(key: str, one: Batch) -> str:
    return f"{one.counts.get(key, 0):,}" if one.counts.get(key) else "–"


def _spoken(one: Batch) -> str:
    return f"{one.system}, {one.file_name}"
