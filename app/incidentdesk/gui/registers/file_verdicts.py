"""What becomes of each row of a file: the counts as a filter, and the rows of one kind with reasons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.registers import REGISTERS
from incidentdesk.gui.registers.words import count_words
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.gui.widgets.records import Column, RecordsModel, RecordsTable
from incidentdesk.gui.widgets.segmented import SegmentedControl
from incidentdesk.gui.widgets.whole_cell import WholeCell
from incidentdesk.services.register_file_types import Filled
from incidentdesk.services.register_jobs import VerdictLine, VerdictLines

VERDICT_TEXTS = {
    "new": N_("New"), "changed": N_("Changed"), "unchanged": N_("Unchanged"), "doubtful": N_("Doubtful"),
    "refused": N_("Refused"),
}  # fmt: skip
TONES = {
    "new": "good",
    "changed": "accent",
    "unchanged": "neutral",
    "doubtful": "warning",
    "refused": "danger",
}
HEAD, ROW, MOST_ROWS = 34, 38, 8
REASONS = 3
"""The column of reasons."""


class FileVerdicts(Card):
    """Emits ``kind_wanted`` when another kind is to be listed, and ``save_wanted`` for the file of all."""

    kind_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.heading = text_label("", "subheading", wrap=True)
        self.created = text_label("", "muted", wrap=True)
        self.kinds = SegmentedControl()
        self.kinds.setAccessibleName(_("Which rows are shown"))
        self.kinds.changed.connect(lambda _key: self.kind_wanted.emit())
        self.save = ActionButton(_("Save as CSV…"), icon_name="save")
        self.save.setAccessibleName(_("Save what becomes of each row"))
        self.save.clicked.connect(lambda _checked=False: self.save_wanted.emit())
        columns = (
            Column(_("Row"), lambda one: one.rows, 72, muted=True),
            Column(_("Name"), lambda one: one.name, 188),
            Column(_("Becomes"), lambda one: _(VERDICT_TEXTS[one.verdict]), 116,
                   tone=lambda one: TONES[one.verdict]),
            Column(_("Why, and what changes"), lambda one: one.reasons),
        )  # fmt: skip
        self.model = RecordsModel(columns, spoken=_spoken)
        self.table = RecordsTable(_("What becomes of each row"), self.model)
        self.table.setMinimumHeight(0)
        self.whole = WholeCell(self.table, REASONS)
        self.said = text_label("", "small")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kinds, 1)
        row.addWidget(self.save)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.created)
        self.body.addLayout(row)
        self.body.addWidget(self.table)
        self.body.addWidget(self.whole)
        self.body.addWidget(self.said)
        self.hide()

    def show_filled(self, seen: Filled, words: str, along: str) -> None:
        """Say in ``words`` how many rows become what, and what comes ``along``; the list of them follows."""
        before, counts, total = self.kind(), seen.counts, seen.total
        self.heading.setText(words.format(n=f"{total:,}"))
        named = ((key, names) for key, names in seen.created.items() if key in REGISTERS)
        made = ", ".join(count_words(register, len(names)) for register, names in named)
        self.created.setText(along.format(names=made))
        self.created.setVisible(bool(made))
        some = [(kind, title) for kind, title in VERDICT_TEXTS.items() if counts.get(kind)]
        kinds = [(kind, f"{_(title)} {counts[kind]:,}") for kind, title in some]
        self.kinds.set_options([("", _("All {n}").format(n=f"{total:,}")), *kinds])
        bad = next((kind for kind in ("refused", "doubtful") if counts.get(kind)), "")
        self.kinds.set_value(before if before and counts.get(before) else bad)
        self.model.set_records([])
        self.said.setText(_("Reading…"))
        self.show()

    def kind(self) -> str:
        """Which kind is to be listed; empty for all."""
        return self.kinds.value() or ""

    def show_lines(self, found: VerdictLines) -> None:
        """List the rows of the chosen kind."""
        self.model.set_records(found.lines)
        self.table.select_row(0)
        self.table.setFixedHeight(HEAD + ROW * max(1, min(len(found.lines), MOST_ROWS)))
        words = _("The first {n} of {all} are shown; “Save as CSV” has them all.")
        some = len(found.lines) < found.whole
        self.said.setText(words.format(n=f"{len(found.lines):,}", all=f"{found.whole:,}") if some else "")
        self.said.setVisible(some)


def _spoken(one: VerdictLine) -> str:
    return ", ".join(part for part in (one.name, _(VERDICT_TEXTS[one.verdict]), one.reasons) if part)
