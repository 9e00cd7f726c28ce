"""What scripts that look at the window share: a heartbeat, the moment when a frame is painted, figures."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

PATIENCE_SECONDS = 20


class Heartbeat:
    """Beats each millisecond; notes the longest pause between two beats, in milliseconds.

    ``longest`` is by the clock, ``busiest`` by the CPU of the window's own thread: what of a pause is ours,
    where other programs want the computer too.
    """

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self.reset()
        self._timer.start()

    def reset(self) -> None:
        """Forget the pauses so far."""
        self.longest = self.busiest = 0.0
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.busiest = max(self.busiest, (cpu - self._last_cpu) * 1000)
        self._last, self._last_cpu = now, cpu


class Painted(QObject):
    """Notes at each painting of ``widget`` what ``look`` sees then: what the frame shows."""

    def __init__(self, widget: QWidget, look: Callable[[], object] = lambda: True) -> None:
        super().__init__(widget)
        self._look = look
        self.seen: list[object] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note it, and let it be painted."""
        if event.type() == QEvent.Type.Paint:
            self.seen.append(self._look())
        return False


@dataclass
class Costs:
    """Milliseconds of one operation over many rounds; ``gui`` is the CPU of the window's thread alone."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    gui: list[float] = field(default_factory=list)
    stall: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        p95 = sorted(self.wall)[int(len(self.wall) * 0.95)]
        return (
            f"{statistics.median(self.wall):8.1f} {p95:8.1f} {statistics.median(self.cpu):8.1f} "
            f"{statistics.median(self.gui):8.1f} {statistics.median(self.stall):8.1f} "
            f"{max(self.stall):8.1f} {max(self.busy):8.1f}"
        )


HEADINGS = f"{'wall':>8} {'p95':>8} {'CPU':>8} {'window':>8} {'stall':>8} {'longest':>8} {'busiest':>8}"
"""What stands above the figures of ``Costs``: milliseconds, medians but for ``p95`` and the last two."""


def measure(costs: Costs, beat: Heartbeat, act: Callable[[], object], is_painted: Callable[[], bool]) -> None:
    """Do ``act``, let events run until ``is_painted``, and add what it cost to ``costs``.

    The stall is the longest pause until all is at rest again.
    """
    rest(30)
    beat.reset()
    wall, cpu, gui = time.perf_counter(), time.process_time(), time.thread_time()
    act()
    while not is_painted():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() - wall > PATIENCE_SECONDS:
            raise TimeoutError("it was never painted")
    costs.wall.append((time.perf_counter() - wall) * 1000)
    costs.cpu.append((time.process_time() - cpu) * 1000)
    costs.gui.append((time.thread_time() - gui) * 1000)
    rest(60)
    costs.stall.append(beat.longest)
    costs.busy.append(beat.busiest)


def rest(milliseconds: int) -> None:
    """Let events run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
