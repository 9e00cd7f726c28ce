"""From the start of the program to the first queue painted, and what it holds in memory then.

Run by hand: ``python tests/benchmarks/start.py [--incidents N] [--desk FILE] [--rounds N]``. Whole processes
are started in turn: the floor (PySide6, peewee, 50 rows of the same file in a ``QTableView``), then the
program on that desk. Prints medians and 95th percentiles of the milliseconds of wall and CPU time until the
table with its rows is painted, and the memory a while later (PSS and USS in MB, Linux only). Nothing is
asserted.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REST_MS = 3000
"""How long a process rests before its memory is read: what it does in idle time is done by then."""


@dataclass(frozen=True)
class Start:
    """One start: milliseconds to the painted list, and megabytes at rest."""

    wall: float
    cpu: float
    pss: float
    uss: float


def main() -> None:
    """Make a desk, start both sides in turn, and print how they compare."""
    arguments = _arguments()
    if arguments.side:
        _run_side(arguments.side, Path(arguments.desk), float(arguments.began), arguments.rest)
        return
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(arguments.desk) if arguments.desk else _make_desk(Path(folder), arguments.incidents)
        starts: dict[str, list[Start]] = {"floor": [], "ours": []}
        for number in range(arguments.rounds + 1):
            for side, found in starts.items():
                start = _start(side, desk, rest=number < 3)
                if number:  # the first of each warms the page cache
                    found.append(start)
        for side, found in starts.items():
            sys.stdout.write(f"{side:6} {_line(found)}\n")
        floor, ours = (_middle(starts[side]) for side in ("floor", "ours"))
        sys.stdout.write(
            f"ratio  wall {ours.wall / floor.wall:.2f}  CPU {ours.cpu / floor.cpu:.2f}  "
            f"PSS {ours.pss / floor.pss:.2f}  USS {ours.uss / floor.uss:.2f}\n"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--incidents", type=int, default=1000)
    parser.add_argument("--desk", default="", help="a desk that is there already")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--side", default="", help=argparse.SUPPRESS)
    parser.add_argument("--began", default="0", help=argparse.SUPPRESS)
    parser.add_argument("--rest", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _make_desk(folder: Path, incidents: int) -> Path:
    from incidentdesk import bootstrap
    from incidentdesk.base.paths import desk_paths
    from incidentdesk.base.platform_specific import account_name

    paths = desk_paths(folder / "desk.sqlite3")
    with bootstrap.headless(paths) as cases:
        me = cases.people.whoever_is("", account_name()).uid
        for number in range(incidents):
            values = {
                "title": f"Printer {number} prints blank labels",
                "description": "Plain paper works. " * 10,
            }
            cases.log.log({**values, "assignee": me}, me)
    return paths.desk


def _start(side: str, desk: Path, *, rest: bool) -> Start:
    command = [sys.executable, __file__, "--side", side, "--desk", str(desk), "--began", str(time.time())]
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is not compiled at each start
    done = subprocess.run(
        command + (["--rest"] if rest else []), env=environment, check=True, capture_output=True, text=True
    )
    return Start(**json.loads(done.stdout.splitlines()[-1]))


def _run_side(side: str, desk: Path, began: float, rest: bool) -> None:
    (_floor if side == "floor" else _ours)(desk, lambda: _tell(began, rest))


def _tell(began: float, rest: bool) -> None:
    """The list is painted: say how long that took, rest, and say what is held in memory."""
    from PySide6.QtCore import QCoreApplication, QTimer

    wall, cpu = (time.time() - began) * 1000, time.process_time() * 1000

    def leave() -> None:
        pss, uss = _memory() if rest else (0.0, 0.0)
        sys.stdout.write(json.dumps({"wall": wall, "cpu": cpu, "pss": pss, "uss": uss}) + "\n")
        QCoreApplication.exit(0)

    QTimer.singleShot(REST_MS if rest else 0, leave)


def _memory() -> tuple[float, float]:
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return 0.0, 0.0
    sizes = {}
    for line in rollup.read_text(encoding="ascii").splitlines()[1:]:
        name, kilobytes, *_unit = line.split()
        sizes[name] = int(kilobytes) / 1024
    return sizes["Pss:"], sizes["Private_Clean:"] + sizes["Private_Dirty:"]


def _floor(desk: Path, painted: Callable[[], None]) -> None:
    import peewee
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    app = QApplication(sys.argv[:1])
    database = peewee.SqliteDatabase(str(desk))
    rows = database.execute_sql(
        "SELECT number, title, status, priority, next_due FROM incident ORDER BY next_due LIMIT 50"
    ).fetchall()

    class Model(QAbstractTableModel):
        def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
            return len(rows)

        def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
            return 5

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
            return str(rows[index.row()][index.column()]) if role == 0 else None

    class View(QTableView):
        told = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            super().paintEvent(event)
            if not self.told:
                self.told = True
                QTimer.singleShot(0, painted)

    window, view, model = QMainWindow(), View(), Model()
    view.setModel(model)
    window.setCentralWidget(view)
    window.resize(1380, 860)
    window.show()
    app.exec()


def _ours(desk: Path, painted: Callable[[], None]) -> None:
    """The program as its command starts it; once its loop runs, its table is watched."""
    import incidentdesk.bootstrap
    from incidentdesk.cli import main as command

    real = incidentdesk.bootstrap.window

    def window(*arguments: Any, **options: Any) -> int:
        from PySide6.QtCore import QEvent, QObject, QTimer
        from PySide6.QtWidgets import QApplication, QTableView

        from incidentdesk.gui.application import make_application

        class Watcher(QObject):
            """Hears of the first painting of the table with rows in it."""

            told = False

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
                table = watched.parent() if event.type() == QEvent.Type.Paint else None
                if isinstance(table, QTableView) and not self.told and table.model().rowCount():
                    self.told = True
                    QTimer.singleShot(0, painted)
                return False

        app, watcher = make_application(), Watcher()

        def watch() -> None:
            tables = [one.findChild(QTableView) for one in QApplication.topLevelWidgets()]
            table = next(one for one in tables if isinstance(one, QTableView) and one.isVisible())
            table.viewport().installEventFilter(watcher)

        QTimer.singleShot(0, app, watch)
        return real(*arguments, **options)

    incidentdesk.bootstrap.window = window
    command.run(["--db", str(desk)])


def _line(starts: list[Start]) -> str:
    wall, cpu = sorted(one.wall for one in starts), sorted(one.cpu for one in starts)
    rested = _middle([one for one in starts if one.pss])
    return (
        f"wall {statistics.median(wall):6.0f} p95 {wall[int(len(wall) * 0.95)]:6.0f}   "
        f"CPU {statistics.median(cpu):6.0f} p95 {cpu[int(len(cpu) * 0.95)]:6.0f} ms   "
        f"PSS {rested.pss:6.1f}  USS {rested.uss:6.1f} MB"
    )


def _middle(starts: list[Start]) -> Start:
    rested = [one for one in starts if one.pss] or starts
    return Start(
        statistics.median(one.wall for one in starts),
        statistics.median(one.cpu for one in starts),
        statistics.median(one.pss for one in rested),
        statistics.median(one.uss for one in rested),
    )


if __name__ == "__main__":
    main()
