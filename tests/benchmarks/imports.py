"""What an import costs against the very same rows written by bare ``sqlite3``, measured in one run.

Run by hand: ``python tests/benchmarks/imports.py GENERATOR.py [tickets …] [--profile]``, where the generator
has a function ``tickets(n)``. Prints CPU seconds of both, and how much of the speed of the bare bulk load is
reached. Nothing is asserted.
"""

from __future__ import annotations

import cProfile
import importlib.util
import pstats
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

from incidentdesk.base.paths import desk_paths
from incidentdesk.base.time_source import ManualTime, in_zone
from incidentdesk.bootstrap import headless
from incidentdesk.domain.import_batch import Batch
from incidentdesk.domain.imported import ImportedEvent, ImportedIncident
from incidentdesk.domain.search_words import search_words
from incidentdesk.services.import_build import Origin
from incidentdesk.services.import_run import ImportRun
from incidentdesk.services.import_types import Control
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage import imports

ZONE = ZoneInfo("Europe/Berlin")
PRIORITIES = {"critical": "P1", "high": "P2", "normal": "P3", "low": "P4"}
STATUSES = {"new": "new", "open": "in_progress", "pending": "on_hold", "closed": "closed"}
LOADED = (
    "person", "reporter", "register_item", "setting_revision", "process_text", "import_batch", "incident",
    "run", "stage_values", "field_value", "timeline_entry", "import_item", "import_addition",
)  # fmt: skip


def records(generator: ModuleType, count: int) -> Iterator[ImportedIncident]:
    """The generator's tickets as records of another system."""
    for ticket in generator.tickets(count):
        updated = in_zone(ticket["updated"] * 1000, ZONE)
        closed = updated if ticket["status"] == "closed" else None
        yield ImportedIncident(
            key=str(ticket["id"]),
            places=(ticket["id"],),
            values={
                "title": ticket["subject"], "description": ticket["body"], "reporter": ticket["requester"],
                "category": ticket["category"], "assignee": ticket["assignee"],
            },
            status=STATUSES[ticket["status"]],
            priority=PRIORITIES[ticket["priority"]],
            logged=in_zone(ticket["created"] * 1000, ZONE),
            resolved=closed,
            closed=closed,
            updated=updated,
            events=tuple(
                ImportedEvent("note", in_zone(one["at"] * 1000, ZONE), one["author"], one["text"])
                for one in ticket["comments"]
            ),
        )  # fmt: skip


def load_bare(source: Path, target: Path) -> float:
    """Write the rows of one desk into an empty one, in one durable transaction; gives CPU seconds."""
    read = sqlite3.connect(source)
    rows = {name: read.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in LOADED}  # noqa: S608
    rows["counter"] = read.execute("SELECT * FROM counter").fetchall()
    read.close()
    bare = sqlite3.connect(target, isolation_level=None)
    bare.create_function("search_words", 1, search_words, deterministic=True)  # the triggers call it
    bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=1;")
    for name in reversed(LOADED):
        bare.execute(f"DELETE FROM {name}")  # noqa: S608
    before = time.process_time()
    bare.execute("BEGIN IMMEDIATE")
    for name, lines in rows.items():
        if lines:
            bare.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(lines[0]))})", lines)  # noqa: S608
    bare.execute("COMMIT")
    cost = time.process_time() - before
    bare.close()
    return cost


def load_ours(cases: UseCases, me: str, given: list[ImportedIncident]) -> float:
    """Import the records; gives CPU seconds."""
    before = time.process_time()
    with cases.desk.changing(me) as work:
        definition = cases.desk.library.use(work.session, "itil", work.now)
        batch = Batch(work.new_uid(), "Elsewhere", "records", (), "running", work.now, me, {})
        imports.add_batch(work.session, batch)
    origin = Origin(batch.uid, "Elsewhere", me, "itil")
    result = ImportRun(cases.desk, origin, definition, Control()).run(("file", one) for one in given)
    cost = time.process_time() - before
    if result.counts["new"] != len(given):
        raise AssertionError(result)
    return cost


def measure(generator: ModuleType, count: int, *, profile: bool) -> None:
    """Print one line, and on wish where the time went."""
    given = list(records(generator, count))
    now = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, bare = folder / "ours.sqlite3", folder / "bare.sqlite3"
        with headless(desk_paths(bare), ManualTime(now, ZONE)):
            pass
        with headless(desk_paths(ours), ManualTime(now, ZONE)) as cases:
            me = cases.people.whoever_is("", "bench").uid
            profiler = cProfile.Profile()
            if profile:
                profiler.enable()
            our_cost = load_ours(cases, me, given)
            profiler.disable()
        bare_cost = load_bare(ours, bare)
        share, size = bare_cost / our_cost, ours.stat().st_size / 1e6
        sys.stdout.write(
            f"{count:8} tickets: bare {bare_cost:7.2f} s, {count / bare_cost:8.0f}/s   "
            f"ours {our_cost:7.2f} s, {count / our_cost:8.0f}/s   {share:6.1%} of bare, {size:.1f} MB\n"
        )
        if profile:
            pstats.Stats(profiler).sort_stats("tottime").print_stats(45)


def main() -> None:
    """Measure every size that is named."""
    spec = importlib.util.spec_from_file_location("generator", sys.argv[1])
    if spec is None or spec.loader is None:
        raise SystemExit("Name the generator.")
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    sizes = [int(word) for word in sys.argv[2:] if word.isdigit()] or [5000]
    for size in sizes:
        measure(generator, size, profile="--profile" in sys.argv)


if __name__ == "__main__":
    main()
