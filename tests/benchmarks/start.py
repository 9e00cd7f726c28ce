"""From the start of the program to the first queue painted, and what it holds in memory then.

Run by hand: ``python tests/benchmarks/start.py [--incidents N] [--desk FILE] [--rounds N]``. The desk's
window is set to the view of all that is open. Whole processes are started in turn: the floor (PySide6,
peewee, 50 rows of the same file in a ``QTableView``), then the program on that desk. Prints medians and
95th percentiles of the milliseconds of wall and CPU time until the table with its rows is painted, and the
memory a while later (PSS and USS in MB, Linux only). Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

from incidentdesk.base.paths import desk_paths

CHILD = Path(__file__).with_name("started.py")


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
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(arguments.desk) if arguments.desk else _make_desk(Path(folder), arguments.incidents)
        _leave_on_all_open(desk)
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
            f"ratio  wall {ours.wall / floor.wall:.2f}  CPU {ours.cpu / floor.cpu:.2f} "
            f"(least {_least(starts['ours']) / _least(starts['floor']):.2f})  "
            f"PSS {ours.pss / floor.pss:.2f}  USS {ours.uss / floor.uss:.2f}\n"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--incidents", type=int, default=1000)
    parser.add_argument("--desk", default="", help="a desk that is there already")
    parser.add_argument("--rounds", type=int, default=9)
    return parser.parse_args()


def _make_desk(folder: Path, incidents: int) -> Path:
    from incidentdesk import bootstrap
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


def _leave_on_all_open(desk: Path) -> None:
    """As if the window had been left on all that is open: the first list has rows for whoever starts it."""
    store = QSettings(str(desk_paths(desk).window), QSettings.Format.IniFormat)
    store.setValue("room/queue", {"view": "open"})
    store.sync()


def _start(side: str, desk: Path, *, rest: bool) -> Start:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is not compiled at each start
    command = [sys.executable, str(CHILD), side, str(desk), str(time.time()), "rest" if rest else ""]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return Start(*(float(word) for word in done.stdout.splitlines()[-1].split()))


def _line(starts: list[Start]) -> str:
    wall, cpu = sorted(one.wall for one in starts), sorted(one.cpu for one in starts)
    rested = _middle([one for one in starts if one.pss])
    return (
        f"wall {statistics.median(wall):6.0f} p95 {wall[int(len(wall) * 0.95)]:6.0f}   "
        f"CPU {statistics.median(cpu):6.0f} p95 {cpu[int(len(cpu) * 0.95)]:6.0f} least {cpu[0]:6.0f} ms   "
        f"PSS {rested.pss:6.1f}  USS {rested.uss:6.1f} MB"
    )


def _least(starts: list[Start]) -> float:
    return min(one.cpu for one in starts)


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
