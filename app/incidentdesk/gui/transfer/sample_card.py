"""What the first rows of a file become, as it is read now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.services.cases.value_texts import STATUS_TEXTS
from incidentdesk.services.jobs.import_looks import SampleRow

HEAD, ROW = 34, 38
MOST_DOUBTS = 4
"""How many doubts about the first rows are told; the look at all of them tells the rest."""


class SampleCard(Card):
    """A table of records as they would be imported."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        columns = (
            Column(_("Number there"), lambda one: one.key, 104, mono=True),
            Column(_("Title"), lambda one: one.title or _("(to be built)")),
            Column(_("Status"), lambda one: _(STATUS_TEXTS.get(one.status, one.status)), 92),
            Column(_("Priority"), lambda one: one.priority, 64, tone=lambda one: one.priority.lower()),
            Column(_("Category"), lambda one: one.category, 104),
            Column(_("Who told us"), lambda one: one.reporter, 120),
            Column(_("Follow-up by"), lambda one: one.assignee, 100),
            Column(_("Logged"), lambda one: _time(one.logged), 138),
        )
        self.model = RecordsModel(
            columns, retired=lambda one: one.refused, spoken=lambda one: f"{one.key}, {one.title}, {one.said}"
        )
        self.table = RecordsTable(_("The first rows as they are read now"), self.model)
        self.said = text_label("", "muted", wrap=True)
        self.body.addWidget(text_label(_("The first rows, as they are read now"), "subheading"))
        self.body.addWidget(self.table)
        self.body.addWidget(self.said)

    def wait(self) -> None:
        """Say that the rows are being read."""
        self.said.setText(_("Reading…"))
        self.said.show()

    def show_rows(self, rows: Sequence[SampleRow]) -> None:
        """Show what the rows become."""
        self.model.set_records(rows)
        self.table.setFixedHeight(HEAD + ROW * max(1, len(rows)))
        doubts = [_("Row {row}: {doubt}").format(row=one.places[0], doubt=one.said)
                  for one in rows if one.said and one.places]  # fmt: skip
        lines = doubts[:MOST_DOUBTS] if rows else [_("The file has no rows that can be read.")]
        self.said.setText("\n".join(lines))
        self.said.setVisible(bool(lines))

    def say(self, text: str) -> None:
        """Say why nothing is shown."""
        self.model.set_records([])
        self.table.setFixedHeight(HEAD)
        self.said.setText(text)
        self.said.show()


def _time(iso: str) -> str:
    return f"{datetime.fromisoformat(iso):%Y-%m-%d %H:%M}" if iso else ""
