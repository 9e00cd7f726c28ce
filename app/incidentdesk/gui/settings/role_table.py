"""What each role may do, at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.domain.rights import Right, may
from incidentdesk.gui.widgets.cards import Card, rule
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import text_label

ROLES = ("read_only", "agent", "lead", "administrator")
"""From the fewest rights to the most."""

ROWS: tuple[tuple[Right | None, str], ...] = (
    (None, N_("Read, search, print and export; save views of one's own")),
    (Right.WORK, N_("Log incidents and work on them; add reporters, devices and the like")),
    (Right.OVERRIDE_PRIORITY, N_("Set a priority by hand")),
    (Right.WAIVE_WORD, N_("Do without the reporter's word")),
    (Right.REOPEN, N_("Reopen; for 15 minutes everybody can undo their own close")),
    (Right.REGISTERS, N_("Retire entries of a register, or fill it from a file")),
    (Right.NAME_PEOPLE, N_("Print a review with people's names in place of their roles")),
    (Right.APPROVE_COMMANDS, N_("Approve commands of runbooks")),
    (Right.SETTINGS, N_("Change settings, staff and processes; import, undo an import, restore a desk")),
)
"""What may be done, and the right it takes; reading takes none."""

COLUMN = 108


class RoleTable(Card):
    """A line for what may be done, a column for each role, called by ``titles`` in the order of ``ROLES``."""

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.addWidget(text_label(_("What each role may do"), "subheading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for column, title in enumerate(titles, start=1):
            grid.setColumnMinimumWidth(column, COLUMN)
            grid.addWidget(text_label(title, "label"), 0, column, Qt.AlignmentFlag.AlignHCenter)
        for number, (right, words) in enumerate(ROWS):
            line = 2 * number + 1
            grid.addWidget(rule(), line, 0, 1, len(ROLES) + 1)
            grid.addWidget(text_label(_(words), wrap=True), line + 1, 0)
            for column, role in enumerate(ROLES, start=1):
                allowed = right is None or may(role, right)
                grid.addWidget(_mark(_(words), titles[column - 1], allowed=allowed), line + 1, column,
                               Qt.AlignmentFlag.AlignHCenter)  # fmt: skip
        self.body.addLayout(grid)


def _mark(words: str, title: str, *, allowed: bool) -> QWidget:
    """A tick, or a dash; what it says is also said in words."""
    said = _("{role}: yes") if allowed else _("{role}: no")
    mark: QWidget = Drawing("check", "good") if allowed else _dash()
    mark.setAccessibleName(said.format(role=title))
    mark.setAccessibleDescription(words)
    mark.setToolTip(said.format(role=title))
    return mark


def _dash() -> QLabel:
    return text_label("–", "muted")
