"""A desk in a real file, at a time that stands still, with a person and a reporter."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.paths import DeskPaths
from incidentdesk.base.paths import desk_paths as paths_of
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from incidentdesk.domain.records import Person, Reporter
from incidentdesk.services.use_cases import UseCases
from walk import Walk

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no window of a test on a screen, unless asked for

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module", autouse=True)
def _little_to_look_through() -> Iterator[None]:
    """What the tests of a module leave behind is looked through for garbage once, and not again and again."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture
def desk_paths(tmp_path: Path) -> DeskPaths:
    """The files of a desk that is not made yet."""
    return paths_of(tmp_path / "desk" / "desk.sqlite3")


@pytest.fixture
def time() -> ManualTime:
    """Monday, 23 November 2026, 9:00 in Berlin."""
    return ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN), BERLIN)


@pytest.fixture
def cases(desk_paths: DeskPaths, time: ManualTime) -> Iterator[UseCases]:
    """The use cases on a new desk. A transaction that a test leaves open fails it."""
    with headless(desk_paths, time) as cases:
        yield cases
        assert_nothing_is_open(desk_paths.desk)


def assert_nothing_is_open(file: Path) -> None:
    """Fail where any connection still reads or writes: a checkpoint that empties the log waits for both."""
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        (busy, _log, _checkpointed) = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        other.close()
    assert not busy, "a transaction was left open"


@pytest.fixture
def person(cases: UseCases) -> Person:
    """The first person of the desk, who is its administrator."""
    return cases.people.write_person(Person("", "M. Oyelaran", "administrator"), "")[0]


@pytest.fixture
def reporter(cases: UseCases, person: Person) -> Reporter:
    """Someone who calls."""
    return cases.people.write_reporter(Reporter("", "Dana Whitlock", phone="ext. 4410"), person.uid)[0]


@pytest.fixture
def walk(cases: UseCases, time: ManualTime, person: Person, reporter: Reporter) -> Walk:
    """Incidents of the ITIL process, taken as far as a test wants."""
    return Walk(cases, time, person.uid, reporter.uid)
