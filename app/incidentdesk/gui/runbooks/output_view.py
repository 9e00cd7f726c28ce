"""What a command said, in letters of one width: so many whole lines, and the rest by scrolling."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit

from incidentdesk.base.texts import _
from incidentdesk.gui.theme import mono_font

MOST_LINES = 12
AROUND = 12
"""Border and padding above and below the text, and what Qt wants to have beside them, in pixels."""


class OutputView(QPlainTextEdit):
    """``show_text`` is the only way in. It is as high as its lines, up to ``MOST_LINES``."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFont(mono_font(12))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setAccessibleName(_("What the command said"))
        self._follows = False
        self.verticalScrollBar().rangeChanged.connect(self._keep_to_end)

    def show_text(self, text: str, *, follow: bool = False) -> None:
        """Show other words; ``follow`` keeps to the end of them, unless the person has scrolled away."""
        if text == self.toPlainText():
            return
        self._follows = follow and self._is_at_end()
        place = self.verticalScrollBar().value()
        self.setPlainText(text)
        self._fit()
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum() if self._follows else place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower one needs room for the bar below its lines."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """By now it is known how letters and borders look."""
        super().showEvent(event)
        self._fit()

    def _is_at_end(self) -> bool:
        bar = self.verticalScrollBar()
        return bar.value() == bar.maximum()

    def _keep_to_end(self, _least: int, most: int) -> None:
        """Its height came, or changed: the end is elsewhere."""
        if self._follows:
            self.verticalScrollBar().setValue(most)

    def _fit(self) -> None:
        metrics, margin = self.fontMetrics(), self.document().documentMargin()
        lines = self.toPlainText().split("\n")
        widest = max(metrics.horizontalAdvance(line) for line in lines) + 2 * margin
        shown = min(MOST_LINES, len(lines))
        below = margin if shown == len(lines) else 0  # else the next line would look out under the last
        height = shown * metrics.lineSpacing() + margin + below + AROUND
        if widest > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(round(height))
