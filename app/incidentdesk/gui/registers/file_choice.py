"""Where a file for a register is dropped or chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.base.texts import N_, _
from incidentdesk.gui.widgets.drop import FileDropArea
from incidentdesk.gui.widgets.empty import EmptyState

HINT = N_(
    "The first line has the heads; “Name” is enough. Nothing is written before you say so, and it can be "
    "undone. A file that this page saves can be changed elsewhere and read again."
)


class FileChoice(QWidget):
    """Emits ``chosen`` with paths. While there is no file it says what a file needs."""

    chosen = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop = FileDropArea(_("Drop a CSV file here, or choose one"))
        self.drop.files_chosen.connect(self.chosen)
        self.empty = EmptyState("inbox", "", "", action=_("Choose a file…"))
        self.empty.acted.connect(self.drop.open_dialog)
        self.setFocusProxy(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.drop)
        column.addWidget(self.empty)

    def show_register(self, plural: str) -> None:
        """Ask for a file with the entries called ``plural``."""
        self.empty.set_texts(_("Bring {register} along").format(register=plural.lower()), _(HINT))
