"""The foot of the CSV page: what would become of the rows, and the button that fills them in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from incidentdesk.base.texts import _, ngettext
from incidentdesk.gui.registers.file_verdicts import VERDICT_TEXTS
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import FooterBar
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.jobs.register_jobs import counted
from incidentdesk.services.registers.register_file_types import Filled


class FileFooter(FooterBar):
    """``button`` fills the register; it works once all rows were looked at and there is something in them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = text_label("", "muted")
        self.button = ActionButton("", kind="primary", key_hint="Ctrl+Return")
        self.left.addWidget(self.said)
        self.right.addWidget(self.button)

    def show_step(self, preview: Filled | None, *, ready: bool) -> None:
        """Say what ``preview`` found; without one the rows are still being looked at."""
        count = counted(preview.counts) if preview is not None else 0
        text = ngettext("Fill in {n} row", "Fill in {n} rows", count).format(n=f"{count:,}")
        self.button.setText(text if preview is not None else _("Fill in"))
        self.button.updateGeometry()
        self.button.setEnabled(bool(count) and ready)
        waiting = _("Nothing is written yet.") if count else _("There is nothing to fill in.")
        self.said.setText(f"{counts_told(preview.counts)} {waiting}" if preview is not None else "")


def counts_told(counts: Mapping[str, int]) -> str:
    """``2 new, 1 changed.``: those that there are."""
    told = (f"{count:,} {_(VERDICT_TEXTS[kind]).lower()}" for kind, count in counts.items() if count)
    return ", ".join(told) + "." if any(counts.values()) else ""
