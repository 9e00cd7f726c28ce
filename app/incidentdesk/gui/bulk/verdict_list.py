"""What happens to each incident of a bulk change: by verdict, and the lines of one verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.core_fields import CORE_FIELDS
from incidentdesk.gui.bulk.lines import HAPPENS, LinesModel
from incidentdesk.gui.session import WindowSession
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import CellDelegate
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.table_view import ListTable
from incidentdesk.services.cases.pages import REFERENCE_KINDS
from incidentdesk.services.cases.value_texts import ValueTexts
from incidentdesk.services.lists.bulk import BulkLine, BulkPreview
from incidentdesk.services.lists.list_columns import FieldInfo


class VerdictList(QWidget):
    """The verdicts as a filter, the table below, and below that what its line has no room for."""

    def __init__(self, session: WindowSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._fields: Mapping[str, FieldInfo] = {}
        self._shown: BulkPreview | None = None
        self.verdicts = SegmentedControl(clearable=False)
        self.verdicts.setAccessibleName(_("What happens"))
        self.model = LinesModel(self)
        self.table = ListTable(_("Incidents of this change"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(CellDelegate(self.table))
        head = self.table.horizontalHeader()
        head.resizeSection(0, 150)
        head.resizeSection(1, 260)
        self.whole = text_label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.verdicts, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        column.addWidget(self.whole)
        self.verdicts.changed.connect(self._show_verdict)
        self.table.selectionModel().currentRowChanged.connect(self._show_whole)

    def show_preview(self, preview: BulkPreview, fields: Mapping[str, FieldInfo]) -> None:
        """Show what would happen, or has happened; ``fields`` name what changes."""
        self._shown, self._fields = preview, fields
        counts = {key: len(preview.having(key)) for key in ("changes", "same", "refused")}
        titles = {"changes": _("Changes"), "same": _("Is so already"), "refused": _("Stays as it is")}
        options = [(key, f"{titles[key]} · {count:,}") for key, count in counts.items() if count]
        self.verdicts.set_options(options)
        if options:
            self.verdicts.set_value(options[0][0])
            self._show_verdict(options[0][0])

    def _show_verdict(self, key: object) -> None:
        if self._shown is None or not isinstance(key, str):
            return
        lines = self._shown.having(key)
        question = partial(self._session.cases.registers.names, "", _references(lines))
        self._session.tasks.ask(self, question, partial(self._show_lines, lines), topic="names")

    def _show_lines(self, lines: tuple[BulkLine, ...], names: dict[str, str]) -> None:
        self.model.show_lines(lines, ValueTexts(self._session.settings, names), self._fields)
        self.table.select_row(0)

    def _show_whole(self, current: QModelIndex) -> None:
        """Say below the table what its line has no room for."""
        told = self.model.data(self.model.index(current.row(), HAPPENS)) if current.isValid() else None
        self.whole.setText(str(told or ""))


def _references(lines: Iterable[BulkLine]) -> list[str]:
    """The uids of what the values of ``lines`` name, each once."""
    found: dict[str, None] = {}
    for line in lines:
        for field, *values in line.changes:
            core = CORE_FIELDS.get(field)
            if core is None or core.kind in REFERENCE_KINDS:
                found.update(dict.fromkeys(one for one in values if isinstance(one, str)))
    return list(found)
