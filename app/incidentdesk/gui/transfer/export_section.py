"""Exporting: which incidents, as what, into which file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.background import Asked, BackgroundWork
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.settings.folders import open_folder
from incidentdesk.gui.settings.form import Form
from incidentdesk.gui.settings.section import Section
from incidentdesk.gui.transfer.column_chooser import ColumnChooser
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card, FooterBar
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.progress_panel import ProgressPanel
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import FIELD_HEIGHT, CodeEdit
from incidentdesk.services.exports.exporting import EVERYTHING, Exported, TableForm, kept_text
from incidentdesk.services.jobs.job_steps import Step
from incidentdesk.services.jobs.transfer_jobs import ExportJob
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.views import VIEWS, View
from incidentdesk.services.timeline_texts import size_text

DESK, ALL = "desk", "all"


class ExportSection(Section):
    """The form, the progress of an export, and where its file lies. Ctrl+Enter exports."""

    def __init__(self, session: WindowSession, work: BackgroundWork) -> None:
        intro = _(
            "Everything that is chosen goes into the file, and nothing is cut. JSON has the timeline and "
            "files too; a whole desk can be imported into an empty one on another computer."
        )
        super().__init__(session, _("Export"), intro, max_width=760)
        self.work = work
        self._touched_file = False
        self.form = Form()
        self._add_fields()
        self.columns = ColumnChooser()
        self.count = text_label("", "muted")
        self.button = ActionButton(_("Export"), kind="primary", key_hint="Ctrl+Enter")
        self.button.clicked.connect(lambda _checked=False: self.export())
        self.progress = ProgressPanel()
        self.progress.cancelled.connect(work.cancel)
        card = Card()
        card.body.setSpacing(12)
        card.body.addWidget(self.form)
        card.body.addWidget(self.columns)
        card.body.addLayout(self._file_row())
        self.body.addWidget(card)
        self.body.addWidget(self.progress)
        footer = FooterBar()
        footer.left.addWidget(self.count)
        footer.right.addWidget(self.button)
        self.layout_below.addWidget(footer)
        self.form.edited.connect(self._edited)
        self.columns.edited.connect(self._edited)
        self.file.textEdited.connect(self._file_typed)
        work.changed.connect(self._show_busy)
        self._edited()

    def _add_fields(self) -> None:
        self.what = SearchSelect()
        self._offer(VIEWS)
        self.what.set_value(ALL)
        self.form.add("what", _("&What"), self.what, required=True)
        self.format = SegmentedControl([("csv", _("CSV, a table")), ("json", _("JSON, everything"))])
        self.format.set_value("csv")
        self.form.add("format", _("&Format"), self.format)
        self.words = SegmentedControl([("words", _("Words of the pages")), ("keys", _("Keys for programs"))])
        self.words.set_value("words")
        self.form.add("words", _("He&ads and choices as"), self.words)
        self.delimiter = SegmentedControl(
            [("comma", _("Comma")), ("semicolon", _("Semicolon")), ("tab", _("Tab"))]
        )
        self.delimiter.set_value("comma")
        self.form.add(
            "delimiter", _("&Cells parted by"), self.delimiter,
            help=_("Excel in German, French and many other languages wants semicolons."),
        )  # fmt: skip
        self.mark = SegmentedControl([("yes", _("Yes")), ("no", _("No"))])
        self.mark.set_value("yes")
        self.form.add("mark", _("With the &mark by which Excel knows UTF-8"), self.mark)
        self.which = SegmentedControl([("all", _("All columns")), ("chosen", _("Chosen columns"))])
        self.which.set_value("all")
        self.form.add("which", _("Co&lumns"), self.which)
        self.file = CodeEdit()
        self.file_frame = FieldFrame(_("F&ile"), self.file, required=True)
        self.browse = ActionButton(_("C&hoose a file…"), icon_name="folder")
        self.browse.setFixedHeight(FIELD_HEIGHT)
        self.browse.clicked.connect(lambda _checked=False: self._ask_file())
        self._dialog: QFileDialog | None = None

    def _file_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file_frame, 1)
        row.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def open(self, target: str) -> None:
        """Show the section; ``target`` is a view to export."""
        cases, tasks, me = self.session.cases, self.session.tasks, self.session.me
        tasks.ask(self, cases.exporting.columns, self.columns.offer, topic="columns")
        tasks.ask(self, partial(cases.views.all, me), partial(self._show_views, target), topic="views")

    def focus_first(self) -> None:
        """Start with what is exported."""
        self.what.setFocus()

    def export(self) -> None:
        """Begin the export that the form describes."""
        if self.work.busy or not self._is_complete():
            return
        values = self.form.values()
        chosen = self.columns.chosen() if values["which"] == "chosen" else ()
        form = TableForm(chosen, values["delimiter"], values["words"] == "words", values["mark"] == "yes")
        format_ = DESK if values["what"] == DESK else values["format"]
        job = ExportJob(self._path(), format_, self.session.me, self._question(), form)
        self.banner.set_message("", "good")
        self.progress.begin(_("Exporting"))
        self.page.show_widget(self.progress)
        self.work.ask(Asked(job, self._done, self._refused, self._told))

    def state(self) -> dict[str, object]:
        """What was chosen, for the next time."""
        values = self.form.values()
        kept = {key: values[key] for key in ("what", "format", "words", "delimiter", "mark", "which")}
        return {**kept, "columns": list(self.columns.chosen()), "folder": str(self._path().parent)}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up what was chosen the last time."""
        self.form.put({key: value for key, value in state.items() if isinstance(value, str)})
        columns = state.get("columns")
        if isinstance(columns, list):
            self.columns.choose(str(key) for key in columns)
        folder = state.get("folder")
        if isinstance(folder, str) and folder:
            self._propose_file(Path(folder))
        self._edited()

    def _offer(self, views: Sequence[View]) -> None:
        self._views = {view.key: view for view in views}
        choices = [Choice(ALL, _("All incidents")), Choice(DESK, _("The whole desk, to import it elsewhere"))]
        choices += [Choice(view.key, _(view.title), group=_("Views")) for view in views]
        self.what.set_choices(choices)

    def _show_views(self, target: str, views: list[View]) -> None:
        self._offer(views)
        if target in self._views or target in {ALL, DESK}:
            self.what.set_value(target)
        self._edited()

    def _question(self) -> ListQuestion:
        view = self._views.get(self.what.value() or "")
        return EVERYTHING if view is None else ListQuestion(view.condition, view.sort)

    def _is_complete(self) -> bool:
        frames = ((self.form.frame("what"), self.what.value(), _("Choose what is exported.")),
                  (self.file_frame, self.file.text().strip(), _("Name the file.")))  # fmt: skip
        for frame, value, gap in frames:
            if not value:
                frame.show_gap(gap)
                frame.setFocus()
                return False
        if self.columns.isVisible() and not self.columns.chosen():
            self.columns.show_gap(_("Choose at least one column."))
            return False
        return True

    def _edited(self) -> None:
        whole = self.what.value() == DESK
        csv = not whole and self.format.value() == "csv"
        self.form.frame("format").setVisible(not whole)
        for key in ("words", "delimiter", "mark", "which"):
            self.form.frame(key).setVisible(csv)
        self.columns.setVisible(csv and self.which.value() == "chosen")
        if not self._touched_file:
            self._propose_file(self._path().parent if self.file.text() else _documents())
        self._count()

    def _propose_file(self, folder: Path) -> None:
        day = self.session.cases.desk.time.now().local().date().isoformat()
        what = self.what.value() or ALL
        name = _("desk") if what == DESK else _("incidents") if what == ALL else f"{_('incidents')}-{what}"
        kind = "csv" if what != DESK and self.format.value() == "csv" else "json"
        self.file.setText(str(folder / f"{name}-{day}.{kind}"))
        self.file.setCursorPosition(0)

    def _file_typed(self, _text: str) -> None:
        self._touched_file = True
        self.file_frame.clear_gap()

    def _path(self) -> Path:
        return Path(self.file.text().strip()).expanduser()

    def _ask_file(self) -> None:
        if self._dialog is None:
            self._dialog = QFileDialog(self, _("Export into"))
            self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            self._dialog.fileSelected.connect(self._file_chosen)
        self._dialog.selectFile(str(self._path()))
        self._dialog.open()

    def _file_chosen(self, name: str) -> None:
        self._touched_file = True
        self.file.setText(name)
        self.file_frame.clear_gap()

    def _count(self) -> None:
        if self.what.value() is None:
            self.count.setText("")
            return
        question = partial(self.session.cases.queue.count, self._question().condition, self.session.me)
        self.session.tasks.ask(self, question, self._show_count, topic="count")

    def _show_count(self, count: int) -> None:
        self.count.setText(ngettext("{n} incident", "{n} incidents", count).format(n=f"{count:,}"))

    def _told(self, step: Step) -> None:
        words = _("Exporting: {done} of {whole}").format(done=f"{step.done:,}", whole=f"{step.whole:,}")
        self.progress.show_step(words, step.done, step.whole)

    def _done(self, exported: Exported) -> None:
        self.progress.end()
        self._touched_file = False
        words = ngettext(
            "{n} incident is in {file} ({size}).", "{n} incidents are in {file} ({size}).", exported.incidents
        ).format(n=f"{exported.incidents:,}", file=exported.path, size=size_text(exported.size))
        if exported.long_cells:
            words += " " + ngettext(
                "{n} cell is longer than Excel shows; in the file it is whole.",
                "{n} cells are longer than Excel shows; in the file they are whole.",
                exported.long_cells,
            ).format(n=exported.long_cells)
        if exported.kept:
            words += " " + kept_text(exported)
        folder, path = exported.path.parent, str(exported.path)
        self.banner.set_message(words, "good", [
            (_("Show in folder"), lambda: open_folder(self, self.session.tasks, folder)),
            (_("Copy path"), lambda: QGuiApplication.clipboard().setText(path)),
        ])  # fmt: skip
        self.page.show_widget(self.banner)
        if not self.isVisible():
            self.session.told.emit(words, "good")

    def _refused(self, error: UserFacingError) -> None:
        self.progress.end()
        self.refuse(error)

    def _show_busy(self) -> None:
        self.button.setEnabled(not self.work.busy)


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()
