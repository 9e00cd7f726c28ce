"""One incident that is linked to the one at hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.similar.likeness_row import status_chip
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.outages.outages import Relative


class RelativeRow(QFrame):
    """Title with state, number and stage; ``opened`` and ``part_wanted`` from its buttons."""

    opened = Signal()
    part_wanted = Signal()

    def __init__(self, relative: Relative, stage: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.relative = relative
        number = relative.number
        self.title = text_label(relative.title, "strong", wrap=True)
        self.told = text_label(" · ".join(part for part in (number, stage) if part), "small", wrap=True)
        self.open_button = ActionButton(_("Open"), kind="link")
        self.open_button.setAccessibleName(_("Open {number}").format(number=number))
        self.open_button.clicked.connect(self.opened)
        self.part_button = ActionButton(_("Take apart"), kind="link")
        self.part_button.setAccessibleName(_("Take {number} apart again").format(number=number))
        self.part_button.clicked.connect(self.part_wanted)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(status_chip(relative.status), 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.told, 1)
        below.addWidget(self.open_button)
        below.addWidget(self.part_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(below)
