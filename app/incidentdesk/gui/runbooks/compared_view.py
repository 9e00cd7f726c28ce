"""How two versions differ, line by line: what is new and what is gone, by a sign and by colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.cards import clear_layout
from incidentdesk.gui.widgets.labels import LabelRole, text_label
from incidentdesk.services.runbooks.runbook_step_texts import Line

ROLES: dict[str, LabelRole] = {"+": "good", "-": "danger"}
SIGNS = {"+": "+", "-": "\N{MINUS SIGN}"}
MOST = 200
"""So many lines are shown; a rewritten runbook is better read than compared."""


class ComparedView(QWidget):
    """``show_lines`` shows a comparison."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show how they differ, or that they do not."""
        clear_layout(self._grid)
        if not lines:
            self._grid.addWidget(text_label(_("It says the same."), "muted"), 0, 1)
        for row, line in enumerate(lines[:MOST]):
            role = ROLES.get(line.sign, "muted")
            self._grid.addWidget(
                text_label(SIGNS.get(line.sign, ""), role), row, 0, Qt.AlignmentFlag.AlignTop
            )
            words = text_label(line.text.strip(), role, wrap=True)
            words.setContentsMargins(16 if line.text.startswith(" ") else 0, 0, 0, 0)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if line.sign.strip():
                told = _("New: {text}") if line.sign == "+" else _("Gone: {text}")
                words.setAccessibleName(told.format(text=line.text.strip()))
            self._grid.addWidget(words, row, 1)
        if len(lines) > MOST:
            rest = _("{n} more lines differ.").format(n=len(lines) - MOST)
            self._grid.addWidget(text_label(rest, "muted"), MOST, 1)
