"""The window of a program that cannot start: who opened it by an icon has no console to read on."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from incidentdesk import __version__
from incidentdesk.base.errors import UserFacingError
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.texts import _
from incidentdesk.gui.application import make_application
from incidentdesk.gui.theme import built_in_theme
from incidentdesk.gui.widgets.announcing import announce
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import text_label

WIDTH = 560


class FailedStart(QFrame):
    """Says what keeps the program from starting, and what to do; ``details`` are for whoever is asked."""

    def __init__(self, error: UserFacingError, details: str) -> None:
        super().__init__()
        self.details = details
        self.setProperty("surface", "background")
        self.setWindowTitle(_("Incident Desk"))
        heading = text_label(_("Incident Desk cannot be opened"), "heading")
        self.said = text_label(error.message, wrap=True)
        self.remedy = text_label(error.next_step, "strong", wrap=True)
        self.remedy.setVisible(bool(error.next_step))
        for label in (self.said, self.remedy):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = ActionButton(_("Copy details"), icon_name="copy", key_hint="Ctrl+C")
        self.close_button = ActionButton(_("Close"), kind="primary", key_hint="Esc")
        self.copied = text_label("", "good")
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.close)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Drawing("warning", "danger", size=24))
        head.addWidget(heading, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for widget in (self.close_button, self.copy_button, self.copied):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self.remedy)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(str(error))
        self.close_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need, which wrap."""
        super().showEvent(event)
        self.setFixedHeight(self.heightForWidth(WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on Esc, copy on Ctrl+C."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self.copied.setText(_("Copied."))
        self.copied.setAccessibleName(_("Copied."))
        announce(self.copied)


def tell_failed_start(error: UserFacingError, paths: DeskPaths | None, trace: str) -> None:
    """Show ``error`` until the person closes the window; ``trace`` is of a fault of ours, or empty."""
    app = make_application()
    with built_in_theme(app, "system"):
        window = FailedStart(error, _details(error, paths, trace))
        window.show()
    announce(window)
    app.exec()


def _details(error: UserFacingError, paths: DeskPaths | None, trace: str) -> str:
    lines = [
        f"Incident Desk {__version__}, Python {platform.python_version()}, {platform.platform()}",
        str(paths.desk) if paths is not None else "",
        str(error),
        trace,
    ]
    return "\n".join(line for line in lines if line)
