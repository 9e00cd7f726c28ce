"""What becomes of each record: how many of each kind, and the list of them with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import N_, _, ngettext
from incidentdesk.gui.widgets.kinds_card import HEAD, MOST_ROWS, ROW, KindsCard
from incidentdesk.gui.widgets.records import Column
from incidentdesk.services.imports.import_texts import VERDICT_TEXTS, added_words
from incidentdesk.services.imports.import_types import ImportResult
from incidentdesk.services.jobs.import_looks import Verdicts

KINDS = {
    "": N_("All"),
    **VERDICT_TEXTS,
    "doubtful": N_("New, with a doubt"),
}
TONES = {"new": "good", "changed": "accent", "unchanged": "neutral", "refused": "danger"}


class VerdictCard(KindsCard):
    """The table is as high for few records as for many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column(_("Row"), lambda one: one.rows, 80, muted=True),
            Column(_("Number there"), lambda one: one.key, 130, mono=True),
            Column(_("Becomes"), lambda one: _(VERDICT_TEXTS[one.verdict]), 110,
                   tone=lambda one: TONES[one.verdict]),
            Column(_("Number here"), lambda one: one.number, 150, mono=True),
            Column(_("Why, and what to look at"), lambda one: one.reasons),
        )  # fmt: skip
        super().__init__(_("What becomes of each record"), columns, _spoken, parent)
        self.kinds.setAccessibleName(_("Which records are shown"))
        self.table.setFixedHeight(HEAD + ROW * MOST_ROWS)

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
        self._offer({"": result.total, **result.counts, "doubtful": result.doubtful})
        self.kinds.set_value("refused" if result.counts.get("refused") else "")
        self.await_rows(words.format(n=f"{result.total:,}"), "\n".join([*lines, *added_words(result.added)]))

    def show_verdicts(self, verdicts: Verdicts) -> None:
        """Show the lines of the chosen kind."""
        self.show_rows(verdicts.rows, verdicts.counts.get(self.kind(), 0))

    def _offer(self, counts: Mapping[str, int]) -> None:
        self.kinds.set_options([
            (kind, f"{_(title)} {counts.get(kind, 0):,}")
            for kind, title in KINDS.items()
            if counts.get(kind) or kind in {"", "new", "refused"}
        ])  # fmt: skip


def _spoken(one: Any) -> str:  # noqa: ANN401 - a line of the table
    return f"{one.key}, {_(VERDICT_TEXTS[one.verdict])}, {one.reasons}"
