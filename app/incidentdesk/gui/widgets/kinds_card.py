"""What becomes of each of many: how many of each kind, and the list of one kind with reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.whole_cell import WholeCell

HEAD, ROW, MOST_ROWS = 34, 38, 8
"""How high the table is: its head, a row, and how many of them are in sight at the most."""


class KindsCard(Card):
    """The kinds as a filter, the table below, and below that the last cell of its line in full.

    ``kind_wanted`` when another kind is to be listed, ``save_wanted`` for the file of all.
    """

    kind_wanted = Signal()
    save_wanted = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        spoken: Callable[[Any], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.heading = text_label("", "subheading", wrap=True)
        self.added = text_label("", "muted", wrap=True)
        """What came along with them."""
        self.kinds = SegmentedControl()
        self.kinds.changed.connect(lambda _key: self.kind_wanted.emit())
        self.save = ActionButton(_("Save as CSV…"), icon_name="save")
        self.save.clicked.connect(lambda _checked=False: self.save_wanted.emit())
        self.model = RecordsModel(columns, spoken=spoken)
        self.table = RecordsTable(name, self.model)
        self.whole = WholeCell(self.table, len(columns) - 1)
        self.said = text_label("", "small")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kinds, 1)
        row.addWidget(self.save)
        for above in (self.heading, self.added):
            self.body.addWidget(above)
        self.body.addLayout(row)
        for below in (self.table, self.whole, self.said):
            self.body.addWidget(below)
        self.hide()

    def kind(self) -> str:
        """Which kind is to be listed; empty for all."""
        return self.kinds.value() or ""

    def await_rows(self, heading: str, added: str) -> None:
        """Say how many there are, and what came along; the list of them follows."""
        self.heading.setText(heading)
        self.added.setText(added)
        self.added.setVisible(bool(added))
        self.model.set_records([])
        self.said.setText(_("Reading…"))
        self.show()

    def show_rows(self, rows: Sequence[object], whole: int) -> None:
        """List the rows of the chosen kind: the first of ``whole``."""
        self.model.set_records(rows)
        self.table.select_row(0)
        some = len(rows) < whole
        words = _("The first {n} of {all} are shown; “Save as CSV” has them all.")
        self.said.setText(words.format(n=f"{len(rows):,}", all=f"{whole:,}") if some else "")
        self.said.setVisible(some)
