"""How far a long work is, and the button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import Card
from incidentdesk.gui.widgets.labels import text_label
from incidentdesk.services.imports.import_types import Progress

STEPS = 1000


class ProgressPanel(Card):
    """A line of words, a bar, and Cancel (Esc on the page), hidden at rest. Emits ``cancelled``."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.words = text_label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.button = ActionButton(_("Cancel"), key_hint="Esc")
        self.button.clicked.connect(lambda _checked=False: self._stop())
        row = QHBoxLayout()
        row.setSpacing(16)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        row.addLayout(column, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.hide()

    def begin(self, words: str) -> None:
        """Show that work begins."""
        self.button.setEnabled(True)
        self.show_step(words, 0, 0)
        self.show()

    def show_step(self, words: str, done: int, whole: int) -> None:
        """Say how far it is; with ``whole`` 0 nobody knows, and the bar only moves."""
        self.words.setText(words)
        self.bar.setRange(0, STEPS if whole else 0)
        self.bar.setValue(min(STEPS, done * STEPS // whole) if whole else 0)

    def tell(self, progress: Progress) -> None:
        """Say how far a work is that tells it."""
        words = _("{what}: {done} of {whole}") if progress.total else _("{what}: {done}")
        words = words.format(what=progress.what, done=f"{progress.done:,}", whole=f"{progress.total:,}")
        self.show_step(words, progress.done, progress.total)

    def end(self) -> None:
        """The work is over."""
        self.hide()

    def _stop(self) -> None:
        self.button.setEnabled(False)
        self.words.setText(_("Stopping…"))
        self.cancelled.emit()
