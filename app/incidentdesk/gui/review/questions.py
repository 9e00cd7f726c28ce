"""The questions of a review: what to ask those who were there, and what colours every view of it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.widgets.cards import Card
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


class Questions(Card):
    """Two lists to read while a review is written or talked over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Ask what and how"), parent=parent)
        self.setAccessibleName(_("Questions to ask"))
        self._add(QUESTIONS)
        self.body.addWidget(text_label(_("Four views to mind").upper(), "section"))
        self._add(BIASES)

    def _add(self, lines: tuple[tuple[str, str], ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(lines):
            grid.addWidget(text_label(_(name), "strong"), row, 0)
            grid.addWidget(text_label(_(words), wrap=True), row, 1)
        self.body.addLayout(grid)
