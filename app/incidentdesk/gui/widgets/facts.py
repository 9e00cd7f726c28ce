"""What is known, as pairs of what it is and the words for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from incidentdesk.gui.widgets.cards import clear_layout
from incidentdesk.gui.widgets.labels import text_label

GAP, LINE_GAP = 16, 4


class Facts(QWidget):
    """Pairs below each other: what it is at the left, the words beside it. Hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Sequence[tuple[str, str]] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(LINE_GAP)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def facts(self) -> list[tuple[str, str]]:
        """What is shown."""
        return list(self._shown)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other pairs."""
        if facts != self._shown:
            self._shown = facts
            clear_layout(self._grid)
            for row, (what, words) in enumerate(facts):
                label, text = text_label(what, "muted"), text_label(words, wrap=True)
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                text.setAccessibleName(f"{what}: {words}")
                self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(text, row, 1)
        self.setVisible(bool(facts))
