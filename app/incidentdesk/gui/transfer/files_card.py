"""Which files are imported: chosen or dropped, with what each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.drop import FileDropArea
from incidentdesk.gui.widgets.empty import EmptyState
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.services.jobs.import_looks import Looked

HEAD, ROW, MOST_ROWS = 34, 38, 5
KNOWN = N_(
    "Exports of ServiceNow (list, and log of changes), GLPI, osTicket, Jira, Request Tracker, Zendesk and "
    "Freshdesk are known, any table as CSV, and a whole desk of this program."
)


class ImportDrop(FileDropArea):
    """A place for files of other systems."""

    def __init__(self) -> None:
        super().__init__(_("Choose files or drop them here"))
        self._chooser: QFileDialog | None = None

    def open_dialog(self) -> None:
        """Ask for files with the system's dialog."""
        if self._chooser is None:
            self._chooser = QFileDialog(self, _("Import files"))
            self._chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
            self._chooser.setNameFilters([
                _("Exports of other systems") + " (*.csv *.tsv *.txt *.json *.ndjson)",
                _("All files") + " (*)",
            ])  # fmt: skip
            self._chooser.filesSelected.connect(self._selected)
        self._chooser.open()

    def dialog(self) -> QFileDialog | None:
        """The dialog, once it was opened."""
        return self._chooser


class FilesTable(RecordsTable):
    """The files; Delete takes the chosen one out (``removed``)."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take out on Delete."""
        if event.key() == Qt.Key.Key_Delete and self.current_row() >= 0:
            self.removed.emit()
            return
        super().keyPressEvent(event)


class FilesCard(Card):
    """Emits ``added`` (new paths), ``chosen`` (the path to be shown), ``removed`` (one taken out)."""

    added = Signal(list)
    chosen = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.drop = ImportDrop()
        self.drop.files_chosen.connect(self.added)
        columns = (
            Column(_("File"), lambda one: one.path.name),
            Column(_("Format"), lambda one: one.title, 180),
            Column(_("Rows"), lambda one: f"{one.reading.rows or one.incidents:,}", 72, number=True),
            Column(_("To look at"), _doubts, 120, tone=_tone),
        )
        self.model = RecordsModel(columns, spoken=lambda one: f"{one.path.name}, {one.title}, {_doubts(one)}")
        self.table = FilesTable(_("Files to import"), self.model)
        self.table.setMinimumHeight(0)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.removed.connect(self._remove)
        self.take_out = ActionButton(_("Take &out"), key_hint="Del")
        self.take_out.clicked.connect(lambda _checked=False: self._remove())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.drop, 1)
        row.addWidget(self.take_out)
        self.empty = EmptyState(
            "inbox", _("Bring a history along"), _(KNOWN), action=_("Choose files…")
        )  # fmt: skip
        self.empty.acted.connect(self.drop.open_dialog)
        self.body.addLayout(row)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.table)
        self.show_files([])

    def show_files(
        self, files: Sequence[Looked], chosen: Path | None = None, *, explain: bool = True
    ) -> None:
        """Show ``files`` in place of what was shown, with one of them chosen.

        Without files it is explained what can be brought along, unless other things are to be read.
        """
        self.table.selectionModel().blockSignals(True)
        self.model.set_records(files)
        paths = [one.path for one in files]
        if chosen in paths:
            self.table.select_row(paths.index(chosen))
        self.table.selectionModel().blockSignals(False)
        self.table.setFixedHeight(HEAD + ROW * min(len(files), MOST_ROWS))
        self.table.setVisible(bool(files))
        self.take_out.setVisible(bool(files))
        self.empty.setVisible(not files and explain)

    def _moved(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            self.chosen.emit(self.model.record(row).path)

    def _remove(self) -> None:
        row = max(0, self.table.current_row())
        if row < self.model.rowCount():
            self.removed.emit(self.model.record(row).path)


def _doubts(one: Looked) -> str:
    count = len(one.reading.doubts)
    return ngettext("{n} thing", "{n} things", count).format(n=count) if count else _("nothing")


def _tone(one: Looked) -> str:
    return "warning" if one.reading.doubts else "good"
