"""Looking at the time while somebody can see what it says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class Looking(QObject):
    """Lets ``widget`` look when it comes into sight, and each ``ms`` while it stays there.

    A timer that was late, or a computer that slept, makes no difference: each look works out anew what it
    says from the time that it is by then. ``again`` is the look that follows another one, where it differs.
    """

    def __init__(
        self,
        widget: QWidget,
        look: Callable[[], object],
        ms: int,
        *,
        again: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._look = look
        self._wanted = False
        self._timer = QTimer(self, interval=ms)
        self._timer.timeout.connect(again or look)
        widget.installEventFilter(self)

    def begin(self, *, wanted: bool = True) -> None:
        """Look now, and from now on where that is ``wanted``: where time changes what is said."""
        self._wanted = wanted
        self._look()
        self._keep_looking()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nobody looks at what is out of sight; it goes on when that is seen again."""
        if event.type() == QEvent.Type.Show:
            self._look()
            self._keep_looking()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return False

    def _keep_looking(self) -> None:
        if not (self._wanted and self._widget.isVisible()):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
