"""What an import costs against the very same rows written by bare ``sqlite3``, full text and audit included.

Run by hand, in ``tests``: ``python -m benchmarks.imports [tickets …] [--profile]``; without numbers 5,000 and
25,000. Both sides end with a search index in one piece. Prints CPU seconds, tickets a second, and how much of
the speed of the bare load is reached. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.desks import AFTERNOON, NAME, ZONE, import_records
from benchmarks.measuring import say
from benchmarks.raw_desk import RawDesk
from benchmarks.tickets import records
from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless


def cpu_seconds(act: Callable[[], object]) -> float:
    """What ``act`` costs."""
    before = time.process_time()
    act()
    return time.process_time() - before


def measure(count: int, *, profile: bool) -> None:
    """Print one line, and on wish where the time went."""
    given = list(records(count, ZONE))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = desk_paths(folder / "desk.sqlite3")
        with headless(paths, ManualTime(AFTERNOON, ZONE)) as cases:
            me = cases.people.whoever_is("", NAME).uid
            profiler = cProfile.Profile()
            if profile:
                profiler.enable()
            ours = cpu_seconds(lambda: import_records(cases, me, given))
            profiler.disable()
        raw = RawDesk(paths.desk, folder / "raw.sqlite3")
        rows = raw.everything()
        limit = cpu_seconds(lambda: raw.load(rows))
        raw.close()
        say(
            f"{count:9,} tickets: bare {limit:7.2f} s, {count / limit:8,.0f}/s   "
            f"ours {ours:7.2f} s, {count / ours:8,.0f}/s   {limit / ours:6.1%} of bare"
        )
        if profile:
            pstats.Stats(profiler).sort_stats("tottime").print_stats(45)


def main() -> None:
    """Measure every size that is named."""
    parser = argparse.ArgumentParser(description="Imports against the bare load.")
    parser.add_argument("sizes", nargs="*", type=int, default=[5_000, 25_000])
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    for size in given.sizes:
        measure(size, profile=given.profile)


if __name__ == "__main__":
    main()
