"""What becomes of each row of a file: the counts as a filter, and the rows of one kind with reasons."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.registers import REGISTERS
from incidentdesk.gui.registers.words import count_words
from incidentdesk.gui.widgets.kinds_card import HEAD, MOST_ROWS, ROW, KindsCard
from incidentdesk.gui.widgets.records import Column
from incidentdesk.services.jobs.register_jobs import VerdictLine, VerdictLines
from incidentdesk.services.registers.register_file_types import Filled

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


class FileVerdicts(KindsCard):
    """As high as its rows, up to some."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column(_("Row"), lambda one: one.rows, 72, muted=True),
            Column(_("Name"), lambda one: one.name, 188),
            Column(_("Becomes"), lambda one: _(VERDICT_TEXTS[one.verdict]), 116,
                   tone=lambda one: TONES[one.verdict]),
            Column(_("Why, and what changes"), lambda one: one.reasons),
        )  # fmt: skip
        super().__init__(_("What becomes of each row"), columns, _spoken, parent)
        self.kinds.setAccessibleName(_("Which rows are shown"))
        self.save.setAccessibleName(_("Save what becomes of each row"))
        self.table.setMinimumHeight(0)

    def show_filled(self, seen: Filled, words: str, along: str) -> None:
        """Say in ``words`` how many rows become what, and what comes ``along``; the list of them follows."""
        before, counts, total = self.kind(), seen.counts, seen.total
        named = ((key, names) for key, names in seen.created.items() if key in REGISTERS)
        made = ", ".join(count_words(register, len(names)) for register, names in named)
        some = [(kind, title) for kind, title in VERDICT_TEXTS.items() if counts.get(kind)]
        kinds = [(kind, f"{_(title)} {counts[kind]:,}") for kind, title in some]
        self.kinds.set_options([("", _("All {n}").format(n=f"{total:,}")), *kinds])
        bad = next((kind for kind in ("refused", "doubtful") if counts.get(kind)), "")
        self.kinds.set_value(before if before and counts.get(before) else bad)
        self.await_rows(words.format(n=f"{total:,}"), along.format(names=made) if made else "")

    def show_lines(self, found: VerdictLines) -> None:
        """List the rows of the chosen kind."""
        self.show_rows(found.lines, found.whole)
        self.table.setFixedHeight(HEAD + ROW * max(1, min(len(found.lines), MOST_ROWS)))


def _spoken(one: VerdictLine) -> str:
    return ", ".join(part for part in (one.name, _(VERDICT_TEXTS[one.verdict]), one.reasons) if part)
