"""Desks of any size for measuring: seeded tickets, imported, so that every desk of a size is the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.tickets import records
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless, use_cases
from incidentdesk.domain.imported import ImportedIncident
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.services.imports.import_build import Origin
from incidentdesk.services.imports.import_run import ImportRun
from incidentdesk.services.imports.import_types import Control
from incidentdesk.services.use_cases import UseCases
from incidentdesk.storage import imports
from incidentdesk.storage.imports import Batch

ZONE = ZoneInfo("Europe/Berlin")
AFTERNOON = datetime(2026, 1, 2, 14, 0, tzinfo=ZONE)
"""A moment after the last ticket was created, while many of them are open."""

NAME = "bench"
"""Who works on these desks."""


@dataclass(frozen=True)
class Bench:
    """A desk that is open, with someone at work and someone who calls."""

    cases: UseCases
    file: Path
    me: str
    reporter: str

    def some(self, count: int) -> list[str]:
        """The uids of some incidents."""
        ask = "SELECT uid FROM incident ORDER BY id LIMIT ?"
        with self.cases.desk.reading() as (session, _settings):
            return [uid for (uid,) in session.sql(ask, (count,))]

    def size(self) -> int:
        """Bytes of the file, the log written back."""
        other = sqlite3.connect(self.file)
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.close()
        return self.file.stat().st_size


def built_desk(folder: Path, size: int) -> DeskPaths:
    """The files of a desk of ``size`` incidents in ``folder``; it is built where it is not there yet."""
    paths = desk_paths(folder / f"desk-{size}" / "desk.sqlite3")
    if not paths.desk.exists():
        with headless(paths, ManualTime(AFTERNOON, ZONE)) as cases:
            me = cases.people.whoever_is("", NAME).uid
            cases.people.write_reporter(Reporter("", "Dana Whitlock", phone="ext. 4410"), me)
            import_records(cases, me, records(size, ZONE))
    return paths


def import_records(cases: UseCases, me: str, given: Iterable[ImportedIncident]) -> None:
    """Bring records to a desk, as the history of another system, all of them new."""
    with cases.desk.changing(me) as work:
        definition = cases.desk.library.use(work.session, "itil", work.now)
        batch = Batch(work.new_uid(), "Elsewhere", "records", (), "running", work.now, me, {})
        imports.add_batch(work.session, batch)
    run = ImportRun(cases.desk, Origin(batch.uid, "Elsewhere", me, "itil"), definition, Control())
    result = run.run(("tickets", one) for one in given)
    if result.counts["new"] != result.total:
        raise AssertionError(result)
    cases.index.merge_all(lambda: False)


def at_work(paths: DeskPaths) -> tuple[UseCases, Person]:
    """The use cases for a window on a desk, on an afternoon of it, and who works there; nothing is open."""
    cases = use_cases(paths, ManualTime(AFTERNOON, ZONE))
    cases.desk.database.connect(write=True, read=True)
    person = cases.people.whoever_is("", NAME)
    cases.desk.database.disconnect()
    return cases, person


@contextmanager
def opened_desk(folder: Path, size: int) -> Iterator[Bench]:
    """A desk of ``size`` incidents, built in ``folder`` or found there."""
    paths = built_desk(folder, size)
    with headless(paths, ManualTime(AFTERNOON, ZONE)) as cases:
        me = cases.people.whoever_is("", NAME).uid
        (reporter,) = cases.people.find_reporters("Dana Whitlock")
        yield Bench(cases, paths.desk, me, reporter.uid)
