"""Long work on the window's thread in small steps, so that what the person does meanwhile is answered."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer


class BitByBit(QObject):
    """Does one piece of work at a time, a step in each turn of the event loop. Newer work replaces it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = iter(())
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._step)

    def begin(self, steps: Iterator[None]) -> None:
        """Do ``steps`` from the next turn on, in place of what was under way."""
        self._steps = steps
        self._turn.start()

    def _step(self) -> None:
        done = object()
        steps = self._steps
        if next(steps, done) is not done and steps is self._steps:
            self._turn.start()
