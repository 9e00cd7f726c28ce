"""Short notes on what was done, with undo, in a strip of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from incidentdesk.base.texts import _
from incidentdesk.gui.widgets.announcing import announce
from incidentdesk.gui.widgets.buttons import ActionButton
from incidentdesk.gui.widgets.labels import text_label

UNDO_KEY = "Ctrl+Shift+Z"
"""Takes back what the note tells of."""


class Toast(QFrame):
    """A short note in the place of ``line``, with undo where there is one; it goes by itself.

    Both stand in one layout, and one of the two is shown: the note covers nothing, and no page moves. It
    takes no focus; its ``undo`` also works by the window's own key. While the mouse rests on it, it stays.
    ``astray``: the focus was on what is hidden now.
    """

    undone = Signal()
    astray = Signal()

    def __init__(self, line: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self.setProperty("surface", "toast")
        self._label = text_label("", "toast", wrap=True)
        self._button = ActionButton(_("Undo"), kind="toast", icon_name="undo", key_hint=UNDO_KEY)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self.undo)
        self._act: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.setSpacing(16)
        row.addWidget(self._label, 1)
        row.addWidget(self._button)
        row.addStretch()
        self.setMinimumHeight(line.minimumHeight())
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._label.text()

    def show_message(
        self, text: str, *, undo: Callable[[], object] | None = None, seconds: float = 8
    ) -> None:
        """Say ``text`` for ``seconds``; with ``undo`` a button takes back what was done."""
        self._label.setText(text)
        self._label.ensurePolished()
        whole = self._label.fontMetrics().size(Qt.TextFlag.TextSingleLine, text).width()
        self._label.setMaximumWidth(whole + 2)  # Undo stands beside the words
        self.setAccessibleName(text)
        self._act = undo
        self._button.setVisible(undo is not None)
        self._change_places(self._line, self)
        self._timer.start(round(seconds * 1000))
        announce(self)

    def undo(self) -> None:
        """Take back what was done, if it can be."""
        act = self._act
        self.forget()
        if act is not None:
            act()
            self.undone.emit()

    def put_away(self) -> None:
        """Hide the note, unless the mouse or the focus is on it."""
        if self._act is not None and (self.underMouse() or self._button.hasFocus()):
            self._timer.start(2000)
        else:
            self.forget()

    def forget(self) -> None:
        """Hide the note at once; what it offered to take back stays done."""
        self._act = None
        self._timer.stop()
        self._change_places(self, self._line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
        else:
            super().keyPressEvent(event)

    def _change_places(self, old: QWidget, new: QWidget) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not old.isAncestorOf(focused):
            focused = None
        else:
            focused.clearFocus()  # Qt would look for another place
        old.hide()
        new.show()
        if focused is not None:
            self.astray.emit()
