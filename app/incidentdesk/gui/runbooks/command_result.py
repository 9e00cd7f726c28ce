"""How a command ended, who had it run when, and what it said."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.domain.moment_text import instant_text
from incidentdesk.gui.runbooks.output_view import OutputView
from incidentdesk.gui.runbooks.run_words import ended_text, shown_output
from incidentdesk.gui.widgets.chips import Chip
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.runbooks.runbook_beside import Beside, Told


class CommandResult(QWidget):
    """``show_told`` is the only way in."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Told | None = None
        self.chip = Chip("")
        self.when = text_label("", "muted")
        self.output = OutputView()
        self.rest = text_label("", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.chip)
        row.addWidget(self.when)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.output)
        column.addWidget(self.rest)

    def show_told(self, told: Told, beside: Beside) -> None:
        """Show what the timeline tells of it."""
        if told == self._told:
            return
        self._told = told
        today = beside.now.local().date()
        self.when.setText(f"{instant_text(told.began, today=today)} {beside.name(told.by)}")
        if told.ended:
            self.chip.set_chip(ended_text(told), "good" if told.went_well else "warning")
            text, rest = shown_output(told)
        else:
            self.chip.set_chip(_("No result is told"), "warning")
            text, rest = "", _("It still runs elsewhere, or the program was ended while it ran.")
        self.output.show_text(text)
        self.output.setVisible(bool(text))
        self.rest.setText(rest)
        self.rest.setVisible(bool(rest))
