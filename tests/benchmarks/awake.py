"""Whether the window stays awake on a desk of any size: alone, and beside an import in another process.

Run by hand, in ``tests``: ``QT_QPA_PLATFORM=offscreen python -m benchmarks.awake [incidents …]``; without
numbers 100,000 and 1,000,000. Each line tells how long an act took until everything had settled, and
the longest pause of the event loop meanwhile, in milliseconds. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.desks import NAME, ZONE, at_work, built_desk
from benchmarks.measuring import say
from benchmarks.painted import Heartbeat, rest
from benchmarks.tickets import questions, tickets
from incidentdesk import bootstrap
from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.time_source import in_zone
from incidentdesk.gui.application import Opened, make_application, opened
from incidentdesk.gui.queue.queue_page import QueuePage
from incidentdesk.gui.settling import settle

ROUNDS = 8
IMPORTED = 40_000
"""How many tickets the import brings that runs beside the window."""


class Worker:
    """Someone who works in the window, act after act."""

    def __init__(self, shown: Opened) -> None:
        self.shown = shown
        self.beat = Heartbeat()
        page = shown.window.rooms["queue"]
        if not isinstance(page, QueuePage):
            raise TypeError(page)
        self.page = page
        self.table = page.list.table
        self._asked = cycle(questions())
        self._views = cycle(("mine", "closed", "open"))
        self._sorts = cycle(("title", "priority", "-updated", "next_due"))

    def acts(self) -> dict[str, Callable[[], object]]:
        """What is done, by name."""
        return {
            "change the view": lambda: self.page.show_target(next(self._views)),
            "to the end of the list": lambda: self._key(Qt.Key.Key_End),
            "a page up": lambda: self._key(Qt.Key.Key_PageUp),
            "to the start": lambda: self._key(Qt.Key.Key_Home),
            "another order": lambda: self.page.list.sort_asked.emit(next(self._sorts)),
            "search two letters": lambda: self.page.search(next(self._asked)[:2]),
            "search a word": lambda: self.page.search(next(self._asked).split()[0]),
            "search two words": lambda: self.page.search(next(self._asked)),
            "open an incident": self._open,
            "the log page": lambda: self.shown.window.show_room("log"),
        }

    def work(self) -> None:
        """Do everything some times, and print a line for each act."""
        for name, act in self.acts().items():
            took, stalls = [], []
            for _round in range(ROUNDS):
                if name not in {"open an incident", "the log page"}:
                    self.shown.window.show_room("queue")
                settle(self.shown.window, self.shown.tasks)
                rest(20)
                self.beat.reset()
                before = time.perf_counter()
                act()
                settle(self.shown.window, self.shown.tasks)
                took.append((time.perf_counter() - before) * 1000)
                rest(20)
                stalls.append(self.beat.longest)
            stalls.sort()
            settled = sorted(took)[len(took) // 2]
            pauses = f"pause {stalls[len(stalls) // 2]:6.1f}  longest {stalls[-1]:6.1f}"
            say(f"    {name:26} settled {settled:9.1f}   {pauses}")

    def _key(self, key: Qt.Key) -> None:
        self.table.setFocus()
        QTest.keyClick(self.table, key)

    def _open(self) -> None:
        self.shown.window.show_room("incident", self._uids())

    def _uids(self) -> str:
        row = self.page.list.current_row()
        return row.uid if row else ""


@contextmanager
def running_import(paths: DeskPaths, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An import of many tickets from a CSV file, in a process of its own."""
    file = folder / "more.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["number", "opened_at", "short_description", "description", "state", "priority"])
        for ticket in tickets(IMPORTED):
            opened_at = in_zone(ticket["created"] * 1000, ZONE).local().strftime("%Y-%m-%d %H:%M:%S")
            writer.writerow(
                [f"M{ticket['id']}", opened_at, ticket["subject"], ticket["body"], "Closed", "3 - Moderate"]
            )
    command = [sys.executable, "-m", "incidentdesk", "import", str(file), "--from", "servicenow"]
    process = subprocess.Popen(
        [*command, "--system", "More", "--db", str(paths.desk), "--as", NAME], stdout=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def watch(paths: DeskPaths, folder: Path) -> None:
    """Work in a window on the desk at ``paths``, alone and beside an import."""
    cases, person = at_work(paths)
    with opened(
        cases, bootstrap.drafting(cases, paths, person), person, paths, sample=False, theme="light"
    ) as shown:
        shown.window.resize(1440, 900)
        shown.window.show()
        shown.window.show_room("queue", "open")
        settle(shown.window, shown.tasks)
        worker = Worker(shown)
        say("  alone")
        worker.work()
        with running_import(paths, folder) as process:
            say("  beside an import")
            worker.work()
            say("  (the import was still running)" if process.poll() is None else "  (the import had ended)")


def main() -> None:
    """Watch the window at each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--keep", type=Path, help="a folder in which desks are kept for the next run")
    given = parser.parse_args()
    make_application()
    QApplication.setQuitOnLastWindowClosed(False)
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            say(f"\n{size:,} incidents; milliseconds")
            watch(built_desk(given.keep or Path(folder), size), Path(folder))


if __name__ == "__main__":
    main()
