"""Where incidents come from, and as what they are imported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.field import FieldFrame
from incidentdesk.gui.widgets.select import SearchSelect
from incidentdesk.gui.widgets.select_match import Choice
from incidentdesk.gui.widgets.text import LineEdit


class OriginCard(Card):
    """The name of the other system and the process here; both have a default. Emits ``edited``."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.system = LineEdit()
        self.process = SearchSelect()
        help_ = _("With it and the number there an incident is known again, also next time.")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.addWidget(FieldFrame(_("Name of the other &system"), self.system, help=help_), 0, 0)
        grid.addWidget(FieldFrame(_("Import as incidents of the p&rocess"), self.process), 0, 1)
        self.body.addLayout(grid)
        self.system.textEdited.connect(lambda _text: self.edited.emit())
        self.process.changed.connect(lambda _key: self.edited.emit())

    def offer(self, processes: Sequence[tuple[str, str]], default: str) -> None:
        """The processes there are, by key and title, and the desk's default."""
        self.process.set_choices([Choice(key, title) for key, title in processes])
        self.process.setPlaceholderText(dict(processes).get(default, ""))

    def show_origin(self, system: str, process: str, usual: str) -> None:
        """Show what was chosen; ``usual`` is what the format calls its system."""
        self.system.setText(system)
        self.system.setPlaceholderText(usual)
        self.process.set_value(process or None)
