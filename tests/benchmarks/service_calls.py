"""What a service call costs against the same bytes written by bare ``sqlite3``, measured in one run.

Run by hand: ``python tests/benchmarks/service_calls.py [incidents]``. Prints medians and 95th percentiles in
milliseconds, CPU beside wall, and the ratio to the physical limit. Nothing is asserted.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.services.queue import ListQuestion
from incidentdesk.services.use_cases import UseCases
from incidentdesk.services.views import view_of

ZONE = ZoneInfo("Europe/Berlin")
ROUNDS = 60
TEXT = "Labels come out blank since this morning; plain paper still prints. " * 5


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one operation over many rounds."""

    wall: list[float]
    cpu: list[float]

    def __str__(self) -> str:
        p95 = sorted(self.wall)[int(len(self.wall) * 0.95)]
        return f"{statistics.median(self.wall):8.3f} {p95:8.3f} {statistics.median(self.cpu):8.3f}"


def measure(act: Callable[[int], object], rounds: int = ROUNDS) -> Cost:
    """Run ``act`` some times, after four that do not count."""
    for number in range(4):
        act(-1 - number)
    wall, cpu = [], []
    for number in range(rounds):
        before, before_cpu = time.perf_counter(), time.process_time()
        act(number)
        wall.append((time.perf_counter() - before) * 1000)
        cpu.append((time.process_time() - before_cpu) * 1000)
    return Cost(wall, cpu)


class Bare:
    """The physical limit: a ticket, an event and a full-text row, one durable commit each."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE ticket(id INTEGER PRIMARY KEY, title, body, status, due INTEGER);"
            "CREATE INDEX ticket_due ON ticket(status, due);"
            "CREATE TABLE event(id INTEGER PRIMARY KEY, ticket INTEGER, kind, text);"
            "CREATE INDEX event_ticket ON event(ticket);"
            "CREATE VIRTUAL TABLE words USING "
            "fts5(title, body, content='ticket', content_rowid='id', prefix='2 3');"
        )

    def log(self, number: int) -> None:
        """Insert one ticket."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        row = run(
            "INSERT INTO ticket(title, body, status, due) VALUES(?, ?, 'new', ?)",
            (f"Printer {number}", TEXT, number),
        ).lastrowid
        run("INSERT INTO event(ticket, kind, text) VALUES(?, 'logged', '')", (row,))
        run("INSERT INTO words(rowid, title, body) VALUES(?, ?, ?)", (row, f"Printer {number}", TEXT))
        run("COMMIT")

    def change(self, number: int) -> None:
        """Change the status of one."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        run("UPDATE ticket SET status = 'open' WHERE id = ?", (number % 50 + 1,))
        run("INSERT INTO event(ticket, kind, text) VALUES(?, 'status', '')", (number % 50 + 1,))
        run("COMMIT")

    def queue(self, _number: int) -> None:
        """Read the next 50 that are due."""
        self.connection.execute("SELECT * FROM ticket WHERE status = 'new' ORDER BY due LIMIT 50").fetchall()

    def search(self, _number: int) -> None:
        """Find 50 by two words."""
        self.connection.execute(
            "SELECT t.* FROM words w JOIN ticket t ON t.id = w.rowid WHERE words MATCH 'labels printer' "
            "ORDER BY w.rowid DESC LIMIT 50"
        ).fetchall()

    def open(self, number: int) -> None:
        """Read one with its events."""
        self.connection.execute("SELECT * FROM ticket WHERE id = ?", (number % 50 + 1,)).fetchall()
        self.connection.execute("SELECT * FROM event WHERE ticket = ?", (number % 50 + 1,)).fetchall()


def operations(cases: UseCases, me: str) -> dict[str, Callable[[int], object]]:
    """The service calls, by the name of the bare operation they are held against."""
    question = ListQuestion(view_of("open").condition)
    known = [row.uid for row in cases.queue.rows(question, me, limit=50).rows]

    def log(number: int) -> object:
        return cases.log.log({"title": f"Printer {number}", "description": TEXT}, me)

    def change(number: int) -> object:
        return cases.stages.save(known[number % 50], {"place": f"Ward {number}"}, {}, me)

    return {
        "log": log,
        "change": change,
        "queue": lambda _number: cases.queue.rows(question, me, limit=50),
        "search": lambda _number: cases.search.find("labels printer"),
        "open": lambda number: cases.pages.incident(known[number % 50], me),
    }


def main() -> None:
    """Build a desk, and print one line an operation."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        bare = Bare(Path(folder) / "bare.sqlite3")
        clock = ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=ZONE), ZONE)
        with headless(desk_paths(Path(folder) / "desk.sqlite3"), clock) as cases:
            me = cases.people.whoever_is("", "bench").uid
            for number in range(size):
                cases.log.log({"title": f"Printer {number}", "description": TEXT}, me)
                bare.log(number)
            sys.stdout.write(f"{size} incidents; wall median, p95, CPU median in ms\n")
            for name, act in operations(cases, me).items():
                limit, ours = measure(getattr(bare, name)), measure(act)
                ratio = statistics.median(ours.wall) / statistics.median(limit.wall)
                sys.stdout.write(f"{name:8} bare {limit}   ours {ours}   {ratio:6.1f} x\n")


if __name__ == "__main__":
    main()
