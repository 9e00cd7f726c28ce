"""What an empty list says: why it is empty, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.guidance import Drawing
from incidentdesk.gui.widgets.labels import text_label

TEXT_WIDTH = 420
BEFORE_BUTTON = 8
WRAPS = int(Qt.TextFlag.TextWordWrap)


class EmptyState(QWidget):
    """A drawing, a title, a sentence and perhaps one button, in the middle of an empty room.

    Emits ``acted``.
    """

    acted = Signal()

    def __init__(
        self, icon_name: str, title: str, text: str, *, action: str = "", key_hint: str = "",
        width: int = TEXT_WIDTH, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.title = text_label(title, "subheading")
        self.text = text_label(text, "muted", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._width = width
        self.text.setFixedWidth(width)
        self.button = ActionButton(action, kind="primary", key_hint=key_hint)
        self.button.clicked.connect(lambda _checked=False: self.acted.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 48, 24, 48)
        column.setSpacing(8)
        column.addStretch(1)
        self.drawing = Drawing(icon_name, "muted", size=40)
        for widget in (self.drawing, self.title, self.text, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.insertSpacing(column.indexOf(self.button), BEFORE_BUTTON)
        column.addStretch(2)
        self.button.setVisible(bool(action))
        self.set_texts(title, text)

    def set_texts(self, title: str, text: str) -> None:
        """Say something else, for example that a search found nothing."""
        self.title.setText(title)
        self.text.setText(text)
        # A label of fixed width is given the height of one line unless it asks for all of them, and no more.
        # Its metrics are asked: itself it answers no less than what it has been given before.
        room = QRect(0, 0, self._width, 0)
        self.text.setFixedHeight(self.text.fontMetrics().boundingRect(room, WRAPS, text).height())

    def set_action(self, action: str, key_hint: str) -> None:
        """Let the button do something else."""
        self.button.setText(action)
        self.button.set_key_hint(key_hint)
