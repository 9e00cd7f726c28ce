"""A chip that can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from incidentdesk.gui.widgets.chips import Tone
from incidentdesk.gui.widgets.due import chip_size, paint_chip
from incidentdesk.gui.widgets.painting import focus_ring


class ChipButton(QPushButton):
    """Words on a tinted surface; the words carry the meaning, the colour only helps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone: Tone = "neutral"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_chip(self, text: str, tone: Tone) -> None:
        """Say other words in another tone."""
        self.tone = tone
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words, with room for the mark of the focus."""
        chip = chip_size(self.text())
        return QSize(chip.width() + 8, chip.height() + 8)

    def minimumSizeHint(self) -> QSize:
        """The same: the words are not cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip, and the focus."""
        painter = QPainter(self)
        paint_chip(painter, self.rect().adjusted(4, 0, -4, 0), self.text(), self.tone)
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=self.height() / 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)
