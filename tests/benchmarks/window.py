"""How long the window stalls while it is worked with, and how long a page takes to be painted.

Run by hand: ``QT_QPA_PLATFORM=offscreen python tests/benchmarks/window.py``. A timer of 1 ms beats while the
sample desk is used; the longest pause between two beats is the stall. Beside each page stands a bare
``QTableWidget`` or a bare form of the same size, shown in the same run. Nothing is asserted.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from incidentdesk import bootstrap
from incidentdesk.base.paths import desk_paths
from incidentdesk.gui.application import Opened, make_application, opened
from incidentdesk.gui.settling import settle
from incidentdesk.services.queue import ListQuestion
from incidentdesk.services.views import view_of

ROUNDS = 15


class Heartbeat:
    """Beats each millisecond; ``longest`` is the longest pause so far, in milliseconds."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def reset(self) -> None:
        """Forget the pauses so far."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now


def rest(milliseconds: int) -> None:
    """Let events run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def report(
    name: str, shown: Opened, beat: Heartbeat, act: Callable[[], object], *, answers: bool = True
) -> None:
    """Do ``act`` some times; print the median until all is painted, and the longest stall.

    Where ``answers`` is false nothing is asked of the desk, and only the painting is waited for.
    """
    took, stalls = [], []
    for _round in range(ROUNDS):
        beat.reset()
        before = time.perf_counter()
        act()
        if answers:
            settle(shown.window, shown.tasks)
        shown.window.repaint()
        took.append((time.perf_counter() - before) * 1000)
        rest(20)
        stalls.append(beat.longest)
    sys.stdout.write(f"{name:22} {statistics.median(took):8.1f} ms shown   stall {max(stalls):6.1f} ms\n")


def bare(make: Callable[[], QWidget]) -> float:
    """The median until a bare widget of the same size is painted, in milliseconds."""
    took = []
    for _round in range(ROUNDS):
        before = time.perf_counter()
        widget = make()
        widget.resize(1440, 900)
        widget.show()
        QApplication.processEvents()
        widget.repaint()
        took.append((time.perf_counter() - before) * 1000)
        widget.close()
    return statistics.median(took)


def bare_table() -> QWidget:
    """A table of 16 rows and 6 columns."""
    table = QTableWidget(16, 6)
    for row in range(16):
        for column in range(6):
            table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
    return table


def bare_form() -> QWidget:
    """A form of twelve lines."""
    form = QWidget()
    layout = QFormLayout(form)
    for number in range(12):
        layout.addRow(f"Field {number}", QLineEdit())
    return form


def main() -> None:
    """Open the sample desk and work on it."""
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        paths = desk_paths(Path(folder) / "desk.sqlite3")
        cases = bootstrap.use_cases(paths, bootstrap.system_time())
        cases.desk.database.connect(write=True, read=True)
        person = cases.people.whoever_is("", "bench")
        bootstrap.fill_if_empty(paths, person)
        question = ListQuestion(view_of("open").condition)
        uids = [row.uid for row in cases.queue.rows(question, person.uid, limit=200).rows]
        cases.desk.database.disconnect()
        drafting = bootstrap.drafting(cases, paths, person)
        sys.stdout.write(f"bare table {bare(bare_table):.1f} ms, bare form {bare(bare_form):.1f} ms\n")
        with opened(cases, drafting, person, paths, sample=True, theme="light") as shown:
            shown.window.show()
            beat = Heartbeat()
            window, turn = shown.window, iter(uids * ROUNDS * 12)
            report("queue", shown, beat, lambda: window.show_room("queue", "open"))
            report("an incident", shown, beat, lambda: window.show_room("incident", next(turn)))
            report("log page", shown, beat, lambda: window.show_room("log"))
            report(
                "one letter of a title",
                shown,
                beat,
                lambda: QTest.keyClicks(QApplication.focusWidget(), "x"),
                answers=False,
            )


if __name__ == "__main__":
    main()
