"""The questions of a review: what to ask those who were there, and what colours every view of it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.widgets.labels import text_label

QUESTIONS = (
    (N_("Cues"), N_("What were you looking at? What was there that was not noticed?")),
    (N_("Knowledge"), N_("What did you know from before that helped, or led elsewhere?")),
    (N_("Goals and pressure"), N_("What mattered most then? What pulled the other way, and what pressed?")),
    (N_("Assessment"), N_("What did it look like at each point? What would have changed the picture?")),
    (N_("Influence"), N_("What could you do about it, and what was out of reach?")),
    (N_("Help"), N_("What signal made you ask for help? How did you know whom to ask?")),
    (N_("Process"), N_("Which steps were written down? How does this work go on other days?")),
)
"""After Klein and Dekker (section 2.8 of the practice)."""

BIASES = (
    (N_("Attribution"), N_("Look at the situation before you look at the person.")),
    (N_("Confirmation"), N_("Ask what speaks against it.")),
    (N_("Hindsight"), N_("Tell only what was known at that time.")),
    (N_("Negativity"), N_("Write down what went well, too.")),
)
"""Four ways in which everybody sees it askew, each with its counter (section 2.9)."""


class Questions(QWidget):
    """Two lists to read while a review is written or talked over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Questions to ask"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._add(_("Ask what and how"), QUESTIONS)
        self._add(_("Four views to mind"), BIASES)

    def _add(self, title: str, lines: tuple[tuple[str, str], ...]) -> None:
        grid, row = self._grid, self._grid.rowCount()
        grid.addWidget(text_label(title, "section"), row, 0, 1, 2)
        grid.setRowMinimumHeight(row, 28)
        for place, (name, words) in enumerate(lines, row + 1):
            grid.addWidget(text_label(_(name), "strong"), place, 0)
            grid.addWidget(text_label(_(words), wrap=True), place, 1)
