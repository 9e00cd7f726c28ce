"""Numbers of incidents: by year in the desk's zone, given once, whoever asks at the same time."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidentdesk.base.errors import UsageError
from incidentdesk.base.paths import DeskPaths, desk_paths
from incidentdesk.base.time_source import ManualTime
from incidentdesk.bootstrap import headless
from walk import Walk

BERLIN = ZoneInfo("Europe/Berlin")


def log(walk: Walk) -> str:
    return walk.cases.log.log({"title": "x"}, walk.me).number


def test_numbers_count_up(walk: Walk) -> None:
    assert [log(walk) for _ in range(3)] == [f"INC-2026-00000{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2026, 12, 31, 23, 30, tzinfo=BERLIN), 2026),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), 2026),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), 2027),
        (datetime(2027, 1, 1, 0, 30, tzinfo=BERLIN), 2027),
    ],
)
def test_the_year_is_that_of_the_desks_zone(walk: Walk, at: datetime, year: int) -> None:
    walk.time.move_to(at)
    assert log(walk) == f"INC-{year}-000001"


def test_the_desks_zone_rules_on_a_workstation_of_another(walk: Walk, desk_paths: DeskPaths) -> None:
    at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    with headless(desk_paths, ManualTime(at, ZoneInfo("America/New_York"))) as cases:
        assert cases.log.log({"title": "x"}, walk.me).number == "INC-2027-000001"


def test_each_year_counts_by_itself_and_nothing_is_given_again(walk: Walk) -> None:
    log(walk)
    walk.later(days=60)
    assert log(walk) == "INC-2027-000001"
    walk.later(days=-60)
    assert log(walk) == "INC-2026-000002"


def test_a_refused_call_takes_no_number(walk: Walk) -> None:
    with pytest.raises(UsageError, match="needs a title"):
        walk.cases.log.log({"title": " "}, walk.me)
    with pytest.raises(UsageError):
        walk.cases.log.log({"title": "x", "category": "nonsense"}, walk.me)
    assert log(walk) == "INC-2026-000001"


def test_a_cancelled_incident_keeps_its_number(walk: Walk) -> None:
    number = log(walk)
    walk.cases.lifecycle.cancel(number, "test", walk.me)
    assert log(walk) == "INC-2026-000002"


def test_logging_twice_with_one_uid_logs_once(walk: Walk) -> None:
    first = walk.cases.log.log({"title": "x"}, walk.me, uid="0190c2a0-0000-7000-8000-000000000001")
    again = walk.cases.log.log({"title": "x"}, walk.me, uid="0190c2a0-0000-7000-8000-000000000001")
    assert (again.number, again.uid) == (first.number, first.uid)
    assert log(walk) == "INC-2026-000002"


def test_a_known_key_adds_to_the_open_incident_and_loses_nothing(walk: Walk) -> None:
    first = walk.log(key="srv-12/disk")
    again = walk.cases.log.log(
        {"description": "94 % full"},
        walk.me,
        texts={"title": "Disk still full", "error_code": "E94"},
        external_key="srv-12/disk",
    )
    assert (again.uid, again.added_to) == (first, True)
    entry = walk.page(first).entries[-1]
    assert entry.kind == "raised_again"
    assert entry.payload == {"title": "Disk still full", "description": "94 % full", "error_code": "E94"}
    assert [hit.row.uid for hit in walk.cases.search.find("still").hits] == [first]
    walk.cases.lifecycle.cancel(first, "test", walk.me)
    assert not walk.cases.log.log({"title": "x"}, walk.me, external_key="srv-12/disk").added_to


def log_many(path: str, me: str, start: object, numbers: object) -> None:
    time = ManualTime(datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN), BERLIN)
    with headless(desk_paths(Path(path)), time) as cases:
        start.wait()  # type: ignore[attr-defined]
        numbers.put([cases.log.log({"title": "x"}, me).number for _ in range(50)])  # type: ignore[attr-defined]


def test_two_processes_at_once_get_distinct_numbers(walk: Walk, desk_paths: DeskPaths) -> None:
    context = multiprocessing.get_context("spawn")
    start, numbers = context.Barrier(2), context.Queue()
    both = [
        context.Process(target=log_many, args=(str(desk_paths.desk), walk.me, start, numbers))
        for _ in range(2)
    ]
    for one in both:
        one.start()
    given = numbers.get(timeout=90) + numbers.get(timeout=90)
    for one in both:
        one.join(60)
    assert sorted(given) == [f"INC-2026-{n:06}" for n in range(1, 101)]
    assert log(walk) == "INC-2026-000101"


def test_another_call_under_a_uid_that_is_taken_is_not_lost(walk: Walk) -> None:
    first = walk.cases.log.log({"title": "Call one"}, walk.me, uid=UID)
    second = walk.cases.log.log({"title": "Call two"}, walk.me, uid=UID)
    assert second.number != first.number
    assert walk.page(second.uid).incident.title == "Call two"
    assert walk.page(first.uid).incident.title == "Call one"


UID = "01a2076b-4400-7cc3-b964-60581ee8638b"
