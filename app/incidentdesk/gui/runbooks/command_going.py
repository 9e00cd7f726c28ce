"""A command while it runs: for how long, when it is ended at the latest, what it says, and its end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.command_runner import Running
from incidentdesk.gui.runbooks.output_view import OutputView
from incidentdesk.gui.runbooks.run_words import span_text
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.cards import surface
from incidentdesk.gui.widgets.labels import text_label


class CommandGoing(QWidget):
    """``cancelled`` when it is to be ended."""

    cancelled = Signal()

    def __init__(self, key_hint: str) -> None:
        super().__init__()
        self.said = text_label("")
        self.left = text_label("", "muted")
        self.cancel_button = ActionButton(_("Cancel"), icon_name="stop", key_hint=key_hint)
        self.cancel_button.clicked.connect(lambda _checked=False: self.cancelled.emit())
        self.output = OutputView()
        self._lay_out()

    def begin(self) -> None:
        """It is about to run, and has said nothing."""
        self.said.setText(_("It begins…"))
        self.left.setText("")
        self.output.hide()

    def end(self) -> None:
        """It was asked to end."""
        self.said.setText(_("It is being ended…"))
        self.left.setText("")

    def show_running(self, one: Running | None) -> None:
        """Show how it is by now; ``None`` where its result is being written."""
        if one is None or one.ran is not None:
            self.said.setText(_("Its result is being written…"))
            self.left.setText("")
            return
        if not one.cancelled.is_set():
            self.said.setText(_("Running for {n} s").format(n=int(one.seconds())))
            self.left.setText(_("is ended in {span}").format(span=span_text(one.seconds_left())))
        text = one.said()
        self.output.setVisible(bool(text))
        self.output.show_text(text, follow=True)

    def _lay_out(self) -> None:
        going = QProgressBar()
        going.setRange(0, 0)
        going.setFixedWidth(72)
        going.setTextVisible(False)
        going.setAccessibleName(_("The command runs"))
        bar = surface("accent")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(12)
        for widget in (going, self.said, self.left):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(bar)
        column.addWidget(self.output)
        self.output.hide()
