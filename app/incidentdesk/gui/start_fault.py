"""What is shown in place of the window where the desk could not be opened: why not, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.texts import _
from incidentdesk.gui.application import make_application
from incidentdesk.gui.theme import apply_theme
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import text_label

WIDTH = 560
MARGIN = 32


class StartFault(QWidget):
    """Whoever started the program by its icon sees no terminal. Enter and Esc close it (``closed``)."""

    closed = Signal()

    def __init__(self, error: UserFacingError) -> None:
        super().__init__()
        self.setWindowTitle(_("Incident Desk"))
        self.setAccessibleName(_("The desk cannot be opened"))
        self.why = text_label(error.message, wrap=True)
        self.next_step = text_label(error.next_step, "muted", wrap=True)
        for label in (self.why, self.next_step):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = ActionButton(_("Close"), kind="primary", key_hint="Esc")
        self.button.clicked.connect(lambda _checked=False: self.close())
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Drawing("warning", "warning", size=24))
        head.addWidget(text_label(_("The desk cannot be opened"), "heading"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.why)
        column.addWidget(self.next_step)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFixedSize(WIDTH, column.heightForWidth(WIDTH))
        self.button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """It was read."""
        super().closeEvent(event)
        self.closed.emit()


def show_start_fault(error: UserFacingError) -> None:
    """Show why the desk cannot be opened, until that is closed."""
    apply_theme(make_application(), "system")
    shown, loop = StartFault(error), QEventLoop()
    shown.closed.connect(loop.quit)
    shown.show()
    loop.exec()
    shown.deleteLater()
