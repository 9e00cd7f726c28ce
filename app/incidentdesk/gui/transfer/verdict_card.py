"""What becomes of each record: how many of each kind, and the list of them with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.whole_cell import WholeCell
from incidentdesk.services.import_looks import Verdicts
from incidentdesk.services.import_texts import VERDICT_TEXTS, added_words
from incidentdesk.services.import_types import ImportResult

KINDS = {
    "": N_("All"),
    **VERDICT_TEXTS,
    "doubtful": N_("New, with a doubt"),
}
TONES = {"new": "good", "changed": "accent", "unchanged": "neutral", "refused": "danger"}
HEIGHT = 34 + 38 * 8
REASONS = 4
"""The column of reasons."""


class VerdictCard(Card):
    """The counts as a filter, the table below. Emits ``kind_wanted``, and ``save_wanted`` for the file."""

    kind_wanted = Signal(str)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.heading = text_label("", "subheading", wrap=True)
        self.added = text_label("", "muted", wrap=True)
        self.kinds = SegmentedControl()
        self.kinds.setAccessibleName(_("Which records are shown"))
        self.kinds.changed.connect(lambda key: self.kind_wanted.emit(key or ""))
        self.save = ActionButton(_("Save as CSV…"), icon_name="save")
        self.save.clicked.connect(lambda _checked=False: self.save_wanted.emit())
        columns = (
            Column(_("Row"), lambda one: one.rows, 80, muted=True),
            Column(_("Number there"), lambda one: one.key, 130, mono=True),
            Column(_("Becomes"), lambda one: _(VERDICT_TEXTS[one.verdict]), 110,
                   tone=lambda one: TONES[one.verdict]),
            Column(_("Number here"), lambda one: one.number, 150, mono=True),
            Column(_("Why, and what to look at"), lambda one: one.reasons),
        )  # fmt: skip
        self.model = RecordsModel(columns, spoken=_spoken)
        self.table = RecordsTable(_("What becomes of each record"), self.model)
        self.table.setFixedHeight(HEIGHT)
        self.whole = WholeCell(self.table, REASONS)
        self.said = text_label("", "small")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kinds, 1)
        row.addWidget(self.save)
        for widget in (self.heading, self.added):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        for below in (self.table, self.whole, self.said):
            self.body.addWidget(below)
        self.hide()

    def show_result(self, result: ImportResult) -> None:
        """Say what came, or would come, of an import; the list follows."""
        if result.state == "preview":
            words = ngettext(
                "Nothing is written yet. This would become of {n} record:",
                "Nothing is written yet. This would become of {n} records:",
                result.total,
            )
        else:
            words = ngettext("This became of {n} record:", "This became of {n} records:", result.total)
        lines = [_("Numbers {first} to {last}").format(first=first, last=last)
                 for first, last in result.numbers.values()]  # fmt: skip
        self.heading.setText(words.format(n=f"{result.total:,}"))
        self.added.setText("\n".join([*lines, *added_words(result.added)]))
        self.added.setVisible(bool(self.added.text()))
        self._offer({"": result.total, **result.counts, "doubtful": result.doubtful})
        self.kinds.set_value("refused" if result.counts.get("refused") else "")
        self.model.set_records([])
        self.said.setText(_("Reading…"))
        self.show()

    def kind(self) -> str:
        """Which kind is to be shown."""
        return self.kinds.value() or ""

    def show_verdicts(self, verdicts: Verdicts) -> None:
        """Show the lines of the chosen kind."""
        self.model.set_records(verdicts.rows)
        self.table.select_row(0)
        whole = verdicts.counts.get(self.kind(), 0)
        shown = len(verdicts.rows)
        words = _("The first {n} of {all} are shown; “Save as CSV” has them all.")
        self.said.setText(words.format(n=f"{shown:,}", all=f"{whole:,}") if shown < whole else "")
        self.said.setVisible(shown < whole)

    def _offer(self, counts: Mapping[str, int]) -> None:
        self.kinds.set_options([
            (kind, f"{_(title)} {counts.get(kind, 0):,}")
            for kind, title in KINDS.items()
            if counts.get(kind) or kind in {"", "new", "refused"}
        ])  # fmt: skip


def _spoken(one: Any) -> str:  # noqa: ANN401 - a line of the table
    return f"{one.key}, {_(VERDICT_TEXTS[one.verdict])}, {one.reasons}"
