"""Chips: a state in one or two words on a tinted surface.

The words carry the meaning, the colour only helps.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from incidentdesk.gui.widgets.due import chip_size, paint_chip

Tone = Literal["p1", "p2", "p3", "p4", "p5", "good", "accent", "neutral", "warning", "danger"]


class Chip(QWidget):
    """A text in a tone; an empty text hides it."""

    def __init__(self, text: str, tone: Tone = "neutral", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._tone: Tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_chip(text, tone)

    @property
    def text(self) -> str:
        """The words."""
        return self._text

    @property
    def tone(self) -> Tone:
        """The tone of the surface."""
        return self._tone

    def set_chip(self, text: str, tone: Tone) -> None:
        """Show other words in another tone."""
        if bool(text) != bool(self._text) and (not text or self.parentWidget() is not None):
            self.setVisible(bool(text))
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words; nothing without words."""
        return chip_size(self._text) if self._text else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """Room for a letter or two and the ellipsis."""
        return QSize(min(40, self.sizeHint().width()), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what has no room."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            cut = self.width() < self.sizeHint().width()
            QToolTip.showText(event.globalPos(), self._text if cut else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        paint_chip(QPainter(self), self.rect(), self._text, self._tone)


_PRIORITY_TONES: dict[str, Tone] = {"P1": "p1", "P2": "p2", "P3": "p3", "P4": "p4", "P5": "p5"}


def priority_tone(priority: str) -> Tone:
    """The tone of ``P1`` to ``P5``; neutral for anything else."""
    return _PRIORITY_TONES.get(priority.upper(), "neutral")


def priority_chip(priority: str, word: str = "", *, parent: QWidget | None = None) -> Chip:
    """A chip such as ``P2 High``."""
    return Chip(f"{priority} {word}".strip(), priority_tone(priority), parent=parent)
