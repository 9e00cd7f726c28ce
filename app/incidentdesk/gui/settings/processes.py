"""Settings, Processes: those that ship, the organisation's own, and which one rules new incidents."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.domain.process_definition import ProcessDefinition
from incidentdesk.domain.rights import Right
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.folders import open_folder
from incidentdesk.gui.settings.process_check import MistakeCard, ProcessCheck
from incidentdesk.gui.settings.process_preview import ProcessPreview
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.theme import ROW_HEIGHT
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, clear_layout
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.services.administration import KnownProcess, ProcessOverview
from incidentdesk.services.desk.desk import Changes

MOST_ROWS = 6


class ProcessesSection(Section):
    """The list of processes with a preview; adding one checks it first and shows it before it counts."""

    RIGHT = Right.SETTINGS

    def __init__(self, session: WindowSession) -> None:
        intro = _(
            "A process is a text file that says which stages an incident goes through, what is asked on each "
            "and what must hold before it completes. Write your own beside ours; an incident stays under the "
            "process and version it was logged under."
        )
        super().__init__(session, _("Processes"), intro)
        self._folder = Path()
        self._dialog: QFileDialog | None = None
        self._wanted = ""
        self.add_button = ActionButton(_("Add…"), icon_name="plus", key_hint="Alt+A")
        self.reload_button = ActionButton(_("&Read again"), icon_name="refresh")
        self.folder_button = ActionButton(_("Open &folder"), icon_name="folder")
        self.add_button.clicked.connect(lambda _checked=False: self.choose_file())
        self.reload_button.clicked.connect(lambda _checked=False: self._reload())
        self.folder_button.clicked.connect(
            lambda _checked=False: open_folder(self, session.tasks, self._folder)
        )
        for button in (self.folder_button, self.reload_button, self.add_button):
            self.header.right.addWidget(button)
        self.shortcut(_("Add a process"), "Alt+A", self.choose_file)
        self.check = ProcessCheck()
        self.check.again.connect(lambda: self.check_file(self.check.path))
        self.check.given_up.connect(self._back)
        self.check.add.connect(self._add)
        self.list_side = QWidget()
        self._build_list()
        self.body.addWidget(self.check)
        self.body.addWidget(self.list_side)
        self.guard(self.add_button, self.default_button)
        session.tasks.changed.connect(self._on_changed)
        self._ask()

    def focus_first(self) -> None:
        """Start in the list."""
        if self.check.isHidden():
            self.table.setFocus()

    def choose_file(self) -> None:
        """Ask for a definition with the system's dialog, which does not block."""
        if self.session.refuses(Right.SETTINGS):
            return
        if self._dialog is None:
            self._dialog = QFileDialog(self, _("Add a process"))
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            self._dialog.setNameFilter(_("Process definitions") + " (*.toml)")
            self._dialog.fileSelected.connect(lambda name: self.check_file(Path(name)))
        self._dialog.open()

    def check_file(self, path: Path) -> None:
        """Check the definition in ``path``, and show its mistake or its preview."""

        def refused(error: UserFacingError) -> bool:
            self._show_check()
            self.check.show_mistake(path, error)
            return True

        def good(definition: ProcessDefinition) -> None:
            self._show_check()
            self.check.show_definition(path, definition)

        question = partial(self.session.cases.administration.check_process, path)
        self.session.tasks.ask(self, question, good, topic="check", refused=refused)

    def dialog(self) -> QFileDialog | None:
        """The dialog, once it was opened."""
        return self._dialog

    def _build_list(self) -> None:
        columns = (
            Column(_("Title"), lambda one: one.definition.title),
            Column(_("Key"), lambda one: one.definition.key, 150, muted=True, mono=True),
            Column(_("Version"), lambda one: str(one.definition.version), 80),
            Column(_("Comes from"), lambda one: one.file or _("the program"), 190),
            Column("", lambda one: _("Default") if one.default else "", 100, tone=lambda _one: "good"),
        )
        self.model = RecordsModel(columns)
        self.table = RecordsTable(_("Processes"), self.model)
        self.table.setMinimumHeight(0)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        card = Card(padded=False)
        card.body.addWidget(self.table)
        self.mistakes = QVBoxLayout()
        self.mistakes.setSpacing(12)
        self.title = text_label("", "subheading")
        self.description = text_label("", "muted", wrap=True)
        self.default_button = ActionButton(_("Make &default"))
        self.default_button.clicked.connect(lambda _checked=False: self._make_default())
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.default_button)
        self.preview = ProcessPreview()
        column = QVBoxLayout(self.list_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addLayout(self.mistakes)
        column.addSpacing(8)
        column.addLayout(row)
        column.addWidget(self.description)
        column.addWidget(self.preview)

    def _on_changed(self, changes: Changes) -> None:
        if changes.things & {"processes", "settings", "elsewhere"}:
            self._ask()

    def _ask(self) -> None:
        self.session.tasks.ask(
            self, self.session.cases.administration.process_overview, self._show, topic="overview"
        )

    def _show(self, overview: ProcessOverview) -> None:
        self._folder = overview.folder
        here = self._wanted or self._current_key()
        self.model.set_records(overview.processes)
        rows = min(len(overview.processes), MOST_ROWS)
        self.table.setFixedHeight(self.table.horizontalHeader().height() + rows * ROW_HEIGHT)
        keys = [one.definition.key for one in overview.processes]
        default = next((place for place, one in enumerate(overview.processes) if one.default), 0)
        self.table.select_row(keys.index(here) if here in keys else default)
        self._wanted = ""
        clear_layout(self.mistakes)
        for error in overview.refused:
            self.mistakes.addWidget(MistakeCard(error))

    def _current(self) -> KnownProcess | None:
        row = self.table.current_row()
        return self.model.record(row) if 0 <= row < self.model.rowCount() else None

    def _current_key(self) -> str:
        current = self._current()
        return "" if current is None else current.definition.key

    def _row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        current = self._current()
        if current is None:
            return
        definition = current.definition
        self.title.setText(definition.title)
        self.description.setText(definition.description)
        self.description.setVisible(bool(definition.description))
        self.default_button.setVisible(not (current.default or current.raised))
        self.preview.show_process(definition)

    def _make_default(self) -> None:
        current = self._current()
        if current is None:
            return
        before = next((one.definition.key for one in self.model.records() if one.default), "")
        self._set_default(current.definition.key, current.definition.title, before)

    def _set_default(self, key: str, title: str, before: str) -> None:
        words = _("New incidents are logged under “{title}”.").format(title=title)

        def done(_changes: Changes) -> None:
            titles = {one.definition.key: one.definition.title for one in self.model.records()}
            if before in titles:
                undo = partial(self._set_default, before, titles[before], "")
                self.session.undoable.emit(words, undo)
            else:
                self.tell(words)

        act = partial(self.session.cases.administration.make_default, key, self.session.me)
        self.session.tasks.change(self, act, done, refused=self.refuse)

    def _add(self, make_default: bool) -> None:
        path = self.check.path

        def refused(error: UserFacingError) -> bool:
            self.check.show_mistake(path, error)
            return True

        def done(answer: tuple[ProcessDefinition, Changes]) -> None:
            definition = answer[0]
            self._wanted = definition.key
            self._back()
            words = _("“{title}” is added.")
            if make_default:
                words = _("“{title}” is added, and new incidents are logged under it.")
            self.tell(words.format(title=definition.title))

        act = partial(
            self.session.cases.administration.add_process, path, self.session.me, make_default=make_default
        )
        self.session.tasks.change(self, act, done, refused=refused)

    def _reload(self) -> None:
        def done(_changes: Changes) -> None:
            self.tell(_("The definitions are read again."))

        self.session.tasks.change(
            self, self.session.cases.administration.reload_processes, done, refused=self.refuse
        )

    def _show_check(self) -> None:
        self.list_side.hide()
        self.page.verticalScrollBar().setValue(0)

    def _back(self) -> None:
        self.check.hide()
        self.list_side.show()
        self.table.setFocus()
