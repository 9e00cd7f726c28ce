"""What the first rows of a file become, as it is read now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.settings.records import Column, RecordsModel, RecordsTable
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.import_looks import SampleRow
from incidentdesk.services.value_texts import STATUS_TEXTS

HEAD, ROW = 34, 38


class SampleCard(Card):
    """A table of records as they would be imported."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        columns = (
            Column(_("Row"), lambda one: ", ".join(str(place) for place in one.places[:3]), 60, muted=True),
            Column(_("Number there"), lambda one: one.key, 110, mono=True),
            Column(_("Title"), lambda one: one.title or _("(to be built)")),
            Column(_("Status"), lambda one: _(STATUS_TEXTS.get(one.status, one.status)), 96),
            Column(_("Priority"), lambda one: one.priority, 64,
                   tone=lambda one: one.priority.lower() if one.priority else ""),
            Column(_("Category"), lambda one: one.category, 120),
            Column(_("Who told us"), lambda one: one.reporter, 130),
            Column(_("Follow-up by"), lambda one: one.assignee, 110),
            Column(_("Logged"), lambda one: _time(one.logged), 132),
            Column(_("Notes"), lambda one: str(one.notes or ""), 56),
            Column(_("To look at"), lambda one: one.said, 150, tone=None),
        )  # fmt: skip
        self.model = RecordsModel(
            columns, retired=lambda one: one.refused, spoken=lambda one: f"{one.key}, {one.title}, {one.said}"
        )
        self.table = RecordsTable(_("The first rows as they are read now"), self.model)
        self.said = text_label("", "muted")
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
        self.said.setText("" if rows else _("The file has no rows that can be read."))
        self.said.setVisible(not rows)

    def say(self, text: str) -> None:
        """Say why nothing is shown."""
        self.model.set_records([])
        self.table.setFixedHeight(HEAD)
        self.said.setText(text)
        self.said.show()


def _time(iso: str) -> str:
    return f"{datetime.fromisoformat(iso):%Y-%m-%d %H:%M}" if iso else ""
